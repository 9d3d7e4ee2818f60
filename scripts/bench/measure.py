"""What the measuring scripts share: servers of our own on free ports, CPU time from /proc, one line per figure."""

from __future__ import annotations

import os
import select
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


def need(program: str) -> str:
    found = shutil.which(program) or next((path for path in (f"/usr/sbin/{program}", f"/usr/bin/{program}") if os.path.exists(path)), None)
    if not found:
        sys.exit(f"{program} is missing: apt-get install {program}")
    return found


def built(product: str) -> Path:
    path = ROOT / ".build" / "release" / product
    if not path.exists():
        sys.exit(f"{product} is not built for release: swift build -c release --product {product}")
    return path


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
                self.log.seek(0)
                sys.exit(f"the server did not answer: {self.log.read()[-2000:].decode(errors='replace')}")
            time.sleep(0.0005)

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


def readable(plug: socket.socket, seconds: float) -> bool:
    return bool(select.select([plug], [], [], seconds)[0])
