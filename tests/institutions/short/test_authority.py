"""An entrusted organisation through the write path: refused without its document, then deciding in another's name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from institutions.short.test_through_engine import decision, opening, until_decided

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
def centre(walk: Walk) -> Walk:
    """The same office as an organisation entrusted by another agency of its city."""
    from support import world

    from yifa.registers.change import change
    from yifa.registers.models import Agency
    from yifa.registers.scope import IMPORTER, scope

    principal = world.office("云州市农业农村局", "agri", "云农", "10000009").agency
    with scope(IMPORTER):
        values = {"kind": "entrusted", "parent": principal}
        walk.office.agency = change(IMPORTER, Agency, walk.office.agency.pk, values, "委托")
    return walk


def entrust(walk: Walk, **changes: Any) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import Mandate
    from yifa.registers.scope import IMPORTER, scope

    row = {
        "agency": walk.office.agency, "kind": "entrusted", "type": "08", "scope": "表彰奖励", "document": "委托书1号",
        "basis": "某办法第五条", "grantor": walk.office.agency.parent, "valid_from": date(2026, 1, 1),
        "valid_to": date(2099, 12, 31), "published_on": date(2026, 1, 2), **changes,
    }  # fmt: skip
    with scope(IMPORTER):
        change(IMPORTER, Mandate, None, row, "委托")


@pytest.mark.requirement("RQ001")
def test_no_case_is_opened_without_an_entrustment_in_force(centre: Walk) -> None:
    entrust(centre, type="05")  # for something else
    entrust(centre, valid_to=date(2026, 1, 31))  # over
    refused = centre.attempt("apply", opening(centre), procedure="award.general")
    assert {f.gate for f in refused.blocking} == {"acts_within_mandate"}


def test_its_decision_is_the_principals_on_paper_and_in_public(centre: Walk) -> None:
    from support.walk import day

    from yifa.matters.models import Disclosure
    from yifa.matters.paperwork import agency_data
    from yifa.registers.scope import scope

    entrust(centre)
    until_decided(centre, "award")
    centre.run_effects()
    receipt = {"mode": "direct", "served_on": day(), "recipient": "李某", "relation": "agent", "signed": True}
    centre.do("serve_decision", receipt)
    centre.run_effects()
    with scope(centre.office.actor("handler")):
        assert agency_data(str(centre.office.agency.pk))["name"] == "云州市农业农村局"
        assert Disclosure.objects.get().agency_name == "云州市农业农村局"


def test_an_entrustment_that_ended_meanwhile_ends_the_power_to_decide(centre: Walk) -> None:
    from support.walk import day

    from yifa.registers.change import change
    from yifa.registers.models import Mandate
    from yifa.registers.scope import IMPORTER, scope

    entrust(centre)
    centre.do("apply", opening(centre), procedure="award.general")
    centre.do("examine", {"made_on": day(), "facts": "属实。", "evidence": "申请材料。"})
    with scope(IMPORTER):
        change(IMPORTER, Mandate, Mandate.objects.get().pk, {"valid_to": date(2026, 1, 31)}, "提前终止")
    refused = centre.attempt("decide", decision("award"))
    assert {f.gate for f in refused.blocking} == {"acts_within_mandate"}
