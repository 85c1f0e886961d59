"""The registry of gates: one name, one meaning, always an article."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from yifa.law import gates
from yifa.law.view import AgencyView, MatterView, Proposal

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def view(stage: str = "clue") -> MatterView:
    return MatterView("m", "sample.one", stage, AgencyView("a", "云州市城市管理局"), NOW, NOW, None, NOW)


def unique() -> str:
    return "test_" + secrets.token_hex(6)


@pytest.mark.requirement("RQ070")
def test_a_gate_completes_its_notes_with_name_and_article():
    name = unique()

    @gates.gate(name, title="阶段正确", cites="行政处罚法 54")
    def rule(v, p):
        if v.stage != "clue":
            yield gates.block("阶段不对", remedy="先登记线索", field="stage")
        yield gates.warn("另有依据", citation="行政处罚法 55")

    assert rule(view()) == (gates.Finding(name, "warn", "另有依据", "行政处罚法 55"),)
    blocked, _ = gates.evaluate([name], view("closed"), Proposal("x", {}, (), NOW, NOW))
    assert blocked == gates.Finding(name, "block", "阶段不对", "行政处罚法 54", "先登记线索", "stage")
    assert gates.find_gate(name) is rule
    assert rule in list(gates.all_gates())


def test_a_second_gate_of_a_name_or_one_without_article_is_refused():
    name = unique()
    gates.gate(name, title="一", cites="行政处罚法 1")(lambda v, p: ())
    with pytest.raises(ValueError, match="twice"):
        gates.gate(name, title="二", cites="行政处罚法 2")(lambda v, p: ())
    with pytest.raises(ValueError, match="cites no article"):
        gates.gate(unique(), title="三", cites="  ")(lambda v, p: ())


def test_conditions_answer_yes_or_no():
    name = unique()

    @gates.condition(name, title="已结案", cites="行政处罚法 57")
    def closed(v, p):
        return v.stage == "closed"

    assert gates.find_condition(name) is closed
    assert (closed(view("closed")), closed(view())) == (True, False)
    with pytest.raises(ValueError, match="twice"):
        gates.condition(name, title="再", cites="行政处罚法 57")(lambda v, p: True)


def test_an_unknown_gate_is_an_error():
    with pytest.raises(KeyError):
        gates.evaluate([unique()], view())
