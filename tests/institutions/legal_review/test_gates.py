"""Each gate of legal review blocks what the law forbids and passes what it allows, on pictures written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import yifa.institutions.legal_review.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, BO, HEAD, NOVICE, REVIEWER, Case, Checked, at
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

OPINION = {"opinion": "correct", "reasons": "依据有误"}


class Review(Case):
    """A review of a case that Ann and Bo handle."""

    def view(self, on="2026-11-22"):
        parent = Case(sector=self.sector).reported().view(on)
        return replace(super().view(on), parent=parent, handlers=())


def review(sector="urban", **values) -> Review:
    found = Review(sector=sector, kind="legal_review", stage="reviewing", handlers=(), **values)
    return found.act("submit", "2026-11-02", {"title": "拟处罚款"}, by=[ANN])


def assigned(who=REVIEWER, **values) -> Review:
    found = review(**values)
    found.act("assign", "2026-11-03", {"reviewer": who}, by=[HEAD])
    return found


@pytest.mark.requirement("RQ015")
def test_only_a_qualified_reviewer_is_assigned():
    assert (
        "资格"
        in review().check("assigned_reviewer_qualified", "assign", {"reviewer": NOVICE}, by=[HEAD]).blocks
    )
    assert (
        "法制审核人员"
        in review().check("assigned_reviewer_qualified", "assign", {"reviewer": BO}, by=[HEAD]).blocks
    )
    assert review().check("assigned_reviewer_qualified", "assign", {"reviewer": REVIEWER}, by=[HEAD]).passes


def test_only_a_qualified_reviewer_gives_the_opinion():
    assert (
        "资格"
        in assigned().check("reviewer_holds_qualification", "give_opinion", OPINION, by=[NOVICE]).blocks
    )
    assert assigned().check("reviewer_holds_qualification", "give_opinion", OPINION, by=[REVIEWER]).passes


@pytest.mark.parametrize("gate", ["reviewer_is_not_of_the_case", "head_is_not_of_the_case"])
def test_nobody_reviews_a_case_of_their_own(gate):
    assert "承办了本案" in assigned().check(gate, "give_opinion", OPINION, by=[ANN]).blocks
    assert assigned().check(gate, "give_opinion", OPINION, by=[REVIEWER]).passes


def test_whoever_handles_the_case_is_not_assigned():
    gate = "assigned_reviewer_not_of_the_case"
    assert "承办了本案" in review().check(gate, "assign", {"reviewer": ANN}, by=[HEAD]).blocks
    assert review().check(gate, "assign", {"reviewer": REVIEWER}, by=[HEAD]).passes


def test_the_opinion_is_given_by_whoever_was_assigned():
    gate = "opinion_by_the_assigned"
    assert "尚未确定" in review().check(gate, "give_opinion", OPINION, by=[REVIEWER]).blocks
    assert "不是确定的" in assigned(who=HEAD).check(gate, "give_opinion", OPINION, by=[REVIEWER]).blocks
    assert assigned().check(gate, "give_opinion", OPINION, by=[REVIEWER]).passes


@pytest.mark.requirement("RQ105")
def test_no_opinion_while_material_is_missing():
    gate, case = "materials_complete_for_opinion", assigned()
    case.act("ask_materials", "2026-11-04", {"missing": "检验报告"}, by=[REVIEWER])
    assert "尚未补齐" in case.check(gate, "give_opinion", OPINION, by=[REVIEWER]).blocks
    case.act("supply_materials", "2026-11-05", {"materials": "检验报告"}, by=[ANN])
    assert case.check(gate, "give_opinion", OPINION, by=[REVIEWER]).passes


def test_material_is_supplied_because_it_was_asked_for():
    gate, case = "materials_were_asked", assigned()
    assert "没有要求补充" in case.check(gate, "supply_materials", {"materials": "报告"}).blocks
    case.act("ask_materials", "2026-11-04", {"missing": "检验报告"}, by=[REVIEWER])
    assert case.check(gate, "supply_materials", {"materials": "报告"}).passes


@pytest.mark.requirement("RQ107")
def test_help_from_above_answers_a_request():
    case = review()
    assert "没有请求" in case.check("help_was_requested", "record_help", OPINION, by=[HEAD]).blocks
    case.act("request_help", "2026-11-04", {"superior": "云岭省城市管理局"}, by=[HEAD])
    assert case.check("help_was_requested", "record_help", OPINION, by=[HEAD]).passes


def test_help_although_a_reviewer_is_there_is_to_be_explained():
    gate = "help_where_nobody_is_qualified"
    assert "已经确定" in assigned().check(gate, "request_help", {}, by=[HEAD]).warns
    assert review().check(gate, "request_help", {}, by=[HEAD]).passes


@pytest.mark.requirement("RQ104")
def test_only_an_opinion_that_asks_for_something_is_disputed():
    gate = "only_objections_are_disputed"
    agreed = assigned().act("give_opinion", "2026-11-06", {"opinion": "agree"}, by=[REVIEWER])
    assert "没有需要协调" in agreed.check(gate, "object", {"points": "依据"}, by=[HEAD]).blocks
    corrected = assigned().act("give_opinion", "2026-11-06", OPINION, by=[REVIEWER])
    assert corrected.check(gate, "object", {"points": "依据"}, by=[HEAD]).passes
    corrected.act("decide_dispute", "2026-11-09", OPINION, by=[HEAD])
    assert "负责人已经决定" in corrected.check(gate, "object", {"points": "依据"}, by=[HEAD]).blocks


def test_the_period_is_the_sectors():
    assert not review().holds("review_has_period")
    assert review(sector="market").holds("review_has_period")
    assert review(sector="market").holds("review_may_be_extended")


def test_an_extension_is_given_once():
    gate, case = "review_extension_within_rule", assigned(sector="market")
    assert case.check(gate, "extend", {"days": 5}, by=[REVIEWER]).passes
    case.act("extend", "2026-11-10", {"days": 5}, by=[REVIEWER])
    assert "一次" in case.check(gate, "extend", {"days": 5}, by=[REVIEWER]).blocks


def test_in_inner_mongolia_by_no_more_than_five_working_days():
    """内蒙古自治区行政执法公示……法制审核办法第三十一条."""
    case = assigned(agency_regions=("150100", "150000"))
    assert "最多可以延长5个工作日" in case.check("review_extension_within_rule", "extend", {"days": 6}).blocks
    assert case.check("review_extension_within_rule", "extend", {"days": 5}).passes


@pytest.mark.requirement("RQ105")
def test_a_late_opinion_is_marked():
    case = assigned(sector="market").clock("review", "M07", "2026-11-02", "2026-11-16")
    proposal = Proposal("give_opinion", OPINION, (REVIEWER,), at("2026-11-17"), at("2026-11-17"))
    late = Checked(evaluate(["review_in_time"], case.view("2026-11-17"), proposal))
    assert "逾期" in late.warns
    assert "逾期" in case.at_rest("review_in_time", "2026-11-17").warns
    assert case.check("review_in_time", "give_opinion", OPINION, on="2026-11-16", by=[REVIEWER]).passes
