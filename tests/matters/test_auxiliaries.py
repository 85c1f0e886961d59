"""Auxiliaries assist, never act: whatever role an earlier grant gave them (RQ006, RQ008)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hostile.valid import valid_payload
from support import world
from support.walk import Walk

from yifa.matters import discovery, drafting, service
from yifa.matters.request import Ask
from yifa.registers.actors import actor_of
from yifa.registers.change import change
from yifa.registers.models import Certificate, Officer, RoleGrant
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.requirement("RQ008")
PROCEDURES = sorted(discovery.procedures())


def assistant(walk: Walk, who: str) -> Officer:
    """An officer of the office who is an auxiliary from now on; the grants of before stand in the register."""
    with scope(IMPORTER):
        return change(IMPORTER, Officer, walk.office.people[who].pk, {"auxiliary": True}, "转为辅助人员")


@pytest.mark.parametrize("procedure", PROCEDURES)
@pytest.mark.requirement("RQ006")
def test_in_no_institution_does_one_act(walk: Walk, procedure: str) -> None:
    person = assistant(walk, "handler")
    with scope(IMPORTER):
        assert RoleGrant.objects.filter(officer=person, role="handler").exists()
    before = walk.office.actor("handler2")
    actor = type(before)("agency", name=person.name, officer_id=str(person.pk), agency_id=before.agency_id,
                         agencies=before.agencies, roles=frozenset({"handler"}))  # fmt: skip
    rules = [a for a in discovery.procedure(procedure).acts.values() if a.from_ == ("none",)]
    for rule in rules:
        model = discovery.payload_model(procedure, rule.id)
        assert model is not None
        with scope(actor):
            ask = Ask(actor=actor, kind=rule.id, payload=valid_payload(model), procedure=procedure)
            outcome = service.dry_run(ask)
        assert any("辅助人员" in f.message for f in outcome.blocking), (rule.id, outcome)


def test_one_has_no_role_left_to_approve_with(walk: Walk) -> None:
    walk.until("check_clue")
    handler, draft_id = walk.office.actor("handler"), str(uuid4())
    with scope(handler):
        given = drafting.DraftInput(
            id=draft_id, kind="file", payload=walk.file(), matter_id=walk.matter_id, procedure="penalty.ordinary",
            co_handlers=[walk.office.id_of("handler2")],
        )  # fmt: skip
        drafting.save_draft(handler, given)
        assert drafting.submit(handler, draft_id).needed
    head = assistant(walk, "unit_head")
    actor = actor_of(head.pk)
    assert actor.roles == frozenset()
    with scope(actor):
        assert "岗位角色" in drafting.approve(actor, draft_id, "同意").errors[""]


def test_one_is_no_co_handler(walk: Walk) -> None:
    assistant(walk, "handler2")
    outcome = walk.attempt("register_clue", walk.clue())
    assert [f.gate for f in outcome.blocking] == ["engine.co_handlers"]
    assert "辅助人员" in outcome.blocking[0].message
    assert walk.attempt("register_clue", walk.clue(), co_handlers=[]).act is not None


def test_one_is_not_named_handler(walk: Walk) -> None:
    walk.until("check_clue")
    person = assistant(walk, "hearing_officer")
    payload = walk.file() | {"handlers": [walk.office.id_of("handler"), str(person.pk)]}
    outcome = walk.attempt("file", payload)
    assert "auxiliaries_only_assist" in [f.gate for f in outcome.blocking]


def test_one_is_granted_no_role_and_gets_no_certificate(office: world.Office) -> None:
    with scope(IMPORTER):
        values = {"agency": office.agency, "name": "富辅", "auxiliary": True, "valid_from": world.START}
        person = change(IMPORTER, Officer, None, values, "测试")
        grant = {"officer": person, "role": "handler", "agency": office.agency, "valid_from": world.START}
        with pytest.raises(ValidationError, match="只能协助"):
            change(IMPORTER, RoleGrant, None, grant, "测试")
        certificate = {"officer": person, "agency": office.agency, "number": "F-1", "kind": "行政执法",
                       "valid_from": world.START, "valid_to": world.START}  # fmt: skip
        with pytest.raises(ValidationError, match="辅助人员不能取得"):
            change(IMPORTER, Certificate, None, certificate, "测试")
        change(IMPORTER, RoleGrant, None, grant | {"role": "system_admin"}, "测试")
    assert actor_of(person.pk).roles == {"system_admin"}
