"""Kills the real server at random moments of the outbox cycle while invoices are decided over HTTP, and judges by the sandbox's
ledger: nothing acknowledged is lost, nothing is written twice. `scripts/kill-outbox [KILLS] [SEED]`; a pytest runs 200."""

from __future__ import annotations

import contextlib
import http.client
import http.cookies
import itertools
import json
import random
import re
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import Program, binary, free_port  # noqa: E402
from visitor import Form, Page, Visitor  # noqa: E402

KEYS = {
    "COUNTERSIGN_CONNECTWISE_COMPANY": "brackwater", "COUNTERSIGN_CONNECTWISE_PUBLIC_KEY": "sandboxPublicKey",
    "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "sandboxPrivateKey",
    "COUNTERSIGN_CONNECTWISE_CLIENT_ID": "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21",
}
#: What each decision writes: the ids of the sandbox's billing statuses.
MAPPING = {"approved-in-part": "3", "finally-approved": "3", "undone": "2"}
#: Under whose name the sandbox's human works.
EDITOR = "hvogel"
#: What must be zero.
PROMISES = ("lost", "doubled", "out-of-order", "open", "stopped-with")
#: Longer than everything that the outbox waits for but a day.
DOWN_FOR = 180_000
#: Longer than the sandbox takes over any request, so that nothing is on its way any more.
SETTLED = 0.15

BAD_WEATHER = [
    {"kind": "slow", "milliseconds": 25, "path": "/finance/invoices"},
    {"kind": "dropped", "path": "/finance/invoices", "method": "write", "share": 8},
    {"kind": "dropped", "path": "/finance/invoices", "method": "write", "share": 8, "afterwards": True},
    {"kind": "truncated", "bytes": 12, "path": "/finance/invoices", "method": "write", "share": 4, "afterwards": True},
    {"kind": "serverError", "status": 502, "path": "/finance/invoices", "method": "write", "share": 3},
    {"kind": "serverError", "status": 500, "path": "/finance/invoices", "method": "write", "share": 3, "afterwards": True},
    {"kind": "edited", "path": "/finance/invoices", "method": "write", "share": 2, "afterwards": True},
    {"kind": "dropped", "path": "/finance/invoices", "method": "GET", "share": 3},
]


