"""A remedy tells the decided case: begun, stayed, upset; the file is reopened, taken back and decided anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.reconsideration_litigation.builder import LITIGATION, RECONSIDERATION
from institutions.reconsideration_litigation.test_through_engine import opening as remedy_opening
from institutions.reconsideration_litigation.test_through_engine import result
from institutions.short.test_through_engine import KINDS, archive, decision, stage, until_decided

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.matters.models import Matter


def served(walk: Walk) -> None:
    from support.walk import day

    receipt = {"mode": "direct", "served_on": day(), "recipient": "李某", "relation": "agent", "signed": True}
    walk.do("serve_decision", receipt)
    walk.run_effects()


def finished(walk: Walk, name: str) -> None:
    until_decided(walk, name)
    served(walk)
    walk.do("close", {"result": "已经办结。"})
    archive(walk)


def row(walk: Walk) -> Matter:
    from yifa.matters.models import Matter
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Matter.objects.get(pk=walk.matter_id)


def against(walk: Walk, procedure: str = RECONSIDERATION, **changes: Any) -> Walk:
    """A remedy against the decision of the walk's case, received today, told to it."""
    from support.walk import Walk

    remedy = Walk(walk.office, walk.subject)
    values = {"decision_kind": "other", "decision_matter": row(walk).number, **changes}
    if procedure == RECONSIDERATION:
        given = remedy_opening(walk, reconsideration_body="云州市人民政府", route="direct", **values)
        remedy.do("receive_application", given, procedure=procedure)
    else:
        given = remedy_opening(walk, court="云山区人民法院", after_reconsideration="none", **values)
        remedy.do("receive_complaint", given, procedure=procedure)
    remedy.run_effects()
    return remedy


def kinds(walk: Walk) -> list[str]:
    from yifa.matters.models import Act
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return list(
            Act.objects.filter(matter_id=walk.matter_id).order_by("seq").values_list("kind", flat=True)
        )


def problems() -> list[str]:
    from yifa.matters.models import Effect
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return list(Effect.objects.filter(state="queued", name="report").values_list("problem", flat=True))


def alerts(walk: Walk) -> set[str]:
    from yifa.matters import watch
    from yifa.matters.models import Alert
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        watch.watch(row(walk).pk)
        found = Alert.objects.filter(matter_id=walk.matter_id, state="open")
        return set(found.values_list("rule", flat=True))


@pytest.mark.requirement("RQ131")
@pytest.mark.requirement("RQ059")
@pytest.mark.parametrize("name", KINDS)
def test_a_revoked_decision_reopens_the_archived_file_and_is_decided_anew(walk: Walk, name: str) -> None:
    finished(walk, name)
    remedy = against(walk)
    remedy.do("receive_decision", result(redo=True, to_perform="重新作出决定", content="撤销该决定"))
    remedy.run_effects()
    told = row(walk)
    assert (told.stage, told.closed_at, told.archived_at) == ("reopened", None, None)
    assert kinds(walk)[-2:] == ["remedy_begun", "remedy_result"]
    assert alerts(walk) == {"upset_disclosure_withdrawn"}
    for kind, payload in (("close", {"result": "已经办结。"}), ("decide", decision(name))):
        assert "upset_disclosure_withdrawn" in {f.gate for f in walk.attempt(kind, payload).blocking}
    walk.do("withdraw_disclosure", {"public_reason": "决定已被行政复议机关撤销"})
    walk.run_effects()
    assert alerts(walk) == set()
    early = walk.attempt("close", {"result": "已经办结。"})
    assert {f.gate for f in early.blocking} == {"remedy_result_followed"}
    walk.do("decide", decision(name))
    served(walk)
    walk.do("close", {"result": "重新作出决定，已经办结。"})
    archive(walk)
    assert kinds(walk).count("decide") == 2


def test_the_result_says_what_by_whom_and_by_which_document(walk: Walk) -> None:
    from support.walk import day

    from yifa.matters import picture
    from yifa.registers.scope import WORKER, scope

    finished(walk, "grant")
    remedy = against(walk)
    remedy.do("receive_decision", result(standing="unlawful", result="unlawful", content="确认违法。" * 60))
    remedy.run_effects()
    with scope(WORKER):
        raw = picture.fetch(walk.matter_id, str(walk.office.agency.pk))
        act = raw["acts"][-1]
        given = picture.payload_of(act, "grant.general")
        facts = raw["facts"]
    assert act["actors"][0]["role"] == "system"
    assert given["remedy"] == row(remedy).number
    assert given["body"] == "云州市人民政府"
    assert (given["document_number"], given["decided_on"], given["settled_on"]) == (
        "云府复〔2026〕9号",
        day(),
        day(),
    )
    assert given["content"] == "确认违法。" * 60  # the whole text, not the searchable beginning
    assert facts["standing"] == "unlawful"


@pytest.mark.requirement("RQ131")
def test_an_upheld_decision_leaves_the_archived_file_closed(walk: Walk) -> None:
    from support.walk import day

    finished(walk, "confirmation")
    before = row(walk)
    remedy = against(walk, LITIGATION)
    judgment = result(result="rejected", standing="untouched", document_number="（2026）云01行初9号")
    remedy.do("receive_judgment", {**judgment, "instance": "first", "form": "judgment", "received_on": day(-17),
                                   "decided_on": day(-20)})  # fmt: skip
    remedy.run_effects()
    assert kinds(walk)[-1] == "remedy_begun"  # a judgment that does not bind yet tells nothing
    remedy.do("take_effect", {"effective_on": day(), "result": "rejected", "standing": "untouched"})
    remedy.run_effects()
    after = row(walk)
    assert kinds(walk)[-1] == "remedy_result"
    assert (after.stage, after.archived_at) == ("archived", before.archived_at)
    assert problems() == []


