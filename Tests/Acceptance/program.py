"""The program under test as a process: its words, its log, its end."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
#: More than any machine needs, less than anybody waits.
PATIENCE = 30


def binary() -> Path:
    named = os.environ.get("COUNTERSIGN_BINARY")
    found = [Path(named)] if named else [ROOT / ".build" / kind / "countersign" for kind in ("debug", "release")]
    for path in found:
        if path.exists():
            return path
    raise SystemExit("countersign is not built: swift build --product countersign")


def free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return plug.getsockname()[1]


def environment(extra: dict[str, str] | None) -> dict[str, str]:
    """Nothing of the person's own settings, and no colours or crash reports between the lines."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")}
    return {**kept, "SWIFT_BACKTRACE": "enable=no", **(extra or {})}


class Finished:
    def __init__(self, process: subprocess.CompletedProcess):
        self.code = process.returncode
        self.said = process.stdout
        self.complained = process.stderr

    @property
    def json(self):
        return json.loads(self.said)

    def __repr__(self) -> str:
        return f"exit {self.code}\n{self.said}\n{self.complained}"


class Program:
    @staticmethod
    def run(path: Path, *words: str, env: dict[str, str] | None = None, given: str | None = None, cwd=None, **options) -> Finished:
        return Finished(
            subprocess.run(
                [str(path), *words], input=given, capture_output=True, text=True, env=environment(env), cwd=cwd,
                timeout=PATIENCE, **options
            )
        )

    def __init__(
        self, path: Path, *words: str, folder: Path, env: dict[str, str] | None = None, under: list[str] | None = None, **options
    ):
        """`under`: a command that runs the program and leaves its place to it."""
        self.port = 0
        self.lines: list[str] = []
        self.fresh: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [*(under or []), str(path), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(env), cwd=folder,
            stdin=subprocess.DEVNULL, **options
        )
        self.said: list[str] = []
        self.readers = [
            threading.Thread(target=self.read, args=(self.process.stderr, self.keep), daemon=True),
            threading.Thread(target=self.read, args=(self.process.stdout, self.said.append), daemon=True),
        ]
        for reader in self.readers:
            reader.start()

    @staticmethod
    def read(stream, keep) -> None:
        for line in stream:
            keep(line)

    def keep(self, line: str) -> None:
        self.lines.append(line)
        self.fresh.put(line)

    @property
    def events(self) -> list[dict]:
        """The log so far, line by line; lines for people are left out."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    def wait_for_event(self, event: str, patience: float = PATIENCE) -> dict:
        limit = time.monotonic() + patience
        while time.monotonic() < limit:
            for found in self.events:
                if found.get("event") == event:
                    return found
            if self.process.poll() is not None and self.fresh.empty():
                break
            try:
                self.fresh.get(timeout=0.2)
            except queue.Empty:
                pass
        raise AssertionError(f"no event {event!r} (exit {self.process.poll()}):\n{''.join(self.lines)}\n{''.join(self.said)}")

    def wait_for_line(self, word: str) -> str:
        """A line of the log that has the word."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            found = next((line for line in list(self.lines) if word in line), None)
            if found:
                return found
            with contextlib.suppress(queue.Empty):
                self.fresh.get(timeout=0.2)
        raise AssertionError(f"no line with {word!r}:\n{''.join(self.lines)}")

    def wait_for_word(self, pattern: str) -> re.Match:
        """Something on standard output."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            found = re.search(pattern, "".join(self.said))
            if found:
                return found
            if self.process.poll() is not None:
                break
            self.readers[1].join(timeout=0.05)
        raise AssertionError(f"nothing like {pattern!r}:\n{''.join(self.said)}\n{''.join(self.lines)}")

    def send(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def wait(self) -> int:
        code = self.process.wait(timeout=PATIENCE)
        for reader in self.readers:
            reader.join(timeout=PATIENCE)
        return code

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.send(number)
        return self.wait()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(timeout=PATIENCE)
