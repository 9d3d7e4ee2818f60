// Makes pages faster, never possible: under everything here lies a link or a form that works without it.
// No markup is ever made from text. A page arrives parsed, as a document, and its nodes are adopted
// (docs/decisions/0006-pane-swap-without-a-policy.md).

const root = document.documentElement;
const find = (selector, at = document) => at.querySelector(selector);
const all = (selector, at = document) => [...at.querySelectorAll(selector)];
const visible = (node) => node.getClientRects().length > 0;
const make = (tag, words, className) => {
  const node = document.createElement(tag);
  if (words) node.textContent = words;
  if (className) node.className = className;
  return node;
};

// What readers of the screen are told.
const live = make("p", "", "vh");
live.setAttribute("role", "status");
document.body.append(live);
const say = (words) => { live.textContent = words; };

// Pages over the wire

function load(url, { body, prefetch } = {}) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(body ? "POST" : "GET", url);
    request.responseType = "document";
    request.timeout = 30000;
    // The server notes who looked at what; a page fetched ahead of time was not looked at.
    if (prefetch) request.setRequestHeader("Purpose", "prefetch");
    request.setRequestHeader("X-Requested-With", "script");
    request.onload = () => request.response?.body
      ? done({ page: request.response, url: request.responseURL, status: request.status })
      : fail(request);
    request.onerror = request.ontimeout = () => fail(request);
    request.send(body);
  });
}

// The page fetched ahead, with when: too old, and it is fetched again.
const ahead = new Map();
function fetchAhead() {
  const next = find(".pane a[rel=next]");
  if (!next || root.dataset.ahead === undefined || navigator.connection?.saveData) return;
  const url = next.href;
  ahead.clear();
  ahead.set(url, { at: performance.now(), result: load(url, { prefetch: true }).catch(() => null) });
}

const samePlace = (page) => {
  const theirs = find("script[src]", page), ours = find("script[src]");
  return theirs && find("main", page) && find(".rail", page) && theirs.src === ours.src && find("link[rel=stylesheet]", page).href === find("link[rel=stylesheet]").href;
};

let visit = 0;
async function go(url, { body, push = true, keepFocus = false, scroll } = {}) {
  const mine = ++visit;
  const slow = setTimeout(() => root.classList.add("busy"), 150);
  const slower = setTimeout(() => say("Loading invoice"), 1000);
  const fetched = body ? null : ahead.get(url);
  if (body) ahead.clear();
  try {
    let result = null, early = false;
    if (fetched && performance.now() - fetched.at < 30000) {
      result = await fetched.result;
      early = result?.status === 200;
    }
    if (!early) result = await load(url, { body });
    if (mine !== visit) return;
    // A frame of another kind (signed out, a new release): let the browser do it.
    if (!samePlace(result.page)) return location.assign(body ? location.href : url);
    show(result.page);
    if (body) acted = performance.now();
    if (push) history.pushState({}, "", result.url + (new URL(url, location).hash || ""));
    if (scroll !== undefined) window.scrollTo(0, scroll);
    else if (push) window.scrollTo(0, 0);
    if (!keepFocus) (find(".flash[role=alert]") || find("h1"))?.focus({ preventScroll: true });
    say([find(".flash p")?.textContent, find("h1")?.textContent].filter(Boolean).join(". "));
    if (early) refresh();
    else setTimeout(fetchAhead, 50);
  } catch (failure) {
    if (mine !== visit) return;
    if (body) trouble("No answer from the server. Reload to see whether it was done before you try again.");
    else location.assign(url);
  } finally {
    clearTimeout(slow);
    clearTimeout(slower);
    root.classList.remove("busy");
  }
}

