"""One window: its gates, and a set of permits that goes to two agencies and returns as one (行政许可法第二十六条)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.builder import Case
from institutions.permit import roads
from institutions.permit.roads import day, stage

if TYPE_CHECKING:
    from support.walk import Walk

AN_ID = "01890000-0000-7000-8000-000000000051"
ITEMS = [{"title": "占用道路", "item_code": "A"}, {"title": "户外广告", "item_code": "B"}]


def window() -> Case:
    case = Case(kind="permit.intake", stage="dispatched").act(
        "take_in", "2026-03-02", {"received_on": "2026-03-02"}
    )
    return case.act("dispatch", "2026-03-03", {"mode": "joint", "items": ITEMS})


def test_items_are_listed_once():
    from yifa.institutions.permit.acts import TakeIn

    rows = [{**row, "item_basis": "《某某条例》第三条"} for row in ITEMS]
    given = {"title": "开店", "parties": [{"subject": AN_ID}], "handlers": [AN_ID], "received_on": "2026-03-02",
             "materials": [{"name": "申请书"}]}  # fmt: skip
    assert len(TakeIn.model_validate({**given, "items": rows}).items) == 2
    with pytest.raises(ValueError, match="事项编码重复：A"):
        TakeIn.model_validate({**given, "items": [*rows, rows[0]]})


def test_the_bars_hold_at_the_window_too():
    case = Case(stage="none").past(kind="permit.ordinary", facts={"item_code": "A", "false_on": "2026-02-01"})
    rows = {"items": [{**ITEMS[0], "safety_item": True}]}
    found = case.check("permit_intake_not_barred", "take_in", rows, on="2026-03-02")
    assert (found.fields, found.findings[0].citation) == ({"items"}, "行政许可法第七十八条")
    assert case.check("permit_intake_not_barred", "take_in", {"items": ITEMS}, on="2026-03-02").passes


def test_results_answer_items_and_all_are_awaited():
    gate, case = "permit_result_is_of_an_item", window()
    assert case.check(gate, "record_result", {"item_code": "A"}).passes
    assert "没有转办" in case.check(gate, "record_result", {"item_code": "C"}).blocks
    assert "占用道路、户外广告" in case.check("permit_all_reported", "return_results").blocks
    case.act("item_result", "2026-03-10", {"item_code": "A"})
    assert "已有结果" in case.check(gate, "record_result", {"item_code": "A"}).blocks
    assert case.check("permit_all_reported", "return_results").blocks
    assert (
        case.act("record_result", "2026-03-11", {"item_code": "B"})
        .check("permit_all_reported", "return_results")
        .passes
    )


def test_joint_handling_is_lengthened_by_fifteen_days_and_by_the_government():
    gate = "permit_extension_within_rule"
    assert window().check(gate, "extend", {"days": 15, "told": True}).passes
    assert window().check(gate, "extend", {"days": 16, "told": True}).blocks
    assert window().check("permit_extension_approved_by_government", "extend", {}).blocks


@pytest.fixture
def other(walk: Walk) -> Walk:
    """The second agency, without a matter yet."""
    from support import world

    return type(walk)(world.office("云州市交通运输局", "transport", "云交", "10000002"), walk.subject)


def taking(walk: Walk, *agencies: str) -> dict[str, Any]:
    rows = [
        {
            "title": f"第{n}项许可",
            "item_code": f"I-{n}",
            "agency": agency,
            "item_basis": "《城市道路管理条例》第三十一条",
            "safety_item": n == 2,
            "promise_days": 10,
        }
        for n, agency in enumerate(agencies, 1)
    ]
    materials = [{"name": "申请书", "received": True, "basis": "《城市道路管理条例》第三十一条"}]
    return {
        "title": "开便利店一件事",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler")],
        "items": rows,
        "materials": materials,
        "received_on": day(),
    }


def dispatched(walk: Walk, mode: str, *agencies: str) -> None:
    given = taking(walk, *agencies)
    walk.do("take_in", given, procedure="permit.intake")
    walk.do(
        "dispatch",
        {"mode": mode, "sealed": True, "accepted_on": day(), **{k: given[k] for k in ("items", "materials")}},
    )
    walk.run_effects()


def opened(walk: Walk, code: str) -> Walk:
    """The child of an item, as its own agency's people see it."""
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        row = Matter.objects.get(
            procedure="permit.ordinary", fact_rows__name="item_code", fact_rows__text=code
        )
    return type(walk)(walk.office, walk.subject, matter_id=str(row.pk))


