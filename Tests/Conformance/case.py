"""What a case is: bytes to send, the answers allowed, what the connection does afterwards, and what it proves.

Three words in the bytes are filled in when a case is sent: @HOST@ a Host the server accepts, @GET@ a path that answers
GET, @POST@ a path that reads a body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wire import Answer

CLOSED, KEPT, EITHER = "closed", "kept", "either"
#: The normal answer to @GET@: 200 of the probe, perhaps a redirect to the sign-in page of the application.
FINE = -1
#: The case is about a server that says nothing: it must close without an answer.
NOTHING = 0


@dataclass(frozen=True)
class Case:
    id: str
    rule: str                                  # the section obeyed, "9112 §3.2"; several with a comma
    row: str                                   # key of a situation or a limit in situations.py
    send: bytes
    expect: tuple[int, ...] = (400,)
    then: str = CLOSED
    check: Callable[[Answer], None] | None = None
    server: str = "plain"                      # which of the probes of conftest.py answers
    probe_only: bool = False                   # needs /echo, /cookie, /headers or a certain configuration
    method: str = "GET"                        # HEAD tells the reader that no body follows
    half_close: bool = False                   # after sending, say that nothing more will come
    answers: tuple[int, ...] = ()              # for pipelines: the statuses of all answers, in order


def request(line: bytes, *fields: bytes, body: bytes = b"") -> bytes:
    """A request with the Host that the server accepts, unless the fields bring one."""
    host = () if any(name.lower().startswith(b"host") for name in fields) else (b"Host: @HOST@",)
    return b"\r\n".join((line, *host, *fields)) + b"\r\n\r\n" + body


def get(*fields: bytes, path: bytes = b"@GET@", body: bytes = b"") -> bytes:
    return request(b"GET " + path + b" HTTP/1.1", *fields, body=body)


def post(*fields: bytes, body: bytes = b"", path: bytes = b"@POST@") -> bytes:
    return request(b"POST " + path + b" HTTP/1.1", *fields, body=body)


def chunked(body: bytes, *fields: bytes) -> bytes:
    return post(b"Transfer-Encoding: chunked", *fields, body=body)


def echoes(expected: bytes) -> Callable[[Answer], None]:
    """The probe's /echo answers `length N`, a newline, and the body as it decoded it."""

    def check(answer: Answer) -> None:
        assert answer.body == b"length %d\n" % len(expected) + expected, answer.body[:200]

    return check


def contains(*parts: bytes) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        for part in parts:
            assert part in answer.body, (part, answer.body[:400])

    return check


def lacks(*parts: bytes) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        for part in parts:
            assert part not in answer.body and part not in answer.head_bytes, (part, answer.body[:400])

    return check


def has(name: str, value: str | None = None) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        found = answer.get(name)
        assert found is not None, f"no {name}"
        assert value is None or found.lower() == value.lower(), found

    return check


def hasnot(name: str) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        assert answer.get(name) is None, answer.get(name)

    return check


def both(*checks: Callable[[Answer], None]) -> Callable[[Answer], None]:
    def check(answer: Answer) -> None:
        for one in checks:
            one(answer)

    return check


def no_interim(answer: Answer) -> None:
    assert not answer.interim, f"{answer.interim[0].status} came first"


def keeps_secret(answer: Answer) -> None:
    """What TRACE would reflect stays here."""
    assert b"secret" not in answer.body
