"""A remedy whose 原案号 was left empty, mistyped or typed with full-width digits still reaches the decided case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from institutions.penalty.test_through_engine import matter, today
from support import world
from support.starts import begins
from support.walk import Walk

from yifa.matters import queries
from yifa.matters.models import Act, Effect
from yifa.registers.scope import WORKER, scope

if TYPE_CHECKING:
    from yifa.matters.models import Matter

REMEDY = "reconsideration_litigation.reconsideration"


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    world.benchmarks()
    decided = Walk(world.office(), world.firm())
    decided.until("serve_decision")
    return decided


def application(walk: Walk, number: str) -> dict[str, Any]:
    return {
        "cause": "不服行政处罚决定",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "decision_kind": "penalty",
        "decision_number": "云城罚决〔2026〕1号",
        "decision_matter": number,
        "decision_on": today(),
        "reconsideration_body": "云州市人民政府",
        "route": "direct",
        "received_on": today(),
        "requests": "请求撤销处罚决定",
    }


def remedy(walk: Walk, number: str) -> Walk:
    from dataclasses import replace

    told = replace(walk, matter_id="", outcomes=[])
    told.do("receive_application", application(walk, number), procedure=REMEDY)
    told.machine()
    return told


def corrected(told: Walk, old: str, new: str) -> None:
    with scope(WORKER):
        opened = Act.objects.get(matter_id=told.matter_id, kind="receive_application")
    row = {"field": "decision_matter", "old": old, "new": new}
    told.do(
        "correct", {"target": str(opened.pk), "reasons": "补填原案号", "corrections": [row], "void": False}
    )
    told.machine()


def decided_against(told: Walk) -> None:
    result = {
        "document_number": "云府复〔2026〕9号",
        "decided_on": today(),
        "received_on": today(),
        "result": "maintained",
        "standing": "untouched",
        "content": "维持",
    }
    told.do("receive_decision", result)
    told.machine()


def of(walk: Walk) -> Matter:
    return matter(walk)


def test_an_empty_number_filled_in_by_a_correction_tells_all_that_was_to_be_told(walk: Walk) -> None:
    told = remedy(walk, "")
    decided_against(told)
    assert "remedy_begun" not in walk.kinds()
    corrected(told, "", of(walk).number)
    assert walk.kinds()[-2:] == ["remedy_begun", "remedy_result"]
    told.machine()
    assert walk.kinds().count("remedy_begun") == 1


def test_a_number_that_leads_nowhere_waits_with_its_reason_and_is_told_once_right(walk: Walk) -> None:
    told = remedy(walk, "")
    corrected(told, "", "云城立〔2026〕999号")
    with scope(WORKER):
        waiting = Effect.objects.get(act__matter_id=told.matter_id, name="report")
        assert waiting.state == "queued" and "云城立〔2026〕999号" in waiting.problem


@pytest.mark.parametrize("way", ["full-width", "blanks", "brackets"])
def test_a_number_is_found_however_it_was_typed(walk: Walk, way: str) -> None:
    printed = of(walk).number
    typed = {
        "full-width": printed.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
        "blanks": f" {printed[:4]} {printed[4:]}",
        "brackets": printed.replace("〔", "[").replace("〕", "]"),
    }[way]
    assert typed != printed
    remedy(walk, typed)
    assert walk.kinds()[-1] == "remedy_begun"
    with scope(walk.office.actor("handler")):
        found = queries.matter_list(queries.MatterFilters(text=typed))
        assert str(walk.matter_id) in {str(row.pk) for row in found.rows}
        assert len(found.rows) == 1


def test_a_correction_typed_with_full_width_digits_leads_there_too(walk: Walk) -> None:
    told = remedy(walk, "")
    wide = of(walk).number.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
    corrected(told, "", wide)
    assert walk.kinds()[-1] == "remedy_begun"
