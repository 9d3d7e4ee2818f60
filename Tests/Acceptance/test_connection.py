"""Settings › ConnectWise against a sandbox and against servers that are none: typed, tried, sealed, changed without a restart."""

import socket
import ssl
import subprocess
import threading
import time

import pytest

from program import free_port
from visitor import Visitor

PAGE = "/settings/connectwise"
KEYS = {
    "company": "brackwater", "public-key": "sandboxPublicKey", "private-key": "sandboxPrivateKey",
    "client-id": "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21",
}


@pytest.fixture
def sandbox(start):
    def begin() -> int:
        port = free_port()
        program = start("sandbox", "--listen", f"127.0.0.1:{port}", "--size", "12")
        program.wait_for_event("started")
        program.port = port
        return program

    return begin


@pytest.fixture
def impostor():
    """A server whose whole answer to everything is given; ended with the test."""
    doors = []

    def begin(answer, tls=None) -> int:
        door = socket.create_server(("127.0.0.1", 0))
        doors.append(door)

        def serve():
            while True:
                try:
                    guest, _ = door.accept()
                except OSError:
                    return
                try:
                    if tls:
                        guest = tls.wrap_socket(guest, server_side=True)
                    guest.recv(65536)
                    for piece in answer():
                        guest.sendall(piece)
                except OSError:
                    pass
                finally:
                    guest.close()

        threading.Thread(target=serve, daemon=True).start()
        return door.getsockname()[1]

    yield begin
    for door in doors:
        door.close()


def answer(body: bytes, kind: str = "application/json", status: str = "200 OK", length: int | None = None):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length or len(body)}\r\nConnection: close\r\n\r\n"
    return lambda: [head.encode() + body]


def endless():
    yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n"
    while True:
        yield b" " * 65536


def admin(server) -> Visitor:
    code = next(line.strip() for line in server.lines if "/setup#" in line).split("#")[1]
    visitor = Visitor(server.port)
    form = visitor.get("/setup").form("/setup")
    visitor.post(form, code=code, name="Ada Admin", email="ada@example.com", password="correct horse battery staple")
    return visitor


def connect(visitor: Visitor, **values: str):
    return visitor.post(visitor.get(PAGE).form("/connection"), **{**KEYS, **values})


def wait_for(visitor: Visitor, path: str, words: str):
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        page = visitor.get(path)
        if words in page.text:
            return page
        time.sleep(0.2)
    raise AssertionError(f"never {words!r} on {path}:\n{page.text}")


def test_a_typed_connection_works_at_once_survives_a_restart_and_gives_no_key_away(serve, sandbox, tmp_path):
    first, second = sandbox(), sandbox()
    sites = [f"http://127.0.0.1:{program.port}" for program in (first, second)]
    env = {"COUNTERSIGN_OUTBOUND_ALLOW": ",".join(sites), "COUNTERSIGN_LOG": "json"}
    server = serve(env=env)
    visitor = admin(server)
    inbox = visitor.get("/inbox").text
    assert "First steps" in inbox and "not connected to a ConnectWise" in inbox

    page = connect(visitor, site=sites[0])
    assert "Connected and saved." in page.text, page.text
    assert "<h3>Too many</h3>" in page.text or "Everything needed" in page.text
    wait_for(visitor, "/inbox", 'class="row')
    assert "not connected" not in visitor.get("/inbox").text

    # Changing the site cannot carry the stored keys along.
    form = visitor.get(PAGE).form("/connection")
    page = visitor.post(form, site=sites[1])
    assert page.status == 422 and f"belongs to {sites[0]} and is not sent to another address" in page.text

    # The other one holds without a restart, although the first has gone.
    first.stop()
    page = connect(visitor, site=sites[1])
    assert "Connected and saved." in page.text, page.text
    began = len([event for event in server.events if event["event"] == "sweep done"])
    visitor.post(visitor.get(PAGE).form("/sweep"))
    limit = time.monotonic() + 30
    while len([event for event in server.events if event["event"] == "sweep done"]) <= began and time.monotonic() < limit:
        time.sleep(0.2)
    assert len([event for event in server.events if event["event"] == "sweep done"]) > began
    assert server.stop() == 0

    # The keys lie sealed: nowhere in the data, the log or a page; and they open again at the next start.
    seen = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    seen += "".join(server.lines).encode() + page.text.encode()
    for secret in (KEYS["private-key"], KEYS["public-key"]):
        assert secret.encode() not in seen
    again = serve(env=env)
    again.wait_for_event("sweep done")
    later = Visitor(again.port)
    later.cookies = visitor.cookies
    assert "ends in cKey" in later.get(PAGE).text
    page = later.post(later.get(PAGE).form("/test"))
    assert "Tested." in page.text and "by Ada Admin" in page.text