def granted(walk: Walk, **given: Any) -> None:
    walk.do(
        "assign", {"handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")]}, by="unit_head"
    )
    walk.do("accept", {"sealed": True, "promise_days": 10, "accepted_on": day()})
    walk.do("decide", roads.decision(**given))
    walk.run_effects()


@pytest.mark.requirement("RQ125")
def test_a_set_goes_to_two_agencies_and_comes_back_as_one_result(walk: Walk, other: Walk) -> None:
    from yifa.matters.models import Clock, Matter
    from yifa.registers.scope import WORKER, scope

    dispatched(walk, "joint", "", "云州市交通运输局")
    own, theirs = opened(walk, "I-1"), opened(other, "I-2")
    with scope(WORKER):
        child = Matter.objects.get(pk=theirs.matter_id)
        assert (child.agency_id, str(child.parent_id)) == (other.office.agency.pk, walk.matter_id)
        assert (child.title, [p.subject_id for p in child.parties.all()]) == ("第2项许可", [walk.subject.pk])
    granted(own)
    with scope(WORKER):
        assert Clock.objects.get(matter_id=own.matter_id, name="decision").figure == "L04"
    refused = walk.attempt("return_results", {**walk.service(), "summary": "见附表"})
    assert "第2项许可" in refused.blocking[0].message
    granted(theirs, outcome="refuse", content="场地不符合条件。", valid_from=None, valid_until=None)
    assert walk.kinds() == ["take_in", "dispatch", "item_result", "item_result"]
    walk.do("return_results", {**walk.service(), "summary": "一项准予，一项不予。"})
    walk.run_effects()
    assert walk.papers()["joint_result"] == "ready"
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")
    assert stage(walk) == "archived"


def test_the_window_knows_of_another_agencys_matter_only_what_was_reported(walk: Walk, other: Walk) -> None:
    from yifa.matters.models import Act, Matter
    from yifa.registers.scope import scope

    dispatched(walk, "joint", "", "云州市交通运输局")
    theirs = opened(other, "I-2")
    with scope(walk.office.actor("handler")):
        assert not Matter.objects.filter(pk=theirs.matter_id).exists()
    with scope(other.office.actor("handler")):
        assert not Matter.objects.filter(pk=walk.matter_id).exists()
    granted(theirs)
    with scope(walk.office.actor("handler")):
        assert not Act.objects.filter(matter_id=theirs.matter_id).exists()
        assert Act.objects.filter(matter_id=walk.matter_id, kind="item_result").count() == 1


def test_in_parallel_each_permit_keeps_its_own_period(walk: Walk) -> None:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    dispatched(walk, "parallel", "", "")
    for code in ("I-1", "I-2"):
        granted(opened(walk, code))
    with scope(WORKER):
        figures = Clock.objects.filter(name="decision").values_list("figure", flat=True)
        assert sorted(figures) == ["L03", "L03"]


def test_an_effect_done_twice_opens_each_child_once(walk: Walk, other: Walk) -> None:
    from yifa.matters import effects
    from yifa.matters.models import Effect, Matter
    from yifa.registers.scope import WORKER, scope

    dispatched(walk, "joint", "", "云州市交通运输局")
    with scope(WORKER):
        Effect.objects.filter(name="spawn").update(state="queued")
        effects.run(str(Effect.objects.filter(name="spawn").first().act_id))
        assert Matter.objects.filter(parent_id=walk.matter_id).count() == 2


@pytest.mark.parametrize("name", ["云州市没有的局", "99", "云州市交通运输局\u200b"])
def test_an_agency_that_is_not_there_is_told_beside_its_row(walk: Walk, name: str) -> None:
    given = taking(walk, "", name)
    walk.do("take_in", given, procedure="permit.intake")
    rows = {k: given[k] for k in ("items", "materials")}
    tried = walk.attempt("dispatch", {"mode": "joint", "sealed": True, "accepted_on": day(), **rows})
    assert {f.field for f in tried.blocking} == {"items.1.agency"}
    assert stage(walk) == "taken"


def test_a_result_from_an_agency_that_does_not_work_here_is_entered_with_its_evidence(walk: Walk) -> None:
    dispatched(walk, "unified", "", "")
    granted(opened(walk, "I-1"))
    walk.do("record_result", {"item_code": "I-2", "title": "第2项许可", "agency_name": "省直某局", "result": "grant",
                              "content": "准予", "evidence": "省某局许决〔2026〕5号"})  # fmt: skip
    walk.do("return_results", {**walk.service(), "summary": "均准予。"})
    assert stage(walk) == "returned"
