"""A page as the measuring scripts see it: fetched once, and shown again with the same rows by a Go server (bench/peer)."""

from __future__ import annotations

import html.parser
import http.client
import json
import os
import subprocess
import sys
from pathlib import Path

from measure import ROOT, Server, free_port, need


class Rows(html.parser.HTMLParser):
    """The cells of every row: those of a table, or each text within an item of `<ol class="rows">`; and the first link of each."""

    def __init__(self):
        super().__init__()
        self.rows: list[list[dict[str, str]]] = []
        self.row: list[dict[str, str]] | None = None
        self.cell: dict[str, str] | None = None
        self.title = ""
        self.in_title = False
        self.in_list = False
        self.link = ""
        self.classes: list[str] = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.classes.append(values.get("class") or "")
        if tag == "title":
            self.in_title = True
        if tag == "ol" and "rows" in self.classes[-1].split():
            self.in_list = True
        if tag == "tr" or values.get("role") == "row" or (tag == "li" and self.in_list):
            self.row = []
        elif self.row is not None and (tag in ("td", "th") or values.get("role") in ("cell", "rowheader", "gridcell")):
            self.cell = {"text": "", "link": "", "class": values.get("class") or ""}
            self.row.append(self.cell)
        if tag == "a" and self.row is not None:
            self.link = values.get("href") or ""
            if self.cell is not None and not self.cell["link"]:
                self.cell["link"] = self.link

    def handle_endtag(self, tag):
        if self.classes:
            self.classes.pop()
        if tag == "title":
            self.in_title = False
        if tag == "ol":
            self.in_list = False
        if tag in ("td", "th"):
            self.cell = None
        if tag == "tr" or (tag == "li" and self.in_list):
            if self.row and len(self.row) > 1:
                self.rows.append(self.row)
            self.row, self.cell = None, None

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        if self.in_list and self.row is not None and data.strip():
            self.row.append({"text": data.strip(), "link": "" if self.row else self.link, "class": self.classes[-1]})
        elif self.cell is not None:
            self.cell["text"] = " ".join((self.cell["text"] + " " + data).split())


def fetch(port: int, path: str, cookie: str | None, host: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": host} | ({"Cookie": cookie} if cookie else {}))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status} {answer.getheader('location') or ''}: {body[:200]!r}")
    return body


def peer_input(page: bytes) -> dict:
    """What the peer renders: the rows, and as much fixed text around and inside them as makes up the rest of the page."""
    rows = Rows()
    rows.feed(page.decode("utf-8", "replace"))
    cells = rows.rows
    if len(cells) < 2:
        sys.exit("the page has no rows to compare")
    return {"title": rows.title.strip(), "rows": cells, "bytes": len(page)}


def peer_of(page: bytes, folder: str, cores: str) -> Server:
    """net/http and html/template, one thread, rendering the rows of `page` to about as many bytes."""
    data = Path(folder) / "rows.json"
    data.write_text(json.dumps(peer_input(page)))
    binary = Path(folder) / "peer"
    subprocess.run([need("go"), "build", "-o", str(binary), "."], cwd=ROOT / "bench" / "peer", check=True,
                   env=os.environ | {"GOFLAGS": "-mod=mod", "GOCACHE": str(ROOT / ".build" / "go")})
    port = free_port()
    return Server([str(binary), f"127.0.0.1:{port}", str(data)], port, cores, {"GOMAXPROCS": "1"})
