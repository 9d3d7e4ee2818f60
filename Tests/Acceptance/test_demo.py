"""`countersign demo`: one command to look at everything, and one key to stop it."""

import http.client
import json
import signal
import socket
import time

import pytest

from program import free_port
from visitor import Visitor


@pytest.fixture
def demo(start, tmp_path):
    def begin(**options):
        port, sandbox = free_port(), free_port()
        program = start(
            "demo", "--listen", f"127.0.0.1:{port}", "--sandbox-listen", f"127.0.0.1:{sandbox}", "--data", str(tmp_path / "demo"),
            **options,
        )
        program.port, program.sandbox = port, sandbox
        program.link = program.wait_for_word(r"Sign in\s+(http\S+)").group(1)
        return program

    return begin


def ledger(port: int) -> list[dict]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/sandbox/ledger")
    found = json.loads(connection.getresponse().read())
    connection.close()
    return found


def is_open(port: int) -> bool:
    with socket.socket() as plug:
        return plug.connect_ex(("127.0.0.1", port)) == 0


def test_the_banner_names_the_address_the_link_and_the_sandbox(demo):
    program = demo()
    text = "".join(program.said)
    assert f"http://localhost:{program.port}" in text
    assert f"http://127.0.0.1:{program.sandbox}" in text
    assert "Ctrl-C" in text


def test_the_sign_in_link_works_once(demo):
    program = demo()
    visitor = Visitor(program.port)
    page = visitor.open_link(program.link)
    assert page.status == 200 and page.path.startswith("/inbox"), page.text
    again = Visitor(program.port).open_link(program.link)
    assert again.status == 422, again.text
    assert Visitor(program.port).get("/inbox").path.startswith("/sign-in")


def test_opening_the_link_without_pressing_the_button_spends_nothing(demo):
    program = demo()
    Visitor(program.port).get("/link")
    assert Visitor(program.port).open_link(program.link).path.startswith("/inbox")


def invoices(page) -> list[str]:
    found = []
    for href, _ in page.links:
        path = href.split("?")[0]
        if path.startswith("/invoices/") and path.count("/") == 2 and path not in found:
            found.append(path)
    return found


def wait_until(look, patience: float = 30):
    """Asks again until the answer is truthy; the program works beside us and nothing tells us when it is done."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def approve(visitor: Visitor, path: str) -> None:
    """Presses the page's button; where a page asks once more, presses that one too."""
    page = visitor.get(path)
    forms = [form for form in page.forms if form.action.endswith("/approve")]
    if not forms:
        confirm = [href for href, _ in page.links if href.split("?")[0].endswith("/approve")]
        forms = [visitor.get(confirm[0]).form("/approve")] if confirm else []
    for form in forms[:1]:
        answer = visitor.post(form)
        assert answer.status == 200, answer.text


def test_invoices_are_read_approved_and_each_outcome_is_written_back_once(demo):
    program = demo()
    visitor = Visitor(program.port)
    visitor.open_link(program.link)
    listed = wait_until(lambda: invoices(visitor.get("/inbox")))
    assert len(listed) > 5
    for path in listed:
        approve(visitor, path)
    # Some wait for others; those that waited only for this person are final and go out.
    wait_until(lambda: ledger(program.sandbox))
    program.stop()
    told = [event for event in program.events if event["level"] == "error"]
    assert told == []


