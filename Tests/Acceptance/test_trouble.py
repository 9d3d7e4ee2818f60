"""What goes wrong from outside, against the real program: each has a sentence for a person and a log line with the number that
the answer carries, and afterwards everything works and nothing is lost. The table of it is in docs/threat-model.md."""

import contextlib
import html
import http.client
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

import pytest

from program import free_port
from visitor import Visitor


@pytest.fixture
def signed_in(run, tmp_path):
    """A visitor who may do everything, on a server that is ready."""

    def begin(server, data: str | None = None) -> Visitor:
        place = data or str(tmp_path / "data")
        added = run("user", "add", "--data", place, "--email", "ada@example.com", "--name", "Ada", "--role", "admin")
        assert added.code == 0, added
        link = run("user", "login-link", "ada@example.com", "--data", place).said.strip()
        visitor = Visitor(server.port)
        assert visitor.open_link(link).path.startswith("/inbox")
        return visitor

    return begin


def theme(visitor: Visitor) -> str:
    page = visitor.get("/me")
    assert page.status == 200, page.text
    return dict(page.form("/me").fields)["theme"]


def choose(visitor: Visitor, value: str, **headers: str | None):
    """Saves a look with the page's own form, as a browser would unless `headers` say otherwise."""
    form = visitor.get("/me").form("/me")
    return visitor.ask("POST", form.action, form.filled(theme=value), headers)


def told(server, page) -> list[dict]:
    """The log lines with the number that the page carries; the page shows it too."""
    number = page.headers["x-request-id"]
    if page.status >= 400:
        assert number in page.text, "the page does not show the request's number"
    server.wait_for_line(number)
    return [event for event in server.events if event.get("request") == number]


def sentence(page) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text.split("<main", 1)[-1])).split())


# Bytes that are no request, and requests that are too much

