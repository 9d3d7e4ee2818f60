"""ConnectWise tells of a change, and the invoice is read within seconds although the next sweep is far away."""

import http.client
import time

import pytest

from program import free_port
from visitor import Visitor

PAGE = "/settings/connectwise"


def wait_until(look, patience: float = 20):
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def office(start, tmp_path):
    """A running demo whose sweeps are a day apart, its sandbox, and an admin; callbacks are switched on."""
    port, sandbox = free_port(), free_port()
    program = start(
        "demo", "--listen", f"127.0.0.1:{port}", "--sandbox-listen", f"127.0.0.1:{sandbox}", "--data", str(tmp_path / "demo"))
    admin = Visitor(port)
    admin.open_link(program.wait_for_word(r"Sign in\s+(http\S+)").group(1))
    program.wait_for_event("sweep done")
    admin.post(admin.get(PAGE).form("/schedule"), minutes="1440")
    page = admin.get(PAGE)
    assert "Callbacks" in page.text
    admin.post(page.form("/callbacks"))
    wait_until(lambda: "None yet" in admin.get(PAGE).text and "Registering" not in admin.get(PAGE).text)
    return program, sandbox, admin


def rename(sandbox: int, invoice: int) -> None:
    """Somebody edits the invoice in ConnectWise."""
    import base64
    import json

    key = base64.b64encode(b"brackwater+sandboxPublicKey:sandboxPrivateKey").decode()
    connection = http.client.HTTPConnection("127.0.0.1", sandbox, timeout=10)
    connection.request(
        "PATCH", f"/v4_6_release/apis/3.0/finance/invoices/{invoice}",
        json.dumps([{"op": "replace", "path": "reference", "value": "told-by-callback"}]),
        {"Authorization": f"Basic {key}", "clientId": "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21", "Content-Type": "application/json"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


def sweeps(program) -> int:
    return len([event for event in program.events if event.get("event") == "sweep done"])


def test_a_change_in_connectwise_is_read_within_seconds_and_without_a_sweep(office):
    program, sandbox, admin = office
    path = next(href for href, _ in admin.get("/inbox").links if href.startswith("/invoices/"))
    assert "told-by-callback" not in admin.get(path).text
    # The change of the schedule began a sweep of its own: it is over before the edit.
    before = wait_until(lambda: sweeps(program) if sweeps(program) >= 2 else None)
    began = time.monotonic()
    rename(sandbox, int(path.rsplit("/", 1)[1]))
    wait_until(lambda: "told-by-callback" in admin.get(path).text, 10)
    print(f"read {time.monotonic() - began:.1f} s after the edit")
    assert sweeps(program) == before, "a sweep read it, not the callback"
    page = admin.get(PAGE)
    assert "1 in all" in page.text and f'href="{path}"' in page.text
    admin.post(page.form("/callbacks"))
    wait_until(lambda: "Being taken back" not in admin.get(PAGE).text)
    rename(sandbox, int(path.rsplit("/", 1)[1]))
    assert "Switch on" in admin.get(PAGE).text


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_what_does_not_come_from_connectwise_changes_nothing_and_is_logged(office, token):
    program, _, admin = office
    connection = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=10)
    connection.request("POST", f"/callbacks/connectwise?token={token}&recordId=1", '{"Type":"invoice","ID":1}', {"Host": admin.host})
    assert connection.getresponse().status == 403
    connection.close()
    assert "None yet" in admin.get(PAGE).text
    refused = program.wait_for_event("callback-refused")
    assert refused["channel"] == "security"


def test_a_body_that_is_too_large_is_not_read(office):
    _, _, admin = office
    connection = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=10)
    connection.request("POST", "/callbacks/connectwise?token=x", b"x" * 300_000, {"Host": admin.host})
    assert connection.getresponse().status == 413
    connection.close()
