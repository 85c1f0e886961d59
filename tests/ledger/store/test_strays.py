"""Rows that were never recorded but dress up as if they were, and registers written past the application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from ledger.store import town
from ledger.store.attacks import as_superuser, attack, damages
from yifa.ledger import tree
from yifa.ledger.commit import commit
from yifa.ledger.store import sequencer, sources
from yifa.ledger.store.models import Entry
from yifa.matters import committed, erasure
from yifa.matters.models import Act, Disclosure, Exhibit
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.models import Certificate, Power
from yifa.registers.scope import IMPORTER, WORKER, scope

pytestmark = pytest.mark.requirement("RQ093")
Populate = Callable[[str, Callable[[], object]], str]


@pytest.fixture
def proved(populated_db: Populate) -> None:
    populated_db("proved", town.build)


@pytest.fixture
def erased(populated_db: Populate) -> None:
    populated_db("erased", town.build_erased)


def forged_exhibit() -> tuple[UUID, bytes]:
    """A well-formed exhibit of an old act, with a body that fits it, not in the log; its id and its leaf."""
    with scope(WORKER):
        row = Exhibit.objects.select_related("file").order_by("id")[0]
        row.pk, row.position, row.title = new_id(), 77, "补充的证据"
        sealed = commit(committed.exhibit_fields(row, row.file))
    row.body = sealed.body
    columns = {f.column: getattr(row, f.attname) for f in Exhibit._meta.concrete_fields}
    with as_superuser() as cursor:
        cursor.execute(
            f"INSERT INTO matters_exhibit ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )
    return row.pk, sealed.leaf


@pytest.mark.parametrize("where", ["before the first entry", "after the last checkpoint"])
def test_a_row_whose_entry_stands_outside_every_signed_tree(proved: None, where: str) -> None:
    pk, leaf = forged_exhibit()
    index = -5 if where == "before the first entry" else Entry.objects.count()
    attack(
        "INSERT INTO ledger_entry (index, kind, object_id, leaf, hash) VALUES (%s, 'exhibit', %s, %s, %s)",
        index, pk, leaf, tree.leaf_hash(leaf),
    )  # fmt: skip
    assert any(str(pk) in text and "不在任何签署过的检查点里" in text for text in damages())


def test_evidence_added_later_to_an_old_act(proved: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.known()["exhibit"], "patience", timedelta(0))
    assert damages() == []
    pk, leaf = forged_exhibit()
    attack(
        "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at) VALUES ('exhibit', %s, %s, now())",
        pk, leaf,
    )  # fmt: skip
    sequencer.catch_up()
    assert [text for text in damages() if str(pk) in text and "倒填" in text]


def test_a_third_text_beside_what_was_published_and_withdrawn(proved: None) -> None:
    attack(
        """UPDATE matters_disclosure SET bodies = bodies || '["[]"]'::jsonb WHERE withdrawn_at IS NOT NULL"""
    )
    assert damages()


def test_an_officer_given_a_role_past_the_application(proved: None) -> None:
    attack(
        "INSERT INTO registers_rolegrant (id, officer_id, role, agency_id, valid_from)"
        " SELECT gen_random_uuid(), officer_id, 'agency_head', agency_id, '2020-01-01' FROM registers_rolegrant"
        " LIMIT 1"
    )
    assert [text for text in damages() if "岗位角色" in text and "没有变更记录" in text]


def test_a_certificate_made_to_last_longer(proved: None) -> None:
    attack("UPDATE registers_certificate SET valid_to = '2040-01-01'")
    assert [text for text in damages() if "行政执法证" in text and "不符" in text]


def test_a_power_deleted(proved: None) -> None:
    attack("DELETE FROM registers_power WHERE code = 'YZ-3'")
    assert [text for text in damages() if "执法事项" in text and "不见了" in text]


def test_a_register_row_deleted_with_all_its_changes(proved: None) -> None:
    with as_superuser() as cursor:
        cursor.execute("DELETE FROM registers_power WHERE code = 'YZ-3' RETURNING id::text")
        ((power,),) = cursor.fetchall()
        cursor.execute("DELETE FROM registers_registerchange WHERE row_id = %s RETURNING id::text", [power])
        ((gone,),) = cursor.fetchall()
    assert any(gone in text for text in damages())


def test_registers_changed_as_they_should_be(proved: None) -> None:
    with scope(IMPORTER):
        power = Power.objects.get(code="YZ-3")
        change(IMPORTER, Power, power.pk, {"name": "改过一次"}, "更正名称")
        change(IMPORTER, Power, power.pk, {"name": "改过两次"}, "再次更正")  # in the same transaction
        certificate = Certificate.objects.all()[0]
    assert damages() == []  # while they wait
    sequencer.catch_up()
    change(IMPORTER, Certificate, certificate.pk, {"area": "全市"}, "换证")
    assert damages() == []


def test_an_erasure_that_was_imported_opens_nothing(erased: None) -> None:
    with scope(WORKER):
        target = Act.objects.get(kind="record_questioning")
        assert erasure.erased_by(target.pk) is not None
    attack("UPDATE matters_act SET mode = 'attest' WHERE kind = 'erase_body'")
    with scope(WORKER):
        assert erasure.erased_by(target.pk) is None
    assert [text for text in damages() if str(target.pk) in text]


def test_a_publication_is_not_excused_by_the_erasure_of_its_act(erased: None) -> None:
    """Whoever erases an act may not put other words in its public place."""
    with scope(WORKER):
        shown = Disclosure.objects.all()[0]
        eraser = Act.objects.get(kind="erase_body")
    assert shown.state == "published" and eraser is not None
    attack(
        "UPDATE matters_disclosure SET content = '{}', bodies = '[]', title = '别的' WHERE id = %s", shown.pk
    )
    assert [text for text in damages() if str(shown.pk) in text]
