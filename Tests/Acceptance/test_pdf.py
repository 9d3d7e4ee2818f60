"""The invoice as ConnectWise prints it: fetched by a job, kept with its age, handed out as a file. Without script."""

import time

import pytest

from program import free_port
from visitor import Visitor

PRINTED = "/pdf"


@pytest.fixture
def office(start, tmp_path):
    """A running demo, its sandbox as a ConnectWise to order faults from, and somebody at an open invoice."""
    port, sandbox = free_port(), free_port()
    program = start(
        "demo", "--listen", f"127.0.0.1:{port}", "--sandbox-listen", f"127.0.0.1:{sandbox}", "--data", str(tmp_path / "demo"))
    visitor = Visitor(port)
    page = visitor.open_link(program.wait_for_word(r"Sign in\s+(http\S+)").group(1))
    limit = time.monotonic() + 30
    while time.monotonic() < limit:
        found = [href for href, _ in page.links if href.startswith("/invoices/")]
        if found:
            return program, Visitor(sandbox, f"127.0.0.1:{sandbox}"), visitor, found[0]
        page = visitor.get("/inbox")
    raise AssertionError("the first sweep brought no invoices")


def wait_for_print(visitor, page):
    """As a browser without script does: looks again as long as the page says so."""
    limit = time.monotonic() + 20
    while page.headers.get("refresh") and time.monotonic() < limit:
        page = visitor.get(page.path)
    return page


def order(sandbox, **fault):
    sandbox.ask("POST", "/sandbox/faults", list(fault.items()))


def test_a_press_on_the_invoice_brings_the_pdf_and_the_timeline_says_who_took_it(office):
    _, _, visitor, invoice = office
    page = wait_for_print(visitor, visitor.post(visitor.get(invoice).form(PRINTED)))
    assert page.path == invoice + PRINTED
    assert "Printed for this version" in page.text
    file = next(href for href, label in page.links if label == "Download PDF")
    answer = visitor.get(file)
    assert answer.status == 200 and answer.text.startswith("%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith('attachment; filename="Invoice-')
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "downloaded the PDF of version 1" in visitor.get(invoice).text


def test_a_gap_in_the_role_and_a_connectwise_that_is_down_are_told_in_sentences(office):
    program, sandbox, visitor, invoice = office
    order(sandbox, kind="forbidden", path="/pdf")
    page = wait_for_print(visitor, visitor.post(visitor.get(invoice).form(PRINTED)))
    assert "It needs Finance › Invoicing: Inquire = All (printed invoices)." in page.text
    program.wait_for_event("pdf-not-fetched")
    sandbox.ask("POST", "/sandbox/faults/clear", [])
    order(sandbox, kind="dropped", path="/finance/invoices")
    page = wait_for_print(visitor, visitor.post(page.form(PRINTED)))
    assert "ConnectWise could not be reached." in page.text
    sandbox.ask("POST", "/sandbox/faults/clear", [])
