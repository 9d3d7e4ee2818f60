"""Kills the real server at random moments of the outbox cycle while invoices are decided over HTTP, and judges by the sandbox's
ledger: nothing acknowledged is lost, nothing is written twice. `scripts/kill-outbox [KILLS] [SEED]`; a pytest runs a few."""

from __future__ import annotations

import http.client
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import Program, binary, free_port  # noqa: E402
from visitor import Visitor  # noqa: E402

KEYS = {
    "COUNTERSIGN_CONNECTWISE_COMPANY": "brackwater", "COUNTERSIGN_CONNECTWISE_PUBLIC_KEY": "sandboxPublicKey",
    "COUNTERSIGN_CONNECTWISE_PRIVATE_KEY": "sandboxPrivateKey",
    "COUNTERSIGN_CONNECTWISE_CLIENT_ID": "5b7d0e6a-2f43-4c19-9d5e-7a1c0f3b8e21",
}


def ask(port: int, method: str, path: str, body: str = ""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    text = connection.getresponse().read()
    connection.close()
    return json.loads(text) if text else None


class KillLoop:
    def __init__(self, folder: Path, invoices: int, seed: int):
        self.folder = folder
        self.dice = random.Random(seed)
        self.port, self.sandbox_port = free_port(), free_port()
        self.env = {
            **KEYS, "COUNTERSIGN_CONNECTWISE_SITE": f"http://127.0.0.1:{self.sandbox_port}",
            "COUNTERSIGN_OUTBOUND_ALLOW": f"http://127.0.0.1:{self.sandbox_port}",
            "COUNTERSIGN_PUBLIC_URL": f"http://localhost:{self.port}",
        }
        self.sandbox = Program(
            binary(), "sandbox", "--listen", f"127.0.0.1:{self.sandbox_port}", "--invoices", str(invoices), folder=folder)
        self.sandbox.wait_for_word("ConnectWise sandbox with")
        self.server: Program | None = None
        self.kills = 0
        #: Invoices whose approval was answered.
        self.acknowledged: set[int] = set()

    def start(self) -> None:
        self.server = Program(
            binary(), "serve", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.folder / "data"), folder=self.folder,
            env=self.env)
        self.server.wait_for_event("started")

    def kill(self) -> None:
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait(timeout=30)
        self.kills += 1

    def sign_in(self) -> Visitor:
        done = Program.run(
            binary(), "user", "login-link", "ada@example.com", "--data", str(self.folder / "data"), "--json", env=self.env)
        visitor = Visitor(self.port)
        visitor.open_link(done.json["url"])
        return visitor

    def prepare(self) -> list[int]:
        Program.run(
            binary(), "user", "add", "--data", str(self.folder / "data"), "--email", "ada@example.com", "--name", "Ada", "--role",
            "admin", "--password-stdin", given="correct horse battery staple\n", env=self.env)
        self.start()
        self.server.wait_for_event("sweep done")
        visitor = self.sign_in()
        page = visitor.get("/settings/connectwise")
        form = page.form("/settings/connectwise")
        wanted = {"mode": "on"}
        for name, _ in form.fields:
            wanted.setdefault(name, "")
        del wanted["csrf"]
        wanted["finallyApproved"] = "3"
        visitor.post(form, **wanted)
        self.visitor = visitor
        found: list[int] = []
        path = "/inbox"
        while path:
            page = visitor.get(path)
            for href, _ in page.links:
                parts = href.split("?")[0].split("/")
                if len(parts) == 3 and parts[1] == "invoices" and parts[2].isdigit() and int(parts[2]) not in found:
                    found.append(int(parts[2]))
            path = next((href for href, text in page.links if text.startswith("Next ")), None)
        return found

    def approve(self, invoice: int) -> None:
        try:
            page = self.visitor.get(f"/invoices/{invoice}")
            forms = [form for form in page.forms if form.action.endswith("/approve")]
            if forms and self.visitor.post(forms[0]).status == 200:
                self.acknowledged.add(invoice)
        except OSError:
            pass
        except http.client.HTTPException:
            pass

    def rows(self) -> list[dict]:
        return Program.run(
            binary(), "outbox", "--json", "--data", str(self.folder / "data"), env=self.env).json

    def judge(self) -> dict[str, int]:
        rows = {row["invoice"]: row for row in self.rows()}
        effects = Counter(
            effect["invoice"] for effect in ask(self.sandbox_port, "GET", "/sandbox/ledger") if effect["field"] == "status")
        written = [row for row in rows.values() if row["state"] == "done"]
        return {
            "kills": self.kills,
            "acknowledged": len(self.acknowledged),
            "written": len(written),
            "effects": sum(effects.values()),
            "doubled": sum(1 for count in effects.values() if count > 1),
            "lost": sum(1 for row in written if effects[row["invoice"]] == 0)
            + sum(1 for invoice in self.acknowledged if invoice not in rows and effects[invoice] == 0),
            "open": sum(1 for row in rows.values() if row["state"] in ("queued", "sending", "unknown")),
        }

    def run(self, kills: int, patience: float) -> dict[str, int]:
        invoices = self.prepare()
        fault = {"kind": "dropped", "path": "/finance/invoices", "method": "write", "share": 10}
        ask(self.sandbox_port, "POST", "/sandbox/faults", json.dumps(fault))
        ask(self.sandbox_port, "POST", "/sandbox/faults", json.dumps({**fault, "afterwards": True}))
        ask(
            self.sandbox_port, "POST", "/sandbox/faults",
            json.dumps({"kind": "slow", "milliseconds": 40, "path": "/finance/invoices"}))
        waiting = list(invoices)
        while self.kills < kills:
            for _ in range(2):
                if waiting:
                    self.approve(waiting.pop())
            time.sleep(self.dice.uniform(0.0, 0.35))
            self.kill()
            self.start()
        ask(self.sandbox_port, "DELETE", "/sandbox/faults")
        limit = time.monotonic() + patience
        while time.monotonic() < limit and self.judge()["open"] > 0:
            time.sleep(1)
        return self.judge()

    def end(self) -> None:
        for program in (self.server, self.sandbox):
            if program:
                program.end()


def main() -> int:
    import tempfile

    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        loop = KillLoop(Path(folder), invoices=max(60, kills * 2), seed=seed)
        try:
            figures = loop.run(kills, patience=400)
        finally:
            loop.end()
    for name, value in figures.items():
        print(f"kill-outbox-{name} {value} {'kills' if name == 'kills' else 'rows'}")
    return 1 if figures["lost"] or figures["doubled"] or figures["open"] else 0


if __name__ == "__main__":
    sys.exit(main())
