"""Thirty days from the end of the work to the archive."""

import pytest

from institutions.builder import Case

GATE = "archived_in_time"
pytestmark = pytest.mark.requirement("RQ096")


def test_thirty_days_from_the_first_of_june_end_on_the_first_of_july():
    case = Case().decided().act("close", "2026-06-01")
    assert case.check(GATE, "archive", on="2026-07-01").passes
    assert "2026-07-01" in case.check(GATE, "archive", on="2026-07-02").warns


def test_at_rest_a_late_file_is_seen_until_archived():
    case = Case().act("refuse_filing", "2026-06-01")
    assert "2026-07-01" in case.at_rest(GATE, "2026-07-20").warns
    assert case.act("archive", "2026-07-21").at_rest(GATE, "2026-07-22").passes


def test_an_open_case_has_no_deadline_to_archive():
    assert Case().filed().at_rest(GATE).passes
