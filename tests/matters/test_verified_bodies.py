"""The list of verified bodies, as the registers have it, decides who may open a matter (RQ001)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hostile.valid import valid_payload
from support import world
from support.walk import Walk

from yifa.matters import discovery, service
from yifa.matters.request import Ask
from yifa.registers.change import change
from yifa.registers.models import Agency, AgencyVerification, Region
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.requirement("RQ001")
GATE = "agency_verified"
# Answering for an earlier decision is owed; telling an applicant that one may not act is what the body must do.
# A policy plan is no enforcement: any organ may adopt one.
LEFT_OUT = {"receive_application", "receive_complaint", "refuse_filing", "adopt_plan"}
OPENING = [
    (procedure.id, rule.id)
    for procedure in discovery.procedures().values()
    for rule in procedure.opening_acts()
    if rule.by != ("system",)
]


def verify(
    agency: Agency, *, result: str = "verified", ago: int = 30, until: int | None = 300, **more: Any
) -> None:
    """A verification that began `ago` days before today and is over `until` days after it."""
    today = timezone.localdate()
    start = today - timedelta(days=ago)
    values = {
        "agency": agency, "year": start.year, "result": result, "decided_by": "云州市司法局", "document": "公告1号",
        "reasons": "" if result == "verified" else "职责已划出", "published_on": start, "published_at": "门户网站",
        "valid_from": start, "valid_to": today + timedelta(days=until) if until is not None else None, **more,
    }  # fmt: skip
    with scope(IMPORTER):
        change(IMPORTER, AgencyVerification, None, values, "年度认定")


def other_agency(region: str = "990100") -> Agency:
    with scope(IMPORTER):
        values = {
            "name": "云州市另一机关", "code": world.uscc("10000077", "11990100"), "region": region,
            "valid_from": world.START,
        }  # fmt: skip
        return change(IMPORTER, Agency, None, values, "测试")


def clue(walk: Walk) -> list[str]:
    """What stands against registering a clue."""
    outcome = walk.attempt("register_clue", walk.clue())
    return [f.gate for f in outcome.blocking] if outcome.act is None else []


def test_without_a_list_everybody_opens(walk: Walk) -> None:
    assert clue(walk) == []


def test_a_list_that_does_not_name_the_body_blocks_it_and_says_what_to_do(walk: Walk) -> None:
    verify(other_agency())
    outcome = walk.attempt("register_clue", walk.clue())
    (found,) = outcome.blocking
    assert found.gate == GATE
    assert "没有经过执法主体资格认定" in found.message
    assert "认定" in found.remedy
    verify(walk.office.agency)
    assert clue(walk) == []


def test_refused_and_run_out_block(walk: Walk) -> None:
    verify(walk.office.agency, until=-1)
    assert clue(walk) == [GATE]
    verify(walk.office.agency, result="refused", ago=10)
    assert clue(walk) == [GATE]
    verify(walk.office.agency, ago=5)
    assert clue(walk) == []


def test_a_list_not_published_yet_or_of_another_region_binds_nobody(walk: Walk) -> None:
    verify(other_agency(), published_on=None, published_at="")
    assert clue(walk) == []
    with scope(IMPORTER):
        row = {"code": "990200", "name": "邻州市", "level": 2, "parent": "990000"}
        change(IMPORTER, Region, None, row, "测试")
    with scope(IMPORTER):
        values = {
            "name": "邻州市机关", "code": world.uscc("10000078", "11990100"), "region": "990200",
            "valid_from": date(2020, 1, 1),
        }  # fmt: skip
        neighbour = change(IMPORTER, Agency, None, values, "测试")
    verify(neighbour)
    assert clue(walk) == []


def test_an_entrusted_organisation_opens_on_the_standing_of_its_principal(walk: Walk) -> None:
    principal = other_agency()
    with scope(IMPORTER):
        values = {"kind": "entrusted", "parent": principal}
        change(IMPORTER, Agency, walk.office.agency.pk, values, "测试")
    verify(principal, result="refused")
    outcome = walk.attempt("register_clue", walk.clue())
    said = [f.message for f in outcome.blocking if f.gate == GATE]
    assert said
    assert said[0].startswith("云州市另一机关")
    verify(principal, ago=5)
    assert GATE not in clue(walk)


def test_what_was_opened_goes_on_but_is_not_filed(walk: Walk) -> None:
    walk.until("check_clue")
    verify(walk.office.agency, result="refused")
    outcome = walk.attempt("file", walk.file())
    assert [f.gate for f in outcome.blocking] == [GATE]
    again = walk.attempt("check_clue", walk.check())
    assert again.act is not None


def test_a_filed_case_is_carried_on(walk: Walk) -> None:
    walk.until("file")
    verify(walk.office.agency, result="refused")
    assert walk.attempt("show_identity", walk.identity()).act is not None


@pytest.mark.parametrize(("procedure", "kind"), OPENING, ids=["/".join(o) for o in OPENING])
def test_every_opening_act_of_every_institution(walk: Walk, procedure: str, kind: str) -> None:
    rule = discovery.procedure(procedure).acts[kind]
    actor = walk.office.actor("handler" if "handler" in rule.by else rule.by[0])
    model = discovery.payload_model(procedure, kind)
    assert model is not None
    ask = Ask(actor=actor, kind=kind, payload=valid_payload(model), procedure=procedure)

    def asked() -> bool:
        with scope(actor):
            outcome = service.dry_run(ask)
        assert not outcome.errors, outcome.errors
        return GATE in [f.gate for f in outcome.blocking]

    verify(other_agency())
    assert asked() is (kind not in LEFT_OUT)
    verify(walk.office.agency)
    assert not asked()
