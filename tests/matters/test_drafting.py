"""Approvals pin what was seen: an edit, a new finding or the wrong person undoes or refuses them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from support import world
from support.walk import Walk, day

from yifa.matters import drafting
from yifa.matters.models import Approval, Draft, DraftVersion, Matter
from yifa.registers.scope import scope


def _submitted(walk: Walk) -> str:
    walk.until("check_clue")
    return _submit(walk, walk.file())


def _submit(walk: Walk, payload: dict[str, object], draft_id: str = "") -> str:
    actor, draft_id = walk.office.actor("handler"), draft_id or str(uuid4())
    with scope(actor):
        drafting.save_draft(
            actor,
            drafting.DraftInput(
                id=draft_id, kind="file", payload=payload, matter_id=walk.matter_id, procedure="penalty.ordinary",
                co_handlers=[walk.office.id_of("handler2")],
            ),
        )  # fmt: skip
        outcome = drafting.submit(actor, draft_id)
        assert outcome.needed, (outcome.errors, outcome.findings)
    return draft_id


def _approve(walk: Walk, draft_id: str, role: str, opinion: str = "同意"):
    actor = walk.office.actor(role)
    with scope(actor):
        return drafting.approve(actor, draft_id, opinion)


@pytest.mark.requirement("RQ007")
def test_two_approvals_make_the_act_and_keep_opinion_and_certificate_number(walk: Walk) -> None:
    draft_id = _submitted(walk)
    assert _approve(walk, draft_id, "unit_head", "拟同意立案").act is None
    outcome = _approve(walk, draft_id, "agency_head", "同意立案")
    assert str(outcome.act.pk) == draft_id
    with scope(walk.office.actor("handler")):
        rows = Approval.objects.filter(draft_id=draft_id, action="approve").order_by("recorded_at")
        assert [(r.role, r.opinion, r.certificate) for r in rows] == [
            ("unit_head", "拟同意立案", "云城unit_head"),
            ("agency_head", "同意立案", "云城agency_head"),
        ]
        assert Matter.objects.get().number == "云城立〔2026〕1号"


def test_the_step_waits_for_its_own_role(walk: Walk) -> None:
    draft_id = _submitted(walk)
    outcome = _approve(walk, draft_id, "agency_head")
    assert "其他岗位" in outcome.errors[""]


def test_nobody_approves_their_own_draft(walk: Walk) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import RoleGrant
    from yifa.registers.scope import IMPORTER

    values = {"officer": walk.office.people["handler"], "role": "unit_head", "agency": walk.office.agency,
              "valid_from": world.START}  # fmt: skip
    change(IMPORTER, RoleGrant, None, values, "测试")
    draft_id = _submitted(walk)
    outcome = _approve(walk, draft_id, "handler")
    assert "自己拟制" in outcome.errors[""]


def test_an_edit_voids_the_approvals_behind_it(walk: Walk) -> None:
    draft_id = _submitted(walk)
    _approve(walk, draft_id, "unit_head")
    _submit(walk, walk.file() | {"opinion": "改写后的理由。"}, draft_id)
    with scope(walk.office.actor("handler")):
        actions = list(
            Approval.objects.filter(draft_id=draft_id)
            .order_by("recorded_at")
            .values_list("action", flat=True)
        )
        assert actions == ["submit", "approve", "void", "submit"]
        assert Draft.objects.get(pk=draft_id).waiting_roles == ["unit_head"]
        assert DraftVersion.objects.filter(draft_id=draft_id).count() == 2


def test_a_new_finding_voids_the_approvals_behind_it(walk: Walk) -> None:
    draft_id = _submitted(walk)
    _approve(walk, draft_id, "unit_head")
    world.suspend_certificate(walk.office.people["handler2"], world.START)
    outcome = _approve(walk, draft_id, "agency_head")
    assert outcome.act is None
    with scope(walk.office.actor("handler")):
        assert Approval.objects.filter(draft_id=draft_id, action="void").count() == 1
        assert Draft.objects.get(pk=draft_id).state == "returned"


def test_a_return_needs_reasons_and_goes_back_to_the_author(walk: Walk) -> None:
    draft_id = _submitted(walk)
    head = walk.office.actor("unit_head")
    with scope(head):
        assert "opinion" in drafting.send_back(head, draft_id, "  ").errors
        assert not drafting.send_back(head, draft_id, "违法事实不清,请补充。").errors
        assert Draft.objects.get(pk=draft_id).state == "returned"
    assert "不在审批中" in _approve(walk, draft_id, "unit_head").errors[""]


def test_what_was_seen_is_kept_as_hashes(walk: Walk) -> None:
    draft_id = _submitted(walk)
    _approve(walk, draft_id, "unit_head")
    with scope(walk.office.actor("handler")):
        seen = Approval.objects.get(draft_id=draft_id, action="approve").seen
        version = DraftVersion.objects.get(draft_id=draft_id)
        assert seen["draft"] == f"{draft_id}@{version.number}"
        assert len(seen["payload"]) == len(seen["findings"]) == 64


def test_an_act_that_needs_approval_cannot_be_recorded_without(walk: Walk) -> None:
    from yifa.matters import service
    from yifa.matters.request import Ask

    walk.until("check_clue")
    actor = walk.office.actor("handler")
    with scope(actor):
        outcome = service.record(
            Ask(actor=actor, kind="file", payload=walk.file(), matter_id=walk.matter_id,
                co_handlers=[walk.office.id_of("handler2")])
        )  # fmt: skip
        assert outcome.act is None
        assert [s.roles for s in outcome.needed] == [("unit_head",), ("agency_head",)]
        assert Matter.objects.get().stage == "checked"


def test_a_step_can_be_passed_to_another_holder_of_the_role_and_then_waits_for_that_person(
    walk: Walk,
) -> None:
    draft_id = _submitted(walk)
    _approve(walk, draft_id, "unit_head")
    head = walk.office.actor("agency_head")
    with scope(head):
        assert "opinion" in drafting.delegate(head, draft_id, walk.office.id_of("deputy_head"), "").errors
        assert "to" in drafting.delegate(head, draft_id, walk.office.id_of("archivist"), "出差").errors
        assert not drafting.delegate(head, draft_id, walk.office.id_of("deputy_head"), "出差").errors
    assert "转交" in _approve(walk, draft_id, "agency_head").errors[""]
    assert _approve(walk, draft_id, "deputy_head").act is not None


def test_a_draft_knows_the_procedure_of_its_matter(walk: Walk) -> None:
    walk.until("check_clue")
    actor = walk.office.actor("handler")
    with scope(actor):
        given = drafting.DraftInput(id=str(uuid4()), kind="file", payload={}, matter_id=walk.matter_id)
        assert drafting.save_draft(actor, given).procedure == "penalty.ordinary"


def test_approvals_of_a_draft_serve_no_other_act(walk: Walk) -> None:
    """Its author asks for another act, or for another case, under the id of a draft that heads have agreed to."""
    from yifa.matters import service
    from yifa.matters.request import Ask

    draft_id = _submitted(walk)
    _approve(walk, draft_id, "unit_head")
    actor = walk.office.actor("handler")
    clue = {"source": "inspection", "received_on": day(-1), "cause": "占道", "summary": "巡查发现"}
    with scope(actor):
        elsewhere = service.record(
            Ask(
                actor=actor,
                kind="register_clue",
                payload=clue,
                procedure="penalty.ordinary",
                draft_id=draft_id,
            )
        )
        assert elsewhere.act is None and elsewhere.errors == {"": service.TAKEN}
        assert Draft.objects.get(pk=draft_id).state == "submitted"
        new = service.record(
            Ask(
                actor=actor,
                kind="register_clue",
                payload=clue,
                procedure="penalty.ordinary",
                draft_id=str(uuid4()),
            )
        )
        assert new.act is not None
    assert _approve(walk, draft_id, "agency_head").act is not None
