"""The share of reviewers in an agency's officers (国办发〔2018〕118号（十一）: in principle no less than 5%)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from institutions.builder import AGENCY, certificate, officer

from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.view import OfficerView
from yifa.supervision.reviewers import ReviewerShare, reviewer_share

DAY = date(2026, 11, 23)
pytestmark = pytest.mark.requirement("RQ015")


def figure(*regions: str) -> Any:
    found = DEFAULT_FIGURES.find("T05", DAY, regions=regions, sector="urban")
    assert found is not None
    return found.figure


def crew(n: int) -> list[OfficerView]:
    return [officer(f"handler-{i}", "执法人员", "handler") for i in range(n)]


def reviewer(n: int = 1, **changes: Any) -> OfficerView:
    return officer(
        f"reviewer-{n}", "审核人员", "legal_reviewer", **{"legal": True, "certificates": (), **changes}
    )


def share(*people: OfficerView, on: date = DAY) -> ReviewerShare:
    return reviewer_share(people, AGENCY, on, figure("990100", "990000"))


def test_one_in_twenty_is_enough_and_one_in_twenty_one_is_not() -> None:
    enough = share(reviewer(), *crew(20))
    assert (enough.reviewers, enough.officers, enough.needed, enough.enough) == (1, 20, 1, True)
    assert enough.share == "5.0%"
    short = share(reviewer(), *crew(21))
    assert (short.needed, short.enough, short.missing, short.share) == (2, False, 1, "4.7%")


def test_a_reviewer_without_the_qualification_does_not_count() -> None:
    assert share(reviewer(legal=False), *crew(3)).reviewers == 0
    assert (
        share(officer("x", "法律专业", legal=True), *crew(3)).reviewers == 0
    )  # qualified, but not in that post


def test_officers_are_the_agencys_own_with_a_certificate_valid_that_day() -> None:
    lapsed = officer("a", "过期", "handler", certificates=[certificate(until="2026-11-22")])
    held = officer("b", "暂扣", "handler", certificates=[certificate(states=[("2026-11-01", "suspended")])])
    other = officer("c", "他机关证件", "handler", certificates=[certificate(agency="agency-2")])
    helper = officer("d", "辅警", auxiliary=True)
    people = (reviewer(), *crew(4), lapsed, held, other, helper)
    assert share(*people).officers == 4
    assert share(*people, on=date(2026, 11, 22)).officers == 5  # the first one's last day
    assert share(*people, on=date(2026, 10, 31)).officers == 6  # before the second one's was suspended


def test_a_reviewer_with_a_certificate_counts_on_both_sides() -> None:
    both = share(reviewer(certificates=None), *crew(19))
    assert (both.reviewers, both.officers) == (1, 20)


def test_an_agency_without_officers_lacks_nobody() -> None:
    none = share()
    assert none.enough and none.share == "" and none.needed == 0


def test_where_no_figure_applies_nothing_is_asked_for() -> None:
    assert reviewer_share(crew(40), AGENCY, DAY, None).enough


def test_a_place_with_a_rule_of_its_own_is_judged_by_it() -> None:
    """蚌埠市的规定: the same share, and what may be done where reviewers are missing."""
    found = reviewer_share(crew(40), AGENCY, DAY, figure("340300", "340000"))
    assert found.figure is not None and found.figure.region == "340300"
    assert (found.needed, found.missing) == (2, 2)
