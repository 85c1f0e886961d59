"""The ground agrees with the file (行政处罚法第三十条、第三十三条)."""

from dataclasses import replace
from datetime import date

import pytest

from institutions.builder import PERSON_PARTY, Case

GATE = "no_penalty_ground_holds"
pytestmark = pytest.mark.requirement("RQ083")


def test_correction_must_be_on_file():
    values = {"ground": "minor_corrected_no_harm"}
    assert "及时改正的记录" in Case().reported().check(GATE, "decide_no_penalty", values).blocks
    assert Case().reported(corrected=True).check(GATE, "decide_no_penalty", values).passes
    checked = Case().reported().act("check_correction", "2026-03-20", {"corrected": True})
    assert checked.check(GATE, "decide_no_penalty", values).passes


def test_age_must_be_on_file():
    values = {"ground": "under_14", "conduct_on": "2026-03-02"}
    child = replace(PERSON_PARTY, birth_date=date(2013, 1, 1))
    assert Case(parties=(child,)).check(GATE, "decide_no_penalty", values).passes
    assert Case(parties=(PERSON_PARTY,)).check(GATE, "decide_no_penalty", values).blocks


def test_other_grounds_are_judged_by_people():
    assert Case().check(GATE, "decide_no_penalty", {"ground": "no_capacity"}).passes
