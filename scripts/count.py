#!/usr/bin/env python3
"""Adds up the JUnit files of a folder; the last line is `N passed, N failed`. Exit code 1 when anything failed or did not run."""

import pathlib
import sys
import xml.etree.ElementTree

#: Where the tests of each suite lie: a suite that has tests must have left results.
SUITES = {
    "swift-swift-testing": "Tests/CommandTests/*.swift",
    "Conformance": "Tests/Conformance/test_*.py",
    "Acceptance": "Tests/Acceptance/test_*.py",
    "Browser": "Tests/Browser/test_*.py",
}


def cases(file: pathlib.Path) -> tuple[int, int, int]:
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


def counts(folder: pathlib.Path, suite: str) -> tuple[int, int, int, str]:
    """The same, with what else went wrong: a suite that crashed or ran nothing has failed, whatever its file says."""
    try:
        passed, failed, skipped = cases(folder / f"{suite}.xml")
        code = int((folder / f"{suite}.exit").read_text())
    except (OSError, ValueError, xml.etree.ElementTree.ParseError):
        return 0, 1, 0, "did not finish"
    if not passed + failed:
        return passed, 1, skipped, "ran no test"
    if code and not failed:
        return passed, 1, skipped, f"ended with exit code {code}"
    return passed, failed, skipped, ""


def line(passed: int, failed: int, skipped: int) -> str:
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    total = [0, 0, 0]
    for suite, pattern in SUITES.items():
        if not any(pathlib.Path().glob(pattern)):
            continue
        *found, trouble = counts(folder, suite)
        print(f"{suite}: {line(*found)}" + (f" ({trouble})" if trouble else ""))
        total = [a + b for a, b in zip(total, found)]
    print(line(*total))
    return 1 if total[1] or not total[0] else 0


sys.exit(main())
