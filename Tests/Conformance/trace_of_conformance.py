"""Writes docs/conformance.md: which case holds which situation, limit and demand. `--check` only compares."""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
PAGE = HERE.parent.parent / "docs" / "conformance.md"

from catalogue import CASES, GROUPS  # noqa: E402
from obligations import OBLIGATIONS, READER  # noqa: E402
from situations import LIMITS, SITUATIONS  # noqa: E402


@functools.cache
def conversations() -> dict[str, tuple[str, ...]]:
    """Tests carried on by hand and what they prove, read from the source so that pytest is not needed here."""
    found = {}
    for node in ast.parse((HERE / "test_conversations.py").read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "proves":
                    found[node.name] = tuple(argument.value for argument in mark.args if isinstance(argument, ast.Constant))
    return found


def proof_names(pattern: str) -> list[str]:
    known = [case.id for case in CASES] + list(conversations())
    if pattern == READER:
        return [READER]
    if pattern.endswith("*"):
        return [name for name in known if name.startswith(pattern[:-1])]
    return [name for name in known if name == pattern]


def held_by(key: str) -> list[str]:
    return [case.id for case in CASES if case.row == key] + [name for name, what in conversations().items() if key in what]


def problems() -> list[str]:
    result = []
    ids = [case.id for case in CASES]
    result += [f"two cases are called {name}" for name in sorted({name for name in ids if ids.count(name) > 1})]
    keys = {row[0] for row in SITUATIONS} | {row[0] for row in LIMITS}
    result += [f"case {case.id} names the unknown situation {case.row}" for case in CASES if case.row not in keys]
    for name, what in conversations().items():
        result += [f"{name} names the unknown situation {key}" for key in what if " §" not in key and key not in keys]
    excused = {"unauthorized"}
    result += [f"no case holds {key}" for key in sorted(keys - excused) if not held_by(key)]
    for duty in OBLIGATIONS:
        if not duty.proof and not duty.reason:
            result.append(f"nothing holds {duty.section}: {duty.demand}")
        result += [f"{duty.section} names the unknown proof {pattern}" for pattern in duty.proof if not proof_names(pattern)]
    return result


def short(names: list[str], most: int = 6) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def page() -> str:
    talks = conversations()
    lines = [
        "# HTTP conformance: what is promised and which test holds it",
        "",
        "Written by `python3 Tests/Conformance/trace_of_conformance.py`; a test compares this page with the cases. Run the suite with",
        "`python3 -m pytest Tests/Conformance` (it starts `http-probe` by itself) or against a running server with",
        "`--server HOST:PORT --kind probe|app`.",
        "",
        f"{len(CASES)} cases in {len(GROUPS)} tables (" + ", ".join(f"{name} {len(cases)}" for name, cases in GROUPS.items()) + "), "
        "each sent whole and, when it is small, again in random pieces;",
        f"{len(talks)} conversations (deadlines, splits at every byte, 100-continue, lingering close, limits of a connection).",
        "Every answer of every case also goes through one strict reader (`reader` below: status line, field grammar, lengths, Date,",
        "Allow, Content-Type, connection options, entity tags).",
        "",
        "## Situations",
        "",
        "| situation | the standards say | we answer | held by |",
        "|---|---|---|---|",
    ]
    for key, situation, said, answered in SITUATIONS:
        names = held_by(key)
        proof = short(names) if names else "reader: any 401 without a challenge fails; the server itself sends none"
        lines.append(f"| {situation} | {said} | {answered} | {proof} |")
    lines += ["", "## Limits", "", "| limit | beyond it | held by |", "|---|---|---|"]
    for key, limit, beyond in LIMITS:
        lines.append(f"| {limit} | {beyond} | {short(held_by(key))} |")
    lines += ["", f"## Demands of RFC 9112 and RFC 9110 ({len(OBLIGATIONS)})", "",
              "In our own words; demands on clients, proxies and caches are left out.", "",
              "| section | demand | held by |", "|---|---|---|"]
    for duty in OBLIGATIONS:
        names = [name for pattern in duty.proof for name in proof_names(pattern)]
        parts = [short(names)] if names else []
        if duty.reason:
            parts.append(duty.reason if names else f"cannot arise: {duty.reason}")
        lines.append(f"| {duty.section} | {duty.demand} | {'; '.join(parts)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    found = problems()
    if found:
        sys.exit("\n".join(found))
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.exists() and PAGE.read_text() == page() else "docs/conformance.md is out of date: run Tests/Conformance/trace_of_conformance.py")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
    print(f"{PAGE.name}: {len(CASES)} cases, {len(OBLIGATIONS)} demands")
