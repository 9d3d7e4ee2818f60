"""All table-driven cases, and the names of the conversations that tests carry on by hand."""

from __future__ import annotations

from case import Case
from cases import answers, chunks, fields, framing, line

CASES: list[Case] = [*line.CASES, *fields.CASES, *framing.CASES, *chunks.CASES, *answers.CASES]
GROUPS = {"line": line.CASES, "fields": fields.CASES, "framing": framing.CASES, "chunks": chunks.CASES, "answers": answers.CASES}
