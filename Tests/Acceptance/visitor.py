"""A browser without script: cookies, links, forms. Only what HTML itself gives a person."""

from __future__ import annotations

import html.parser
import http.client
import http.cookies
import urllib.parse


class Page:
    def __init__(self, status: int, headers: http.client.HTTPMessage, text: str, path: str):
        self.status = status
        self.headers = headers
        self.text = text
        self.path = path
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        Reader(self).feed(text)

    def form(self, action: str) -> Form:
        """The form whose address ends so."""
        for form in self.forms:
            if urllib.parse.urlsplit(form.action).path.endswith(action):
                return form
        raise AssertionError(f"no form for {action} on {self.path} ({self.status}), only {[form.action for form in self.forms]}\n{self.text[:2000]}")


class Form:
    def __init__(self, action: str):
        self.action = action
        self.fields: list[tuple[str, str]] = []

    def filled(self, **values: str) -> list[tuple[str, str]]:
        kept = [(name, value) for name, value in self.fields if name not in values]
        return kept + list(values.items())


class Reader(html.parser.HTMLParser):
    def __init__(self, page: Page):
        super().__init__()
        self.page = page
        self.form: Form | None = None
        self.link: list[str] | None = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.form = Form(found.get("action") or self.page.path)
            self.page.forms.append(self.form)
        elif tag == "input" and self.form and found.get("name"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.form.fields.append((found["name"], found.get("value") or ""))
        elif tag == "a":
            self.link = [found.get("href") or "", ""]

    def handle_data(self, data):
        if self.link:
            self.link[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "a" and self.link:
            self.page.links.append((self.link[0], " ".join(self.link[1].split())))
            self.link = None


class Visitor:
    """Follows redirects and keeps cookies, as any browser does."""

    def __init__(self, port: int, host: str | None = None):
        self.port = port
        self.host = host or f"localhost:{port}"
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: list[tuple[str, str]] | None = None, headers: dict[str, str | None] | None = None) -> Page:
        for _ in range(8):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            sent = {"Host": self.host, **(headers or {})}
            if self.cookies:
                sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            body = None
            if method == "POST":
                body = urllib.parse.urlencode(fields or [])
                sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
                sent.setdefault("Origin", f"http://{self.host}")
                sent.setdefault("Sec-Fetch-Site", "same-origin")
            # None takes away what a browser would send.
            connection.request(method, path, body, {name: value for name, value in sent.items() if value is not None})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            connection.close()
            for line in answer.headers.get_all("set-cookie") or []:
                for name, morsel in http.cookies.SimpleCookie(line).items():
                    if morsel["max-age"] == "0" or not morsel.value:
                        self.cookies.pop(name, None)
                    else:
                        self.cookies[name] = morsel.value
            if answer.status == 303:
                method, path, fields = "GET", answer.headers["location"], None
                continue
            return Page(answer.status, answer.headers, text, path)
        raise AssertionError(f"redirected for ever: {path}")

    def get(self, path: str, **headers: str) -> Page:
        return self.ask("GET", path, headers=headers)

    def post(self, form: Form, **values: str) -> Page:
        return self.ask("POST", form.action, form.filled(**values))

    def open_link(self, url: str) -> Page:
        """A one-time link as a person without script uses it: the code behind the # typed into the field."""
        parts = urllib.parse.urlsplit(url)
        return self.post(self.get(parts.path).form(parts.path), code=parts.fragment)
