"""A permit decision that a remedy upsets: reopened, taken from the public, decided anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from institutions.permit import roads
from institutions.permit.roads import shown, stage
from institutions.permit.test_through_engine import alerts, archive
from institutions.reconsideration_litigation.test_through_engine import result
from institutions.short.test_remedies import against

if TYPE_CHECKING:
    from support.walk import Walk


def told(walk: Walk, **given: Any) -> None:
    remedy = against(walk)
    remedy.do("receive_decision", result(**given))
    remedy.run_effects()


@pytest.mark.requirement("RQ131")
def test_a_revoked_permit_leaves_the_public_before_it_is_decided_anew(walk: Walk) -> None:
    roads.until_in_force(walk)
    told(walk, redo=True, to_perform="重新作出决定", content="撤销该许可")
    assert stage(walk) == "reopened"
    assert "upset_disclosure_withdrawn" in alerts(walk)
    anew = roads.decision(outcome="refuse", reasons="不符合法定条件。")
    assert "upset_disclosure_withdrawn" in {f.gate for f in walk.attempt("decide", anew).blocking}
    walk.do("withdraw_disclosure", {"public_reason": "该许可已被行政复议机关撤销"})
    walk.run_effects()
    assert shown(walk) == [("permit_decision", "withdrawn")]
    assert {f.gate for f in walk.attempt("close", {"summary": "办结"}).blocking} >= {"remedy_result_followed"}
    walk.do("decide", anew)
    assert stage(walk) == "refused"
    walk.do("serve_decision", walk.service())
    walk.do("close", {"summary": "重新作出不予许可决定并送达。"})
    archive(walk)


def test_a_permit_that_is_upheld_stays_in_force(walk: Walk) -> None:
    roads.until_in_force(walk)
    told(walk, result="maintained", standing="untouched", content="维持")
    assert stage(walk) == "in_force"
    assert "upset_disclosure_withdrawn" not in alerts(walk)


def test_an_entrusted_organisation_that_is_no_agency_decides_no_permit(walk: Walk) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import Agency
    from yifa.registers.scope import IMPORTER

    change(
        IMPORTER,
        Agency,
        walk.office.agency.pk,
        {"kind": "authorised"},
        "法律、法规授权的组织",
    )
    refused = walk.attempt("receive", roads.application(walk), procedure="permit.ordinary")
    assert "acts_within_mandate" in {f.gate for f in refused.blocking}
