"""Examination, interested parties and legal review (行政许可法第三十四条至第三十六条、第五十五条)."""

import pytest

from institutions.builder import ANN, BO
from institutions.permit.permits import accepted


@pytest.mark.parametrize(
    ("gate", "kind"), [("permit_two_verify", "verify"), ("permit_two_inspect", "inspect_standard")]
)
def test_two_staff_go(gate, kind):
    assert accepted().check(gate, kind, by=[ANN, BO]).passes
    assert "2名" in accepted().check(gate, kind, by=[ANN]).blocks
    assert accepted().check(gate, kind, by=[ANN, ANN]).blocks


def test_inspectors_are_assigned_within_five_working_days_of_acceptance():
    gate, case = "permit_inspectors_assigned_in_time", accepted(item="technical")
    assert case.check(gate, "inspect_standard", {"assigned_on": "2026-03-10"}).passes
    assert "2026-03-10" in case.check(gate, "inspect_standard", {"assigned_on": "2026-03-11"}).warns
    assert accepted().check(gate, "inspect_standard", {"assigned_on": "2026-03-11"}).passes


def test_interested_people_who_were_told_are_heard():
    gate, told = (
        "permit_opinions_answered",
        accepted().act("tell_interested", "2026-03-04", {"who": "邻居李某"}),
    )
    assert accepted().check(gate, "decide").passes
    assert "邻居李某" in told.check(gate, "decide").warns
    assert told.act("hear_opinions", "2026-03-06").check(gate, "decide").passes


def test_listed_items_and_heard_ones_are_reviewed_and_the_opinion_is_awaited():
    gate = "permit_legally_reviewed"
    assert accepted().check(gate, "decide").passes
    assert "审核目录" in accepted(major=True).check(gate, "decide").blocks
    case = accepted(major=True).act("submit_legal_review", "2026-03-05")
    assert "尚未完成" in case.check(gate, "decide").blocks
    case.act("legal_review", "2026-03-06", {"opinion": "correct"})
    assert "建议纠正" in case.check(gate, "decide").blocks
    case.act("submit_legal_review", "2026-03-09").act("legal_review", "2026-03-10", {"opinion": "agree"})
    assert case.check(gate, "decide").passes
    case.act("hearing_report", "2026-03-20")
    assert "经过听证" in case.check(gate, "decide").blocks


def test_the_lower_agency_reports_all_and_decides_nothing():
    gate = "permit_report_is_complete"
    assert accepted().check(gate, "report_up", {"all_materials": True}).passes
    assert accepted().check(gate, "report_up", {}).fields == {"all_materials"}
    assert accepted().check("permit_decided_by_superior", "decide").passes
    assert accepted(handling="lower_first").check("permit_decided_by_superior", "decide").blocks
