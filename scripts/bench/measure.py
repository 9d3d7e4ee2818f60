"""What the measuring scripts share: servers of our own on free ports, CPU time from /proc, one line per figure."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def figure(name: str, value: float | int | str, unit: str) -> None:
    print(f"{name} {value:.2f} {unit}" if isinstance(value, float) else f"{name} {value} {unit}", flush=True)


def free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return plug.getsockname()[1]


def found(program: str) -> str | None:
    # Where Debian puts servers is not on everybody's PATH.
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/bin")


def need(program: str) -> str:
    """Where a program is; what measuring needs is installed first if it is not there."""
    if not found(program):
        subprocess.run([ROOT / "scripts" / "install", "benchmarks"], stdout=sys.stderr, check=True)
    return found(program) or sys.exit(f"{program} is missing, and scripts/install benchmarks did not bring it")


@functools.cache
def built(product: str) -> Path:
    """The product as the sources are now, optimised. Every script builds in the same way, or each would build everything anew."""
    subprocess.run([ROOT / "scripts" / "install", "libraries"], stdout=sys.stderr, check=True)
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", product]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(f"{product} cannot be built:\n{done.stdout}")
    return ROOT / ".build" / "release" / product


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    result = [pid]
    for parent in result:
        try:
            for thread in Path(f"/proc/{parent}/task").iterdir():
                result += [int(child) for child in (thread / "children").read_text().split()]
        except OSError:
            pass
    return result


def cpu_seconds(pid: int) -> float:
    """User and system time of the process, its descendants and those it has already waited for."""
    total = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(value) for value in fields[11:15])
    return total / TICKS


def resident_kib(pid: int) -> int:
    """Resident memory of the whole family; shared pages count once, as PSS."""
    total = 0
    for one in family(pid):
        try:
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except OSError:
            pass
    return total


class Server:
    """A process that listens; pinned to cores when asked, ended by its id."""

    def __init__(self, command: list[str], port: int, cores: str | None = None, environment: dict[str, str] | None = None):
        if cores is not None:
            command = [need("taskset"), "-c", cores, *command]
        self.port = port
        self.log = tempfile.TemporaryFile()
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=os.environ | (environment or {}))

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait(self, path: str = "/", limit: float = 10.0) -> float:
        """Seconds from exec to the first answer."""
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=2) as plug:
                    plug.sendall(request)
                    if plug.recv(4096).startswith(b"HTTP/1.1 "):
                        return time.monotonic() - self.started
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - self.started > limit:
                sys.exit(f"the server did not answer: {self.said()[-2000:].decode(errors='replace')}")
            time.sleep(0.0005)

    def wait_for_word(self, word: str, limit: float = 30.0) -> None:
        """Until the server has said so."""
        until = time.monotonic() + limit
        while word.encode() not in (said := self.said()):
            if self.process.poll() is not None or time.monotonic() > until:
                sys.exit(f"the server never said {word}: {said[-2000:].decode(errors='replace')}")
            time.sleep(0.01)

    def said(self) -> bytes:
        # Read at a place of our own: the server goes on writing at the file's.
        return os.pread(self.log.fileno(), 1 << 24, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


def probe(cores: str | None = None, loops: int = 1) -> Server:
    port = free_port()
    return Server([str(built("http-probe")), "--listen", f"127.0.0.1:{port}", "--loops", str(loops)], port, cores)


NGINX = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{port};
    location / {{ default_type text/plain; return 200 "{body}"; }}
  }}
}}
"""


def nginx(folder: str, cores: str) -> Server:
    """One worker that answers 200 bytes from memory: the mark for what any answer costs."""
    port = free_port()
    file = Path(folder) / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, port=port, body="x" * 200))
    return Server([need("nginx"), "-c", str(file), "-p", folder], port, cores)


def wrk(port: int, path: str, seconds: int, connections: int, threads: int = 1, cores: str | None = None, fields: list[str] | None = None,
        script: str | None = None) -> int:
    """Loads a server and returns the number of answers; stops the measurement if any was an error."""
    command = [need("wrk"), "-t", str(threads), "-c", str(connections), "-d", f"{seconds}s"]
    for field in fields or []:
        command += ["-H", field]
    if script:
        command += ["-s", script]
    command.append(f"http://127.0.0.1:{port}{path}")
    if cores is not None:
        command = [need("taskset"), "-c", cores, *command]
    output = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30).stdout
    answers = 0
    for line in output.splitlines():
        words = line.split()
        if "requests in" in line:
            answers = int(words[0])
        if "Non-2xx" in line or "Socket errors" in line:
            print(f"note: {line.strip()}", file=sys.stderr)
    if answers == 0:
        sys.exit(f"no answers from port {port}: {output}")
    return answers


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: list[float]) -> float:
    return percentile(values, 0.5)
