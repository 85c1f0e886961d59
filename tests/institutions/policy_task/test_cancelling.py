"""A task taken back through the write path: its clocks end, parts and check are told, no more is done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from institutions.policy_task.test_through_engine import EVIDENCE, Ledger

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger(charged="云州市城市管理综合执法局")


def taken_back(ledger: Ledger, **said: Any) -> dict[str, Any]:
    return {
        "tasks": [ledger.task.matter_id], "ground": "merged", "document": "云政办函〔2026〕9号",
        "cancelled_on": ledger.day(), "reason": "与第7项合并实施", **said,
    }  # fmt: skip


def stage_and_clocks(matter_id: str) -> tuple[str, set[str]]:
    from yifa.matters.models import Clock, Matter
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        running = Clock.objects.filter(matter_id=matter_id, ended_at=None).values_list("name", flat=True)
        return Matter.objects.get(pk=matter_id).stage, set(running)


def test_the_owner_takes_a_task_back_and_its_clocks_end(ledger: Ledger) -> None:
    ledger.accept()
    assert stage_and_clocks(ledger.task.matter_id) == ("working", {"task", "escalation"})
    ledger.plan.do("cancel_task", taken_back(ledger), by="legal_reviewer")
    ledger.plan.machine()
    assert stage_and_clocks(ledger.task.matter_id) == ("cancelled", {"archiving"})
    refused = ledger.task.attempt("report_progress", {"percent": 10, "done": "x"})
    assert refused.act is None and [f.gate for f in refused.blocking] == ["engine.stage"]
    again = ledger.plan.attempt("cancel_task", taken_back(ledger), by="legal_reviewer")
    assert [(f.gate, f.field) for f in again.blocking] == [("withdrawn_tasks_run", "tasks.0")]
    ledger.task.do("archive_cancelled", {"retention": "ten", "complete": True}, by="archivist")
    assert stage_and_clocks(ledger.task.matter_id) == ("cancelled_archived", set())


def test_the_cover_of_its_file_says_when_it_was_archived(ledger: Ledger) -> None:
    import io

    from pypdf import PdfReader

    from yifa.matters import casefile
    from yifa.matters.models import Matter
    from yifa.registers.scope import WORKER, scope

    ledger.accept()
    ledger.plan.do("cancel_task", taken_back(ledger), by="legal_reviewer")
    ledger.plan.machine()
    kept = {"archive_number": "2026-城-31", "retention": "ten", "complete": True}
    ledger.task.do("archive_cancelled", kept, by="archivist")
    with scope(WORKER):
        matter = Matter.objects.select_related("version").get(pk=ledger.task.matter_id)
        printed = PdfReader(io.BytesIO(casefile.build(matter))).pages[0].extract_text()
    cover = "".join(printed.split())
    year, month, day = (int(n) for n in ledger.day().split("-"))
    assert f"归档日期{year}年{month}月{day}日" in cover
    assert "归档号2026-城-31" in cover and "保管期限10年" in cover
    assert f"承办人{ledger.urban.people['handler'].name}" in cover  # not the machine, which opened it


def test_only_a_task_of_this_plan_is_taken_back_and_not_before_its_day(ledger: Ledger) -> None:
    wrong = ledger.plan.attempt(
        "cancel_task",
        taken_back(ledger, tasks=[ledger.plan.matter_id], cancelled_on=ledger.day(2)),
        by="unit_head",
    )
    assert {"withdrawn_tasks_run", "withdrawn_by_now"} <= {f.gate for f in wrong.blocking}
    no_reason = ledger.plan.attempt("cancel_task", taken_back(ledger, reason="", document=""), by="unit_head")
    assert set(no_reason.errors) == {"reason", "document"}


def test_the_unit_itself_does_not_take_its_task_back(ledger: Ledger) -> None:
    ledger.accept()
    own = replace(ledger.task, matter_id=ledger.plan.matter_id)
    refused = own.attempt("cancel_task", taken_back(ledger), by="unit_head")
    assert refused.act is None and refused.errors


def test_a_closed_task_is_not_taken_back(ledger: Ledger) -> None:
    ledger.accept()
    check = ledger.claim()
    passed = {"checked_on": ledger.day(), "method": "书面", "opinion": "属实"}
    check.do("pass_claim", passed, by="legal_reviewer")
    check.machine()
    late = ledger.plan.attempt("cancel_task", taken_back(ledger), by="legal_reviewer")
    assert [f.gate for f in late.blocking] == ["withdrawn_tasks_run"]


def test_the_check_of_a_claim_ends_with_the_task(ledger: Ledger) -> None:
    ledger.accept()
    check = ledger.claim()
    ledger.plan.do("cancel_task", taken_back(ledger, ground="repealed"), by="unit_head")
    ledger.plan.machine()
    ledger.plan.machine()
    assert check.kinds() == ["receive_claim", "claim_moot"]
    assert stage_and_clocks(check.matter_id)[0] == "answered"
    passed = {"checked_on": ledger.day(), "method": "书面", "opinion": "属实"}
    assert check.attempt("pass_claim", passed, by="legal_reviewer").act is None


def with_part(ledger: Ledger) -> Walk:
    """The task accepted, and a part of it passed on to a district; the walk is that part's."""
    from registers import make

    from yifa.registers.scope import IMPORTER, scope

    with scope(IMPORTER):
        county = make.region("990101", "云山区", 3, "990100")
        district = make.agency(77, county, name="云山区城市管理局")
        head = make.officer("区长", district)
        make.grant(head, "unit_head")
    ledger.accept()
    part = {
        "agency": "云山区城市管理局",
        "title": "本区轮训",
        "content": "培训本区人员",
        "due_on": ledger.day(20),
    }
    ledger.task.do("delegate", {"subtasks": [part]})
    ledger.task.machine()
    below = ledger.task.child("policy_task.task")
    return replace(below, office=replace(ledger.urban, agency=district, people={"unit_head": head}))