def test_reviewers_and_outbox_are_listed_beside_the_running_server_and_without_it(demo, run, tmp_path):
    program = demo()
    data = str(tmp_path / "demo")
    visitor = Visitor(program.port)
    visitor.open_link(program.link)
    listed = wait_until(lambda: invoices(visitor.get("/inbox")))
    program.wait_for_event("sweep done")
    shown = [int(path.rsplit("/", 1)[1]) for path in listed]

    def reviewers():
        found = run("reviewers", "--json", "--data", data)
        assert found.code == 0, found
        asked = {row["invoice"] for row in found.json}
        # They are read after the sweep, newest first. One invoice of the demo has nobody to ask: its page says so.
        return found if len(set(shown) - asked) <= 1 else None

    before = wait_until(reviewers)
    assert {row["state"] for row in before.json} <= {"waiting", "viewed", "skipped"}
    assert run("outbox", "--json", "--data", data).json == []
    for path in listed:
        approve(visitor, path)
    after = run("reviewers", "--json", "--data", data).json
    own = [row for row in after if row["invoice"] in shown and row["state"] == "approved"]
    assert own and all(row["name"] == "Hanna Vogel" and row["version"] == 1 and row["at"].endswith("Z") for row in own), own
    assert all(row["member"]["identifier"] for row in own)
    wait_until(lambda: [row for row in run("outbox", "--json", "--data", data).json if row["state"] == "done"])
    program.stop()
    resting = run("outbox", "--json", "--data", data)
    assert resting.code == 0, resting
    written = {row["invoice"] for row in resting.json}
    assert written and written <= {row["invoice"] for row in own}
    for row in resting.json:
        assert row["desired"]["name"] == "Approved - Ready to Send" and row["reason"] == "finally-approved" and row["number"], row
    text = run("outbox", "--data", data).said.splitlines()
    assert text[0].split() == ["INVOICE", "STATUS", "STATE", "REMARK"] and len(text) == len(resting.json) + 1
    assert run("reviewers", "--data", data).said.count("Hanna Vogel") >= len(own)


def test_a_port_that_the_system_chooses_stands_in_the_link(start, tmp_path):
    program = start("demo", "--listen", "127.0.0.1:0", "--sandbox-listen", "127.0.0.1:0", "--data", str(tmp_path / "demo"))
    link = program.wait_for_word(r"Sign in\s+http://localhost:(\d+)(\S+)")
    visitor = Visitor(int(link.group(1)))
    # A change is taken too: the port is part of the origin that forms must come from.
    page = visitor.open_link(link.group(2))
    assert page.status == 200 and page.path.startswith("/inbox"), page.text
    assert program.stop() == 0


def test_after_a_restart_nothing_is_written_back_a_second_time(demo):
    program = demo()
    visitor = Visitor(program.port)
    visitor.open_link(program.link)
    for path in wait_until(lambda: invoices(visitor.get("/inbox"))):
        approve(visitor, path)
    wait_until(lambda: ledger(program.sandbox))
    program.process.kill()
    program.wait()
    again = demo()
    visitor = Visitor(again.port)
    visitor.open_link(again.link)
    wait_until(lambda: invoices(visitor.get("/inbox")))
    again.wait_for_event("sweep done")
    seen = [(effect["invoice"], effect["field"]) for effect in ledger(again.sandbox)]
    assert len(seen) == len(set(seen)), seen


def test_ctrl_c_stops_server_and_sandbox_and_the_data_is_kept(demo, tmp_path):
    program = demo()
    visitor = Visitor(program.port)
    visitor.open_link(program.link)
    first = wait_until(lambda: invoices(visitor.get("/inbox")))
    assert program.stop(signal.SIGINT) == 0
    assert not is_open(program.port) and not is_open(program.sandbox)
    again = demo()
    assert again.link != program.link
    second = Visitor(again.port)
    second.open_link(again.link)
    assert invoices(second.get("/inbox")) == first
    again.stop()


def test_the_demo_never_talks_to_a_real_connectwise(run, tmp_path):
    done = run("demo", "--data", str(tmp_path / "demo"), env={"COUNTERSIGN_CONNECTWISE_SITE": "na.myconnectwise.net"}, cwd=tmp_path)
    assert done.code == 5, done
    assert not (tmp_path / "demo").exists()


def test_progress_is_shown_for_what_takes_long(demo):
    program = demo()
    assert any("sandbox" in line for line in program.lines if not line.startswith("{")), program.lines
