"""What takes more than one breath: splits, deadlines, limits of a connection, 100-continue, lingering, streams.

Each test says in `proves` which situations and sections it stands for; the traceability table reads them.
"""

from __future__ import annotations

import email.utils
import gzip
import os
import random
import resource
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from case import CLOSED, KEPT
from catalogue import CASES
from conftest import PROBES, Probe, binary
from test_cases import run
from wire import Broken, Ended, Silence, Wire


def proves(*what: str):
    """Names the situations (`host`) and rules (`9112 §3.2`) that a conversation stands for."""

    def mark(function):
        function.proves = what
        return function

    return mark


def ask(target, path: str = "@GET@", *fields: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: @HOST@", *fields]
    return target.fill(("\r\n".join(lines) + "\r\n\r\n").encode())


def needs_probe(target):
    if target.kind != "probe":
        pytest.skip("needs the probe")


# Splits

SPLIT = [case for case in CASES if 0 < len(case.send) < 6000 and not case.probe_only or case.probe_only and len(case.send) < 6000]


@pytest.mark.parametrize("case", SPLIT, ids=lambda case: case.id)
@proves("order", "9112 §2.2")
def test_split_at_random(case, target):
    """The answer does not depend on how the network cut the request."""
    if case.probe_only and target.kind != "probe":
        pytest.skip("needs the probe")
    dice = random.Random(case.id)

    def cuts(data):
        return sorted(dice.sample(range(1, len(data)), min(4, len(data) - 1))) if len(data) > 1 else []

    run(case, target, cuts)


EVERY = {
    "get": b"GET @GET@ HTTP/1.1\r\nHost: @HOST@\r\nCookie: a=b; c=d\r\n\r\n",
    "length": b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 11\r\n\r\nhello world",
    "chunked": b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n",
    "pipeline": b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 2\r\n\r\nhiGET @GET@ HTTP/1.1\r\nHost: @HOST@\r\n\r\n",
    "fault": b"GET @GET@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: +5\r\n\r\nhello",
}


@pytest.mark.parametrize("name", EVERY)
@proves("order", "9112 §2.2", "9112 §7.1")
def test_split_at_every_byte(name, target):
    needs_probe(target)
    data = target.fill(EVERY[name])
    for cut in range(1, len(data)):
        with target.wire() as wire:
            wire.send(data[:cut])
            time.sleep(0.0008)
            wire.send(data[cut:])
            answer = wire.read()
            if name == "fault":
                assert answer.status == 400, cut
                assert wire.closes()
                continue
            assert answer.status == 200, (cut, answer.body)
            if name in ("length", "chunked"):
                assert answer.body == b"length 11\nhello world", cut
            if name == "pipeline":
                assert answer.body == b"length 2\nhi", cut
                assert wire.read().status == 200, cut


@pytest.mark.parametrize("name", EVERY)
@proves("order", "9112 §2.2")
def test_one_byte_at_a_time(name, target):
    needs_probe(target)
    data = target.fill(EVERY[name])
    with target.wire() as wire:
        for byte in data:
            wire.send(bytes([byte]))
        assert wire.read().status == (400 if name == "fault" else 200)


@proves("early", "9110 §5.3")
def test_silence_until_the_header_section_is_complete(target):
    with target.wire() as wire:
        wire.send(target.fill(b"GET @GET@ HTTP/1.1\r\nHost: @HOST@\r\nCookie: a=b\r\n"))
        with pytest.raises(Silence):
            wire.read(timeout=0.25)
        wire.send(b"\r\n")
        assert wire.read().status in target.fine()


@proves("order", "9112 §9.3.2")
def test_a_second_request_waits_for_the_first(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(ask(target, "/slow") + target.fill(b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 3\r\n\r\ntwo"))
        first = wire.read()
        second = wire.read()
        assert first.status == 200 and not first.body.startswith(b"length")
        assert second.body == b"length 3\ntwo"


@proves("order", "9112 §9.3.2")
def test_a_hundred_posts_in_one_segment_are_answered_in_order(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(b"".join(target.fill(b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 4\r\n\r\n") + b"%04d" % n for n in range(100)))
        for n in range(100):
            assert wire.read().body == b"length 4\n%04d" % n


# Deadlines

@proves("limit-header-time")
def test_a_dripped_header_section_ends_at_its_deadline(target):
    with target.wire("hasty") as wire:
        took = wire.drip_until_end(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1000, 0.02, 3)
        assert took < 1.3, took
        assert wire.read().status == 408
        assert wire.closes()


@proves("limit-header-time")
def test_a_header_section_that_stops_ends_at_its_deadline(target):
    with target.wire("hasty") as wire:
        began = time.monotonic()
        wire.send(b"GET / HT")
        assert wire.read(timeout=3).status == 408
        assert 0.2 < time.monotonic() - began < 1.5
        assert wire.closes()


@proves("limit-body-rate")
def test_a_body_that_stops_ends_at_its_deadline(target):
    with target.wire("hasty") as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 1000\r\n\r\nhello"))
        began = time.monotonic()
        answer = wire.read(timeout=3)
        assert answer.status == 408 and b"length" not in answer.body[:6]
        assert time.monotonic() - began < 1.8
        assert wire.closes()


@proves("limit-body-rate")
def test_chunks_that_stop_end_at_their_deadline(target):
    with target.wire("hasty") as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
        assert wire.read(timeout=3).status == 408
        assert wire.closes()


@proves("limit-body-rate")
def test_a_body_of_one_byte_at_a_time_ends(target):
    with target.wire("hasty") as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 1000\r\n\r\n"))
        took = wire.drip_until_end(b"x" * 1000, 0.02, 4)
        assert took < 2.5, took
        assert wire.read().status == 408


@proves("limit-body-rate")
def test_a_body_that_is_fast_enough_is_waited_for(target):
    """1,000 bytes a second, twice the rate that is asked for, beyond the grace."""
    with target.wire("hasty") as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 800\r\n\r\n"))
        for _ in range(8):
            wire.send(b"x" * 100)
            time.sleep(0.08)
        assert wire.read().body.startswith(b"length 800\n")


@proves("limit-idle", "9112 §9.5")
def test_an_idle_connection_is_closed_without_a_word(target):
    with target.wire("hasty") as wire:
        wire.send(ask(target))
        assert wire.read().status == 200
        began = time.monotonic()
        assert wire.closes(timeout=3)
        assert 0.3 < time.monotonic() - began < 2.0


@proves("limit-idle")
def test_a_connection_that_never_speaks_is_closed(target):
    with target.wire("hasty") as wire:
        assert wire.closes(timeout=3)


@proves("limit-idle")
def test_a_client_that_does_not_read_is_dropped(target):
    with target.wire("hasty", timeout=10) as wire:
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 131072)
        # More answers than both socket buffers hold, and nobody reads them.
        burst = ask(target, "/gzip") * 900
        wire.socket.settimeout(0.5)
        wire.send(burst)
        time.sleep(2.2)
        received = 0
        wire.socket.settimeout(2)
        try:
            while data := wire.socket.recv(1 << 20):
                received += len(data)
        except ConnectionResetError:
            pass
        assert received < 900 * 20_000, "everything was kept for a client that did not read"
    with target.wire("hasty") as wire:
        wire.send(ask(target))
        assert wire.read().status == 200


# Limits of a connection

@proves("limit-requests", "9112 §9.6")
def test_the_last_allowed_request_is_answered_and_says_so(target):
    with target.wire("few") as wire:
        for n in range(3):
            wire.send(ask(target))
            answer = wire.read()
            assert answer.status == 200
            assert answer.says_close() == (n == 2), n
        assert wire.closes()


@proves("limit-connections")
def test_more_connections_than_allowed_are_turned_away_until_one_leaves(target):
    address = target.address("few")
    held = [Wire(address) for _ in range(8)]
    for wire in held:
        wire.send(ask(target))
        assert wire.read().status == 200
    extra = Wire(address, timeout=1.5)
    extra.send(ask(target))
    try:
        assert extra.read().status == 503
    except (Ended, Silence):
        pass  # closed, or left in the backlog
    extra.socket.close()
    for wire in held:
        wire.socket.close()
    until = time.monotonic() + 3
    while True:
        try:
            with Wire(address, timeout=1) as wire:
                wire.send(ask(target))
                assert wire.read().status == 200
                break
        except (AssertionError, Ended, OSError):
            assert time.monotonic() < until, "never served again"
            time.sleep(0.05)


CONNECTIONS = 12_000
#: Beside the connections each side holds a few files of its own.
OPEN_FILES = CONNECTIONS + 200


@pytest.fixture
def many_open_files():
    """Room for all connections in this process and in the server that it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < OPEN_FILES:
        pytest.skip(f"only {hard} files may be open at once here (ulimit -Hn), and {CONNECTIONS} connections need {OPEN_FILES}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, OPEN_FILES), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@proves("limit-connections")
def test_twelve_thousand_connections_are_held_and_the_next_is_turned_away(target, many_open_files):
    if target.fixed:
        pytest.skip("needs a server of its own, which nobody else visits")
    probe = Probe(binary(target.config), ["--loops", "2"])
    held: list[socket.socket] = []
    try:
        for number in range(CONNECTIONS):
            plug = socket.socket()
            # A loopback address for each few thousand: no shortage of ports.
            plug.bind((f"127.0.0.{2 + number // 4_000}", 0))
            plug.settimeout(10)
            plug.connect(probe.address)
            held.append(plug)
            if number % 100 == 99:
                # Answered, so counted: what is only connected may still wait in the kernel.
                for one in held[-100:]:
                    one.sendall(ask(target))
                for one in held[-100:]:
                    assert one.recv(4096).startswith(b"HTTP/1.1 200 "), number
        with Wire(probe.address) as extra:
            extra.send(ask(target))
            answer = extra.read()
            assert answer.status == 503 and answer.says_close()
            assert int(answer.get("retry-after")) > 0
        for plug in (held[0], held[-1]):
            plug.sendall(ask(target))
            assert plug.recv(4096).startswith(b"HTTP/1.1 200 "), "a connection that was there already was forgotten"
        held.pop().close()
        until = time.monotonic() + 5
        while True:
            with Wire(probe.address) as one:
                one.send(ask(target))
                if one.read().status == 200:
                    break
            assert time.monotonic() < until, "a place that became free was not given away"
        assert probe.alive()
    finally:
        for plug in held:
            plug.close()
        probe.end()


@proves("limit-connections")
def test_a_server_out_of_file_handles_recovers(target):
    needs_probe(target)
    if target.fixed:
        pytest.skip("needs a probe of its own")
    path = binary(target.config)
    code = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)); os.execv(sys.argv[1], sys.argv[1:])"
    process = subprocess.Popen(["python3", "-c", code, str(path), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        line = process.stdout.readline().decode()
        address = ("127.0.0.1", int(line.strip().rpartition(":")[2]))
        wires = []
        for _ in range(80):
            try:
                wires.append(Wire(address, timeout=1))
            except OSError:
                break
        before = cpu_ticks(process.pid)
        time.sleep(0.5)
        busy = (cpu_ticks(process.pid) - before) / os.sysconf("SC_CLK_TCK") / 0.5
        assert busy < 0.2, f"busy with refusing: {busy:.0%} of a core"
        for wire in wires:
            wire.socket.close()
        time.sleep(0.1)
        with Wire(address, timeout=3) as wire:
            wire.send(ask(target))
            assert wire.read().status == 200
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


# 100-continue

@proves("expect", "9110 §10.1.1")
def test_100_comes_before_the_body_when_the_route_will_read_it(target):
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"))
        assert wire.read_interim().status == 100
        wire.send(b"hello")
        answer = wire.read()
        if target.kind == "probe":
            assert answer.body == b"length 5\nhello"


@proves("expect", "9110 §10.1.1")
def test_no_100_where_the_body_will_not_be_read(target):
    with target.wire() as wire:
        wire.send(ask(target, "/no-such-place", "Content-Length: 5", "Expect: 100-continue", method="POST"))
        answer = wire.read()
        assert answer.status >= 300 and not answer.interim
        assert answer.says_close(), "the body might still come: the connection cannot go on"
        assert wire.closes()


@proves("expect", "limit-body", "9110 §10.1.1")
def test_no_100_for_a_body_that_is_too_large(target):
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"))
        answer = wire.read()
        assert answer.status == 413 and not answer.interim
        assert wire.closes()


@proves("expect", "9110 §10.1.1", "9112 §9.6")
def test_no_100_when_the_framing_is_at_fault(target):
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: +5\r\nExpect: 100-continue\r\n\r\n"))
        answer = wire.read()
        assert answer.status == 400 and not answer.interim
        assert wire.closes()


@proves("expect", "9110 §10.1.1")
def test_100_with_chunks(target):
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"))
        assert wire.read_interim().status == 100
        wire.send(b"5\r\nhello\r\n0\r\n\r\n")
        assert wire.read().status < 500


# Large bodies

UPLOAD = 25 << 20


def upload(wire, head: bytes, length: int, chunked: bool = False) -> None:
    wire.send(head)
    piece = b"x" * (1 << 20)
    while length > 0:
        part = piece[:length]
        wire.send(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
        length -= len(part)
    if chunked:
        wire.send(b"0\r\n\r\n")


def upload_head(target, framing: str) -> bytes:
    return target.fill(f"POST /upload HTTP/1.1\r\nHost: @HOST@\r\n{framing}\r\n\r\n".encode())


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
@proves("limit-upload", "9110 §15.5.14")
def test_an_upload_of_25_mib_is_taken_whole_and_goes_to_disk(target, chunked):
    needs_probe(target)
    with target.wire(timeout=30) as wire:
        before = most_resident_kib(target)
        upload(wire, upload_head(target, "Transfer-Encoding: chunked" if chunked else f"Content-Length: {UPLOAD}"), UPLOAD, chunked)
        assert wire.read().body == b"length %d\n" % UPLOAD
        assert wire.stays_open(ask(target))
        assert most_resident_kib(target) - before < 8 << 10, "the upload was kept in memory"


@proves("limit-upload", "9110 §15.5.14")
def test_an_upload_of_one_byte_more_is_refused_before_it_is_sent(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(upload_head(target, f"Content-Length: {UPLOAD + 1}"))
        answer = wire.read()
        assert answer.status == 413 and answer.says_close()
        assert wire.closes()


@proves("limit-upload", "9110 §15.5.14")
def test_an_upload_in_chunks_is_refused_at_its_one_byte_too_many(target):
    needs_probe(target)
    with target.wire(timeout=30) as wire:
        upload(wire, upload_head(target, "Transfer-Encoding: chunked"), UPLOAD + 1, chunked=True)
        answer = wire.read()
        assert answer.status == 413 and answer.says_close()
        assert wire.closes()


def most_resident_kib(target) -> int:
    """The most memory that the server ever had; 0 when it is not ours to look at."""
    probe = target.probe("plain")
    return int(Path(f"/proc/{probe.pid}/status").read_text().split("VmHWM:")[1].split()[0]) if probe else 0


def urlencoded(count: int) -> tuple[str, bytes]:
    return "application/x-www-form-urlencoded", b"&".join(b"f%d=%d" % (n, n) for n in range(count))


def multipart(count: int) -> tuple[str, bytes]:
    part = b'--sheaf\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n%d\r\n'
    return "multipart/form-data; boundary=sheaf", b"".join(part % (n, n) for n in range(count)) + b"--sheaf--\r\n"


@pytest.mark.parametrize("form", [urlencoded, multipart], ids=["urlencoded", "multipart"])
@pytest.mark.parametrize("count", [1_000, 1_001])
@proves("limit-form")
def test_a_form_has_at_most_a_thousand_fields(target, form, count):
    kind, body = form(count)
    app = target.kind != "probe"
    path = "@POST@" if app else "/form"
    head = target.fill(f"POST {path} HTTP/1.1\r\nHost: @HOST@\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    with target.wire() as wire:
        wire.send(head + body)
        answer = wire.read()
        if app:
            # Read and found to be forged, or not read as a form at all.
            assert answer.status == (403 if count == 1_000 else 400), answer.body[:300]
        elif count == 1_000:
            assert answer.status == 200 and answer.body.splitlines() == [b"f%d=%d" % (n, n) for n in range(1_000)]
        else:
            assert answer.status == 422, answer.body[:300]
        assert wire.stays_open(ask(target)), "a form that is too long costs only its own request"


# The end of a connection

@proves("connection-close", "9112 §9.6")
def test_the_client_sees_why_while_it_still_sends(target):
    """The server says 413 at once and reads on for a while, so that no reset destroys its answer."""
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 3000000\r\n\r\n"))
        for _ in range(30):
            wire.send(b"x" * 100_000)
        answer = wire.read()
        assert answer.status == 413
        assert answer.says_close()
        wire.finish_sending()
        assert wire.closes()
        assert not wire.was_reset


@proves("connection-close", "9112 §9.6")
def test_the_client_sees_why_after_a_fault_with_more_behind_it(target):
    with target.wire() as wire:
        wire.send(b"nonsense\r\n\r\n" + b"x" * 200_000)
        assert wire.read().status == 400
        assert wire.closes()
        assert not wire.was_reset


@proves("connection-close", "9112 §9.6")
def test_nothing_after_close_is_processed(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(ask(target, "/", "Connection: close"))
        wire.send(target.fill(b"POST /echo HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 5\r\n\r\nhello"))
        assert wire.read().status == 200
        assert wire.closes()


@proves("unread-body", "9112 §9.3")
def test_an_unread_body_is_never_taken_for_a_request(target):
    """Whatever a route does with a body it does not want, the bytes are not a request."""
    inner = target.fill(b"GET /smuggled HTTP/1.1\r\nHost: @HOST@\r\n\r\n")
    for size in (len(inner), 60_000, 65_536, 65_537, 300_000):
        body = (inner * (size // len(inner) + 1))[:size]
        with target.wire() as wire:
            wire.send(ask(target, "@GET@", f"Content-Length: {size}") + body + ask(target))
            answers = []
            try:
                while True:
                    answers.append(wire.read(timeout=1))
                    if len(answers) == 2:
                        break
            except (Ended, Silence):
                pass
            assert 1 <= len(answers) <= 2, size
            assert answers[0].status in (*target.fine(), 400, 413)
            if len(answers) == 2:
                assert answers[1].status in target.fine(), (size, answers[1].status)


@proves("incomplete", "9112 §6.3", "9112 §8")
def test_a_body_cut_by_reset_reaches_nobody(target):
    with target.wire() as wire:
        wire.send(target.fill(b"POST @POST@ HTTP/1.1\r\nHost: @HOST@\r\nContent-Length: 10\r\n\r\nhello"))
        time.sleep(0.02)
        wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    with target.wire() as wire:
        wire.send(ask(target))
        assert wire.read().status in target.fine()


@proves("connection-close", "9112 §9.6")
def test_half_closed_clients_still_get_their_answer(target):
    with target.wire() as wire:
        wire.send(ask(target))
        wire.finish_sending()
        assert wire.read().status in target.fine()
        assert wire.closes()


@proves("connection-close", "9112 §9.6")
def test_sigterm_lets_the_request_under_way_finish(target):
    needs_probe(target)
    if target.fixed:
        pytest.skip("needs a probe of its own")
    probe = Probe(binary(target.config), [])
    try:
        with Wire(probe.address) as busy, Wire(probe.address) as idle:
            idle.send(ask(target))
            assert idle.read().status == 200
            busy.send(ask(target, "/slow"))
            time.sleep(0.05)
            probe.process.send_signal(signal.SIGTERM)
            answer = busy.read()
            assert answer.status == 200
            assert answer.says_close()
            assert idle.closes(timeout=3)
        assert probe.process.wait(timeout=5) == 0
    finally:
        if probe.alive():
            probe.end()


# What answers look like

@pytest.mark.parametrize("path", ["/", "/gzip", "/headers", "/cookie", "@STATIC@", "/no-such-place"])
@pytest.mark.parametrize("coding", ["", "gzip"])
@proves("bodiless", "9110 §9.3.2", "9110 §8.6", "9112 §6.3")
def test_head_says_what_get_says(path, coding, target):
    needs_probe(target)
    fields = [f"Accept-Encoding: {coding}"] if coding else []
    seen = []
    for method in ("GET", "HEAD"):
        with target.wire() as wire:
            wire.send(ask(target, path, *fields, method=method))
            answer = wire.read(method)
            assert wire.stays_open(ask(target)), "bytes after the answer to HEAD"
            changing = (b"date", b"x-request-id")
            seen.append((answer.status, sorted((n, v) for n, v in answer.fields if n not in changing)))
            if method == "GET":
                assert answer.get("content-length") == str(len(answer.body))
    # A length may be left out of an answer to HEAD (RFC 9110 §9.3.2), never differ.
    with_length, head = dict(seen[0][1]), dict(seen[1][1])
    if b"content-length" not in head:
        with_length.pop(b"content-length", None)
    assert seen[0][0] == seen[1][0]
    assert with_length == head


@proves("capability", "9110 §8.4", "9110 §12.5.3")
def test_compressed_content_is_the_same_content(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(ask(target, "/gzip"))
        plain = wire.read()
        wire.send(ask(target, "/gzip", "Accept-Encoding: gzip"))
        packed = wire.read()
    assert packed.get("content-encoding") == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "accept-encoding" in (plain.get("vary") or "").lower() and "accept-encoding" in (packed.get("vary") or "").lower()


@proves("conditional", "9110 §8.8.3", "9110 §15.4.5", "9110 §8.4")
def test_the_variants_of_a_file_have_different_strong_tags(target):
    with target.wire() as wire:
        wire.send(ask(target, "@STATIC@"))
        plain = wire.read()
        wire.send(ask(target, "@STATIC@", "Accept-Encoding: gzip"))
        packed = wire.read()
        assert plain.status == packed.status == 200
        if packed.get("content-encoding") == "gzip":
            assert gzip.decompress(packed.body) == plain.body
            if not plain.get("etag").startswith("W/"):
                assert plain.get("etag") != packed.get("etag")
            assert "accept-encoding" in (plain.get("vary") or "").lower()
        wire.send(ask(target, "@STATIC@", "Accept-Encoding: gzip", f"If-None-Match: {packed.get('etag')}"))
        unchanged = wire.read()
        assert unchanged.status == 304
        for name in ("etag", "cache-control", "vary", "content-location", "expires"):
            assert unchanged.get(name) == packed.get(name), name


@proves("date", "9110 §6.6.1", "9110 §5.6.7")
def test_date_is_now(target):
    with target.wire() as wire:
        wire.send(ask(target))
        said = email.utils.parsedate_to_datetime(wire.read().get("date")).timestamp()
    assert abs(said - time.time()) < 3


@proves("capability", "9112 §6.1")
def test_events_are_a_stream_that_ends_with_the_connection(target):
    needs_probe(target)
    with target.wire() as wire:
        wire.send(ask(target, "/events", "Accept: text/event-stream"))
        until = time.monotonic() + 3
        while b"\r\n\r\n" not in wire.buffer:
            assert wire._more(until)
        head = wire.buffer.split(b"\r\n\r\n")[0].lower()
        assert head.startswith(b"http/1.1 200 ")
        assert b"content-type: text/event-stream" in head
        assert b"content-length" not in head
        assert b"date: " in head


@proves("capability")
def test_a_socket_file_answers_too(target, tmp_path):
    needs_probe(target)
    if target.fixed:
        pytest.skip("needs a probe of its own")
    path = tmp_path / "probe.sock"
    process = subprocess.Popen([str(binary(target.config)), "--listen", f"unix:{path}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        process.stdout.readline()
        with socket.socket(socket.AF_UNIX) as plug:
            plug.settimeout(3)
            plug.connect(str(path))
            plug.sendall(ask(target, "/headers"))
            assert plug.recv(65536).startswith(b"HTTP/1.1 200 ")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@proves("capability", "9112 §2.2")
def test_seeded_noise_never_ends_the_server_and_never_gets_200(target):
    """Two thousand damaged requests; whatever is not answered with a refusal was still a request."""
    dice = random.Random(20)
    seeds = [target.fill(case.send) for case in CASES if case.send and len(case.send) < 2000]
    marks = [b"\r", b"\n", b"\r\n", b"\x00", b":", b" ", b"\t", b",", b";", b"0", b"-", b"+", b"_", b"\x80", b"\xff", b"Transfer-Encoding: chunked\r\n", b"Content-Length: 1\r\n"]
    for _ in range(2000):
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data) + 1)
            kind = dice.randrange(3)
            if kind == 0:
                data[at:at] = dice.choice(marks)
            elif kind == 1:
                del data[at:at + dice.randint(1, 3)]
            else:
                data[at:at + 1] = dice.choice(marks)
            if not data:
                data = bytearray(b"\r\n")
        with target.wire(timeout=3) as wire:
            wire.send(bytes(data))
            wire.finish_sending()
            try:
                for _ in range(4):
                    wire.read()
            except (Ended, Broken) as what:
                # A HEAD, or a status without a body, may look broken to a reader who expects GET.
                if isinstance(what, Broken) and b"HEAD" not in data and b"OPTIONS" not in data:
                    raise
