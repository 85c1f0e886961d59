"""Seven working days from decision to service (行政处罚法第六十一条)."""

import pytest

from institutions.builder import Case, service

GATE = "decision_served_in_time"
pytestmark = pytest.mark.requirement("RQ078")


def _serve(**changes):
    return Case().decided("2026-04-20", served=None).check(GATE, "serve_decision", service(**changes))


def test_monday_the_twentieth_to_wednesday_the_twenty_ninth():
    assert _serve(served_on="2026-04-29").passes
    assert "2026-04-29" in _serve(served_on="2026-04-30").warns


def test_for_public_notice_the_day_it_appeared_counts():
    assert _serve(mode="public", published_on="2026-04-24", served_on="2026-05-25").passes


def test_at_rest_an_unserved_decision_is_seen():
    case = Case().decided("2026-04-20", served=None)
    assert case.at_rest(GATE, "2026-04-29").passes
    assert case.at_rest(GATE, "2026-04-30").warns
    assert Case().decided().at_rest(GATE, "2026-06-01").passes