@pytest.mark.parametrize(("standing", "runs"), [("untouched", True), ("revoked", False)])
def test_the_time_for_archiving_ends_only_when_the_file_is_reopened(
    walk: Walk, standing: str, runs: bool
) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    until_decided(walk, "levy")
    served(walk)
    walk.do("close", {"result": "已经办结。"})
    remedy = against(walk)
    result_of = "maintained" if runs else "revoked"
    remedy.do("receive_decision", result(standing=standing, result=result_of))
    remedy.run_effects()
    with scope(WORKER):
        clock = Clock.objects.get(matter_id=walk.matter_id, name="archiving")
    assert (clock.ended_at is None) is runs


def test_a_stay_keeps_the_case_from_being_closed_until_it_ends(walk: Walk) -> None:
    from support.walk import day

    until_decided(walk, "levy")
    served(walk)
    remedy = against(walk)
    remedy.do(
        "stay_enforcement", {"ground": "agency", "reasons": "可能造成难以弥补的损失", "started_on": day()}
    )
    remedy.run_effects()
    held = walk.attempt("close", {"result": "已经办结。"})
    assert {f.gate for f in held.blocking} == {"enforcement_not_stayed"}
    remedy.do("resume_enforcement", {"reasons": "原因消除", "done_on": day()})
    remedy.run_effects()
    walk.do("close", {"result": "已经办结。"})


def test_nothing_of_the_file_is_erased_while_the_remedy_runs(walk: Walk) -> None:
    from support.walk import day

    from yifa.matters.models import Act
    from yifa.registers.scope import WORKER, scope

    until_decided(walk, "award")
    served(walk)
    walk.do("close", {"result": "已经办结。"})
    with scope(WORKER):
        target = str(Act.objects.get(matter_id=walk.matter_id, kind="examine").pk)
    erase = {"acts": [target], "ground": "judgment", "basis": "主文第一项", "approved_on": day(),
             "document_number": "（2026）云01行终1号", "reasons": "人民法院判决删除。"}  # fmt: skip
    remedy = against(walk)
    tried = walk.attempt("erase_body", erase, by="archivist")
    assert {f.gate for f in tried.blocking} == {"no_named_remedy_during_erasure"}
    remedy.do("receive_decision", result(standing="untouched", result="maintained"))
    remedy.run_effects()
    walk.do("erase_body", erase, by="archivist")


def test_an_unlawful_refusal_is_taken_up_again(walk: Walk) -> None:
    from support.walk import day

    from institutions.short.test_through_engine import opening

    walk.do("apply", opening(walk), procedure="grant.general")
    walk.do("refuse_filing", {"reasons": "不属于本机关职责。"})
    remedy = against(walk)
    ordered = result(result="ordered", standing="to_perform", to_perform="受理并作出决定", perform_by=day(30))
    remedy.do("receive_decision", ordered)
    remedy.run_effects()
    assert stage(walk) == "reopened"
    walk.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    walk.do("decide", decision("grant"))
    assert alerts(walk) == set()  # nothing had been public


def test_a_wrong_number_waits_with_its_reason_and_arrives_once_corrected(walk: Walk) -> None:
    from yifa.matters.models import Act
    from yifa.registers.scope import WORKER, scope

    finished(walk, "levy")
    remedy = against(walk, decision_matter="云城征〔1999〕9号")
    assert "remedy_original_known" in {f.gate for f in remedy.outcomes[-1].findings}
    assert [p for p in problems() if "云城征〔1999〕9号" in p]
    assert kinds(walk)[-1] == "archive"
    with scope(WORKER):
        target = str(Act.objects.get(matter_id=remedy.matter_id, kind="receive_application").pk)
    mended = {"field": "decision_matter", "old": "云城征〔1999〕9号", "new": row(walk).number}
    remedy.do("correct", {"target": target, "corrections": [mended], "reasons": "案号笔误"})
    remedy.run_effects()
    assert kinds(walk)[-1] == "remedy_begun"
    assert problems() == []


def test_a_case_of_another_agency_is_never_told(walk: Walk) -> None:
    from support import world
    from support.walk import Walk

    finished(walk, "levy")
    other = Walk(world.office("云州市农业农村局", "agri", "云农", "10000009"), walk.subject)
    remedy = against(other_view(other, walk), decision_matter=row(walk).number)
    assert kinds(walk)[-1] == "archive"
    assert [p for p in problems() if row(walk).number in p]
    assert row(remedy).agency_id == other.office.agency.pk


def other_view(other: Walk, walk: Walk) -> Walk:
    """The other agency's people, writing against the first agency's case."""
    other.matter_id = walk.matter_id
    return other


def test_a_report_done_twice_is_one_act(walk: Walk) -> None:
    from yifa.matters import effects
    from yifa.matters.models import Effect
    from yifa.registers.scope import WORKER, scope

    finished(walk, "award")
    against(walk)
    with scope(WORKER):
        effect = Effect.objects.get(name="report")
        effect.state = "queued"
        effect.save(update_fields=["state"])
        effects.run(str(effect.act_id))
    assert kinds(walk).count("remedy_begun") == 1
