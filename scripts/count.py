#!/usr/bin/env python3
"""Adds up the JUnit files of a folder; the last line is `N passed, N failed`. Exit code 1 when anything failed or did not run."""

import pathlib
import sys
import xml.etree.ElementTree

#: What must have left its results; a suite that died before writing them counts as one failure.
SUITES = {"swift-swift-testing": "Tests/CryptoTests", "Conformance": "Tests/Conformance", "Acceptance": "Tests/Acceptance", "Browser": "Tests/Browser"}


def exists(folder: str) -> bool:
    path = pathlib.Path(folder)
    return any(path.glob("test_*.py")) or any(path.glob("*.swift"))


def counts(file: pathlib.Path) -> tuple[int, int, int]:
    """Passed, failed, skipped: counted from the cases, because not every writer's totals agree with them."""
    passed = failed = skipped = 0
    for case in xml.etree.ElementTree.parse(file).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    total = [0, 0, 0]
    for suite, place in SUITES.items():
        if not exists(place):
            continue
        file = folder / f"{suite}.xml"
        try:
            found = counts(file)
        except (OSError, xml.etree.ElementTree.ParseError):
            found = (0, 1, 0)
            print(f"{suite}: did not finish")
        else:
            print(f"{suite}: {found[0]} passed, {found[1]} failed" + (f", {found[2]} skipped" if found[2] else ""))
        if sum(found) == 0:
            print(f"{suite}: ran no test")
            found = (0, 1, 0)
        total = [a + b for a, b in zip(total, found)]
    print(f"{total[0]} passed, {total[1]} failed" + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or not total[0] else 0


sys.exit(main())
