"""Starts the servers under test, or takes the one that is named: `--server HOST:PORT --kind probe|app`."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

from wire import Wire  # noqa: E402

#: Further configurations of the probe that single cases ask for.
PROBES: dict[str, list[str]] = {
    "plain": [],
    "named": ["--host", "localhost"],
    "based": ["--base-path", "/cs"],
    "proxied": ["--trusted-proxy", "127.0.0.0/8"],
    "cookied": ["--cookie", "__Host-sid"],
    "hasty": ["--header-deadline", "300", "--body-grace", "300", "--request-deadline", "1500", "--idle", "400", "--write-stall", "800"],
    "few": ["--requests-per-connection", "3", "--connections", "8"],
}


def pytest_addoption(parser):
    parser.addoption("--server", help="HOST:PORT of a server that runs already")
    parser.addoption("--kind", choices=["probe", "app"], default="probe", help="what answers there")
    parser.addoption("--host-name", default="localhost", help="a Host that the server accepts")
    parser.addoption("--get-path", help="a path that answers GET")
    parser.addoption("--post-path", help="a path that reads a POST body")
    parser.addoption("--probe", help="the http-probe binary (default: release, then debug)")


def binary(config) -> Path:
    named = config.getoption("--probe") or os.environ.get("HTTP_PROBE")
    if named:
        return Path(named)
    found = [ROOT / ".build" / kind / "http-probe" for kind in ("release", "debug")]
    for path in found:
        if path.exists():
            return path
    pytest.exit("http-probe is not built: swift build --product http-probe", returncode=2)


class Probe:
    """A server process of our own, ended by its id."""

    def __init__(self, path: Path, arguments: list[str]):
        self.process = subprocess.Popen(
            [str(path), "--listen", "127.0.0.1:0", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert self.process.stdout
        seen = b""
        until = time.monotonic() + 10
        while True:
            if not select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                self.end()
                raise RuntimeError(f"http-probe {arguments} did not say where it listens: {seen!r}")
            data = os.read(self.process.stdout.fileno(), 4096)
            seen += data
            match = re.search(rb"listening on (\S+):(\d+)", seen)
            if match:
                self.address = ("127.0.0.1", int(match.group(2)))
                return
            if not data:
                raise RuntimeError(f"http-probe {arguments} ended: {seen.decode(errors='replace')}")

    @property
    def pid(self) -> int:
        return self.process.pid

    def alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class Target:
    """The servers of one run, started when first asked for, and the words that the cases leave open."""

    def __init__(self, config):
        self.config = config
        self.kind = config.getoption("--kind")
        self.running: dict[str, Probe] = {}
        named = config.getoption("--server")
        self.fixed = None
        if named:
            host, _, port = named.rpartition(":")
            self.fixed = (host.strip("[]") or "127.0.0.1", int(port))
        app = self.kind == "app"
        self.host = config.getoption("--host-name")
        self.get_path = config.getoption("--get-path") or ("/sign-in" if app else "/")
        self.post_path = config.getoption("--post-path") or ("/sign-in" if app else "/echo")
        self._static: tuple[str, str] | None = None

    def probe(self, name: str) -> Probe | None:
        if self.fixed:
            if name != "plain":
                pytest.skip("needs a probe of its own configuration")
            return None
        if name not in self.running:
            self.running[name] = Probe(binary(self.config), PROBES[name])
        return self.running[name]

    def address(self, name: str = "plain") -> tuple[str, int]:
        probe = self.probe(name)
        return probe.address if probe else self.fixed  # type: ignore[return-value]

    def wire(self, name: str = "plain", timeout: float = 5.0) -> Wire:
        return Wire(self.address(name), timeout)

    def static(self) -> tuple[str, str]:
        """The path of a file under its hashed name, and its entity tag."""
        if self._static is None:
            page = b"GET " + self.get_path.encode() + b" HTTP/1.1\r\nHost: " + self.host.encode() + b"\r\n\r\n"
            with self.wire() as wire:
                wire.send(page)
                paths = [found.decode() for found in re.findall(rb"/static/[A-Za-z0-9._-]+", wire.read().body)]
            for path in [*paths, "/static/probe.css", "/static/sample.0123abcd.css"]:
                with self.wire() as wire:
                    wire.send(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
                    answer = wire.read()
                if answer.status == 200:
                    break
            tag = answer.get("etag") or '"none"'
            self._static = (path, tag)
        return self._static

    def fill(self, data: bytes) -> bytes:
        if b"@STATIC@" in data or b"@ETAG@" in data or b"@STRONG@" in data or b"@BARE@" in data:
            path, tag = self.static()
            strong = tag.removeprefix("W/")
            for word, value in (("@STATIC@", path), ("@ETAG@", tag), ("@STRONG@", strong), ("@BARE@", strong.strip('"'))):
                data = data.replace(word.encode(), value.encode())
        for word, value in (("@HOST@", self.host), ("@MODIFIED@", "Tue, 14 Nov 2023 22:13:20 GMT"), ("@GET@", self.get_path), ("@POST@", self.post_path)):
            data = data.replace(word.encode(), value.encode())
        return data

    def fine(self) -> tuple[int, ...]:
        return (200,) if self.kind == "probe" else (200, 302, 303)

    def end(self) -> None:
        for probe in self.running.values():
            probe.end()


@pytest.fixture(scope="session")
def target(request):
    target = Target(request.config)
    yield target
    target.end()


@pytest.fixture(autouse=True)
def the_server_lives(target):
    """No case may end the server, whatever it sent."""
    yield
    for name, probe in target.running.items():
        assert probe.alive(), f"the {name} server ended: {probe.process.returncode}"


def pytest_terminal_summary(terminalreporter):
    passed = len(terminalreporter.stats.get("passed", []))
    failed = len(terminalreporter.stats.get("failed", [])) + len(terminalreporter.stats.get("error", []))
    skipped = len(terminalreporter.stats.get("skipped", []))
    terminalreporter.write_line(f"conformance.passed {passed} cases")
    terminalreporter.write_line(f"conformance.failed {failed} cases")
    terminalreporter.write_line(f"conformance.skipped {skipped} cases")
