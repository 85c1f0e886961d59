"""A reconsideration and a lawsuit through the write path, from the copy received to the archive, with their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.starts import begins

from institutions.reconsideration_litigation.builder import LITIGATION, RECONSIDERATION

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    return Walk(world.office(), world.firm())


def opening(walk: Walk, **changes: Any) -> dict[str, Any]:
    from support.walk import day

    return {
        "cause": "不服行政处罚决定",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "decision_kind": "penalty",
        "decision_number": "云城罚决〔2026〕1号",
        "decision_matter": "云城立〔2026〕1号",
        "decision_on": day(-30),
        "decision_disclosed": True,
        "received_on": day(-1),
        "requests": "请求撤销处罚决定",
        **changes,
    }


def answer() -> dict[str, Any]:
    from support.walk import day

    row = {"kind": "document", "title": "现场检查笔录", "source": "本机关", "collected_on": day(-40)}
    return {
        "filed_on": day(),
        "facts": "焚烧废塑料",
        "procedure_followed": "依法立案、告知、决定",
        "basis": "《中华人民共和国大气污染防治法》第一百一十九条",
        "argument": "请求维持",
        "exhibits": [row],
        "materials_complete": True,
        "delegate": "李娜",
        "delegate_powers": "一般代理",
    }


def result(**changes: Any) -> dict[str, Any]:
    from support.walk import day

    return {
        "document_number": "云府复〔2026〕9号",
        "decided_on": day(),
        "received_on": day(),
        "result": "revoked",
        "standing": "revoked",
        "content": "撤销处罚决定",
        **changes,
    }


def finish(walk: Walk) -> None:
    from support.walk import day

    refused = walk.attempt("close", {"ground": "nothing_due", "result": "撤销", "original_matter": "已登记"})
    assert {f.gate for f in refused.blocking} == {"remedy_disclosure_withdrawn"}
    walk.do(
        "record_withdrawal", {"withdrawn_on": day(), "channel": "公示网站", "public_reason": "决定已被撤销"}
    )
    walk.do("close", {"ground": "nothing_due", "result": "撤销", "original_matter": "原案已登记撤销"})
    walk.run_effects()
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")


def papers(walk: Walk) -> set[str]:
    from yifa.matters.models import Paper
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        return set(Paper.objects.filter(matter_id=walk.matter_id).values_list("kind", flat=True))


@pytest.mark.requirement("RQ131")
def test_a_reconsideration_is_answered_decided_followed_and_archived(walk: Walk) -> None:
    from support.walk import day

    values = opening(walk, reconsideration_body="云州市人民政府", route="direct")
    walk.do("receive_application", values, procedure=RECONSIDERATION)
    walk.do("answer", answer())
    walk.do(
        "attend_hearing",
        {"held_on": day(), "place": "市政府", "absent_reason": "外地", "delegate": "李娜", "record": "听证"},
    )
    walk.do("receive_decision", result())
    letter = {
        "letter_kind": "opinion",
        "document_number": "意见1号",
        "issuer": "市政府",
        "received_on": day(),
    }
    walk.do("receive_letter", {**letter, "content": "规范告知"})
    reply = {"document_number": "意见1号", "recipient": "市政府", "sent_on": day(), "measures": "已规范"}
    walk.do("reply_letter", reply)
    finish(walk)
    assert {"answer", "evidence_list", "authorisation", "head_statement", "letter_reply"} <= papers(walk)


def clocks(walk: Walk) -> dict[str, str]:
    """Name → figure of the clocks that run."""
    from yifa.matters.models import Clock
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        rows = Clock.objects.filter(matter_id=walk.matter_id, ended_at=None)
        return dict(rows.values_list("name", "figure"))


@pytest.mark.requirement("RQ131")
def test_a_summary_case_becomes_ordinary_and_the_document_behind_the_decision_is_reviewed(walk: Walk) -> None:
    from support.walk import day

    summary = {
        "track": "summary",
        "summary_ground": "warning",
        "decision_matter": "",
        "decision_disclosed": False,
    }
    values = opening(walk, reconsideration_body="云州市人民政府", route="direct", **summary)
    walk.do("receive_application", values, procedure=RECONSIDERATION)
    assert clocks(walk) == {"answer": "R11-2"}
    walk.do("change_track", {"noticed_on": day(), "copy_received_on": day(-1)})
    assert clocks(walk) == {"answer": "R08"}
    walk.do("answer", answer())
    norm = {"norm": "云州市市容管理办法"}
    asked = {**norm, "clauses": "第五条", "role": "maker", "received_on": day(), "questions": "超越权限"}
    walk.do("receive_norm_review", asked)
    assert clocks(walk) == {"norm_answer": "R13-3"}
    walk.do("answer_norm_review", {**norm, "sent_on": day(), "opinion": "合法", "materials": "起草说明"})
    assert clocks(walk) == {}
    found = {**norm, "document_number": "云府复〔2026〕9号", "received_on": day(), "finding": "unlawful"}
    walk.do("receive_norm_result", {**found, "ordered": "停止执行第五条并予以纠正"})
    walk.do("receive_decision", result(standing="untouched", result="maintained"))
    ending = {"ground": "nothing_due", "result": "维持"}
    assert {f.gate for f in walk.attempt("close", ending).blocking} == {"norm_stopped_when_unlawful"}
    walk.do("correct_norm", {**norm, "done_on": day(), "measures": "已停止执行并修改"})
    walk.do("close", ending)


@pytest.mark.requirement("RQ131")
def test_a_lawsuit_goes_through_both_instances(walk: Walk) -> None:
    from support.walk import day

    values = opening(walk, court="云州市云山区人民法院", after_reconsideration="none")
    walk.do("receive_complaint", values, procedure=LITIGATION)
    walk.do("answer", answer())
    walk.do("attend_trial", {"held_on": day(), "place": "法院", "head_name": "陈静", "record": "庭审"})
    walk.do("receive_judgment", result(instance="first", form="judgment"))
    walk.do("appeal", {"appellant": "agency", "filed_on": day(), "reasons": "适用法律错误"})
    walk.do("receive_judgment", result(instance="second", form="judgment", result="rejected"))
    walk.do("take_effect", {"effective_on": day(), "result": "rejected", "standing": "revoked"})
    finish(walk)
    assert {"answer", "head_statement", "closing_approval"} <= papers(walk)
