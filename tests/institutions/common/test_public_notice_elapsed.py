"""A document is served by public notice once thirty days have run (民事诉讼法第九十五条)."""

import pytest

from institutions.builder import Case

GATE = "public_notice_elapsed"
pytestmark = pytest.mark.requirement("RQ078")


def _check(published: str, served: str):
    values = {"mode": "public", "published_on": published, "served_on": served}
    return Case().check(GATE, "serve_decision", values)


def test_thirty_days_from_the_eighteenth_of_march_end_on_friday_the_seventeenth_of_april():
    assert "2026-04-17" in _check("2026-03-18", "2026-04-16").blocks
    assert _check("2026-03-18", "2026-04-17").passes


def test_a_date_other_than_the_published_one_is_marked():
    case = Case().act("publish_notice", "2026-03-20", {"published_on": "2026-03-20"})
    values = {"mode": "public", "published_on": "2026-03-18", "served_on": "2026-04-20"}
    assert "不一致" in case.check(GATE, "serve_decision", values).warns
