"""The certificate is judged at the moment of recording, not of drafting (RQ003); approvals carry numbers (RQ007)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from support import world
from support.walk import Walk

from yifa.matters import drafting
from yifa.matters.models import Act, Approval, Refusal
from yifa.registers.change import change
from yifa.registers.models import Certificate, CertificateState
from yifa.registers.scope import IMPORTER, scope


def submitted(walk: Walk) -> str:
    walk.until("check_clue")
    handler, draft_id = walk.office.actor("handler"), str(uuid4())
    with scope(handler):
        given = drafting.DraftInput(
            id=draft_id, kind="file", payload=walk.file(), matter_id=walk.matter_id, procedure="penalty.ordinary",
            co_handlers=[walk.office.id_of("handler2")],
        )  # fmt: skip
        drafting.save_draft(handler, given)
        assert drafting.submit(handler, draft_id).needed
    return draft_id


def approve(walk: Walk, draft_id: str, role: str):
    actor = walk.office.actor(role)
    with scope(actor):
        return drafting.approve(actor, draft_id, "同意")


def suspend(walk: Walk) -> None:
    with scope(IMPORTER):
        world.suspend_certificate(walk.office.people["handler2"], timezone.localdate())


def expire(walk: Walk) -> None:
    with scope(IMPORTER):
        row = Certificate.objects.get(officer=walk.office.people["handler2"])
        ended = timezone.localdate() - timedelta(days=1)
        change(IMPORTER, Certificate, row.pk, {"valid_to": ended}, "更正有效期")


@pytest.mark.parametrize(("happens", "word"), [(suspend, "已暂扣"), (expire, "已过有效期")])
@pytest.mark.requirement("RQ003")
def test_what_ends_between_drafting_and_recording_blocks_the_record(walk: Walk, happens, word: str) -> None:
    draft_id = submitted(walk)
    assert not approve(walk, draft_id, "unit_head").blocking
    happens(walk)
    outcome = approve(walk, draft_id, "agency_head")
    assert outcome.act is None
    assert any(word in f.message for f in outcome.findings), outcome
    with scope(walk.office.actor("handler")):
        assert not Act.objects.filter(kind="file").exists()


@pytest.mark.requirement("RQ003")
def test_what_is_suspended_is_refused_at_once_and_the_refusal_kept(walk: Walk) -> None:
    walk.until("check_clue")
    suspend(walk)
    outcome = walk.attempt("file", walk.file())
    assert "named_handlers_certified" in [f.gate for f in outcome.blocking]
    with scope(walk.office.actor("handler")):
        assert Refusal.objects.filter(kind="file").count() == 1


@pytest.mark.requirement("RQ003")
def test_given_back_it_counts_again(walk: Walk) -> None:
    suspend(walk)
    with scope(IMPORTER):
        row = CertificateState.objects.get(certificate__officer=walk.office.people["handler2"])
        change(IMPORTER, CertificateState, row.pk, {"state": "valid", "reason": "恢复"}, "恢复")
    walk.until("file")
    assert walk.kinds()[-1] == "file"


@pytest.mark.requirement("RQ007")
def test_only_a_certificate_valid_that_day_stands_beside_an_approval(walk: Walk) -> None:
    draft_id = submitted(walk)
    with scope(IMPORTER):
        world.suspend_certificate(walk.office.people["unit_head"], timezone.localdate())
    approve(walk, draft_id, "unit_head")
    approve(walk, draft_id, "agency_head")
    with scope(walk.office.actor("handler")):
        rows = Approval.objects.filter(draft_id=draft_id, action="approve").order_by("recorded_at")
        assert [(r.role, r.certificate) for r in rows] == [
            ("unit_head", ""),
            ("agency_head", "云城agency_head"),
        ]
