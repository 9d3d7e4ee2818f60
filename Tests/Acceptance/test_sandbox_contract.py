"""Every answer of the sandbox against the published description of the API.

`connectwise-names.json` is our own short extract of it: per record the names that the sandbox uses, by type, and per path what
comes. A name that is not in it is either wrong or new; look it up in the vendor's description before adding it."""

import json
import re
import uuid
from pathlib import Path

import pytest

from connectwise import RunningSandbox

CONTRACT = json.loads((Path(__file__).parent / "connectwise-names.json").read_text())
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PARENTS = {
    "/finance/invoices": 7028, "/finance/billingSetups": 2, "/finance/taxCodes": 7, "/finance/agreements": 45,
    "/finance/accounting/batches": 88, "/company/companies": 301, "/company/contacts": 1501, "/time/entries": 1_000_100,
    "/procurement/products": 1_000_070, "/project/projects": 701, "/project/tickets": 90_180, "/service/tickets": 90_060,
}
#: What the demo has none of.
EMPTY = {
    "/finance/accounting/unpostedprocurement", "/procurement/products/{parentId}/components", "/project/tickets/{parentId}/documents",
    "/project/tickets/{parentId}/products", "/service/tickets/{parentId}/documents", "/service/tickets/{parentId}/products",
}


def fits(kind: str, value) -> bool:
    """Numbers have a decimal point, moments are UTC, and nothing is null."""
    match kind:
        case "integer": return isinstance(value, int) and not isinstance(value, bool)
        case "number": return isinstance(value, float)
        case "boolean": return isinstance(value, bool)
        case "string": return isinstance(value, str)
        case "date-time": return isinstance(value, str) and MOMENT.fullmatch(value) is not None
        case "uuid": return isinstance(value, str) and str(uuid.UUID(value)) == value
        case "map" | "object": return isinstance(value, dict)
    raise AssertionError(f"the extract has a kind {kind!r}")


def kinds(record: str) -> dict[str, str]:
    return {name: kind for kind, names in CONTRACT["records"][record].items() if kind != "words" for name in names.split()}


def wrong(record: str, value, where: str) -> list[str]:
    """What of a value is not as described."""
    if not isinstance(value, dict):
        return [f"{where}: no {record} but {value!r}"]
    known, words = kinds(record), CONTRACT["records"][record].get("words", {})
    found = []
    for name, inner in value.items():
        here = f"{where}.{name}"
        if name == "_info":
            found += [] if isinstance(inner, dict) else [f"{here}: no map"]
        elif name in words:
            found += [] if inner in words[name].split() else [f"{here}: {inner!r} is none of {words[name]}"]
        elif name not in known:
            found.append(f"{here}: unknown to {record}")
        elif known[name].startswith("one "):
            found += wrong(known[name][4:], inner, here)
        elif known[name].startswith("list "):
            item = known[name][5:]
            if not isinstance(inner, list):
                found.append(f"{here}: no list")
            elif item in CONTRACT["records"]:
                found += [complaint for piece in inner for complaint in wrong(item, piece, here)]
        elif not fits(known[name], inner):
            found.append(f"{here}: {inner!r} is no {known[name]}")
    return found


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    running = RunningSandbox(tmp_path_factory.mktemp("sandbox"))
    running.ask("/system/callbacks", "POST", {"url": "http://127.0.0.1:9/x?recordId=", "objectId": 1, "type": "invoice", "level": "owner"})
    yield running
    running.end()


@pytest.fixture(scope="module")
def expense(sandbox):
    return sandbox.ask("/expense/entries?pageSize=1").json[0]["id"]


def address(path: str, sandbox, expense: int) -> str:
    query = ""
    if path.startswith("/system/documents"):
        query = f"recordType=Expense&recordId={expense}"
    if path.startswith("/system/audittrail"):
        query = "type=Invoice&id=7002"
    parents = {**PARENTS, "/expense/entries": expense}
    base = path.split("/{parentId}")[0]
    path = path.replace("{parentId}", str(parents.get(base)))
    if path == "/finance/info/invoice/{id}":
        return "/finance/info/invoice/7002"
    if "{id}" in path:
        listed = path.split("/{id}")[0]
        first = sandbox.ask(f"{listed}?{query}").json[0]["id"]
        return path.replace("{id}", str(first))
    return f"{path}?{query + '&' if query else ''}pageSize=1000" if not path.endswith("count") else f"{path}?{query}"


@pytest.mark.parametrize("path", CONTRACT["paths"])
def test_every_answer_is_as_described(sandbox, expense, path):
    shape, record = CONTRACT["paths"][path].split()
    answer = sandbox.ask(address(path, sandbox, expense))
    assert answer.status == 200, answer.body[:300]
    value = answer.json
    # A few paths with an id are described as lists; one record comes.
    records = value if isinstance(value, list) else [value]
    assert isinstance(value, list) == (shape == "list") or "{id}" in path
    assert records or path in EMPTY, "nothing to look at"
    complaints = [complaint for piece in records for complaint in wrong(record, piece, record)]
    assert complaints == [], complaints[:10]


def test_an_export_is_as_described(sandbox):
    answer = sandbox.ask("/finance/accounting/export", "POST", {"batchIdentifier": "X", "exportInvoicesFlag": True})
    complaints = wrong("GLExport", answer.json, "GLExport")
    assert complaints == [], complaints[:10]


def test_the_checker_sees_what_is_wrong():
    record = {"id": 1, "name": "x", "dueDays": 3}
    assert wrong("BillingTerm", record, "t") == []
    for name, value in [("id", 1.0), ("id", True), ("name", None), ("dueDays", "3"), ("shoeSize", 4)]:
        assert len(wrong("BillingTerm", {**record, name: value}, "t")) == 1, name
    assert wrong("Invoice", {"total": 5}, "i") and wrong("Invoice", {"date": "2026-05-01"}, "i")
    assert wrong("Invoice", {"type": "Bill"}, "i") and wrong("Invoice", {"company": {"id": "1"}}, "i")
