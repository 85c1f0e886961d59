"""Each gate of legal review blocks what the law forbids and passes what it allows, on pictures written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import yifa.institutions.legal_review.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, BO, HEAD, NOVICE, REVIEWER, Case, Checked, at, officer
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

OLD_HAND = "officer-old-hand"
OPINION = {"opinion": "correct", "reasons": "依据有误"}


class Review(Case):
    """A review of a case that Ann and Bo handle."""

    serves = "penalty.ordinary"

    def view(self, on="2026-11-22"):
        parent = replace(Case(sector=self.sector).reported().view(on), kind=self.serves)
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


def experienced(since: str | None, serves: str = "penalty.ordinary", **values) -> Review:
    """A review for which somebody without the qualification is there, who has been reviewing since that day."""
    found = assigned(**values)
    found.serves = serves
    old = officer(OLD_HAND, "顾老", "legal_reviewer", reviewing_since=since)
    found.officers[OLD_HAND] = old
    return found


@pytest.mark.parametrize(
    ("since", "held_up"),
    [("2009-03-01", False), ("2017-12-31", False), ("2018-01-01", True), ("2022-03-01", True), (None, True)],
)
@pytest.mark.parametrize(
    ("gate", "payload"),
    [("reviewer_holds_qualification", OPINION), ("assigned_reviewer_qualified", {"reviewer": OLD_HAND})],
)
@pytest.mark.requirement("RQ015")
def test_the_qualification_is_asked_of_those_who_first_take_up_review(gate, payload, since, held_up):
    """行政处罚法 58(2): 初次从事, since the amendment of 2017 came into force on 2018-01-01."""
    found = experienced(since).check(gate, "give_opinion", payload, by=[OLD_HAND])
    assert ("2018年1月1日（施行日期未核实）起初次从事" in found.blocks) is held_up
    assert found.passes is not held_up


def test_who_is_refused_is_told_what_the_register_says():
    refused = experienced("2022-03-01").check("reviewer_holds_qualification", "give_opinion", by=[OLD_HAND])
    assert "登记的开始日期为2022年3月1日" in refused.blocks
    assert "补登开始日期" in refused.findings[0].remedy
    unknown = experienced(None).check("reviewer_holds_qualification", "give_opinion", by=[OLD_HAND])
    assert "没有登记开始从事法制审核的日期" in unknown.blocks


def test_before_the_rule_nobody_was_asked():
    """An opinion of 2017 that is recorded later is judged by the law of its day."""
    case = experienced("2016-05-01")
    assert case.check("reviewer_holds_qualification", "give_opinion", on="2017-06-01", by=[OLD_HAND]).passes
    late = experienced(None)
    assert late.check("reviewer_holds_qualification", "give_opinion", on="2017-12-31", by=[OLD_HAND]).passes
    assert late.check("reviewer_holds_qualification", "give_opinion", on="2018-01-02", by=[OLD_HAND]).blocks


@pytest.mark.parametrize(
    "serves", ["permit.ordinary", "coercion.measure", "coercion.enforcement", "coercion.court"]
)
def test_no_law_asks_it_for_permits_and_coercion(serves):
    """行政许可法 and 行政强制法 have no such article; 公务员法 25(2) too speaks of penalties alone."""
    for gate, payload in (
        ("reviewer_holds_qualification", {}),
        ("assigned_reviewer_qualified", {"reviewer": OLD_HAND}),
    ):
        assert experienced("2024-01-01", serves).check(gate, "assign", payload, by=[OLD_HAND]).passes


def test_inner_mongolia_asks_it_for_every_decision():
    """…法制审核办法 28, in force on 2020-04-01: 初次从事法制审核工作, whatever the decision."""
    at_hohhot = {"serves": "permit.ordinary", "agency_regions": ("150100", "150000")}
    gate = "reviewer_holds_qualification"
    refused = experienced("2020-04-01", **at_hohhot).check(gate, "give_opinion", by=[OLD_HAND])
    assert "2020年4月1日起初次从事" in refused.blocks
    assert "法制审核办法第二十八条" in refused.findings[0].citation
    assert experienced("2020-03-31", **at_hohhot).check(gate, "give_opinion", by=[OLD_HAND]).passes


def test_a_review_of_an_unknown_decision_keeps_the_rule_of_penalties():
    case = Case(kind="legal_review", stage="reviewing")
    assert case.check("reviewer_holds_qualification", "give_opinion", OPINION, by=[NOVICE]).blocks


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
