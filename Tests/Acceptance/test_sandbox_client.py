"""The sandbox driven by pyconnectwise, a client that we did not write and do not change."""

import io
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pypdf
import pytest
from pyconnectwise import ConnectWiseManageAPIClient
from pyconnectwise.exceptions import AuthenticationFailedException, MalformedRequestException, NotFoundException

from connectwise import CLIENT, COMPANY, PRIVATE, PUBLIC, Door, RunningSandbox


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    running = RunningSandbox(tmp_path_factory.mktemp("sandbox"))
    yield running
    running.end()


@pytest.fixture(scope="module")
def door(sandbox, tmp_path_factory):
    opened = Door(sandbox.port, tmp_path_factory.mktemp("door"))
    before = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = opened.certificate
    yield opened
    os.environ.pop("REQUESTS_CA_BUNDLE")
    if before is not None:
        os.environ["REQUESTS_CA_BUNDLE"] = before
    opened.close()


def connect(door, private=PRIVATE):
    return ConnectWiseManageAPIClient(COMPANY, f"localhost:{door.port}", CLIENT, PUBLIC, private)


@pytest.fixture(autouse=True)
def fresh(sandbox):
    sandbox.control("/reset", "POST")


@pytest.fixture
def client(door):
    return connect(door)


#: Every family that the client has a call for, and how many records the demo has at least.
FAMILIES = {
    "invoices": (lambda c: c.finance.invoices, 240),
    "billing statuses": (lambda c: c.finance.billing_statuses, 7),
    "billing terms": (lambda c: c.finance.billing_terms, 3),
    "billing cycles": (lambda c: c.finance.billing_cycles, 1),
    "billing setups": (lambda c: c.finance.billing_setups, 1),
    "billing setup routings": (lambda c: c.finance.billing_setups.id(2).routings, 3),
    "tax codes": (lambda c: c.finance.tax_codes, 5),
    "tax code levels": (lambda c: c.finance.tax_codes.id(7).tax_code_levels, 1),
    "currencies": (lambda c: c.finance.currencies, 4),
    "delivery methods": (lambda c: c.finance.delivery_methods, 2),
    "ledger accounts": (lambda c: c.finance.gl_accounts, 6),
    "invoice e-mail templates": (lambda c: c.finance.invoice_email_templates, 1),
    "invoice templates": (lambda c: c.finance.invoice_templates, 1),
    "agreements": (lambda c: c.finance.agreements, 18),
    "agreement types": (lambda c: c.finance.agreements.types, 2),
    "additions": (lambda c: c.finance.agreements.id(41).additions, 4),
    "adjustments": (lambda c: c.finance.agreements.id(45).adjustments, 1),
    "unposted invoices": (lambda c: c.finance.accounting.unpostedinvoices, 10),
    "unposted expenses": (lambda c: c.finance.accounting.unpostedexpenses, 1),
    "unposted procurement": (lambda c: c.finance.accounting.unpostedprocurement, 0),
    "batches": (lambda c: c.finance.accounting.batches, 1),
    "batch entries": (lambda c: c.finance.accounting.batches.id(88).entries, 10),
    "companies": (lambda c: c.company.companies, 25),
    "company statuses": (lambda c: c.company.companies.statuses, 1),
    "company types": (lambda c: c.company.companies.types, 1),
    "teams": (lambda c: c.company.companies.id(301).teams, 2),
    "sites": (lambda c: c.company.companies.id(301).sites, 1),
    "contacts": (lambda c: c.company.contacts, 25),
    "communications": (lambda c: c.company.contacts.id(1501).communications, 2),
    "members": (lambda c: c.system.members, 9),
    "member infos": (lambda c: c.system.info.members, 9),
    "locations": (lambda c: c.system.locations, 1),
    "departments": (lambda c: c.system.departments, 2),
    "callbacks": (lambda c: c.system.callbacks, 0),
    "time entries": (lambda c: c.time.entries, 500),
    "work types": (lambda c: c.time.work_types, 4),
    "work roles": (lambda c: c.time.work_roles, 4),
    "expenses": (lambda c: c.expense.entries, 40),
    "expense types": (lambda c: c.expense.types, 4),
    "payment types": (lambda c: c.expense.payment_types, 1),
    "classifications": (lambda c: c.expense.classifications, 1),
    "products": (lambda c: c.procurement.products, 300),
    "components": (lambda c: c.procurement.products.id(1_000_070).components, 0),
    "catalog": (lambda c: c.procurement.catalog, 16),
    "categories": (lambda c: c.procurement.categories, 2),
    "product types": (lambda c: c.procurement.types, 3),
    "units": (lambda c: c.procurement.unit_of_measures, 1),
    "projects": (lambda c: c.project.projects, 8),
    "phases": (lambda c: c.project.projects.id(701).phases, 1),
    "project tickets": (lambda c: c.project.tickets, 20),
    "project ticket notes": (lambda c: c.project.tickets.id(90_180).notes, 2),
    "tickets": (lambda c: c.service.tickets, 150),
    "ticket notes": (lambda c: c.service.tickets.id(90_060).notes, 2),
    "all ticket notes": (lambda c: c.service.tickets.id(90_060).all_notes, 3),
    "ticket time": (lambda c: c.service.tickets.id(90_060).timeentries, 2),
    "ticket documents": (lambda c: c.service.tickets.id(90_060).documents, 0),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_listed_paged_and_found_by_id(client, name):
    family, least = FAMILIES[name]
    endpoint = family(client)
    page = endpoint.paginated(1, 100) if hasattr(endpoint, "paginated") else None
    records = list(page.all()) if page is not None else endpoint.get()
    assert len(records) >= least, name
    if hasattr(endpoint, "count"):
        assert endpoint.count.get().count == len(records)
    if records and hasattr(endpoint, "id") and hasattr(endpoint.id(records[0].id), "get"):
        found = endpoint.id(records[0].id).get()
        # The published description promises a list for a few of these.
        assert (found[0] if isinstance(found, list) else found).id == records[0].id
    ids = [record.id for record in records]
    assert len(ids) == len(set(ids)), "a page repeats records"


def test_single_calls(client):
    assert client.system.info.get().version.startswith("v2025.8")
    trail = client.system.audittrail.get(params={"type": "Invoice", "id": 7002})
    assert trail[0].entered_date >= trail[-1].entered_date
    info = client.finance.info.invoice.id(7002).get()
    assert info.invoice.id == 7002 and info.time_entries and info.products is not None
    assert client.finance.invoices.id(7028).payments.get()[0].type == "P"
    assert client.time.entries.id(1_000_100).audits.get()
    expense = client.expense.entries.get()[0]
    assert client.expense.entries.id(expense.id).audits.get()
    assert client.system.documents.get(params={"recordType": "Expense", "recordId": expense.id})[0].file_name.endswith(".pdf")
    export = client.finance.accounting.export.post(data={"batchIdentifier": "X", "exportInvoicesFlag": True})
    assert len(export.transactions) >= 10
    client.finance.invoices.id(7001).pdf.get()
    # The client has no list of these.
    assert client.procurement.subcategories.count.get().count == 2
    assert client.procurement.subcategories.id(12).get().name == "Cloud"


def test_filters_orders_and_trims(client):
    where = {"conditions": 'status/isClosed=false and type="Agreement" and total > 100', "orderBy": "total desc"}
    found = list(client.finance.invoices.paginated(1, 10, params=where).all())
    assert len(found) > 10
    totals = [invoice.total for invoice in found]
    assert totals == sorted(totals, reverse=True)
    assert all(invoice.type == "Agreement" and not invoice.status.name.startswith("Closed") for invoice in found)
    like = client.company.companies.get(params={"conditions": 'name like "*Söhne*" or identifier = "zephyryoga"'})
    assert [company.id for company in like] == [305, 310]
    child = {"childConditions": 'communicationItems/value like "office@oak*"'}
    assert [contact.id for contact in client.company.contacts.get(params=child)] == [1501]
    with pytest.raises(MalformedRequestException):
        client.finance.invoices.get(params={"conditions": "shoeSize = 4"})
    with pytest.raises(NotFoundException):
        client.finance.invoices.id(1).get()


def test_wrong_keys_are_refused(door):
    with pytest.raises(AuthenticationFailedException):
        connect(door, private="wrong").finance.invoices.get()


def patch(path, value):
    return [{"op": "replace", "path": path, "value": value}]


def test_patches_writes_and_removes(client, sandbox):
    invoice = client.finance.invoices.id(7001).patch(patch("status", {"id": 3}))
    assert invoice.status.name == "Approved - Ready to Send"
    with pytest.raises(MalformedRequestException):
        client.finance.invoices.id(7014).patch(patch("status/id", 6))
    assert client.finance.invoices.id(7001).patch(patch("/status/id", 6)).status.name == "Closed"
    # The client's model does not know who closed it.
    assert sandbox.ask("/finance/invoices/7001").json["closedBy"] == "countersign"
    with pytest.raises(MalformedRequestException):
        client.finance.invoices.id(7001).patch(patch("status", {"id": 1}))
    assert client.finance.closed_invoices.id(7001).patch(patch("internalNotes", "Approved by two.")).internal_notes == "Approved by two."
    additions = client.finance.agreements.id(41).additions
    addition = additions.post(data={"product": {"identifier": "M365-BP"}, "billCustomer": "Billable", "quantity": 2})
    assert addition.ext_price == 52.8
    assert additions.id(addition.id).patch(patch("quantity", 3)).ext_price == 79.2
    additions.id(addition.id).delete()
    with pytest.raises(NotFoundException):
        additions.id(addition.id).get()
    note = client.service.tickets.id(90_060).notes.post(data={"text": "Approved.", "internalAnalysisFlag": True})
    assert note.text == "Approved."
    payment = client.finance.invoices.id(7002).payments.post(data={"type": "P", "amount": 10.0, "invoice": {"id": 7002}})
    assert payment.amount == 10.0
    ledger = sandbox.control("/ledger").json
    assert [(effect["resource"], effect["field"]) for effect in ledger] == [
        ("Invoice", "status"), ("Invoice", "status"), ("Invoice", "internalNotes"), ("Addition", "created"), ("Addition", "quantity"),
        ("Addition", "deleted"), ("TicketNote", "created"), ("InvoicePayment", "created"),
    ]


def test_a_batch_takes_what_was_exported(client, sandbox):
    number = client.finance.accounting.unpostedinvoices.get()[0].billing_log_id
    export = client.finance.accounting.export.post(data={"includedInvoiceIds": [number], "exportInvoicesFlag": True})
    ids = [int(text) for text in export.transactions[0].gl_entry_ids.split(",")]
    client.finance.accounting.batches.post(data={"batchIdentifier": "QBO-7", "processedRecordIds": ids, "exportInvoicesFlag": True})
    # The client's model of an invoice has no batch.
    batched = sandbox.ask(f"/finance/invoices/{number}").json["glBatch"]
    assert batched["name"] == "QBO-7"
    batch = client.finance.accounting.batches.id(batched["id"])
    assert sum(entry.debit for entry in batch.entries.get()) == pytest.approx(sum(entry.credit for entry in batch.entries.get()))
    batch.delete()
    assert "glBatch" not in sandbox.ask(f"/finance/invoices/{number}").json


def test_a_pdf_shows_its_lines_to_another_reader(sandbox):
    """German, Turkish and long names, read by a library that is not ours."""
    for number, words in [(7025, "Müller & Söhne Präzisionstechnik GmbH"), (7016, "Bäckerei Öztürk"), (7006, "Lower Pemberton Valley")]:
        answer = sandbox.ask(f"/finance/invoices/{number}/pdf")
        assert answer.headers["content-type"] == "application/pdf"
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body)).pages)
        invoice = sandbox.ask(f"/finance/invoices/{number}").json
        assert words in text and invoice["invoiceNumber"] in text
        assert f"{invoice['total']:.2f}" in text
        for product in sandbox.ask(f"/procurement/products?conditions=invoice/id={number}").json:
            if product["billableOption"] == "Billable" and not product["cancelledFlag"]:
                assert product["customerDescription"].split()[0] in text


