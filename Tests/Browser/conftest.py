"""The real program with its demo data, on a free port, for as long as the tests run; and a browser that is signed in.

COUNTERSIGN_BINARY names the program (default .build/release/countersign). Everything stays on the loopback.
"""
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Read before Chromium starts: one font on every machine.
os.environ["FONTCONFIG_FILE"] = str(pathlib.Path(__file__).parent / "fonts.conf")

from playwright.sync_api import sync_playwright  # noqa: E402

BINARY = os.environ.get("COUNTERSIGN_BINARY", str(ROOT / ".build/release/countersign"))
SIZES = {"1440": (1440, 900), "1024": (1024, 768), "390": (390, 844)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """One running `countersign demo`."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="countersign-browser-")
        self.port, self.sandbox_port = free_port(), free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.said = ""
        self.process = subprocess.Popen(
            [BINARY, "demo", "--listen", f"127.0.0.1:{self.port}", "--sandbox-listen", f"127.0.0.1:{self.sandbox_port}",
             "--data", self.folder],
            stdout=subprocess.PIPE, stderr=open(os.path.join(self.folder, "log"), "wb"), cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("COUNTERSIGN_")})
        self.link = self.wait_for_link(60)
        # The address as the program names itself: cookies and the check of where a form came from hang on it.
        self.origin = self.link.split("/link#")[0]

    def wait_for_link(self, seconds):
        """The one-time sign-in link, as the program prints it for people."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            ready, _, _ = select.select([self.process.stdout], [], [], 0.2)
            if ready:
                piece = os.read(self.process.stdout.fileno(), 65536).decode("utf-8", "replace")
                if not piece:
                    break
                self.said += piece
                found = re.search(r"http://\S+/link#[A-Za-z0-9_-]+", self.said)
                if found:
                    return found.group(0)
            if self.process.poll() is not None:
                break
        raise RuntimeError(f"no sign-in link was printed.\n{self.said}\n{self.log()[-2000:]}")

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def program():
    if not os.path.exists(BINARY):
        pytest.fail(f"{BINARY} is missing; build it with: swift build -c release")
    running = Program()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--font-render-hinting=none"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(program, chromium):
    """Cookies of somebody who came by the one-time link and pressed its button, and has waited for the first sweep."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(program.link)
    assert "#" not in page.url, "the code stays in the address"
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/inbox*")
    for _ in range(60):
        page.reload()
        if page.locator(".row").count() >= 20:
            break
        page.wait_for_timeout(500)
    assert page.locator(".row").count() >= 20, "the first sweep brought no invoices"
    state = context.storage_state()
    context.close()
    return state


class Watch:
    """What a page complains about: the console, errors, requests to other hosts, stopped by the policy."""

    def __init__(self, page, origin):
        self.complaints = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.complaints.append("foreign request: " + request.url) if not request.url.startswith((origin, "data:", "about:")) else None)


@pytest.fixture
def open_page(program, chromium, signed_in):
    """Makes signed-in pages: open_page(path, size=, theme=, script=). Fails at the end when one of them complained."""
    contexts, watches = [], []

    def make(path="/inbox", size="1440", theme="light", script=True, complain=True, **options):
        width, height = SIZES[size]
        context = chromium.new_context(
            storage_state=signed_in, viewport={"width": width, "height": height}, color_scheme=theme, java_script_enabled=script,
            reduced_motion="reduce", has_touch=size == "390", base_url=program.origin, **options)
        contexts.append(context)
        page = context.new_page()
        if complain:
            watches.append(Watch(page, program.origin))
            page.watch = watches[-1]
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    complaints = [complaint for watch in watches for complaint in watch.complaints]
    assert not complaints, complaints
