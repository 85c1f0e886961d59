"""An act rests on an item of the agency's list that is published, in force and not suspended on the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from institutions.builder import AGENCY, ANN, LAW, Case, at
from yifa.law.gates import Finding, evaluate
from yifa.law.powers import ListedPower, PowerShelf, PowerStep
from yifa.law.view import MandateView, Proposal
from yifa.matters import discovery

pytestmark = pytest.mark.requirement("RQ029")
GATE = "power_may_be_exercised"
OWN = "测试市城市管理局"
PENALTY = ListedPower(
    "p-1", AGENCY, OWN, "9901-T1", "T-1", "对擅自占用道路的处罚", "02", date(2024, 1, 1),
    basis="《测试市市容条例》第十二条",
)  # fmt: skip
PERMIT = replace(PENALTY, id="p-2", code="X-1", base_code="", name="占用道路许可", type="01")
ELSEWHERE = replace(PENALTY, id="p-3", agency_id="agency-2", agency="测试市交通局", code="Y-9", base_code="")


def step(since: str, state: str, document: str = "云府〔2026〕7号", statute: str = "") -> PowerStep:
    return PowerStep(date.fromisoformat(since), state, document, statute)


def judged(
    *listed: ListedPower, act: str = "file", payload: dict[str, Any] | None = None, on: str = "2026-11-20",
    kind: str = "penalty.ordinary", case: Case | None = None, **agency: Any,
) -> tuple[Finding, ...]:  # fmt: skip
    view = (case or Case(kind=kind)).view()
    view = replace(view, agency=replace(view.agency, **agency), law=replace(LAW, powers=PowerShelf(listed)))
    asked = Proposal(act, {"violation_code": "T-1"} if payload is None else payload, (ANN,), at(on), at(on))
    return evaluate([GATE], view, asked)


def test_an_item_without_steps_counts_as_published():
    assert judged(PENALTY) == ()
    assert judged(replace(PENALTY, steps=(step("2025-01-01", "published"),))) == ()


def test_an_agency_without_a_list_is_not_judged_by_one():
    assert judged() == ()
    assert judged(ELSEWHERE, payload={"violation_code": "Y-9"}) == ()


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("claimed", "已认领、尚未公布"),
        ("suspended", "暂停实施"),
        ("cancelled", "取消"),
        ("taken_back", "收回"),
    ],
)
def test_what_is_not_published_cannot_be_filed_or_decided(state: str, word: str):
    gone = replace(
        PENALTY, steps=(step("2025-01-01", "published"), step("2026-11-20", state, statute="测试市市容条例"))
    )
    for act in ("file", "decide", "decide_on_spot"):
        (found,) = judged(gone, act=act)
        assert found.level == "block"
        assert found.field == "violation_code"
        assert found.message == (
            f"“对擅自占用道路的处罚”（9901-T1）自2026-11-20起{word}（云府〔2026〕7号，因《测试市市容条例》修改），"
            "2026-11-20不能据以办理"
        )
        assert found.citation == "行政处罚法第十七条"
    assert judged(gone, on="2026-11-19") == ()  # the day before


def test_a_suspension_that_was_lifted_stops_nothing():
    steps = (step("2026-02-01", "suspended"), step("2026-06-01", "published"))
    lifted = replace(PENALTY, steps=steps)
    assert judged(lifted) == ()
    assert "自2026-02-01起暂停实施" in judged(lifted, on="2026-05-31")[0].message


def test_an_item_that_left_the_list_is_told_with_its_basis():
    (found,) = judged(replace(PENALTY, valid_to=date(2026, 11, 19)))
    assert "自2026-11-19的次日起不再列入权责清单（《测试市市容条例》第十二条）" in found.message
    assert judged(replace(PENALTY, valid_to=date(2026, 11, 20))) == ()
    (found,) = judged(replace(PENALTY, valid_from=date(2026, 11, 21)))
    assert "自2026-11-21起才列入" in found.message


def test_of_several_versions_one_in_force_is_enough():
    old = replace(PENALTY, valid_to=date(2026, 1, 31))
    new = replace(PENALTY, id="p-9", valid_from=date(2026, 2, 1))
    assert judged(old, new) == ()


def test_what_only_another_agency_has_claimed_is_not_ones_own():
    (found,) = judged(PENALTY, ELSEWHERE, payload={"violation_code": "Y-9"})
    assert "没有由本机关认领" in found.message
    assert (
        judged(PENALTY, payload={"violation_code": "Z-0"}) == ()
    )  # coded in nobody's list: nothing is known


def test_what_a_township_was_granted_need_not_stand_in_its_own_list():
    given = MandateView("granted", "02", "省政府决定", date(2026, 1, 1), codes=("Y-9",))
    asked = {"violation_code": "Y-9"}
    assert judged(PENALTY, ELSEWHERE, payload=asked, level=4, mandates=(given,)) == ()
    other = replace(given, codes=("Y-8",))
    assert judged(PENALTY, ELSEWHERE, payload=asked, level=4, mandates=(other,)) != ()


def test_whoever_acts_for_another_goes_by_that_ones_list():
    theirs = replace(
        PENALTY, agency_id="agency-2", agency="委托机关", steps=(step("2026-01-01", "suspended"),)
    )
    assert "暂停实施" in judged(theirs, principal="委托机关")[0].message
    assert judged(theirs) == ()


def test_every_further_violation_is_asked_about():
    other = replace(PENALTY, id="p-4", base_code="T-2", name="乱倒", steps=(step("2026-01-01", "cancelled"),))
    asked = {"violation_code": "T-1", "further": [{"violation_code": "T-2"}]}
    (found,) = judged(PENALTY, other, payload=asked)
    assert found.field == "further"
    assert "“乱倒”" in found.message


def test_an_act_that_names_no_item_rests_on_the_one_named_before():
    case = Case(kind="permit.ordinary", stage="received").act("receive", "2026-11-01", {"item_code": "X-1"})
    gone = replace(PERMIT, steps=(step("2026-11-10", "cancelled"),))
    (found,) = judged(gone, act="accept", payload={}, case=case)
    assert found.citation == "行政许可法第二十二条"
    assert found.field is None
    assert judged(gone, act="decide", payload={"outcome": "grant"}, case=case)[0].level == "block"
    assert (
        judged(gone, act="decide", payload={"outcome": "refuse"}, case=case) == ()
    )  # refusing exercises nothing
    assert judged(PERMIT, act="accept", payload={}, case=case) == ()


def test_what_is_reported_or_applied_for_is_written_down_all_the_same():
    gone = replace(PENALTY, steps=(step("2026-01-01", "cancelled"),))
    assert [f.level for f in judged(gone, act="register_clue")] == ["info"]
    gone = replace(PERMIT, steps=(step("2026-01-01", "cancelled"),))
    asked = {"item_code": "X-1"}
    assert [f.level for f in judged(gone, act="receive", payload=asked, kind="permit.ordinary")] == ["info"]


def test_a_window_is_told_by_the_list_of_the_agency_that_decides():
    theirs = replace(
        PERMIT, agency_id="agency-2", agency="测试市交通局", steps=(step("2026-01-01", "cancelled"),)
    )
    asked = {"items": [{"item_code": "X-1", "agency": "测试市交通局"}, {"item_code": "X-1", "agency": ""}]}
    (found,) = judged(theirs, PERMIT, act="take_in", payload=asked, kind="permit.intake")
    assert found.field == "items"


@pytest.mark.parametrize("absurd", [None, 5, [], {"x": 1}, "", "\0", ["T-1"]])
def test_absurd_values_name_nothing(absurd: Any):
    gone = replace(PENALTY, steps=(step("2026-01-01", "cancelled"),))
    assert judged(gone, payload={"violation_code": absurd}) == ()


def test_it_is_asked_wherever_a_case_is_begun_or_decided():
    asked = {
        (name, act)
        for name, procedure in discovery.procedures().items()
        for act, rule in procedure.acts.items()
        if GATE in rule.gates
    }
    assert {
        ("penalty.ordinary", "file"), ("penalty.ordinary", "decide"), ("penalty.ordinary", "register_clue"),
        ("penalty.summary", "decide_on_spot"), ("penalty.summary", "decide_on_spot_anew"),
        ("permit.ordinary", "receive"), ("permit.ordinary", "accept"), ("permit.ordinary", "decide"),
        ("permit.ordinary", "decide_change"), ("permit.ordinary", "decide_renewal"), ("permit.intake", "take_in"),
    } <= asked  # fmt: skip
    assert ("penalty.ordinary", "decide_no_penalty") not in asked
