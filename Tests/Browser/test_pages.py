"""Every page of the running program: axe, overflow, targets, weights, policy, paper."""
import gzip
import io
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIGNED_IN = ["/inbox", "/inbox?q=zzz", "/inbox/trouble", "INVOICE", "INVOICE/pdf", "INVOICE/print", "INVOICE/approve", "/me", "/settings", "/settings/connectwise", "/settings/system", "/invoices/999999999"]
STRANGER = ["/sign-in", "/link", "/setup", "/nowhere"]
OVERFLOW = "() => document.documentElement.scrollWidth > innerWidth"
axe = Axe()


def violations(page):
    result = axe.run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    return [f"{v['id']}: {n['target'][0]}: {n['failureSummary'][:200]}" for v in result["violations"] for n in v["nodes"]]


@pytest.fixture(scope="module")
def an_invoice(program, chromium, signed_in):
    context = chromium.new_context(storage_state=signed_in, base_url=program.origin)
    page = context.new_page()
    page.goto("/inbox")
    link = page.locator(".row").first.get_attribute("href")
    context.close()
    return link


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["1440", "1024", "390"])
def test_signed_in_pages_are_accessible_and_fit(open_page, an_invoice, size, theme):
    page = open_page("/inbox", size=size, theme=theme, complain=False)
    found = []
    for path in SIGNED_IN:
        page.goto(path.replace("INVOICE", an_invoice))
        found += [f"{path}: {line}" for line in violations(page)]
        if page.locator("h1").count() != 1:
            found.append(f"{path}: {page.locator('h1').count()} h1")
        for width in ([390, 320] if size == "390" else [int(size)]):
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate(OVERFLOW):
                found.append(f"{path}: wider than {width}")
        if size == "390":
            page.set_viewport_size({"width": 390, "height": 844})
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["1440", "390"])
def test_pages_for_strangers_are_accessible_and_fit(program, chromium, size, theme):
    context = chromium.new_context(
        base_url=program.origin, viewport={"width": int(size), "height": 844}, color_scheme=theme)
    page = context.new_page()
    found = []
    for path in STRANGER:
        page.goto(path)
        found += [f"{path}: {line}" for line in violations(page)]
        if page.evaluate(OVERFLOW):
            found.append(f"{path}: wider than {size}")
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_the_sandbox_page_is_accessible_and_fits(program, chromium, width, theme):
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=theme)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{program.sandbox_port}/sandbox")
    found = violations(page)
    if page.evaluate(OVERFLOW):
        found.append(f"wider than {width}")
    overlapping = page.evaluate("""() => {
      const boxes = [...document.querySelectorAll('input, select, button')].map(e => e.getBoundingClientRect());
      return boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
    }""")
    context.close()
    assert not found and not overlapping, "\n".join(found) or "controls lie over each other"


def test_no_page_complains(open_page, an_invoice):
    page = open_page("/inbox")
    for path in SIGNED_IN[:-1]:
        page.goto(path.replace("INVOICE", an_invoice))
        page.wait_for_load_state("load")


def test_the_policy_is_the_strict_one(program):
    with urllib.request.urlopen(program.origin + "/sign-in") as answer:
        policy = answer.headers["content-security-policy"]
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'", "form-action 'self'", "base-uri 'none'"]:
        assert part in policy
    assert "unsafe" not in policy


def test_weights(open_page):
    page = open_page("/inbox")
    sizes = {}
    page.on("response", lambda response: sizes.__setitem__(response.url.rsplit("/", 1)[-1], response.body()) if response.status == 200 and "/events" not in response.url else None)
    page.goto("/inbox")
    page.wait_for_timeout(500)
    packed = {name: len(gzip.compress(body, 9)) for name, body in sizes.items()}
    style = next(size for name, size in packed.items() if name.endswith(".css"))
    script = next(size for name, size in packed.items() if name.endswith(".js"))
    assert style <= 10 * 1024 and script <= 14 * 1024
    assert packed["inbox"] <= 30 * 1024
    assert sum(packed.values()) <= 60 * 1024 and len(packed) <= 6, packed


def test_nothing_shifts(open_page):
    page = open_page("/inbox")
    page.wait_for_timeout(500)
    shift = page.evaluate("""() => new Promise(done => {
      let sum = 0;
      new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value }).observe({type: 'layout-shift', buffered: true});
      setTimeout(() => done(sum), 300);
    })""")
    assert shift <= 0.01


def test_an_invoice_prints_alone(open_page, an_invoice):
    from pypdf import PdfReader

    page = open_page(an_invoice)
    number = page.locator(".line .no").inner_text()
    for path in [an_invoice, an_invoice + "/print"]:
        page.goto(path)
        text = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
        assert number in text and "Reviewers" in text and "Lines" in text
        assert "Back to inbox" not in text and "Search" not in text


def test_forced_colours_and_big_text(chromium, program, signed_in, an_invoice):
    context = chromium.new_context(storage_state=signed_in, base_url=program.origin, forced_colors="active", viewport={"width": 640, "height": 800})
    page = context.new_page()
    for path in ["/inbox", an_invoice]:
        page.goto(path)
        assert not page.evaluate(OVERFLOW), path
        # Text spacing as WCAG 1.4.12 asks, set by the user's own style.
        page.evaluate("""() => { const sheet = new CSSStyleSheet(); sheet.insertRule('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'); document.adoptedStyleSheets = [sheet] }""")
        assert not page.evaluate(OVERFLOW), path
    context.close()


def test_focus_is_seen_and_never_hidden(open_page):
    page = open_page("/inbox", size="390")
    for _ in range(20):
        page.keyboard.press("Tab")
        box = page.evaluate("""() => { const e = document.activeElement; if (e === document.body) return null;
          const b = e.getBoundingClientRect(), s = getComputedStyle(e);
          const over = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, b.x + b.width / 2)), Math.min(innerHeight - 1, Math.max(0, b.y + b.height / 2)));
          return {outline: s.outlineStyle, width: parseFloat(s.outlineWidth), seen: !!over && (e === over || e.contains(over) || over.contains(e)), what: e.outerHTML.slice(0, 80)} }""")
        if box:
            assert box["outline"] != "none" and box["width"] >= 2, box
            assert box["seen"], box
