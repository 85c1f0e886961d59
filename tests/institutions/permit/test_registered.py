"""An item that the agency registered is taken from the register, and no more than is published is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from institutions.builder import AGENCY, LAW, Case
from institutions.permit.permits import accepted, permit
from yifa.law.permit_items import SOURCES, PermitItem, PermitShelf
from yifa.law.powers import ListedPower, PowerStep

ITEM = PermitItem(
    id="item-1",
    agency_id=AGENCY,
    agency="测试市城市管理局",
    agency_code="91",
    region="990100",
    code="X-1",
    title="占用道路",
    category="approval",
    basis="《某某条例》第十二条",
    valid_from=date(2026, 1, 1),
    conditions=({"content": "有占用方案", "source": "local", "basis": "《某某条例》第十二条"},),
    materials=(
        {"name": "申请书", "basis": "《某某条例》第十二条"},
        {"name": "委托书", "required": False, "when": "委托代理的", "basis": "《某某条例》第十三条"},
    ),
    fee_fen=100,
    promise_days=10,
)
OTHER = replace(
    ITEM,
    id="item-2",
    agency_id="agency-2",
    agency="测试市交通局",
    agency_code="92",
    code="Y-1",
    title="挖掘公路",
)
PUBLISHED: dict[str, Any] = {
    "registered_item": "item-1",
    "item_code": "X-1",
    "received_on": "2026-03-02",
    "conditions": [{"content": "有占用方案"}],
    "materials": [{"name": "申请书"}],
    "fee_fen": 100,
    "promise_days": 10,
}
CHOSEN, NO_MORE = "permit_item_chosen", "permit_asks_no_more_than_published"


def office(*items: PermitItem, **values: Any) -> Case:
    law = replace(LAW, permit_items=PermitShelf(items or (ITEM, OTHER)))
    return Case(**{"kind": "permit.ordinary", "stage": "none", "law": law, **values})


def test_the_choices_of_the_form_are_those_of_the_register():
    from yifa.institutions.permit.acts.choices import (
        Excluded,
        Item,
        MaterialForm,
        PeriodFrom,
        PeriodUnit,
        Source,
    )
    from yifa.law import permit_items as law

    assert {s.value: s.label for s in Source} == SOURCES
    assert {i.value: i.label for i in Item} == law.CATEGORIES
    assert {f.value: f.label for f in MaterialForm} == law.FORMS
    assert {u.value: u.label for u in PeriodUnit} == law.UNITS
    assert {f.value: f.label for f in PeriodFrom} == law.STARTS
    assert {e.value for e in Excluded} - {"unstated"} == set(law.STEPS)


@pytest.mark.requirement("RQ047")
def test_a_registered_item_is_chosen_and_not_typed():
    assert office().check(CHOSEN, "receive", PUBLISHED).passes
    typed = office().check(CHOSEN, "receive", {**PUBLISHED, "registered_item": None})
    assert typed.blocks and typed.fields == {"registered_item"}
    assert typed.findings[0].citation == "行政许可法第五条第二款、第三十条第一款"


@pytest.mark.parametrize(
    "given",
    [{"item_code": "X-9"}, {"received_on": "2025-12-31"}],
    ids=["code not registered", "before the register"],
)
def test_what_is_not_registered_on_that_day_is_typed_by_hand(given):
    assert office().check(CHOSEN, "receive", {**PUBLISHED, **given, "registered_item": None}).passes


@pytest.mark.parametrize(
    "given",
    [{"item_code": "X-9"}, {"registered_item": "item-2"}, {"received_on": "2025-12-31"}],
    ids=["another code", "another agency's", "not yet in force"],
)
def test_what_is_chosen_is_the_item_of_that_code_in_force_at_this_agency(given):
    assert office().check(CHOSEN, "receive", {**PUBLISHED, **given}).blocks


def test_the_version_of_the_day_of_the_application_counts():
    newer = replace(ITEM, id="item-3", valid_from=date(2026, 3, 10))
    case = office(ITEM, newer)
    assert case.check(CHOSEN, "receive", PUBLISHED).passes
    assert case.check(CHOSEN, "receive", {**PUBLISHED, "received_on": "2026-03-10"}).blocks
    later = {**PUBLISHED, "received_on": "2026-03-10", "registered_item": "item-3"}
    assert case.check(CHOSEN, "receive", later).passes


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"conditions": [{"content": "有占用方案"}, {"content": "注册地在本市"}]}, "conditions"),
        ({"materials": [{"name": "申请书"}, {"name": "纳税证明"}]}, "materials"),
        ({"fee_fen": 101}, "fee_fen"),
        ({"promise_days": 11}, "promise_days"),
        ({"promise_days": None}, "promise_days"),
        ({"period_days": 60, "period_unit": "cd"}, "period_days"),
    ],
)
def test_nothing_is_asked_that_is_not_published(given, field):
    assert office().check(NO_MORE, "receive", PUBLISHED).passes
    found = office().check(NO_MORE, "receive", {**PUBLISHED, **given})
    assert found.blocks and found.fields == {field}


def test_less_than_published_may_be_asked():
    less = {**PUBLISHED, "conditions": [], "materials": [], "fee_fen": None, "promise_days": 5}
    assert office().check(NO_MORE, "receive", less).passes


def test_a_window_takes_the_item_of_the_agency_that_its_row_names():
    theirs = {"title": "挖掘公路", "item_code": "Y-1", "agency": "测试市交通局", "registered_item": "item-2"}
    rows = [{**PUBLISHED, "title": "占用道路"}, {**PUBLISHED, **theirs}]
    case = office(kind="permit.intake")
    given = {"items": rows, "materials": [{"name": "申请书"}], "received_on": "2026-03-02"}
    assert case.check(CHOSEN, "take_in", given).passes and case.check(NO_MORE, "take_in", given).passes
    typed = {**given, "items": [rows[0], {**rows[1], "registered_item": None}]}
    found = case.check(CHOSEN, "take_in", typed)
    assert found.fields == {"items"} and "挖掘公路" in found.blocks
    more = {**given, "materials": [{"name": "纳税证明"}]}
    assert case.check(NO_MORE, "take_in", more).fields == {"materials"}
    unknown = {**more, "items": [rows[0], {"title": "别的", "item_code": "Z-1"}]}
    assert case.check(NO_MORE, "take_in", unknown).passes


SIXTY = {"period_days": 60, "period_unit": "cd", "period_from": "received", "period_source": "law",
         "period_basis": "《环境影响评价法》第二十二条第三款"}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period_days": 61}, "period_days"),
        ({"period_unit": "wd"}, "period_days"),
        ({"period_basis": ""}, "period_basis"),
        ({"received_on": "2026-03-03"}, "received_on"),
    ],
)
def test_the_acceptance_starts_the_period_that_the_application_names(given, field):
    kept = {
        "period_days": 60,
        "period_unit": "cd",
        "period_basis": SIXTY["period_basis"],
        "received_on": "2026-03-02",
    }
    gate = "permit_special_period_is_kept_to"
    assert permit(**SIXTY).check(gate, "accept", kept).passes
    assert permit(**SIXTY).check(gate, "accept", {**kept, **given}).fields == {field}
    assert permit().check(gate, "accept", {}).passes
    assert permit().check(gate, "accept", {"period_days": 60}).blocks


@pytest.mark.parametrize(
    ("given", "holding"),
    [
        ({}, "permit_general_period"),
        (SIXTY, "permit_special_from_receipt"),
        ({**SIXTY, "period_from": "accepted"}, "permit_special_from_acceptance"),
        ({"handling": "lower_first"}, "permit_lower_general"),
        ({**SIXTY, "handling": "lower_first"}, "permit_lower_from_receipt"),
        ({**SIXTY, "handling": "lower_first", "period_from": "accepted"}, "permit_lower_from_acceptance"),
        ({**SIXTY, "handling": "joint"}, "permit_joint"),
    ],
)
def test_one_period_runs_and_no_other(given, holding):
    kinds = ("general_period", "special_from_receipt", "special_from_acceptance", "lower_general")
    names = [f"permit_{k}" for k in (*kinds, "lower_from_receipt", "lower_from_acceptance", "joint")]
    assert {n for n in names if permit(**given).holds(n)} == {holding}


def test_a_special_period_is_lengthened_as_its_law_says():
    gate = "permit_extension_within_rule"
    told = accepted(**SIXTY, period_extension=30)
    assert told.check(gate, "extend", {"days": 30, "told": True}).passes
    found = told.check(gate, "extend", {"days": 31, "told": True})
    assert found.blocks and found.findings[0].citation == SIXTY["period_basis"]
    silent = accepted(**SIXTY).check(gate, "extend", {"days": 10, "told": True})
    assert not silent.blocks and "没有写明可以延长" in silent.warns
    assert accepted(**SIXTY).check(gate, "extend", {"days": 11, "told": True}).blocks


def test_a_material_asked_for_only_in_some_cases_is_not_lacking():
    gate = "permit_materials_complete"
    rows = [{"name": "申请书", "received": True}, {"name": "委托书", "received": False, "when": "委托代理的"}]
    assert permit(materials=rows).check(gate, "accept", {}, on="2026-03-03").passes
    rows[1]["when"] = ""
    assert "委托书" in permit(materials=rows).check(gate, "accept", {}, on="2026-03-03").blocks


def stopped(state: str = "cancelled", since: date = date(2026, 3, 2)) -> PermitItem:
    power = ListedPower(
        "p-1", AGENCY, ITEM.agency, "X-1", "", "占用道路", "01", date(2020, 1, 1),
        steps=(PowerStep(since, state, "云府〔2026〕7号"),),
    )  # fmt: skip
    return replace(ITEM, power=power)


@pytest.mark.requirement("RQ047")
def test_an_item_ends_with_its_power():
    shelf = PermitShelf((stopped(),))
    assert shelf.of_agency(AGENCY, date(2026, 3, 1)) == (stopped(),)
    assert shelf.of_agency(AGENCY, date(2026, 3, 2)) == ()
    assert shelf.of_region("990100", date(2026, 3, 2)) == ()
    assert shelf.find(AGENCY, "X-1", date(2026, 3, 2)) is None


@pytest.mark.requirement("RQ047")
@pytest.mark.parametrize(
    ("state", "word"), [("cancelled", "取消"), ("suspended", "暂停实施"), ("taken_back", "收回")]
)
def test_choosing_an_item_whose_power_is_gone_is_refused_with_the_reason(state: str, word: str):
    (found,) = office(stopped(state)).check(CHOSEN, "receive", PUBLISHED).findings
    assert f"“占用道路”（X-1）自2026-03-02起{word}（云府〔2026〕7号）" in found.message
    assert found.field == "registered_item"
    assert office(stopped(state, date(2026, 3, 3))).check(CHOSEN, "receive", PUBLISHED).passes
