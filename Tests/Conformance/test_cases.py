"""Every case of the catalogue: send, read strictly, compare, and see what the connection does."""

import pytest

from case import CLOSED, FINE, KEPT, NOTHING
from catalogue import CASES
from wire import Ended

AGAIN = b"GET @GET@ HTTP/1.1\r\nHost: @HOST@\r\n\r\n"


def allowed(target, expect):
    result = set()
    for status in expect:
        result |= set(target.fine()) if status == FINE else {status}
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case, target):
    if case.probe_only and target.kind != "probe":
        pytest.skip("needs the probe")
    run(case, target)


def run(case, target, cuts=None):
    with target.wire(case.server) as wire:
        data = target.fill(case.send)
        if cuts is None:
            wire.send(data)
        else:
            wire.send_split(data, cuts(data))
        if case.half_close:
            wire.finish_sending()
        try:
            answer = wire.read(case.method)
        except Ended:
            assert NOTHING in case.expect, "closed without an answer"
            return None
        assert not answer.interim or b"100-continue" in data.lower(), "100 Continue for a client that did not ask"
        assert answer.status in allowed(target, case.expect), (answer.status, answer.body[:300])
        assert case.then != CLOSED or answer.says_close() or len(case.answers) > 1, "the answer does not say close"
        if case.check and answer.status < 400 or case.check and answer.status in case.expect:
            case.check(answer)
        statuses = [answer.status]
        for expected in case.answers[1:]:
            further = wire.read("GET")
            assert further.status in allowed(target, (expected,)), (further.status, further.body[:300])
            statuses.append(further.status)
        if case.half_close:
            return answer
        if case.then == CLOSED:
            assert wire.closes(), "the connection stays open"
            assert not wire.was_reset, "the connection was reset: the client may never see the answer (RFC 9112 §9.6)"
        elif case.then == KEPT:
            assert wire.stays_open(target.fill(AGAIN)), "the connection was closed"
        return answer