def ask(port: int, method: str, path: str, body: str = ""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    text = connection.getresponse().read()
    connection.close()
    return json.loads(text) if text else None


class KillLoop:
    def __init__(self, folder: Path, seed: int, invoices: int = 200):
        self.folder = folder
        self.dice = random.Random(seed)
        self.port, self.sandbox_port = free_port(), free_port()
        self.env = {
            **KEYS, "COUNTERSIGN_CONNECTWISE_SITE": f"http://127.0.0.1:{self.sandbox_port}",
            "COUNTERSIGN_OUTBOUND_ALLOW": f"http://127.0.0.1:{self.sandbox_port}",
            "COUNTERSIGN_PUBLIC_URL": f"http://localhost:{self.port}",
            # Reading is not what is tried here, and would take the time.
            "COUNTERSIGN_SWEEP_MINUTES": "60",
        }
        self.sandbox = Program(
            binary(), "sandbox", "--listen", f"127.0.0.1:{self.sandbox_port}", "--invoices", str(invoices), folder=folder)
        self.sandbox.wait_for_event("started")
        self.server: Program | None = None
        self.kills = 0
        self.starts: list[float] = []
        #: For each invoice how many decisions were answered.
        self.acknowledged: Counter[tuple[int, str]] = Counter()
        self.is_over = threading.Event()

    # The program

    @property
    def database(self) -> Path:
        return self.folder / "data" / "countersign.sqlite"

    def start(self) -> None:
        began = time.monotonic()
        self.server = Program(
            binary(), "serve", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.folder / "data"), folder=self.folder,
            env=self.env)
        self.server.wait_for_event("started")
        self.starts.append(time.monotonic() - began)

    def kill(self) -> None:
        self.server.process.send_signal(signal.SIGKILL)
        self.server.wait()
        self.kills += 1

    def let_time_pass(self) -> None:
        """The machine stands still for three minutes: instead of waiting, everything that the outbox remembers is so much older."""
        time.sleep(SETTLED)
        columns = ("not_before", "created_at", "changed_at", "attempted_at", "unknown_since", "unchanged_at")
        with contextlib.closing(sqlite3.connect(self.database)) as database, database:
            database.execute("update write_back set " + ", ".join(f"{name} = {name} - {DOWN_FOR}" for name in columns))

    def look(self, sql: str) -> list[tuple]:
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()

    # People

    def prepare(self) -> list[int]:
        self.start()
        self.server.wait_for_event("sweep done")
        Program.run(
            binary(), "user", "add", "--data", str(self.folder / "data"), "--email", "ada@example.com", "--name", "Ada", "--role",
            "admin", "--password-stdin", given="correct horse battery staple\n", env=self.env)
        link = Program.run(
            binary(), "user", "login-link", "ada@example.com", "--data", str(self.folder / "data"), "--json", env=self.env)
        self.visitor = Visitor(self.port)
        self.visitor.open_link(link.json["url"])
        form = self.visitor.get("/settings/connectwise").form("/settings/connectwise")
        question = self.visitor.post(form, mode="on", **MAPPING)
        # What will be written is asked about once more.
        sure = next(form for form in question.forms if "confirmed" in dict(form.fields))
        saved = self.visitor.post(sure)
        assert saved.status == 200, saved.text
        self.began_at = dict(self.look("select id, status_id from invoice where presence = 'open'"))
        return sorted(self.began_at)

    def decide(self, invoice: int) -> None:
        """Presses what there is to be pressed: approve, take back, or settle what ConnectWise contradicts."""
        page = self.visitor.get(f"/invoices/{invoice}")
        button = self.button(page)
        said = self.press(button) if button else ""
        if said in ("approved", "undone"):
            self.acknowledged[invoice, said] += 1

    def press(self, form: Form) -> str:
        """Sends a form and gives what the answer itself says has happened; the page after it may already be another server's."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        cookies = "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())
        with contextlib.closing(connection):
            connection.request(
                "POST", form.action, urllib.parse.urlencode(form.fields),
                {
                    "Host": self.visitor.host, "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded",
                    "Origin": f"http://{self.visitor.host}", "Sec-Fetch-Site": "same-origin",
                })
            answer = connection.getresponse()
            answer.read()
        flash = http.cookies.SimpleCookie(answer.headers.get("set-cookie") or "").get("flash")
        # The word, and behind it which invoice it is about.
        return re.match("[A-Za-z]*", flash.value).group() if flash and answer.status == 303 else ""

    def button(self, page: Page) -> Form | None:
        def found(page: Page) -> dict[str, Form]:
            return {urllib.parse.urlsplit(form.action).path.rsplit("/", 1)[-1]: form for form in page.forms}

        forms = found(page)
        for name in ("keep-theirs", "write-ours", "try-again"):
            if name in forms and self.dice.random() < 0.7:
                return forms[name]
        if "undo" in forms or "approve" in forms:
            return forms.get("undo") or forms["approve"]
        asked = [href for href, _ in page.links if urllib.parse.urlsplit(href).path.endswith("/approve")]
        return found(self.visitor.get(asked[0])).get("approve") if asked else None

    def people(self, invoices: list[int]) -> None:
        while not self.is_over.is_set():
            # The server that would have answered was killed: nobody was told anything.
            try:
                self.decide(self.dice.choice(invoices))
            except (OSError, http.client.HTTPException):
                self.is_over.wait(0.01)

    # The run

    def run(self, kills: int, patience: float = 60) -> dict[str, float]:
        began = time.monotonic()
        invoices = self.prepare()
        ask(self.sandbox_port, "PUT", "/sandbox/faults", json.dumps(BAD_WEATHER))
        chance = random.Random(self.dice.random())
        office = threading.Thread(target=self.people, args=(invoices,), daemon=True)
        office.start()
        while self.kills < kills:
            time.sleep(chance.uniform(0.0, 0.25))
            self.kill()
            if chance.random() < 0.3:
                self.let_time_pass()
            self.start()
        self.is_over.set()
        office.join()
        ask(self.sandbox_port, "DELETE", "/sandbox/faults")
        limit = time.monotonic() + patience
        while time.monotonic() < limit and self.open_rows():
            self.server.stop()
            self.let_time_pass()
            self.start()
            calm = time.monotonic() + 3
            while time.monotonic() < calm and self.open_rows():
                time.sleep(0.1)
        code = self.server.stop()
        figures = self.judge()
        figures["stopped-with"] = code
        figures["seconds"] = round(time.monotonic() - began)
        figures["start-median-ms"] = round(sorted(self.starts)[len(self.starts) // 2] * 1000)
        return figures

    def open_rows(self) -> int:
        return self.look("select count(*) from write_back where state in ('queued', 'sending', 'unknown')")[0][0]

    # The judge

    def judge(self) -> dict[str, float]:
        """The sandbox's ledger against the decisions, invoice by invoice."""
        ledger = [effect for effect in ask(self.sandbox_port, "GET", "/sandbox/ledger") if effect["field"] == "status"]
        effects, touched = defaultdict(list), set()
        for effect in ledger:
            if effect["by"] == EDITOR:
                touched.add(effect["invoice"])
            else:
                effects[effect["invoice"]].append(effect["after"])
        rows, events, decided = defaultdict(list), defaultdict(list), {}
        for number, invoice, decision, desired, state in self.look(
            "select id, invoice_id, decision, desired, state from write_back order by id"
        ):
            rows[invoice].append((str(desired), state))
            decided[decision] = number
        for number, invoice, body in self.look(
            "select id, invoice_id, body from event where invoice_id is not null order by invoice_id, id"
        ):
            events[invoice].append((number, *body.split("\n")))
        figures: Counter[str] = Counter()
        told = 0
        for invoice in rows.keys() | events.keys():
            written = [desired for desired, state in rows[invoice] if state == "done"]
            ordered = Counter(event[2].split("=")[1].split(" ")[0] for event in events[invoice] if event[1] == "write-back-queued")
            disputed = invoice in touched or any(
                event[1] in ("write-back-unclear", "write-back-conflict") for event in events[invoice])
            figures["doubled"] += sum((Counter(effects[invoice]) - ordered).values())
            # What already stood there when its turn came is confirmed without being written.
            standing = [str(self.began_at[invoice])] if invoice in self.began_at else []
            written = [desired for desired, _ in itertools.groupby(standing + written)][len(standing):]
            if not disputed:
                figures["lost"] += sum((Counter(written) - Counter(effects[invoice])).values())
                figures["doubled"] += sum((Counter(effects[invoice]) - Counter(written)).values())
                figures["out-of-order"] += written != effects[invoice]
            figures["lost"] += self.forgotten(events[invoice], decided)
            for kind in ("approved", "undone"):
                there = sum(event[1] == kind for event in events[invoice])
                figures["lost"] += max(0, self.acknowledged[invoice, kind] - there)
            wrong = sum(figures[name] for name in ("lost", "doubled", "out-of-order"))
            if wrong > told:
                told = wrong
                print(f"invoice {invoice}: effects {effects[invoice]}, rows {rows[invoice]}, {dict(figures)}", file=sys.stderr)
                print("\n".join(f"  {event}" for event in events[invoice]), file=sys.stderr)
            figures["open"] += sum(state in ("queued", "sending", "unknown") for _, state in rows[invoice])
            figures["done"] += sum(state == "done" for _, state in rows[invoice])
            for name in ("sending", "unknown", "conflict", "unclear"):
                figures[name] += sum(event[1] == f"write-back-{name}" for event in events[invoice])
        return {
            "kills": self.kills, "acknowledged-decisions": sum(self.acknowledged.values()), "written": figures["done"],
            "attempts": figures["sending"], "unknown-outcomes": figures["unknown"],
            "conflicts": figures["conflict"] + figures["unclear"], "human-edits": sum(effect["by"] == EDITOR for effect in ledger),
            **{name: figures[name] for name in ("lost", "doubled", "out-of-order", "open")},
        }

    @staticmethod
    def forgotten(events: list[tuple], decided: dict[int, int]) -> int:
        """Decisions after which nothing was to be written, although nothing says why."""
        count = 0
        for place, (number, kind, *_) in enumerate(events):
            if kind not in ("approved", "undone") or number in decided:
                continue
            follows = []
            for _, next_kind, *_ in events[place + 1 :]:
                if next_kind in ("approved", "undone"):
                    break
                follows.append(next_kind)
            count += not {"write-back-not-needed", "write-back-withdrawn"} & set(follows)
        return count

    def end(self) -> None:
        self.is_over.set()
        for program in (self.server, self.sandbox):
            if program:
                program.end()


def tell(figures: dict[str, float]) -> None:
    units = {"kills": "kills", "seconds": "s", "start-median-ms": "ms", "stopped-with": "code"}
    for name, value in figures.items():
        print(f"kill-outbox-{name} {value} {units.get(name, 'rows')}")


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    print(f"kill-outbox-seed {seed} seed")
    with tempfile.TemporaryDirectory() as folder:
        loop = KillLoop(Path(folder), seed=seed)
        try:
            figures = loop.run(kills)
        finally:
            loop.end()
    tell(figures)
    return 1 if any(figures[name] for name in PROMISES) else 0


if __name__ == "__main__":
    sys.exit(main())
