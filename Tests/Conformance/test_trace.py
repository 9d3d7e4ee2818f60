"""The traceability table has no holes and is up to date."""

import trace_of_conformance as trace


def test_every_situation_limit_and_demand_is_held():
    assert trace.problems() == []


def test_the_page_is_up_to_date():
    assert trace.PAGE.read_text() == trace.page(), "run python3 Tests/Conformance/trace_of_conformance.py"


def test_there_are_enough_cases():
    assert len(trace.CASES) >= 215
