"""Large documents through the queue: kept, followed, begun again, never twice into drafts; their author's alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from psycopg.errors import ProgramLimitExceeded
from support.plan_papers import HEAD

from yifa.access import Denied
from yifa.policies.parse import Progress
from yifa.registers.models import Officer, PlanDraft, PlanReading
from yifa.registers.scope import IMPORTER, PUBLIC, WORKER, Actor, scope
from yifa.supervision.plans import drafting, readings

from .conftest import Place

pytestmark = pytest.mark.django_db

WORDS = "每人每年接受不少于60学时的培训，于2026年9月底前完成首轮轮训。（牵头单位：云州市城市管理综合执法局）"
TASK = f"{{k}}.完成第{{n}}之{{k}}项培训。{WORDS}\n"


def document(n: int, tasks: int = 3) -> str:
    return HEAD.format(n=n) + "".join(TASK.format(n=n, k=k) for k in range(1, tasks + 1))


def begun(place: Place, text: str | bytes, role: str = "unit_head") -> PlanReading:
    actor = place.justice.actor(role)
    data = text if isinstance(text, bytes) else text.encode()
    with scope(actor):
        return readings.begin(actor, data, "方案.txt")


def now_of(reading: PlanReading) -> PlanReading:
    with scope(WORKER):
        return PlanReading.objects.get(pk=reading.pk)


def drafts(place: Place, role: str = "unit_head") -> list[PlanDraft]:
    actor = place.justice.actor(role)
    with scope(actor):
        return sorted(drafting.drafts_of(actor).rows, key=lambda d: d.place)


def jobs(kind: str = readings.TASK) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'reading_id' FROM procrastinate_jobs WHERE task_name = %s", [kind])
        return list(cursor.fetchall())


def no_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_jobs")


def test_the_file_is_kept_encrypted_until_it_is_in_drafts(place: Place) -> None:
    reading = begun(place, document(1))
    assert jobs() == [(str(reading.pk),)]
    with default_storage.open(reading.storage_key, "rb") as kept:
        assert "行动方案".encode() not in kept.read()
    readings.run(reading.pk)
    after = now_of(reading)
    assert (after.state, after.documents, after.tasks, after.key) == ("read", 1, 3, None)
    assert not default_storage.exists(reading.storage_key)
    (draft,) = drafts(place)
    assert after.drafts == [str(draft.pk)]
    assert draft.title == "云州市第1号行动方案"


def test_three_megabytes_end_in_a_draft_for_each_document_on_its_own_text(place: Place) -> None:
    texts: list[str] = []
    while sum(len(t.encode()) for t in texts) < 3 * 1024 * 1024:
        texts.append(document(len(texts) + 1, 300))
    reading = begun(place, "".join(texts))
    told: list[Progress] = []
    readings.run(reading.pk, told.append)
    assert told[-1].documents == len(texts)
    assert told[-1].done <= told[-1].of
    actor = place.justice.actor("unit_head")
    after = now_of(reading)
    assert (after.documents, after.tasks) == (len(texts), 300 * len(texts))
    with scope(actor):
        found = list(PlanDraft.objects.order_by("place"))
        assert [d.title for d in found] == [f"云州市第{n}号行动方案" for n in range(1, len(texts) + 1)]
        last = drafting.edited_of(found[-1])
    assert len(last.text) < 60_000  # its own stretch, not three megabytes
    assert last.document.span == (0, len(last.text))
    task = last.tasks[299].task
    assert last.text[slice(*task.span)] == task.text
    assert task.text.startswith(f"300.完成第{len(texts)}之300项培训")


def test_how_far_it_is_is_written_while_it_is_read(place: Place) -> None:
    reading = begun(place, document(1) + document(2))
    seen: list[tuple[int, int, int, int]] = []

    def look(progress: Progress) -> None:
        row = now_of(reading)
        seen.append((row.document, row.documents, row.tasks, row.percent))

    readings.run(reading.pk, look, every=0)
    assert seen[-1][:3] == (2, 2, 5)  # written after each task, looked at before
    assert {(document, documents) for document, documents, _, _ in seen} == {(0, 0), (1, 2), (2, 2)}
    assert [percent for *_, percent in seen] == sorted(percent for *_, percent in seen)


def test_a_reading_whose_worker_died_begins_again_and_is_in_drafts_once(place: Place) -> None:
    reading = begun(place, document(1))

    def die(progress: Progress) -> None:
        if progress.tasks == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        readings.run(reading.pk, die)
    assert now_of(reading).state == "reading"
    assert not drafts(place)
    no_jobs()
    with scope(WORKER):
        readings.requeue()
        assert jobs() == []  # it has only just moved
        PlanReading.objects.update(touched_at=datetime(2026, 1, 1).astimezone())
        readings.requeue()
        readings.requeue()
    assert jobs() == [(str(reading.pk),)]
    readings.run(reading.pk)
    readings.run(reading.pk)  # queued twice
    assert now_of(reading).state == "read"
    assert len(drafts(place)) == 1


def test_a_reader_that_was_taken_over_from_makes_no_drafts(place: Place) -> None:
    reading = begun(place, document(1))

    def overtaken(progress: Progress) -> None:
        if progress.tasks == 3 and now_of(reading).state == "reading":
            readings.run(reading.pk)

    readings.run(reading.pk, overtaken, every=3600)
    assert len(drafts(place)) == 1
    assert now_of(reading).tries == 2


def test_a_file_that_ends_every_reading_is_given_back_with_a_word(place: Place) -> None:
    reading = begun(place, document(1))

    def die(progress: Progress) -> None:
        raise MemoryError

    for _ in range(readings.MOST_TRIES):
        with pytest.raises(MemoryError):
            readings.run(reading.pk, die)
    readings.run(reading.pk)
    after = now_of(reading)
    assert after.state == "failed"
    assert "读取3次都中断了" in after.problems[0]
    assert default_storage.exists(after.storage_key)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04" + b"\0" * 500, b"%PDF-1.7\n" + b"\0" * 500, "　\n".encode() * 500],
    ids=["docx", "pdf", "blank"],
)
def test_a_broken_file_says_what_is_wrong_and_stays(place: Place, data: bytes) -> None:
    reading = begun(place, data)
    readings.run(reading.pk)
    after = now_of(reading)
    assert after.state == "failed"
    assert after.problems and all(after.problems)
    assert default_storage.exists(after.storage_key)
    actor = place.justice.actor("unit_head")
    with scope(actor):
        assert [r.pk for r in readings.open_ones(actor)] == [reading.pk]
        assert readings.drop(after)
    assert not default_storage.exists(reading.storage_key)
    readings.run(reading.pk)  # still in the queue, perhaps
    assert now_of(reading).state == "dropped"


def test_a_document_that_no_row_holds_is_said_and_the_file_stays(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*_given: Any) -> None:
        raise OperationalError from ProgramLimitExceeded()

    reading = begun(place, document(1))
    monkeypatch.setattr(drafting, "begin", too_much)
    readings.run(reading.pk)
    after = now_of(reading)
    assert (after.state, after.problems) == ("failed", [readings.TOO_MUCH])
    assert default_storage.exists(after.storage_key)


def test_giving_up_while_it_is_read_ends_the_reading(place: Place) -> None:
    reading = begun(place, document(1))
    told: list[Progress] = []

    def give_up(progress: Progress) -> None:
        told.append(progress)
        if progress.tasks == 1:
            with scope(place.justice.actor("unit_head")):
                readings.drop(now_of_author(place, reading))

    readings.run(reading.pk, give_up, every=0)
    assert told[-1].tasks == 1
    assert now_of(reading).state == "dropped"
    assert not drafts(place)


def now_of_author(place: Place, reading: PlanReading) -> PlanReading:
    found = readings.find(place.justice.actor("unit_head"), str(reading.pk))
    assert found is not None
    return found


def test_one_that_is_read_is_not_given_up(place: Place) -> None:
    reading = begun(place, document(1))
    readings.run(reading.pk)
    with scope(place.justice.actor("unit_head")):
        assert not readings.drop(reading)
    assert now_of(reading).state == "read"


def test_what_a_person_waits_for_is_read_before_what_waits_already(place: Place) -> None:
    """After a busy day thousands of papers wait; an upload would stand behind all of them."""
    from procrastinate.contrib.django import app

    app.configure_task("yifa.matters.run_effects", queue="effects").defer(act_id="x", agency_id="x")
    reading = begun(place, document(1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'reading_id' FROM procrastinate_fetch_job_v2(ARRAY['effects'], NULL)")
        assert cursor.fetchall() == [(str(reading.pk),)]


def test_the_same_file_again_is_the_same_reading_while_it_waits(place: Place) -> None:
    assert begun(place, document(1)).pk == begun(place, document(1)).pk
    assert len(jobs()) == 1


def test_a_plan_that_was_adopted_is_named_and_not_drafted_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "LARGE", 100)
    actor = place.justice.actor("unit_head")
    text = "".join(document(n) for n in range(1, 6))
    readings.run(begun(place, text).pk)
    with scope(actor):
        draft = PlanDraft.objects.get(title="云州市第2号行动方案")
        plan = drafting.adopt(actor, draft, drafting.edited_of(draft))
    again = begun(place, text)
    readings.run(again.pk)
    after = now_of(again)
    assert after.known == [str(plan.pk)]
    assert len(after.drafts) == 4
    assert [d.title[:7] for d in drafts(place)] == [f"云州市第{n}号行" for n in (1, 3, 4, 5)]


def test_who_left_meanwhile_gets_no_drafts(place: Place) -> None:
    reading = begun(place, document(1))
    author = place.justice.actor("unit_head")
    with scope(IMPORTER):
        Officer.objects.filter(pk=author.officer_id).update(valid_to=date(2026, 1, 31))
    readings.run(reading.pk)
    after = now_of(reading)
    assert (after.state, after.drafts) == ("failed", [])
    assert after.problems and after.problems[0]
    with scope(author):
        assert not PlanDraft.objects.exists()


def test_who_may_not_adopt_cannot_begin(place: Place) -> None:
    with pytest.raises(Denied):
        begun(place, document(1), "archivist")
    with scope(WORKER):
        assert not PlanReading.objects.exists()


def test_nobody_else_sees_it(place: Place) -> None:
    reading = begun(place, document(1))
    own, colleague = place.justice.actor("unit_head"), place.justice.actor("handler")
    head = place.urban.actor("agency_head")
    same: dict[str, Any] = {
        "officer_id": own.officer_id,
        "agency_id": own.agency_id,
        "agencies": own.agencies,
    }
    administrators = [
        Actor("administration", roles=frozenset({role}), **same)
        for role in ("system_admin", "security_admin", "audit_admin")
    ]
    for actor in (colleague, head, PUBLIC, IMPORTER, *administrators):
        with scope(actor):
            assert not PlanReading.objects.exists(), actor
            assert readings.find(actor, str(reading.pk)) is None
            assert not readings.open_ones(actor)
    with scope(own):
        assert PlanReading.objects.get().author_id == UUID(own.officer_id)


@pytest.mark.parametrize(
    ("table", "rights"),
    [
        ("registers_planreading", "SELECT UPDATE"),
        ("registers_plandraft", "SELECT INSERT"),
        *((f"registers_{name}", "SELECT") for name in (
            "policyplan", "plansource", "agency", "region", "collectiveunit", "officer", "roleheld", "certificate",
            "certificatestate",
        )),
    ],
)  # fmt: skip
def test_the_role_of_the_queue_may_do_what_a_reading_needs(db: None, table: str, rights: str) -> None:
    with connection.cursor() as cursor:
        for right in rights.split():
            cursor.execute("SELECT has_table_privilege('yifa_worker', %s, %s)", [table, right])
            assert cursor.fetchone() == (True,), right
