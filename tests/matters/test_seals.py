"""How closed a case is stands on its row, set by the database alone; and the files that closed cases name."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from support import world
from support.walk import Walk

from yifa.matters import files
from yifa.matters.models import Matter, StoredFile
from yifa.registers.scope import WORKER, Actor, scope

from .test_secrecy import bystander, counts, form


def seals() -> dict[str, int]:
    with scope(WORKER):
        return {str(pk): seal for pk, seal in Matter.objects.values_list("pk", "seal")}


def child_of(walk: Walk, parent_id: Any, **values: Any) -> Matter:
    """A row below another, as a spawned matter is."""
    with scope(WORKER):
        row = Matter.objects.get(pk=walk.matter_id)
        row.pk, row.code, row.number_seq = None, f"{len(seals())}{row.code}"[:32], None
        row.parent_id, row.secrecy, row.seal, row.involved, row.known_to = parent_id, "ordinary", 0, [], []
        for name, value in values.items():
            setattr(row, name, value)
        from yifa.registers.ids import new_id

        row.id = new_id()
        row.save(force_insert=True)
        return row


def test_the_seal_is_the_strictest_class_above(walk: Walk) -> None:
    walk.until("file")
    first = child_of(walk, walk.matter_id)
    second = child_of(walk, first.pk, secrecy="business")
    third = child_of(walk, second.pk)
    assert seals() == {walk.matter_id: 0, str(first.pk): 0, str(second.pk): 2, str(third.pk): 2}
    with scope(WORKER):
        Matter.objects.filter(pk=walk.matter_id).update(secrecy="state")
    assert seals() == dict.fromkeys([walk.matter_id, str(first.pk), str(second.pk), str(third.pk)], 3)
    late = child_of(walk, third.pk)
    assert seals()[str(late.pk)] == 3
    with scope(WORKER):
        Matter.objects.filter(pk=walk.matter_id).update(secrecy="personal")
    assert seals()[str(first.pk)] == 1
    assert seals()[str(late.pk)] == 2
    with scope(WORKER):
        Matter.objects.filter(pk=walk.matter_id).update(secrecy="ordinary")
    assert seals() == {
        walk.matter_id: 0, str(first.pk): 0, str(second.pk): 2, str(third.pk): 2, str(late.pk): 2,
    }  # fmt: skip


def test_only_a_closed_row_says_who_has_a_part_and_says_it_of_later_ones_too(walk: Walk) -> None:
    walk.until("file")
    stranger = bystander(walk)
    with scope(WORKER):
        Matter.objects.update(involved=["one"], known_to=["two"])
        assert Matter.objects.get().parts is None
        Matter.objects.update(secrecy="business")
        assert Matter.objects.get().parts == ["one", "two"]
    assert counts(stranger)["Matter"] == 0
    with scope(WORKER):
        Matter.objects.update(known_to=["two", stranger.officer_id])
        assert Matter.objects.get().parts == ["one", "two", stranger.officer_id]
    assert counts(stranger)["Matter"] == 1
    with scope(WORKER):
        Matter.objects.update(secrecy="ordinary")
        assert Matter.objects.get().parts is None


def test_nobody_known_has_no_part_even_where_a_row_names_nobody(walk: Walk) -> None:
    walk.until("file")
    with scope(WORKER):
        Matter.objects.update(secrecy="business", involved=[], known_to=[""])
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "SELECT set_config('yifa.scope', 'agency', true), set_config('yifa.agencies', %s, true),"
            " set_config('yifa.officer', '', true)",
            [str(walk.office.agency.pk)],
        )
        cursor.execute("SELECT count(*) FROM matters_matter")
        assert cursor.fetchone() == (0,)


def test_an_unknown_class_is_above_every_clearance(walk: Walk) -> None:
    walk.until("file")
    cleared = bystander(walk, clearance="state")
    with scope(WORKER):
        Matter.objects.update(secrecy="none")
    assert counts(cleared)["Matter"] == 0


def test_nobody_takes_a_seal_off_by_writing_it(walk: Walk) -> None:
    """Neither on purpose nor by saving a row that was read before."""
    walk.until("file")
    with scope(WORKER):
        before = Matter.objects.get()
    walk.do("classify", form())
    handler = walk.office.actor("handler")
    with scope(handler):
        Matter.objects.update(seal=0)
        before.refresh_from_db()
        before.seal = 0
        before.save()
    assert seals() == {walk.matter_id: 2}
    assert counts(bystander(walk))["Matter"] == 0


def test_a_child_at_another_agency_is_closed_with_its_parent(walk: Walk) -> None:
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    child = child_of(walk, walk.matter_id, agency=other.agency)
    with scope(other.actor("archivist")):
        assert Matter.objects.count() == 1
    walk.do("classify", form())
    assert seals()[str(child.pk)] == 2
    with scope(other.actor("archivist")):
        assert Matter.objects.count() == 0


def test_a_part_in_what_serves_a_case_opens_both_but_nothing_closed_for_its_own_sake(walk: Walk) -> None:
    """Case (closed) > review in which one takes part > a matter of the review that is closed itself."""
    walk.until("file")
    reader = bystander(walk)
    review = child_of(walk, walk.matter_id, involved=[reader.officer_id])
    inner = child_of(walk, review.pk, secrecy="state")
    beside = child_of(walk, walk.matter_id)
    walk.do("classify", form())
    with scope(reader):
        assert {str(pk) for pk in Matter.objects.values_list("pk", flat=True)} == {
            walk.matter_id, str(review.pk), str(beside.pk),
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT hidden_matters()")
            assert [str(r[0]) for r in cursor.fetchall()] == [str(inner.pk)]
    with scope(WORKER):
        Matter.objects.filter(pk=inner.pk).update(known_to=[reader.officer_id])
    assert counts(reader)["Matter"] == 4


@pytest.fixture
def kept(walk: Walk) -> list[StoredFile]:
    walk.until("show_identity")
    handler = walk.office.actor("handler")
    with scope(handler):
        return [
            files.store(
                f"%PDF {n}".encode(), name=f"{n}.pdf", media_type="application/pdf", agency_id=handler.agency_id,
                officer_id=handler.officer_id,
            )
            for n in range(3)
        ]  # fmt: skip


def test_what_a_closed_case_names_later_is_closed_too(walk: Walk, kept: list[StoredFile]) -> None:
    """Files of records from before and after it was closed, and again after it was open for a while."""
    outsider = bystander(walk)

    def seen() -> set[str]:
        with scope(outsider):
            return {f.name for f in StoredFile.objects.all()}

    walk.do("record_questioning", {**walk.questioning(), "recording": str(kept[0].pk)})
    walk.do("classify", form())
    assert seen() == {"1.pdf", "2.pdf"}
    walk.do("record_questioning", {**walk.questioning(), "recording": str(kept[1].pk)})
    assert seen() == {"2.pdf"}
    walk.do("classify", form("ordinary", reasons="已公开"))
    assert seen() == {"0.pdf", "1.pdf", "2.pdf"}
    walk.do("record_questioning", {**walk.questioning(), "recording": str(kept[2].pk)})
    walk.do("classify", form())
    assert seen() == set()


def test_closed_files_are_found_without_reading_a_body(walk: Walk, kept: list[StoredFile]) -> None:
    walk.do("record_questioning", {**walk.questioning(), "recording": str(kept[0].pk)})
    walk.do("classify", form())
    with scope(bystander(walk)), connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'hidden_files'")
        assert "body" not in cursor.fetchone()[0]
        cursor.execute("SELECT hidden_files()")
        assert [str(r[0]) for r in cursor.fetchall()] == [str(kept[0].pk)]


def test_which_files_are_named_is_nobodys_to_read(walk: Walk) -> None:
    walk.until("file")
    for actor in (walk.office.actor("handler"), WORKER, Actor("public")):
        with (
            scope(actor),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute("SELECT * FROM matters_namedfile")
