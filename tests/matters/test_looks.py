"""Looking into what is not one's own work: a reason, a record in the log, and those who handle the case are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from registers import make
from support import world
from support.looking import tell
from support.walk import Walk

from yifa.access import Denied
from yifa.ledger.store import sequencer, verify
from yifa.ledger.store.models import Entry
from yifa.matters import looks, queries
from yifa.matters.models import Matter, ProtectedRead
from yifa.matters.page import load_page
from yifa.registers.actors import actor_of
from yifa.registers.scope import WORKER, Actor, scope


def colleague(walk: Walk, role: str = "archivist") -> Actor:
    who = make.officer("旁观者", walk.office.agency)
    make.grant(who, role)
    return actor_of(who.pk)


def told(actor: Actor, matter_id: str) -> bool:
    with scope(actor):
        return looks.told_today(actor, matter_id)


def test_whoever_works_on_the_case_is_not_asked(walk: Walk) -> None:
    walk.until("file")
    for role in ("handler", "handler2", "unit_head", "agency_head"):
        actor = walk.office.actor(role)
        with scope(actor):
            assert load_page(actor, walk.matter_id) is not None
    with scope(WORKER):
        assert not ProtectedRead.objects.exists()


@pytest.mark.requirement("RQ187")
def test_others_give_a_reason_once_a_day(walk: Walk) -> None:
    walk.until("file")
    outsider = colleague(walk)
    with scope(outsider), pytest.raises(looks.NeedsReason) as caught:
        load_page(outsider, walk.matter_id)
    assert caught.value.object_id == walk.matter_id
    assert world.firm  # the title names the case, never its party
    with scope(WORKER):
        party = Matter.objects.get().party_names
    assert party not in caught.value.what
    tell(outsider, walk.matter_id)
    with scope(outsider):
        assert load_page(outsider, walk.matter_id) is not None
        row = ProtectedRead.objects.get()
    assert (row.name, row.reason_kind, row.reason) == ("旁观者", "review", "年度案卷评查")
    assert str(row.reader_agency_id) == outsider.agency_id


def test_yesterdays_reason_does_not_hold(walk: Walk, settings: Any, monkeypatch: Any) -> None:
    walk.until("file")
    outsider = colleague(walk)
    tell(outsider, walk.matter_id)
    assert told(outsider, walk.matter_id)
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(looks.timezone, "now", lambda: later)
    assert not told(outsider, walk.matter_id)
    settings.YIFA_READ_REASON_HOURS = 48
    assert told(outsider, walk.matter_id)


def test_a_reason_for_one_case_opens_no_other(walk: Walk) -> None:
    walk.until("file")
    outsider = colleague(walk)
    tell(outsider, walk.matter_id)
    assert not told(outsider, str(uuid4()))
    assert not told(colleague(walk), walk.matter_id)


@pytest.mark.parametrize(
    ("kind", "reason", "field"),
    [
        ("", "核对", "kind"),
        ("whim", "核对", "kind"),
        ("review", "", "reason"),
        ("review", " ", "reason"),
        ("review", "a\x00b", "reason"),
        ("review", "长" * 501, "reason"),
    ],
)
def test_a_reason_is_of_a_kind_and_says_something(walk: Walk, kind: str, reason: str, field: str) -> None:
    walk.until("file")
    outsider = colleague(walk)
    with scope(outsider):
        with pytest.raises(ValidationError) as caught:
            looks.give_reason(outsider, "matter", walk.matter_id, kind, reason)
        assert field in caught.value.message_dict
        assert not ProtectedRead.objects.exists()


@pytest.mark.parametrize("what", ["matter", "draft", "file", "subject", "nothing"])
def test_no_reason_opens_what_is_not_there(walk: Walk, what: str) -> None:
    walk.until("file")
    outsider = colleague(walk)
    for id_ in (uuid4(), "x", ""):
        with scope(outsider), pytest.raises(Denied):
            looks.give_reason(outsider, what, id_, "review", "核对")


def test_no_reason_opens_another_agencys_case(walk: Walk) -> None:
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002").actor("agency_head")
    with scope(other), pytest.raises(Denied):
        looks.give_reason(other, "matter", walk.matter_id, "review", "核对")


def test_no_reason_helps_an_administrator(walk: Walk) -> None:
    walk.until("file")
    admin = colleague(walk, "system_admin")
    with scope(admin):
        assert load_page(admin, walk.matter_id) is None
        with pytest.raises(Denied):
            looks.give_reason(admin, "matter", walk.matter_id, "review", "核对")


@pytest.mark.requirement("RQ191")
def test_the_look_is_in_the_log_and_cannot_be_taken_back(walk: Walk) -> None:
    walk.until("file")
    tell(colleague(walk), walk.matter_id)
    sequencer.catch_up()
    assert Entry.objects.filter(kind="look").count() == 1
    report = verify.verify(lambda: scope(WORKER), jobs=0)
    assert report.damages == []
    assert report.counts["look"] == 1
    with scope(WORKER):
        for statement in (
            "UPDATE matters_protectedread SET reason = 'x'",
            "DELETE FROM matters_protectedread",
            "TRUNCATE matters_protectedread",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_nobody_leaves_a_look_in_anothers_name(walk: Walk) -> None:
    walk.until("file")
    tell(colleague(walk), walk.matter_id)
    with scope(WORKER):
        row = ProtectedRead.objects.get()
    me = colleague(walk)
    row.pk, row.recorded_at = uuid4(), timezone.now()
    with scope(me), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        from yifa.matters.dbclock import database_now

        row.recorded_at = database_now()
        row.save(force_insert=True)


def test_those_who_handle_the_case_see_who_looked(walk: Walk) -> None:
    walk.until("file")
    outsider = colleague(walk)
    tell(outsider, walk.matter_id)
    handler = walk.office.actor("handler")
    with scope(handler):
        page = load_page(handler, walk.matter_id, "looks")
        assert [r.name for r in page.looks] == ["旁观者"]
        assert [r.name for r in queries.looks_at_mine(handler)] == ["旁观者"]
        assert queries.workbench(handler, timezone.now()).to_read >= 1
    with scope(outsider):
        assert not queries.looks_at_mine(outsider).exists()


def test_being_asked_to_decide_is_reason_enough(walk: Walk) -> None:
    """A head whose post a draft waits for, and a reviewer of the child matter, see the case they are to judge."""
    from yifa.matters import drafting

    walk.until("file")
    head = colleague(walk, "agency_head")
    handler = walk.office.actor("handler")
    with scope(head), pytest.raises(looks.NeedsReason):
        load_page(head, walk.matter_id)
    payload = {"secrecy": "personal", "basis": "民法典第一千零三十四条", "reasons": "涉及个人隐私"}
    with scope(handler):
        draft = drafting.save_draft(
            handler,
            drafting.DraftInput(
                id=str(uuid4()), kind="classify", payload=payload, matter_id=walk.matter_id,
                agency_id=handler.agency_id,
            ),
        )  # fmt: skip
        drafting.submit(handler, str(draft.pk))
    with scope(head):
        assert load_page(head, walk.matter_id) is not None


def test_people_are_masked_for_those_without_a_part(office: world.Office) -> None:
    person = world.person()
    walk = Walk(office, person)
    walk.until("file")
    outsider, handler = colleague(walk, "unit_head"), office.actor("handler")
    with scope(handler):
        rows = list(Matter.objects.all())
        looks.veil(handler, rows)
        assert rows[0].party_names == person.name
    with scope(outsider):
        rows = list(Matter.objects.all())
        rows[0].title = f"{person.name}焚烧塑料案"
        looks.veil(outsider, rows)
        assert person.name not in rows[0].party_names + rows[0].title
        assert rows[0].party_names.startswith(person.name[0] + "某")


def test_a_party_is_whole_for_those_who_handle_it(walk: Walk) -> None:
    walk.until("file")
    outsider, handler = colleague(walk), walk.office.actor("handler")
    with scope(handler):
        assert looks.sees_whole(handler, walk.subject)
    with scope(outsider):
        assert not looks.sees_whole(outsider, walk.subject)
        with pytest.raises(looks.NeedsReason):
            looks.look_at_subject(outsider, walk.subject)
        looks.give_reason(outsider, "subject", walk.subject.pk, "register", "核对登记信息")
        assert looks.sees_whole(outsider, walk.subject)


def test_a_file_attached_to_a_record_is_the_cases(walk: Walk) -> None:
    """Whoever works on the case opens what a colleague attached to it; the case's id alone opens no other file."""
    from yifa.access import access_file
    from yifa.matters import drafting, files

    walk.until("file")
    handler, second = walk.office.actor("handler"), walk.office.actor("handler2")
    with scope(handler):
        attached, apart = (
            files.store(
                text, name="a.pdf", media_type="application/pdf", agency_id=handler.agency_id,
                officer_id=handler.officer_id,
            )
            for text in (b"%PDF attached", b"%PDF apart")
        )  # fmt: skip
        given = drafting.DraftInput(
            id=str(uuid4()), kind="add_evidence", matter_id=walk.matter_id, agency_id=handler.agency_id,
            payload={"exhibits": [{"title": "视频", "file": str(attached.pk)}]},
        )  # fmt: skip
        drafting.save_draft(handler, given)
        looks.look_at_file(handler, apart, access_file)  # one's own upload
    with scope(second):
        looks.look_at_file(second, attached, access_file, walk.matter_id)
        for file, within in ((apart, walk.matter_id), (attached, ""), (attached, str(uuid4()))):
            with pytest.raises(looks.NeedsReason):
                looks.look_at_file(second, file, access_file, within)
    outsider = colleague(walk)
    with scope(outsider), pytest.raises(looks.NeedsReason) as caught:
        looks.look_at_file(outsider, attached, access_file, walk.matter_id)
    assert caught.value.kind == "matter"