function show(page, keepFlash) {
  const scrolled = find(".list")?.scrollTop ?? 0, inPane = find(".split > .pane")?.scrollTop ?? 0;
  const flash = keepFlash && !find(".flash", page) ? find(".flash") : null;
  for (const place of [".status", ".rail", "main"]) {
    const old = find(place), fresh = find(place, page);
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  if (flash) find("main").prepend(flash);
  if (keepFlash && find(".split > .pane")) find(".split > .pane").scrollTop = inPane;
  const list = find(".list"), current = find(".row[aria-current]");
  if (list) list.scrollTop = scrolled;
  if (current && visible(current)) current.scrollIntoView({ block: "nearest" });
  const box = find(".find input");
  if (box && document.activeElement !== box) box.value = find(".find input", page)?.value ?? "";
  arm(document);
}

function trouble(words) {
  const note = make("div", "", "flash note error");
  note.setAttribute("role", "alert");
  note.append(make("p", words));
  find(".flash")?.remove();
  find("main").prepend(note);
}

// Something changed on the server: take it over quietly, or offer it where that would pull the page from under a hand.
async function refresh() {
  const url = location.href;
  const result = await load(url).catch(() => null);
  if (!result || result.status !== 200 || url !== location.href || !samePlace(result.page)) return;
  // What the last act said stands on one page only, and stays until the next act.
  const words = (at) => all("main > :not(.flash, .fresh)", at).map((part) => part.textContent).join("").replace(/\s+/g, " ");
  setTimeout(fetchAhead, 50);
  if (words(document) === words(result.page)) return;
  const held = document.activeElement;
  const busy = find("dialog[open]") || (held?.closest("main") && held !== find("main") && held.tagName !== "H1");
  if (!busy) return show(result.page, true);
  if (find(".fresh")) return;
  const hint = make("div", "", "fresh"), button = make("button", "This page changed. Show it");
  button.onclick = () => go(url, { push: false });
  hint.append(button);
  find("main").append(hint);
  say("This page changed.");
}

// Links and forms

// The second click of a double click lands on whatever has come to stand there: after an act, on the next invoice's button.
let acted = -1000;
addEventListener("click", (event) => {
  const main = event.target.closest?.(".bar .primary");
  if (event.detail > 1 && (main || event.target.closest?.("form[method=post] button"))) event.preventDefault();
  else if (main && event.detail === 1 && performance.now() - acted < 400) event.preventDefault();
}, true);

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.classList.contains("cancel") && link.closest("dialog")) {
    event.preventDefault();
    return link.closest("dialog").close();
  }
  if (link.dataset.dialog !== undefined) {
    event.preventDefault();
    return ask(link.href, link);
  }
  if (link.origin !== location.origin || !link.matches(".row, .swap")) return;
  event.preventDefault();
  history.replaceState({ scroll: window.scrollY }, "");
  go(link.href);
});

addEventListener("popstate", (event) => {
  if (find(".rail")) go(location.href, { push: false, scroll: event.state?.scroll ?? 0 });
});

async function ask(url, opener) {
  const result = await load(url).catch(() => null);
  const sheet = result && find(".sheet", result.page);
  if (!sheet) return location.assign(url);
  const dialog = make("dialog");
  const title = find("h1", sheet), heading = make("h2", title.textContent);
  heading.id = "asked";
  title.replaceWith(heading);
  dialog.setAttribute("aria-labelledby", "asked");
  dialog.append(document.adoptNode(sheet));
  dialog.addEventListener("close", () => { dialog.remove(); opener?.focus(); });
  document.body.append(dialog);
  dialog.showModal();
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  // One press, one act.
  if (form.dataset.sent !== undefined) return event.preventDefault();
  form.dataset.sent = "";
  const buttons = all("button", form);
  setTimeout(() => buttons.forEach((button) => button.setAttribute("aria-disabled", "true")));
  if (!form.closest("main, dialog") || !find(".rail") || form.dataset.whole !== undefined) return;
  event.preventDefault();
  form.closest("dialog")?.close();
  go(form.action, { body: new URLSearchParams(new FormData(form, event.submitter)) }).finally(() => {
    delete form.dataset.sent;
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
  });
});

