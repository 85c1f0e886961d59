"""A judgment in effect is tried again: who asks, until when, what the ruling answers, what is judged (诉讼法 90–93)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.starts import begins

from institutions.builder import Case
from institutions.penalty.test_upset_disclosure_withdrawn import RESULT
from institutions.reconsideration_litigation.builder import LITIGATION, remedy, result
from institutions.reconsideration_litigation.test_through_engine import answer, opening
from yifa.institutions.common.remedies import upset

if TYPE_CHECKING:
    from support.walk import Walk

APPLIED = {
    "applicant": "agency",
    "filed_on": "2027-01-10",
    "last_day": "2027-06-01",
    "grounds": ["law"],
    "reasons": "x",
}
RULED = {"origin": "application", "outcome": "ordered"}


def in_effect(**changes: Any) -> Case:
    """Judged at first instance in November, in effect since December."""
    case = remedy(LITIGATION)
    case.act("receive_judgment", "2026-11-10", result(instance="first", form="judgment", **changes))
    return case.act("take_effect", "2026-12-01", {"effective_on": "2026-12-01", "standing": "revoked"})


def test_asked_for_before_the_last_day():
    gate = "retrial_in_time"
    assert in_effect().check(gate, "apply_retrial", APPLIED).passes
    late = {**APPLIED, "filed_on": "2027-06-02"}
    assert in_effect().check(gate, "apply_retrial", late).fields == {"filed_on"}
    assert in_effect().check(gate, "apply_retrial", {**late, "applicant": "other"}).warns
    unknown = in_effect().check(gate, "apply_retrial", {**APPLIED, "last_day": None})
    assert unknown.warns and not unknown.blocks


def test_asking_does_not_stop_the_judgment():
    gate = "retrial_does_not_stop"
    due = in_effect(to_perform="返还罚款")
    assert "不停止执行" in due.check(gate, "apply_retrial", APPLIED).warns
    done = due.act("perform", "2026-12-10", {"performed_on": "2026-12-10", "complete": True})
    assert done.check(gate, "apply_retrial", APPLIED).passes
    assert in_effect().check(gate, "apply_retrial", APPLIED).passes


def test_a_ruling_answers_an_application_unless_court_or_prosecutor_began():
    gate, asked = "retrial_ruling_answers", in_effect().act("apply_retrial", "2027-01-10", APPLIED)
    assert asked.check(gate, "receive_retrial_ruling", RULED).passes
    assert in_effect().check(gate, "receive_retrial_ruling", RULED).fields == {"origin"}
    for origin in ("court", "protest"):
        assert in_effect().check(gate, "receive_retrial_ruling", {**RULED, "origin": origin}).passes
        refused = {"origin": origin, "outcome": "refused"}
        assert in_effect().check(gate, "receive_retrial_ruling", refused).fields == {"origin"}
    answered = asked.act("receive_retrial_ruling", "2027-02-10", {**RULED, "outcome": "refused"})
    assert answered.check(gate, "receive_retrial_ruling", RULED).fields == {"origin"}


def test_a_judgment_names_the_retrial_if_one_was_ordered():
    gate = "retrial_judged_as_such"
    ordered = in_effect().act("receive_retrial_ruling", "2027-02-10", RULED)
    assert ordered.check(gate, "receive_judgment", {"instance": "retrial_second"}).passes
    assert ordered.check(gate, "receive_judgment", {"instance": "second"}).fields == {"instance"}
    assert in_effect().check(gate, "receive_judgment", {"instance": "retrial_first"}).fields == {"instance"}
    assert in_effect().check(gate, "receive_judgment", {"instance": "second"}).passes
    judged = ordered.act("receive_judgment", "2027-04-10", result(instance="retrial_first", form="judgment"))
    assert judged.check(gate, "receive_judgment", {"instance": "second"}).passes  # after an appeal


def test_a_retrial_by_the_first_procedure_may_be_appealed_and_by_the_second_is_final():
    def judged(instance: str) -> Case:
        row = result(instance=instance, form="judgment", received_on="2027-04-12")
        return (
            in_effect()
            .act("receive_retrial_ruling", "2027-02-10", RULED)
            .act("receive_judgment", "2027-04-12", row)
        )

    appeal = {"appellant": "agency", "filed_on": "2027-04-20"}
    assert judged("retrial_first").check("remedy_appeal_in_time", "appeal", appeal).passes
    assert judged("retrial_second").check("remedy_appeal_in_time", "appeal", appeal).blocks
    effect = {"effective_on": "2027-04-13", "standing": "revoked"}
    gate = "remedy_effect_after_appeal_period"
    assert judged("retrial_first").check(gate, "take_effect", effect).blocks
    assert judged("retrial_second").check(gate, "take_effect", effect).passes


def test_what_a_retrial_gives_back_is_no_longer_upset():
    case = Case(stage="reopened").decided().act("remedy_result", "2026-06-10", RESULT)
    assert upset(case.view()) is not None
    case.act("remedy_result", "2027-04-12", {**RESULT, "standing": "untouched"})
    assert upset(case.view()) is None
    other = {**RESULT, "remedy": "测诉应〔2026〕2号", "standing": "untouched"}
    twice = Case(stage="reopened").decided().act("remedy_result", "2026-06-10", RESULT)
    assert upset(twice.act("remedy_result", "2026-07-10", other).view()) is not None


# ---- through the engine ----


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    world.benchmarks()
    decided = Walk(world.office(), world.firm())
    decided.until("serve_decision")
    return decided


@pytest.mark.requirement("RQ131")
def test_a_suit_that_was_closed_is_tried_again_and_its_new_judgment_reaches_the_case(walk: Walk) -> None:
    from support.walk import day

    from institutions.penalty.test_through_engine import matter

    suit = replace(walk, matter_id="", outcomes=[])
    values = opening(
        walk, court="云山区人民法院", after_reconsideration="none", decision_matter=matter(walk).number,
        decision_on=day(-35), received_on=day(-32),
    )  # fmt: skip
    suit.do("receive_complaint", values, procedure=LITIGATION)
    suit.do("answer", {**answer(), "filed_on": day(-31)})
    judgment = {
        "document_number": "（2026）云行初1号", "decided_on": day(-30), "received_on": day(-29), "result": "rejected",
        "standing": "untouched", "content": "驳回诉讼请求", "instance": "first", "form": "judgment",
    }  # fmt: skip
    suit.do("receive_judgment", judgment)
    suit.do("take_effect", {"effective_on": day(-3), "result": "rejected", "standing": "untouched"})
    suit.do("close", {"ground": "nothing_due", "result": "驳回"})
    suit.machine()
    assert matter(walk).stage == "performing"
    asked = {"applicant": "other", "court": "云州市中级人民法院", "filed_on": day(-2), "last_day": day(150),
             "grounds": ["evidence"], "reasons": "证据不足"}  # fmt: skip
    suit.do("apply_retrial", asked)
    assert matter(suit).stage == "closed"
    ruling = {"origin": "application", "outcome": "ordered", "court": "云州市中级人民法院",
              "document_number": "（2026）云行申1号", "decided_on": day(-1), "received_on": day(-1),
              "tried_by": "本院提审"}  # fmt: skip
    suit.do("receive_retrial_ruling", ruling)
    assert matter(suit).stage == "retrial" and matter(suit).closed_at is None
    again = {**judgment, "document_number": "（2026）云行再1号", "decided_on": day(-1), "received_on": day(),
             "result": "revoked", "standing": "revoked", "content": "撤销", "instance": "retrial_second"}  # fmt: skip
    wrong = suit.attempt("receive_judgment", {**again, "instance": "first"})
    assert "retrial_judged_as_such" in {f.gate for f in wrong.blocking}
    suit.do("receive_judgment", again)
    suit.do("take_effect", {"effective_on": day(), "result": "revoked", "standing": "revoked"})
    suit.machine()
    assert matter(walk).stage == "reopened"
    assert walk.kinds().count("remedy_result") == 2


def test_nothing_is_tried_again_before_it_is_in_effect(walk: Walk) -> None:
    from support.walk import day

    from institutions.penalty.test_through_engine import matter

    suit = replace(walk, matter_id="", outcomes=[])
    values = opening(
        walk, court="云山区人民法院", after_reconsideration="none", received_on=day(-50), decision_on=day(-60)
    )
    suit.do("receive_complaint", values, procedure=LITIGATION)
    early = suit.attempt("apply_retrial", {"applicant": "other", "court": "中院", "filed_on": day(),
                                           "grounds": ["law"], "reasons": "错误"})  # fmt: skip
    assert early.blocking  # nothing is in effect yet
    assert matter(suit).stage == "sued"