@pytest.mark.parametrize(
    ("parts", "stage", "last"),
    [("cancel", "cancelled", "task_cancelled"), ("keep", "assigned", "whole_cancelled")],
)
def test_parts_are_told_and_end_or_go_on(ledger: Ledger, parts: str, stage: str, last: str) -> None:
    below = with_part(ledger)
    ledger.plan.do("cancel_task", taken_back(ledger, parts=parts), by="unit_head")
    ledger.plan.machine()
    ledger.plan.machine()
    assert below.kinds() == ["charge_task", last]
    assert stage_and_clocks(below.matter_id)[0] == stage
    archive = ledger.task.attempt("archive_cancelled", {"retention": "ten", "complete": True}, by="archivist")
    assert [f.gate for f in archive.blocking] == ([] if parts == "cancel" else ["subtasks_closed_first"])


def test_who_passed_a_part_on_takes_it_back(ledger: Ledger) -> None:
    below = with_part(ledger)
    said = taken_back(ledger, tasks=[below.matter_id], ground="superior")
    ledger.task.do("cancel_subtask", said, by="unit_head")
    ledger.task.machine()
    assert stage_and_clocks(below.matter_id)[0] == "cancelled"
    assert stage_and_clocks(ledger.task.matter_id)[0] == "working"
    done = {"done_on": ledger.day(), "result": "全部完成", "evidence": EVIDENCE}
    ledger.task.do("claim", done)


def test_given_to_another_unit_the_task_ends_as_such(ledger: Ledger) -> None:
    unnamed = ledger.plan.attempt("cancel_task", taken_back(ledger, ground="reassigned"), by="unit_head")
    assert set(unnamed.errors) == {"agency"}
    own = taken_back(ledger, ground="reassigned", agency="云州市城市管理综合执法局")
    same = ledger.plan.attempt("cancel_task", own, by="unit_head")
    assert [(f.gate, f.field) for f in same.blocking] == [("reassigned_elsewhere", "agency")]
    given = taken_back(ledger, ground="reassigned", agency="云州市司法局")
    ledger.plan.do("cancel_task", given, by="unit_head")
    ledger.plan.machine()
    assert stage_and_clocks(ledger.task.matter_id)[0] == "reassigned"


def test_one_unit_at_a_time_is_relieved_by_another(ledger: Ledger) -> None:
    first, second = ledger.task.matter_id, ledger.charge(charged="云州市水务局")
    both = taken_back(ledger, tasks=[first, second], ground="reassigned", agency="云州市司法局")
    refused = ledger.plan.attempt("cancel_task", both, by="unit_head")
    assert [(f.gate, f.field) for f in refused.blocking] == [("reassigned_elsewhere", "tasks")]
    ledger.plan.do("cancel_task", {**both, "ground": "merged", "agency": None}, by="unit_head")
    ledger.plan.machine()
    assert {stage_and_clocks(i)[0] for i in (first, second)} == {"cancelled"}
