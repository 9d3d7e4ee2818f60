"""Bytes out, answers in: a raw-socket client that believes nothing and checks every answer it reads.

Whatever the server sends goes through one strict reader. So each case, whatever else it is about, also checks
what RFC 9112 and RFC 9110 ask of the sender of a response.
"""

from __future__ import annotations

import re
import select
import socket
import time
from dataclasses import dataclass, field

TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
STATUS_LINE = re.compile(rb"HTTP/1\.1 ([1-5][0-9][0-9]) ([\t\x20-\x7e\x80-\xff]*)\Z")
IMF_DATE = re.compile(
    rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    rb"[0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT\Z"
)
# Fields that must not come twice (RFC 9110 §5.3): none of them is a list, or we never send a list.
SINGLE = {b"content-length", b"content-type", b"date", b"etag", b"last-modified", b"location", b"server", b"connection",
          b"transfer-encoding", b"content-encoding", b"retry-after", b"x-request-id"}


class Broken(AssertionError):
    """The server sent something that no server may send."""


class Silence(AssertionError):
    """Nothing came in time."""


class Ended(Exception):
    """The connection ended before another answer began."""


@dataclass
class Answer:
    status: int
    reason: bytes
    fields: list[tuple[bytes, bytes]]
    body: bytes
    head_bytes: bytes = b""
    interim: list["Answer"] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        wanted = name.lower().encode()
        for key, value in self.fields:
            if key == wanted:
                return value.decode("latin-1")
        return None

    def all(self, name: str) -> list[str]:
        wanted = name.lower().encode()
        return [value.decode("latin-1") for key, value in self.fields if key == wanted]

    def says_close(self) -> bool:
        return "close" in [part.strip().lower() for value in self.all("connection") for part in value.split(",")]

    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Wire:
    """One connection to the server under test."""

    def __init__(self, address: tuple[str, int], timeout: float = 5.0):
        self.timeout = timeout
        self.socket = socket.create_connection(address, timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.ended = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    # Sending never fails a case: a server may close while we still talk.
    def send(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            pass

    def send_split(self, data: bytes, cuts: list[int], pause: float = 0.0) -> None:
        previous = 0
        for cut in [*cuts, len(data)]:
            self.send(data[previous:cut])
            previous = cut
            if pause:
                time.sleep(pause)

    def finish_sending(self) -> None:
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _readable(self, seconds: float) -> bool:
        # Not select(): it knows 1,024 files, and some cases hold more.
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return bool(poll.poll(seconds * 1_000))

    def _more(self, until: float) -> bool:
        """Reads once; False when the peer has ended."""
        if self.ended:
            return False
        left = until - time.monotonic()
        if left <= 0 or not self._readable(left):
            raise Silence(f"no bytes within {self.timeout} s; so far {self.buffer[:200]!r}")
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            self.ended = True
            self.was_reset = True
            return False
        if not data:
            self.ended = True
            return False
        self.buffer += data
        return True

    was_reset = False

    def read(self, method: str = "GET", timeout: float | None = None) -> Answer:
        """The next final answer, with the interim ones that came before it."""
        interim: list[Answer] = []
        until = time.monotonic() + (timeout or self.timeout)
        while True:
            answer = self._read_one(method, until)
            if answer.status >= 200:
                answer.interim = interim
                return answer
            interim.append(answer)

    def read_interim(self, timeout: float | None = None) -> Answer:
        return self._read_one("GET", time.monotonic() + (timeout or self.timeout))

    def _read_one(self, method: str, until: float) -> Answer:
        while b"\r\n\r\n" not in self.buffer:
            if len(self.buffer) > 256 * 1024:
                raise Broken("an endless header section")
            if not self._more(until):
                if self.buffer:
                    raise Broken(f"the connection ended inside a header section: {self.buffer[:200]!r}")
                raise Ended()
        head, rest = self.buffer.split(b"\r\n\r\n", 1)
        answer = check_head(head)
        bodiless = method == "HEAD" or answer.status < 200 or answer.status in (204, 304)
        length = answer.get("content-length")
        if bodiless:
            self.buffer = rest
        elif answer.get("transfer-encoding") is not None:
            self.buffer = rest
            answer.body = self._read_chunks(until)
        elif length is not None:
            wanted = int(length)
            self.buffer = rest
            while len(self.buffer) < wanted:
                if not self._more(until):
                    raise Broken(f"the body ended after {len(self.buffer)} of {wanted} bytes")
            answer.body, self.buffer = self.buffer[:wanted], self.buffer[wanted:]
        else:
            if not answer.says_close():
                raise Broken("a body without a length on a connection that stays open")
            self.buffer = rest
            while self._more(until):
                pass
            answer.body, self.buffer = self.buffer, b""
        check_meaning(answer, method)
        return answer

    def _line(self, until: float) -> bytes:
        while b"\r\n" not in self.buffer:
            if not self._more(until):
                raise Broken("the connection ended inside a chunk line")
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def _read_chunks(self, until: float) -> bytes:
        body = b""
        while True:
            line = self._line(until)
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", line):
                raise Broken(f"chunk line {line!r}")
            size = int(line, 16)
            if size == 0:
                if self._line(until) != b"":
                    raise Broken("trailer fields that nobody announced")
                return body
            while len(self.buffer) < size + 2:
                if not self._more(until):
                    raise Broken("the connection ended inside a chunk")
            if self.buffer[size:size + 2] != b"\r\n":
                raise Broken("chunk data not ended by CRLF")
            body += self.buffer[:size]
            self.buffer = self.buffer[size + 2:]

    def closes(self, timeout: float = 2.0) -> bool:
        """True when the server ends the connection in time, having sent nothing more."""
        until = time.monotonic() + timeout
        try:
            while self._more(until):
                pass
        except Silence:
            return False
        if self.buffer:
            raise Broken(f"bytes after the last answer: {self.buffer[:200]!r}")
        return True

    def stays_open(self, get: bytes) -> bool:
        """True when a further request on this connection is answered (and its answer is in order)."""
        self.send(get)
        try:
            self.read()
        except Ended:
            return False
        return True

    def drip_until_end(self, data: bytes, every: float, limit: float) -> float:
        """Sends one byte at a time until the server has had enough; returns the seconds that took."""
        began = time.monotonic()
        for byte in data:
            if self._readable(every):
                return time.monotonic() - began
            self.send(bytes([byte]))
            if time.monotonic() - began > limit:
                break
        raise Silence(f"the server still listened to a drip after {limit} s")


def check_head(head: bytes) -> Answer:
    for position, byte in enumerate(head):
        if byte == 0x0D and head[position + 1:position + 2] != b"\n":
            raise Broken("a bare CR in a response head (RFC 9112 §2.2)")
        if byte == 0x0A and head[position - 1:position] != b"\r":
            raise Broken("a bare LF in a response head (RFC 9112 §2.2)")
    lines = head.split(b"\r\n")
    match = STATUS_LINE.match(lines[0])
    if not match:
        raise Broken(f"status line {lines[0]!r} (RFC 9112 §4)")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if not colon or not TOKEN.match(name):
            raise Broken(f"field line {line!r} (RFC 9112 §5)")
        if value != value.strip(b" \t") and value[:1] != b" ":
            raise Broken(f"field line {line!r}")
        value = value.strip(b" \t")
        if any(byte < 0x20 and byte != 9 or byte == 0x7F for byte in value):
            raise Broken(f"control byte in {line!r} (RFC 9110 §5.5)")
        fields.append((name.lower(), value))
    return Answer(int(match.group(1)), match.group(2), fields, b"", head)


def check_meaning(answer: Answer, method: str) -> None:
    names = [name for name, _ in answer.fields]
    for name in SINGLE:
        if names.count(name) > 1:
            raise Broken(f"{name.decode()} twice (RFC 9110 §5.3)")
    length, coding = answer.get("content-length"), answer.get("transfer-encoding")
    if length is not None and not re.fullmatch(r"0|[1-9][0-9]*", length):
        raise Broken(f"Content-Length {length!r} (RFC 9110 §8.6)")
    if length is not None and coding is not None:
        raise Broken("Content-Length beside Transfer-Encoding (RFC 9112 §6.2)")
    if answer.status < 200 or answer.status == 204:
        if length is not None or coding is not None:
            raise Broken(f"{answer.status} with a length or a coding (RFC 9110 §8.6, RFC 9112 §6.1)")
    if coding is not None and coding.lower() != "chunked":
        raise Broken(f"Transfer-Encoding {coding!r} (RFC 9112 §6.1)")
    if 200 <= answer.status < 600:
        date = answer.get("date")
        if date is None or not IMF_DATE.match(date.encode("latin-1")):
            raise Broken(f"Date {date!r} in {answer.status} (RFC 9110 §6.6.1, §5.6.7)")
    if answer.status == 405 and answer.get("allow") is None:
        raise Broken("405 without Allow (RFC 9110 §15.5.6)")
    if answer.status == 401 and answer.get("www-authenticate") is None:
        raise Broken("401 without WWW-Authenticate (RFC 9110 §11.6.1)")
    if answer.status in (101, 426) and answer.get("upgrade") is None:
        raise Broken(f"{answer.status} without Upgrade (RFC 9110 §7.8)")
    for value in answer.all("connection"):
        for option in value.split(","):
            if option.strip().lower() not in ("close", "keep-alive"):
                raise Broken(f"connection option {option!r} (RFC 9110 §7.6.1)")
    if answer.body and answer.get("content-type") is None:
        raise Broken("content without a Content-Type (RFC 9110 §8.3)")
    tag = answer.get("etag")
    if tag is not None and not re.fullmatch(r'(W/)?"[\x21\x23-\x7e\x80-\xff]*"', tag):
        raise Broken(f"ETag {tag!r} (RFC 9110 §8.8.3)")