BYTES = {
    "nonsense": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    "no-host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "two-lengths": (b"POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
    "smuggled": (b"POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "long-target": (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "long-field": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 9_000 + b"\r\n\r\n", 431),
    "many-fields": (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n", 431),
    "large-body": (b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n" + b"a" * 300_000, 413),
    "unknown-method": (b"BREW /inbox HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
    "bad-escape": (b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
}


@pytest.mark.parametrize("name", BYTES)
def test_what_is_no_request_gets_a_page_with_a_number_and_is_in_the_log(serve, name):
    data, status = BYTES[name]
    server = serve()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plug:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            plug.sendall(data)
        plug.shutdown(socket.SHUT_WR)
        answer = b""
        while block := plug.recv(65536):
            answer += block
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), head[:200]
    number = re.search(rb"x-request-id: (\S+)", head).group(1).decode()
    assert number in body.decode() and b"content-security-policy" in head
    server.wait_for_line(number)
    lines = [event for event in server.events if event.get("request") == number]
    assert [line["status"] for line in lines] == [status], lines
    assert Visitor(server.port).get("/healthz").status == 200


def test_a_form_of_too_many_fields_is_no_form_and_costs_only_its_own_request(serve, signed_in):
    server = serve()
    visitor = signed_in(server)
    form = visitor.get("/me").form("/me")
    page = visitor.ask("POST", form.action, form.filled(theme="dark") + [(f"f{n}", "x") for n in range(1_000)])
    assert page.status == 400 and "not a form this server can read" in sentence(page)
    assert told(server, page)
    assert theme(visitor) == "system"


# Requests that nobody of ours would send

@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, {"Origin": "http://localhost:1", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        # Browsers that do not send Sec-Fetch-Site are known by the origin alone.
        {"Origin": "https://evil.example", "Sec-Fetch-Site": None}, {"Origin": "null", "Sec-Fetch-Site": None},
    ],
    ids=["foreign", "neighbour", "typed", "older", "null"],
)
def test_a_change_from_a_foreign_page_is_refused_said_and_logged(serve, signed_in, headers):
    server = serve()
    visitor = signed_in(server)
    page = choose(visitor, "dark", **headers)
    assert page.status == 403 and "sent by another site" in sentence(page), page.text
    events = told(server, page)
    assert [event["channel"] for event in events if event["event"] == "request-failed"] == ["security"], events
    assert theme(visitor) == "system"
    assert choose(visitor, "dark").status == 200 and theme(visitor) == "dark"


@pytest.mark.parametrize("token", ["", "A" * 86, "%00", "x" * 100_000], ids=["none", "wrong", "damaged", "long"])
def test_a_form_token_that_is_not_ours_is_refused_said_and_logged(serve, signed_in, token):
    server = serve()
    visitor = signed_in(server)
    form = visitor.get("/me").form("/me")
    page = visitor.ask("POST", form.action, form.filled(theme="dark", csrf=token))
    assert page.status == 403 and "too old, or came from somewhere else" in sentence(page)
    assert [event["channel"] for event in told(server, page) if event["event"] == "request-failed"] == ["security"]
    assert theme(visitor) == "system"


@pytest.mark.parametrize("path", ["/invoices/999999", "/invoices/0", "/invoices/abc", "/invoices/99999999999999999999", "/nowhere"])
def test_an_unknown_address_or_number_is_not_found_and_says_no_more(serve, signed_in, path):
    server = serve()
    visitor = signed_in(server)
    page = visitor.get(path)
    assert page.status == 404 and told(server, page)
    post = visitor.ask("POST", path + "/approve", [("csrf", "x")])
    assert post.status in (403, 404) and told(server, post)
    assert theme(visitor) == "system"


def test_a_session_that_ended_is_sent_to_the_sign_in_and_its_form_changes_nothing(serve, signed_in, tmp_path):
    server = serve()
    visitor = signed_in(server)
    form = visitor.get("/me").form("/me")
    server.stop()
    with sqlite3.connect(tmp_path / "data" / "countersign.sqlite") as database:
        assert database.execute("update session set absolute_until = 1").rowcount == 1
    again = serve()
    # The cookies of a name hold at every port; the form was of the old one.
    visitor.port, visitor.host = again.port, f"localhost:{again.port}"
    page = visitor.ask("POST", form.action, form.filled(theme="dark"))
    assert page.status == 200 and page.path.startswith("/sign-in?next="), page.path
    assert visitor.get("/inbox").path.startswith("/sign-in")
    again.stop()
    with sqlite3.connect(tmp_path / "data" / "countersign.sqlite") as database:
        assert database.execute("select theme from person").fetchall() == [("system",)]


# Trouble with the disk

def test_a_data_directory_that_can_only_be_read_is_one_sentence_and_is_left_alone(run, as_another_user):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        data = Path(folder) / "data"
        assert run("migrate", "up", "--data", str(data)).code == 0
        before = (data / "countersign.sqlite").read_bytes()
        for path in data.iterdir():
            os.chmod(path, 0o444)
        os.chmod(data, 0o555)
        done = run(
            "serve", "--listen", f"127.0.0.1:{free_port()}", "--data", str(data), cwd="/", env={"COUNTERSIGN_MASTER_KEY": "0f" * 32},
            **as_another_user,
        )
        os.chmod(data, 0o700)
        assert done.code == 3, done
        complaint = next(line for line in done.complained.splitlines() if line.startswith("countersign: "))
        assert str(data) in complaint and complaint.endswith("."), done
        assert (data / "countersign.sqlite").read_bytes() == before


@pytest.fixture
def small_disk(start, tmp_path):
    """A server whose data lies on a disk of 16 MiB of its own, in a mount namespace that ends with it."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk here")
    place = tmp_path / "small"
    place.mkdir()
    port = free_port()
    program = start(
        "serve", "--listen", f"127.0.0.1:{port}", "--data", str(place / "data"),
        under=["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=16m none "{place}" && exec "$0" "$@"'],
    )
    program.port = port
    program.wait_for_event("started")
    # The other side of the namespace.
    program.place = Path(f"/proc/{program.process.pid}/root{place}")
    return program


def fill(place: Path) -> Path:
    filler = place / "filler"
    with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


def test_a_full_disk_refuses_changes_reads_on_and_recovers_without_a_restart(small_disk, run):
    server = small_disk
    visitor = Visitor(server.port)
    link = next(line.strip() for line in server.lines if "/setup#" in line)
    form = visitor.get("/setup").form("/setup")
    entry = {"name": "Ada", "email": "ada@example.com", "password": "correct horse battery staple"}
    assert visitor.post(form, code=link.split("#")[1], **entry).path.startswith("/inbox")
    assert choose(visitor, "dark").status == 200
    filler = fill(server.place)
    # The log of the database may still have room inside its own length.
    saved = "dark"
    for turn in range(5_000):
        value = ("light", "contrast", "dark")[turn % 3]
        page = choose(visitor, value)
        if page.status != 200:
            break
        saved = value
    assert page.status == 507, (turn, page.text)
    assert "The disk is full, so nothing was saved" in sentence(page)
    failed = [event for event in told(server, page) if event["event"] == "request-failed"]
    assert failed and failed[0]["level"] == "error", server.events[-5:]
    assert theme(visitor) == saved, "what was acknowledged before is there, and what was refused is not"
    filler.unlink()
    assert choose(visitor, "system").status == 200
    assert theme(visitor) == "system"
    assert server.stop() == 0


def test_a_disk_that_fails_to_sync_ends_the_program_and_a_fresh_start_has_everything_that_was_answered(serve, signed_in, tmp_path):
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"]).returncode != 0:
        pytest.skip("strace is not installed, or may not trace here")
    server = serve()
    visitor = signed_in(server)
    assert choose(visitor, "dark").status == 200
    words = ["strace", "-f", "-o", "/dev/null", "-e", "inject=fsync,fdatasync:error=EIO", "-p", str(server.process.pid)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as tracer:
        try:
            attached = tracer.stderr.readline()
            if "attached" not in attached:
                pytest.skip(f"this user may not trace the program: {attached.strip()}")
            # The answer never comes, or says that it failed: it must not say that it was saved.
            with contextlib.suppress(http.client.HTTPException, OSError):
                assert choose(visitor, "light").status >= 500
            # With an error, so that systemd starts it again.
            assert server.wait() == 1
        finally:
            tracer.terminate()
    broken = next(event for event in server.events if event["event"] == "database broken")
    assert broken["level"] == "error" and broken["sentence"].endswith("."), broken
    again = serve()
    visitor.port, visitor.host = again.port, f"localhost:{again.port}"
    # What failed may be there or not; what was answered is.
    assert theme(visitor) in ("dark", "light")
    assert choose(visitor, "contrast").status == 200
    assert again.stop() == 0
    with sqlite3.connect(tmp_path / "data" / "countersign.sqlite") as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert database.execute("select theme from person").fetchall() == [("contrast",)]


# ConnectWise does not answer

def test_while_connectwise_is_away_pages_work_decisions_wait_and_nothing_is_lost(start, serve, signed_in, run, tmp_path):
    port = free_port()
    words = ["sandbox", "--listen", f"127.0.0.1:{port}"]
    connectwise = start(*words)
    connectwise.wait_for_event("started")
    site = f"http://127.0.0.1:{port}"
    server = serve(
        env={
            "COUNTERSIGN_CONNECTWISE_SITE": site, "COUNTERSIGN_OUTBOUND_ALLOW": site, "COUNTERSIGN_CONNECTWISE_COMPANY": "brackwater",
            "COUNTERSIGN_CONNECTWISE_PUBLIC_KEY": "sandboxPublicKey", "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "sandboxPrivateKey",
            "COUNTERSIGN_CONNECTWISE_CLIENT_ID": "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21",
        }
    )
    server.wait_for_event("sweep done")
    visitor = signed_in(server)
    statuses = dict(re.findall(r'<option value="(\d+)"[^>]*>([^<]+)', visitor.get("/settings/connectwise").text))
    ready = next(number for number, name in statuses.items() if "Ready to Send" in name)
    settings = visitor.get("/settings/connectwise").form("/settings/connectwise")
    saved = visitor.post(settings, **{"mode": "on", "finally-approved": ready})
    assert saved.status == 200, saved.text
    # What will be written is asked about once more.
    sure = next(form for form in saved.forms if "confirmed" in dict(form.fields))
    assert visitor.post(sure).status == 200

    connectwise.process.kill()
    connectwise.wait()
    sweep = visitor.get("/settings/connectwise").form("/sweep")
    assert visitor.post(sweep).status == 200
    # What is read between sweeps may have found out first; then the circuit is open, and the sweep waits for the next look.
    failed = server.wait_for_event("sweep failed", patience=90)
    assert failed["level"] == "error" and failed["sentence"].endswith(".") and failed["detail"], failed
    assert "ConnectWise" in failed["sentence"], failed
    # The page says so too, and the inbox is as it was.
    wait_until(lambda: html.escape(failed["sentence"]).split(".")[0] in visitor.get("/settings/connectwise").text)
    listed = re.findall(r'href="(/invoices/\d+)', visitor.get("/inbox").text)
    assert listed
    approved = [path for path in dict.fromkeys(listed) if approve(visitor, path)]
    assert approved
    waiting = wait_until(lambda: outbox(run, tmp_path))
    assert {row["state"] for row in waiting} <= {"queued"}, waiting
    # Its turn comes after the time for undoing; then it says why it still waits.
    wait_until(lambda: [row for row in outbox(run, tmp_path) if row["problem"]], patience=90)
    assert all(row["state"] == "queued" and row["attempt"] == 0 for row in outbox(run, tmp_path)), "something was sent to nobody"

    back = start(*words)
    back.wait_for_event("started")
    wait_until(lambda: all(row["state"] == "done" for row in outbox(run, tmp_path)), patience=60)
    assert len(outbox(run, tmp_path)) == len(waiting)
    assert server.stop() == 0


def test_without_connectwise_a_single_sweep_is_one_sentence_and_exit_code_4(run, tmp_path):
    site = f"http://127.0.0.1:{free_port()}"
    done = run(
        "sync", "run", "--data", str(tmp_path / "data"),
        env={
            "COUNTERSIGN_CONNECTWISE_SITE": site, "COUNTERSIGN_OUTBOUND_ALLOW": site, "COUNTERSIGN_CONNECTWISE_COMPANY": "brackwater",
            "COUNTERSIGN_CONNECTWISE_PUBLIC_KEY": "a", "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "b", "COUNTERSIGN_CONNECTWISE_CLIENT_ID": "c",
        },
    )
    assert done.code == 4, done
    assert re.search(r"^countersign: .*ConnectWise.*\.$", done.complained, re.M), done


def outbox(run, tmp_path) -> list[dict]:
    return run("outbox", "--json", "--data", str(tmp_path / "data")).json


def approve(visitor: Visitor, path: str) -> bool:
    page = visitor.get(path)
    forms = [form for form in page.forms if urllib.parse.urlsplit(form.action).path.endswith("/approve")]
    if not forms:
        asked = [href for href, _ in page.links if href.split("?")[0].endswith("/approve")]
        forms = [visitor.get(asked[0]).form("/approve")] if asked else []
    return bool(forms) and visitor.post(forms[0]).status == 200


def wait_until(look, patience: float = 30):
    """Asks again until the answer is truthy; the program works beside us and nothing tells us when it is done."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")
