"""Writes Fuzz/corpus from the cases: what the conformance suite sends is where the fuzzers begin."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from catalogue import CASES  # noqa: E402

CORPUS = HERE.parent.parent / "Fuzz" / "corpus"
WORDS = {b"@HOST@": b"a", b"@GET@": b"/", b"@POST@": b"/p", b"@STATIC@": b"/static/a.b.css", b"@ETAG@": b'"a"', b"@STRONG@": b'"a"', b"@BARE@": b"a", b"@MODIFIED@": b"Tue, 14 Nov 2023 22:13:20 GMT"}

QUERIES = [b"", b"a", b"a=", b"=a", b"a=b&c=d", b"a=b&a=c", b"a+b=c%20d", b"q=%c3%a9", b"q=%C3%A9&x", b"&&a=b&&", b"a=%", b"a=%4", b"a=%zz", b"a=%c3",
           b"a=%00", b"a=b=c", b"a=%26&b=%3D", b"%61=%62", b"a=" + b"x" * 60, b"a&" * 25]
MULTIPARTS = [
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"b.csv\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n\r\n--x--",
    b"preamble\r\n--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--x--\r\nepilogue",
    b"--x  \r\ncontent-disposition: FORM-DATA; NAME=\"a\\\"b\"\r\n\r\n--y\r\n--x--",
    b"--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ended",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\n\nbare\n--x--\n",
    b"--x--\r\n",
    b"--x\r\n\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"..\\\\..\\\\b\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''%c3%a9\r\n\r\n\r\n--x\r\n--x--\r\n",
]
TEMPLATES = [
    b"<p>{{ name }}</p>",
    b"{% layout Layout(title: title) %}\n<h1>{{ title }}</h1>\n",
    b"{% if a %}x{% else if b %}y{% else %}z{% end %}",
    b"{% for x in xs %}<li>{{ x }}</li>{% end %}",
    b"{% switch e %}{% case .a(let b) %}{{ b }}{% case .c %}c{% end %}",
    b"<a href=\"{{ link }}\">{{ text }}</a>",
    b"<input{% if on %} checked{% end %} value=\"{{ v }}\">",
    b"{% let x = a ?? b %}{{ x }}",
    b"<!doctype html><html>{% content %}</html>",
    b"{# comment #}<script src=\"{{ script }}\"></script>",
    b"<script>{{ no }}</script>",
    b"<p style=\"{{ no }}\" onclick=\"{{ no }}\">",
    b"<{{ no }}>",
    b"<p class={{ no }}>",
    b"{{ unclosed",
    b"{% end %}{% else %}",
    b"{{ \"}}\" }}",
    b"{{ a(\"\\(b)\") }}",
    b"<textarea>{{ t }}</textarea><title>{{ t }}</title>",
    b"{{ }}{%  %}{#",
]


def fill(data: bytes) -> bytes:
    for word, value in WORDS.items():
        data = data.replace(word, value)
    return data


def main() -> None:
    corpus: dict[str, dict[str, bytes]] = {name: {} for name in ("request", "chunked", "query", "cookie", "multipart", "percent", "template")}
    for case in CASES:
        data = fill(case.send)
        if not 0 < len(data) <= 220:
            continue
        corpus["request"][case.id] = data
        head, _, body = data.partition(b"\r\n\r\n")
        if b"Transfer-Encoding: chunked" in head and body:
            corpus["chunked"][case.id] = body
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"cookie:"):
                corpus["cookie"][case.id] = line[7:].strip()
        if case.row == "path":
            corpus["percent"][case.id] = head.split(b" ")[1]
    for name, values in (("query", QUERIES), ("multipart", MULTIPARTS), ("template", TEMPLATES)):
        for number, value in enumerate(values):
            corpus[name][f"{number:02}"] = value
    count = 0
    for name, files in corpus.items():
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in files.items():
            (folder / file).write_bytes(data)
            count += 1
    print(f"{count} inputs in {CORPUS.name}")


if __name__ == "__main__":
    main()