def test_every_bad_connection_gets_a_sentence_at_its_field_and_changes_nothing(serve, sandbox, impostor, tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj",
         "/CN=elsewhere.example.test"], capture_output=True)
    assert made.returncode == 0, made.stderr
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    good = f"http://127.0.0.1:{sandbox().port}"
    html = f"http://127.0.0.1:{impostor(answer(b'<html>Sign in</html>', 'text/html'))}"
    cut = f"http://127.0.0.1:{impostor(answer(b'{' + bytes(34) + b'CompanyName', length=5000))}"
    broken = f"http://127.0.0.1:{impostor(answer(b'{')) }"
    moved = f"http://127.0.0.1:{impostor(answer(b'', status='302 Found'))}"
    huge = f"http://127.0.0.1:{impostor(endless)}"
    secure = f"https://127.0.0.1:{impostor(answer(b'null'), tls)}"
    closed = f"http://127.0.0.1:{free_port()}"
    local = f"http://127.0.0.1:{free_port()}"
    allowed = [good, html, cut, broken, moved, huge, secure, closed]
    server = serve(env={"COUNTERSIGN_OUTBOUND_ALLOW": ",".join(allowed), "COUNTERSIGN_LOG": "json"})
    visitor = admin(server)
    assert "Connected and saved." in connect(visitor, site=good).text

    wrong = [
        ("site", {"site": "http://na.myconnectwise.net"}, "Only https addresses are allowed."),
        ("site", {"site": local}, "Only https addresses are allowed."),
        ("site", {"site": "https://127.0.0.1"}, "which is not allowed. A local ConnectWise must be listed"),
        ("site", {"site": "https://[::ffff:10.0.0.1]"}, "which is not allowed. A local ConnectWise must be listed"),
        ("site", {"site": "https://na.myconnectwise.net:8443"}, "Only port 443 is allowed."),
        ("site", {"site": "https://user@na.myconnectwise.net"}, "is not the name of a server"),
        ("site", {"site": "na.myconnectwise.net/v4_6_release"}, "is not the name of a server"),
        ("site", {"site": ""}, "A site is missing."),
        ("site", {"site": html}, "does not answer like a ConnectWise API"),
        ("site", {"site": cut}, "The answer ended too early."),
        ("site", {"site": broken}, "does not answer like a ConnectWise API"),
        ("site", {"site": moved}, "does not answer like a ConnectWise API"),
        ("site", {"site": huge}, "The answer was larger than we accept."),
        ("site", {"site": secure}, "certificate is not valid for this address"),
        ("site", {"site": closed}, "does not accept connections"),
        ("company", {"site": good, "company": "nobody"}, "does not know this company"),
        ("company", {"site": good, "company": ""}, "A value is missing."),
        ("public-key", {"site": good, "private-key": "wrongPrivateKey"}, "refused the keys"),
        ("private-key", {"site": good, "private-key": "two words"}, "This is no key"),
        ("client-id", {"site": good, "client-id": ""}, "A value is missing."),
    ]
    told = []
    for field, values, sentence in wrong:
        page = connect(visitor, **values)
        start = page.text.find(f'id="{field}-problem"')
        if page.status != 422 or start < 0 or sentence not in page.text[start:start + 600]:
            told.append((values, page.status, page.text[start:start + 400] if start > 0 else "no problem at " + field))
        for value in KEYS["private-key"], "wrongPrivateKey":
            assert value not in page.text
    assert not told, told
    # All the while the first connection holds.
    page = visitor.get(PAGE)
    assert f'value="{good}"' in page.text
    page = visitor.post(page.form("/test"))
    assert "Tested." in page.text and "Not let in" not in page.text
    wait_for(visitor, "/inbox", 'class="row')


def test_what_the_environment_sets_is_locked(serve, sandbox):
    site = f"http://127.0.0.1:{sandbox().port}"
    server = serve(env={
        "COUNTERSIGN_CONNECTWISE_SITE": site, "COUNTERSIGN_CONNECTWISE_COMPANY": "brackwater", "COUNTERSIGN_OUTBOUND_ALLOW": site,
        "COUNTERSIGN_SWEEP_MINUTES": "7", "COUNTERSIGN_LOG": "json"})
    visitor = admin(server)
    page = visitor.get(PAGE)
    for name in ("CONNECTWISE_SITE", "CONNECTWISE_COMPANY", "SWEEP_MINUTES"):
        assert f"Set by COUNTERSIGN_{name}. Change it there and restart." in page.text
    form = page.form("/connection")
    assert not {"site", "company"} & {name for name, _ in form.fields}
    # Typed keys complete what the environment began; what else is posted is not believed.
    page = visitor.post(form, **{**KEYS, "company": "nobody", "site": "https://evil.example.test"})
    assert "Connected and saved." in page.text, page.text
    wait_for(visitor, "/inbox", 'class="row')
