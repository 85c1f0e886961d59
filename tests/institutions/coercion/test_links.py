"""What reaches a measure or an enforcement from outside, and what a measure tells the case it belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.starts import begins

from institutions.builder import TODAY, at
from institutions.coercion import test_enforcement_through_engine as enforcing
from institutions.coercion import test_measure_through_engine as measuring
from institutions.coercion.builder import ENFORCEMENT, MEASURE, measure
from institutions.reconsideration_litigation.builder import RECONSIDERATION
from institutions.reconsideration_litigation.test_through_engine import opening as complaint
from institutions.reconsideration_litigation.test_through_engine import result
from institutions.short.test_remedies import kinds, problems, row
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.matters.models import Effect

OPENERS = {MEASURE: ("apply_measure", "implement_urgently"), ENFORCEMENT: ("open_enforcement",)}


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    return Walk(world.office(), world.firm())


def seized(walk: Walk, **changes: Any) -> None:
    walk.do("apply_measure", measuring.request(walk, **changes), procedure=MEASURE)
    walk.do("implement", measuring.record())


def against(walk: Walk) -> Walk:
    """A reconsideration of what the walk's matter did, received yesterday and told to it."""
    from support.walk import Walk

    remedy = Walk(walk.office, walk.subject)
    named = {"decision_kind": "other", "decision_matter": row(walk).number, "decision_disclosed": False}
    given = complaint(walk, reconsideration_body="云州市人民政府", route="direct", **named)
    remedy.do("receive_application", given, procedure=RECONSIDERATION)
    remedy.run_effects()
    return remedy


def stay(walk: Walk) -> Walk:
    """The agency stops what it does while the reconsideration runs."""
    from support.walk import day

    remedy = against(walk)
    given = {"ground": "agency", "started_on": day(), "reasons": "可能造成难以弥补的损失"}
    remedy.do("stay_enforcement", given)
    remedy.run_effects()
    return remedy


def test_measures_are_not_taken_by_whoever_was_entrusted():
    def said(kind: str) -> list[str]:
        view = measure().view()
        view = replace(view, agency=replace(view.agency, kind=kind))
        found = evaluate(
            ["measures_not_entrusted"], view, Proposal("implement", {}, (), at(TODAY), at(TODAY))
        )
        return [f.citation for f in found if f.level == "block"]

    assert said("entrusted") == ["行政强制法第十七条第一款"]
    assert said("statutory") == said("authorised") == []


def test_the_powers_are_looked_at_whenever_a_matter_opens_or_is_decided():
    from yifa.matters import discovery

    always = {"acts_within_mandate", "mandate_published", "entrusted_not_passed_on"}
    for name, openers in OPENERS.items():
        for kind in openers:
            assert always <= set(discovery.procedure(name).acts[kind].gates), kind
    taking = ("apply_measure", "implement_urgently", "implement", "freeze")
    acts = discovery.procedure(MEASURE).acts
    assert all("measures_not_entrusted" in acts[k].gates for k in taking)
    acts = discovery.procedure(ENFORCEMENT).acts
    assert all("decides_in_name_of_principal" in acts[k].gates for k in ("decide", "decide_substitute"))


def test_the_time_of_testing_is_left_out_by_its_article():
    from yifa.matters import discovery

    pauses = discovery.procedure(MEASURE).acts["start_testing"].pause
    assert [(p.clock, p.basis) for p in pauses] == [("period", "行政强制法第二十五条第三款")]


@pytest.mark.requirement("RQ131")
def test_a_measure_that_was_revoked_is_lifted_from_the_reopened_file(walk: Walk) -> None:
    from support.walk import day

    seized(walk)
    remedy = against(walk)
    remedy.do("receive_decision", result(content="撤销扣押决定"))
    remedy.run_effects()
    assert row(walk).stage == "reopened"
    assert kinds(walk)[-2:] == ["remedy_begun", "remedy_result"]
    early = walk.attempt("close", {"ground": "done", "result": "已经撤销"})
    assert "coercion_measure_closing" in {f.gate for f in early.blocking}
    walk.do("lift", measuring.lift(ground="not_needed", reasons="扣押决定已被撤销"))
    walk.do("return_goods", {"returned_on": day(), "items": "气瓶", "recipient": "周建国", "signed": True})
    measuring.finish(walk)
    assert row(walk).stage == "archived"


def test_nothing_is_disposed_of_while_a_stay_lasts(walk: Walk) -> None:
    from support.walk import day

    seized(walk)
    remedy = stay(walk)
    handled = {
        "outcome": "destroy", "items": "气瓶", "reasons": "属实", "basis": measuring.LAW, "law_level": "law",
        "decided_on": day(),
    }  # fmt: skip
    refused = walk.attempt("handle", handled)
    assert {f.gate for f in refused.blocking} == {"enforcement_not_stayed"}
    remedy.do("resume_enforcement", {"done_on": day(), "reasons": "原因已经消除"})
    remedy.run_effects()
    walk.do("handle", handled)
    assert row(walk).stage == "handled"