addEventListener("pageshow", (event) => {
  if (event.persisted) all("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// How it looks: at once, and kept by the same form that works without script.
addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-look]");
  if (!form) return;
  const data = new FormData(form);
  root.dataset.theme = data.get("theme");
  root.dataset.density = data.get("density");
  root.dataset.keys = data.get("shortcuts");
  load(form.action, { body: new URLSearchParams(data) })
    .then(() => say("Saved"), () => trouble("Not saved: no answer from the server."));
});

// A one-time code comes behind #, where no server and no log sees it. It leaves the address at once; a button acts, not we.
const code = find("form[data-fragment] input[name=code]");
if (code && location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  code.closest(".field").hidden = true;
  const ready = find("[data-ready]");
  if (ready) ready.hidden = false;
  find("form[data-fragment] :is(input:not([type=hidden], [name=code]), button)")?.focus();
}

// Keys: what a control prints in data-key is what works, here and now.

let first = "", forget;
const typing = (node) => node.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

function arm(at) {
  if (root.dataset.keys !== "on") return;
  for (const node of all("[data-key]", at)) {
    if (!node.dataset.key.includes("+")) node.setAttribute("aria-keyshortcuts", node.dataset.key);
  }
}

const bound = (stroke, at = document) => all("[data-key]", at).find((node) => node.dataset.key.split(" ").includes(stroke) && visible(node));

function step(by) {
  const rows = all(".row").filter(visible);
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form[method=post]");
    if (form) { event.preventDefault(); form.requestSubmit(find("button:not([type=button])", form)); }
    return;
  }
  const written = event.getModifierState("AltGraph");
  if (!written && (event.ctrlKey || event.metaKey || event.altKey)) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Escape") all("details[open].who").forEach((menu) => { menu.open = false; });
  if (root.dataset.keys !== "on" || find("dialog[open]")) return;
  const stroke = first ? first + "+" + event.key : event.key;
  first = "";
  const onRow = event.target.classList?.contains("row");
  if (event.key.startsWith("Arrow") && !onRow) return;  // elsewhere arrows scroll
  if (event.key === "Enter") return;
  if (event.key === "g" && !event.repeat) {
    first = "g";
    clearTimeout(forget);
    forget = setTimeout(() => { first = ""; }, 1500);
    return;
  }
  if (stroke === "?") { event.preventDefault(); return help(); }
  if (stroke === "o" && onRow) return event.target.click();
  const control = bound(stroke);
  if (!control) return;
  if (event.repeat && !"jkArrowDownArrowUp".includes(stroke)) return;
  event.preventDefault();
  if (control.matches("[data-rows]")) step(stroke === "j" || stroke === "ArrowDown" ? 1 : -1);
  else if (control.matches("input")) { control.focus(); control.select(); }
  else if (control.matches("section")) { control.focus(); control.scrollIntoView({ block: "start" }); }
  else control.click();
});

// Without a word for it a key is a rumour: the list shows what works on this page.
function help() {
  const table = find("#keys");
  if (!table) return;
  for (const row of all("[data-of]", table)) {
    row.hidden = !row.dataset.of.split(" ").some((stroke) => stroke === "?" || bound(stroke));
  }
  table.showModal();
}

addEventListener("click", (event) => {
  all("details[open].who").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog").close();
});

// News: one stream while the page is looked at; where streams die, a look every minute.

const news = find("link[type='text/event-stream']")?.href;
let stream, later;
const changed = () => { clearTimeout(later); later = setTimeout(refresh, 400); };
function listen() {
  if (!news || document.hidden || stream) return;
  stream = new EventSource(news);
  stream.addEventListener("changed", changed);
  stream.onmessage = changed;
  stream.onerror = () => { if (stream?.readyState === 2) stream = null; };
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { stream?.close(); stream = null; } else { listen(); changed(); }
});
// What a page waits for: without script the browser looks again by itself.
setInterval(() => { if (find("[data-again]") && !document.hidden) refresh(); }, 2000);
setInterval(() => { if (news && !stream && !document.hidden) { listen(); refresh(); } }, 60000);

arm(document);
listen();
if (find(".pane")) setTimeout(fetchAhead, 200);