def test_a_status_change_calls_back(client):
    """Over a real socket: registered by the client, told by the sandbox."""
    heard, woken = [], threading.Event()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append((self.path, dict(self.headers.items()), self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()
            woken.set()

        def log_message(self, *_):
            pass

    ear = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=ear.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{ear.server_port}/hook?recordId="
        entry = client.system.callbacks.post(data={"url": url, "objectId": 1, "type": "invoice", "level": "owner"})
        client.finance.invoices.id(7003).patch(patch("status", {"id": 2}))
        assert woken.wait(10)
        path, headers, _ = heard[0]
        assert path == "/hook?recordId=7003&action=updated"
        assert {name.lower() for name in headers} >= {"x-content-signature", "content-type"}
        client.system.callbacks.id(entry.id).delete()
    finally:
        ear.shutdown()
        ear.server_close()


def test_faults_strike_this_client_too(client, sandbox):
    sandbox.control("/faults", "PUT", [{"kind": "serverError", "status": 500, "count": 1}])
    with pytest.raises(Exception, match="500"):
        client.finance.invoices.id(7001).get()
    assert client.finance.invoices.id(7001).get().id == 7001


def test_a_load_starts_at_once_and_pages(tmp_path):
    began = time.monotonic()
    big = RunningSandbox(tmp_path, "--size", "100000")
    try:
        assert time.monotonic() - began < 5
        count = big.ask("/finance/invoices/count?conditions=status/isClosed=false").json["count"]
        assert 80_000 < count <= 100_000
        page = big.ask("/finance/invoices?conditions=status/isClosed=false&pageSize=1000&page=80").json
        assert len(page) == 1000
    finally:
        big.end()