@pytest.mark.requirement("RQ131")
def test_an_enforcement_that_was_revoked_is_taken_back_and_closed(walk: Walk) -> None:
    from support.walk import day

    asked = enforcing.demand(amount_fen=1_000_000, surcharge_fen=500_000)
    enforcing.demanded(walk, enforcing.opening(walk), asked)
    made = {"method": "transfer", "planned_on": day(), "content": "划拨存款", "no_good_reason": True}
    walk.do("decide", enforcing.decision(walk, **made), **enforcing.ago(18))
    walk.do("serve_decision", walk.service(served_on=day(-17)), **enforcing.ago(17))
    walk.run_effects()
    remedy = against(walk)
    remedy.do("receive_decision", result(content="撤销强制执行决定"))
    remedy.run_effects()
    assert row(walk).stage == "reopened"
    ended = {"ground": "other", "document": "云府复〔2026〕9号", "reasons": "决定被撤销", "ended_on": day()}
    walk.do("terminate", ended)
    early = walk.attempt("close", {"ground": "terminated", "result": "决定被撤销"})
    assert {f.gate for f in early.blocking} == {"upset_disclosure_withdrawn"}
    walk.do("withdraw_disclosure", {"public_reason": "决定已被撤销。"})
    enforcing.finish(walk, "terminated")
    assert row(walk).stage == "archived"


def told(walk: Walk) -> list[Effect]:
    from yifa.matters.models import Effect
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return list(Effect.objects.filter(act__matter_id=walk.matter_id, name="report"))


def test_a_number_that_leads_nowhere_waits_with_its_reason(walk: Walk) -> None:
    seized(walk, case_number="云城立〔2026〕77号")
    walk.run_effects()
    assert [e.state for e in told(walk)] == ["queued"]
    assert "没有案号为“云城立〔2026〕77号”的其他案件" in problems()[0]


def test_without_a_case_nobody_is_told(walk: Walk) -> None:
    seized(walk, case_number="")
    walk.do("lift", measuring.lift())
    assert told(walk) == []


def test_the_case_is_told_what_is_held_until_when_and_what_became_of_it(walk: Walk) -> None:
    from support.walk import Walk, day

    from yifa.matters import picture
    from yifa.registers.scope import WORKER, scope

    case = Walk(walk.office, walk.subject).until("file")
    seized(walk, case_number=row(case).number)
    walk.run_effects()
    _, clocks = measuring.seen(walk)
    first = clocks["period"].due_at
    walk.do("extend", {"days": 30, "reasons": "需要核查气瓶来源", "decided_on": day()})
    walk.run_effects()
    _, clocks = measuring.seen(walk)
    second = clocks["period"].due_at
    handled = {"outcome": "destroy", "items": "气瓶", "reasons": "属实", "basis": measuring.LAW}
    walk.do("handle", {**handled, "law_level": "law", "decided_on": day()})
    walk.run_effects()
    assert {e.state for e in told(walk)} == {"done"}
    assert kinds(case)[-3:] == ["measure_taken", "measure_taken", "measure_ended"]
    with scope(WORKER):
        raw = picture.fetch(case.matter_id, str(case.office.agency.pk))
        said = [picture.payload_of(act, "penalty.ordinary") for act in raw["acts"][-3:]]
    from zoneinfo import ZoneInfo

    days = [d.astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat() for d in (first, second)]
    assert [(s["measure"], s["what"], s["taken_on"]) for s in said[:2]] == [
        (row(walk).number, "扣押", day())
    ] * 2
    assert [s["until"] for s in said[:2]] == days and days[0] < days[1]
    assert (said[2]["ended_on"], said[2]["outcome"]) == (day(), "依法销毁")


def test_the_case_knows_no_last_day_while_testing_lasts(walk: Walk) -> None:
    from support.walk import Walk, day

    from yifa.matters import picture
    from yifa.registers.scope import WORKER, scope

    case = Walk(walk.office, walk.subject).until("file")
    seized(walk, case_number=row(case).number)
    walk.run_effects()
    testing = {"test": "inspect", "items": "气瓶", "institution": "检验所", "started_on": day()}
    walk.do("start_testing", {**testing, "ends_on": day(5), "told": True, "borne_by_agency": True})
    walk.run_effects()
    walk.do("end_testing", {"ended_on": day(), "result": "不合格"})
    walk.run_effects()
    with scope(WORKER):
        raw = picture.fetch(case.matter_id, str(case.office.agency.pk))
        said = [picture.payload_of(act, "penalty.ordinary") for act in raw["acts"][-3:]]
    assert [bool(s["until"]) for s in said] == [True, False, True]
    assert len({s["measure"] for s in said}) == 1


def test_a_case_under_a_procedure_that_cannot_be_told_is_named_as_such(walk: Walk) -> None:
    from support.walk import Walk

    other = Walk(walk.office, walk.subject)
    other.do("apply_measure", measuring.request(other, case_number=""), procedure=MEASURE)
    seized(walk, case_number=row(other).number)
    walk.run_effects()
    assert "没有接收结果的环节" in problems()[0]


def test_the_case_is_a_link_for_whoever_sees_it(walk: Walk) -> None:
    from support.walk import Walk

    from yifa.desk.views.facts import facts_of
    from yifa.desk.views.names import names_in
    from yifa.matters.page import load_page
    from yifa.registers.scope import scope

    case = Walk(walk.office, walk.subject).until("file")
    number, actor = row(case).number, walk.office.actor("handler")
    walk.do("open_enforcement", enforcing.opening(walk, case_number=number), procedure=ENFORCEMENT)
    with scope(actor):
        page = load_page(actor, walk.matter_id)
        assert page is not None
        shown = {title: (words, where) for title, words, where in facts_of(page, names_in(page.view, ()))}
    assert shown["所属案件"] == (number, f"/desk/matters/{row(case).pk}/")
    assert shown["据以执行的决定书文号"][1] is None
