"""The outbox as a whole: under one seed, and under the knife (RELIABILITY §3, C1 and C2)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kill_loop import PROMISES, KillLoop

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def simulate():
    path = Path(os.environ.get("SIMULATE_WRITEBACKS") or ROOT / ".build/release/simulate-writebacks")
    if not path.exists():
        pytest.fail("simulate-writebacks is not built: swift build -c release --product simulate-writebacks")

    def begin(*words: str) -> tuple[int, dict[str, int], str]:
        done = subprocess.run([str(path), *words], capture_output=True, text=True, timeout=300)
        figures = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines() if len(line.split()) > 1}
        return done.returncode, {name: int(value) for name, value in figures.items() if value.isdigit()}, done.stdout

    return begin


def test_of_twenty_thousand_write_backs_in_bad_weather_none_is_lost_doubled_overwritten_or_stuck(simulate):
    code, figures, text = simulate("--write-backs", "20000", "--seed", "1")
    assert figures["simulated-write-backs"] == 20_000, text
    broken = ("lost", "doubled", "silent-overwrites", "stuck", "without-intent", "during-retry-after")
    assert {name: figures[name] for name in broken} == dict.fromkeys(broken, 0), text
    # The weather was bad enough to mean something.
    assert figures["simulated-faults"] > 5_000 and figures["simulated-kills"] > 300 and figures["simulated-human-edits"] > 5_000, text
    assert code == 0, text


def test_a_seed_replays_to_the_last_step_however_many_worlds_live_at_once(simulate):
    traces = set()
    for workers in ("1", "2", "3"):
        code, _, text = simulate("--write-backs", "1000", "--seed", "5", "--repeat", "2", "--workers", workers)
        assert code == 0, text
        traces.add(next(line for line in text.splitlines() if line.startswith("trace ")))
    assert len(traces) == 1, traces


def test_two_hundred_kills_lose_nothing_acknowledged_and_write_nothing_twice(tmp_path):
    loop = KillLoop(tmp_path, seed=1)
    try:
        figures = loop.run(200)
    finally:
        loop.end()
    assert {name: figures[name] for name in PROMISES} == dict.fromkeys(PROMISES, 0), figures
    # It was killed in the middle of things, and not while it slept.
    assert figures["kills"] >= 200 and figures["acknowledged-decisions"] > 200, figures
    assert figures["written"] > 100 and figures["unknown-outcomes"] > 50, figures
