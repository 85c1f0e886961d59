"""Every way to change the past that we can think of is tried on a real database, and found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection

from ledger.store import town
from ledger.store.attacks import as_superuser, attack, damages
from ledger.store.leaves import add
from yifa.ledger import tree
from yifa.ledger.commit import commit, openings
from yifa.ledger.keys import Ed25519Signer
from yifa.ledger.store import exporting, keeping, reading, sequencer
from yifa.ledger.store.models import Entry
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.ledger.tiles import Edge
from yifa.matters import files
from yifa.matters.models import Act, ActBody, Exhibit, Paper, Party, StoredFile
from yifa.registers.ids import new_id
from yifa.registers.scope import WORKER, scope

pytestmark = pytest.mark.requirement("RQ093")


@pytest.fixture(autouse=True)
def proved(populated_db: Callable[[str, Callable[[], object]], str]) -> None:
    populated_db("proved", town.build)


def act(kind: str) -> Act:
    with scope(WORKER):
        found = Act.objects.filter(kind=kind).order_by("recorded_at").first()
    assert found is not None
    return found


def named(object_id: object) -> list[str]:
    """What verification says about one object."""
    return [text for text in damages() if str(object_id) in text]


def test_nothing_is_found_where_nothing_was_done() -> None:
    assert damages() == []


def test_one_changed_byte_of_a_payload() -> None:
    target = act("decide")
    attack(
        "UPDATE matters_actbody SET body = set_byte(body, length(body) - 40, get_byte(body, length(body) - 40) # 1)"
        " WHERE act_id = %s",
        target.pk,
    )
    assert named(target.pk)


def test_a_changed_time() -> None:
    target = act("serve_decision")
    attack("UPDATE matters_act SET occurred_to = occurred_to - interval '1 day' WHERE id = %s", target.pk)
    assert named(target.pk)


def test_a_changed_time_whose_body_was_changed_with_it() -> None:
    target = act("serve_decision")
    with scope(WORKER):
        body = bytes(ActBody.objects.get(act=target).body)
    fields = {name: value for _, name, value in openings(body)}
    fields["time"]["occurred_to"] = fields["time"]["occurred_from"] = "2026-01-05T02:00:00.000000+00:00"
    forged = commit(fields)
    with as_superuser() as cursor:
        cursor.execute(
            "UPDATE matters_act SET occurred_to = %s, occurred_from = %s, commitment = %s WHERE id = %s",
            ["2026-01-05T02:00:00Z", "2026-01-05T02:00:00Z", forged.digest, target.pk],
        )
        cursor.execute("UPDATE matters_actbody SET body = %s WHERE act_id = %s", [forged.body, target.pk])
    assert named(target.pk)


def test_a_deleted_act() -> None:
    target = act("report")
    with as_superuser() as cursor:
        for table in ("matters_actbody", "matters_effect", "matters_paper"):
            cursor.execute(f"DELETE FROM {table} WHERE act_id = %s", [target.pk])
        cursor.execute("DELETE FROM matters_act WHERE id = %s", [target.pk])
    assert named(target.pk)


def test_a_deleted_act_whose_log_entry_was_deleted_too() -> None:
    target = act("report")
    index = Entry.objects.get(kind="act", object_id=target.pk).index
    with as_superuser() as cursor:
        cursor.execute("DELETE FROM matters_actbody WHERE act_id = %s", [target.pk])
        cursor.execute("DELETE FROM matters_act WHERE id = %s", [target.pk])
        cursor.execute("DELETE FROM ledger_entry WHERE index = %s", [index])
    assert named(index)


def test_the_newest_acts_of_everything_deleted(ledger_folder: Path) -> None:
    sizes = [row.size for row in _checkpoints()]
    _truncate_to(sizes[-2])
    found = damages()
    assert any("末尾的记录被删除" in text for text in found)
    with pytest.raises(LedgerTrouble, match="恢复到了更早的状态"):
        sequencer.check_start()


def test_two_acts_swapped() -> None:
    first, second = act("submit_legal_review"), act("legal_review")
    with as_superuser() as cursor:
        cursor.execute("UPDATE matters_act SET seq = 900 WHERE id = %s", [first.pk])
        cursor.execute("UPDATE matters_act SET seq = %s WHERE id = %s", [first.seq, second.pk])
        cursor.execute("UPDATE matters_act SET seq = %s WHERE id = %s", [second.seq, first.pk])
    assert named(first.pk) and named(second.pk)


def test_two_entries_of_the_log_swapped() -> None:
    with as_superuser() as cursor:
        for old, new in ((10, -1), (11, 10), (-1, 11)):
            cursor.execute("UPDATE ledger_entry SET index = %s WHERE index = %s", [new, old])
    assert any(text.startswith("检查点") for text in damages())


def test_a_back_dated_act_slipped_in_behind_the_system() -> None:
    forged, _ = _insert_copy(act("show_identity"), queue=False)
    assert any("绕过系统" in text for text in named(forged))


def test_a_back_dated_act_that_is_queued_like_a_real_one() -> None:
    forged, sealed = _insert_copy(act("show_identity"), queue=True)
    sequencer.catch_up()
    assert any("倒填" in text for text in named(forged)), sealed


def test_a_replaced_file_of_an_exhibit() -> None:
    with scope(WORKER):
        exhibit = Exhibit.objects.exclude(file=None).select_related("file__key_row").get()
        stored = exhibit.file
        forged = files.store(b"\xff\xd8 another photograph", name="现场.jpg", media_type="image/jpeg",
                             agency_id=str(exhibit.agency_id))  # fmt: skip
    digest = hashlib.sha256(b"\xff\xd8 another photograph").hexdigest()
    with as_superuser() as cursor:
        cursor.execute("UPDATE matters_exhibit SET file_id = %s, sha256 = %s WHERE id = %s",
                       [forged.pk, digest, exhibit.pk])  # fmt: skip
    assert stored is not None and named(exhibit.pk)


def test_bytes_changed_in_the_file_store() -> None:
    with scope(WORKER):
        exhibit = Exhibit.objects.exclude(file=None).select_related("file").get()
    path = str(exhibit.file.storage_key)
    with default_storage.open(path) as kept:
        content = bytearray(kept.read())
    try:
        default_storage.delete(path)
        default_storage.save(path, ContentFile(bytes([*content[:-1], content[-1] ^ 1])))
        assert named(exhibit.file_id)
    finally:
        default_storage.delete(path)
        default_storage.save(path, ContentFile(bytes(content)))
    assert damages() == []


def test_a_paper_made_again() -> None:
    with scope(WORKER):
        paper = Paper.objects.get(kind="penalty_decision", act=act("decide"))
        again = files.store(b"%PDF-1.7 another", name="x.pdf", media_type="application/pdf",
                            agency_id=str(paper.agency_id))  # fmt: skip
    attack(
        "UPDATE matters_paper SET file_id = %s, sha256 = %s WHERE id = %s", again.pk, again.sha256, paper.pk
    )
    assert named(paper.pk)


def test_a_leaf_and_all_tiles_and_roots_rewritten_without_the_key() -> None:
    target = act("decide")
    entry = Entry.objects.get(kind="act", object_id=target.pk)
    with scope(WORKER):
        body = bytes(ActBody.objects.get(act=target).body)
    fields = {name: value for _, name, value in openings(body)}
    fields["payload.fine_fen"] = 1
    forged = commit(fields)
    with as_superuser() as cursor:
        cursor.execute("UPDATE matters_actbody SET body = %s WHERE act_id = %s", [forged.body, target.pk])
        cursor.execute("UPDATE matters_act SET commitment = %s WHERE id = %s", [forged.digest, target.pk])
        cursor.execute(
            "UPDATE ledger_entry SET leaf = %s, hash = %s WHERE index = %s",
            [forged.leaf, tree.leaf_hash(forged.leaf), entry.index],
        )
        _rebuild(cursor)
    found = damages()
    assert found and all(text.startswith("检查点") for text in found)
    with pytest.raises(LedgerTrouble, match="不一致"):
        add(1, "refusal")
        sequencer.integrate()


def test_the_log_signed_again_with_another_key(ledger_folder: Path) -> None:
    """A thief of the database who makes a key of his own: the checkpoint kept outside is not his."""
    thief = Ed25519Signer(keeping.origin(), b"thief".ljust(32, b"."))
    (ledger_folder / keeping.LOG_KEY).unlink()
    with pytest.raises(LedgerTrouble, match="不见了"):
        sequencer.integrate()
    (ledger_folder / keeping.LOG_KEY).write_text(str(thief))
    (ledger_folder / keeping.LOG_PUBLIC).write_text(str(thief.verifier))
    with pytest.raises(LedgerTrouble, match="不是本日志的签名"):
        sequencer.integrate()
    with pytest.raises(LedgerTrouble, match="不是本日志的签名"):
        damages()


def test_triggers_disabled_by_the_superuser_and_enabled_again() -> None:
    target = act("decide")
    with as_superuser() as cursor:
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ALTER TABLE matters_act DISABLE TRIGGER ALL")
        cursor.execute("UPDATE matters_act SET stage_to = 'closed' WHERE id = %s", [target.pk])
        cursor.execute("ALTER TABLE matters_act ENABLE TRIGGER ALL")
    assert named(target.pk)


def test_yesterdays_backup_restored(databases: Any) -> None:
    from support.database import use

    name = str(connection.settings_dict["NAME"])
    connection.close()
    databases.clone(name, f"{name}_backup")
    try:
        use(name)
        add(2, "refusal")
        sequencer.catch_up()
        use(f"{name}_backup")
        with pytest.raises(LedgerTrouble, match="恢复到了更早的状态"):
            sequencer.check_start()
        assert any("旧备份" in text for text in damages())
    finally:
        use(name)
        databases._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{name}_backup")


def _checkpoints() -> list[Any]:
    from yifa.ledger.store import heads

    return heads.checkpoints()


def _truncate_to(size: int) -> None:
    """Delete everything that was entered after a checkpoint, the log's own rows included, consistently."""
    tables = {"act": "matters_act", "approval": "matters_approval", "exhibit": "matters_exhibit",
              "paper": "matters_paper", "refusal": "matters_refusal", "disclosure": "matters_disclosure",
              "register": "registers_registerchange"}  # fmt: skip
    with as_superuser() as cursor:
        cursor.execute("SELECT kind, object_id FROM ledger_entry WHERE index >= %s", [size])
        for kind, object_id in cursor.fetchall():
            if kind == "act":
                cursor.execute("DELETE FROM matters_actbody WHERE act_id = %s", [object_id])
            if kind in tables:
                cursor.execute(f"DELETE FROM {tables[kind]} WHERE id = %s", [object_id])
        cursor.execute("DELETE FROM ledger_entry WHERE index >= %s", [size])
        cursor.execute("DELETE FROM ledger_publication WHERE checkpoint_id > %s", [size])
        cursor.execute("DELETE FROM ledger_checkpoint WHERE size > %s", [size])
        cursor.execute("DELETE FROM ledger_tile WHERE (index + 1) * 256 > %s", [size])


def _insert_copy(source: Act, *, queue: bool) -> tuple[UUID, Any]:
    """A well-formed act that claims to have been recorded two days ago, with a body that fits it."""
    forged = new_id()
    with scope(WORKER):
        body = bytes(ActBody.objects.get(act=source).body)
    fields = {name: value for _, name, value in openings(body)}
    fields["act"] |= {"id": str(forged), "seq": 901}
    fields["time"]["recorded_at"] = "2026-01-05T02:00:00.000000+00:00"
    sealed = commit(fields)
    columns = [
        f.column
        for f in Act._meta.concrete_fields
        if f.column not in ("id", "seq", "recorded_at", "commitment")
    ]
    with as_superuser() as cursor:
        cursor.execute(
            f"INSERT INTO matters_act (id, seq, recorded_at, commitment, {', '.join(columns)})"
            f" SELECT %s, 901, '2026-01-05T02:00:00Z', %s, {', '.join(columns)} FROM matters_act WHERE id = %s",
            [forged, sealed.digest, source.pk],
        )
        cursor.execute(
            "INSERT INTO matters_actbody (act_id, node, agency_id, body) SELECT %s, node, agency_id, %s"
            " FROM matters_actbody WHERE act_id = %s",
            [forged, sealed.body, source.pk],
        )
        if queue:
            cursor.execute(
                "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
                " VALUES ('act', %s, %s, '2026-01-05T02:00:00Z')",
                [forged, sealed.leaf],
            )
    return forged, sealed


def _rebuild(cursor: Any) -> None:
    """All tiles and roots computed anew from the entries, as someone without the key can."""
    cursor.execute("SELECT hash FROM ledger_entry ORDER BY index")
    hashes = [bytes(value) for (value,) in cursor.fetchall()]
    cursor.execute("DELETE FROM ledger_tile")
    for tile in Edge().append(hashes):
        cursor.execute(
            "INSERT INTO ledger_tile (level, index, data, root) VALUES (%s, %s, %s, %s)",
            [tile.level, tile.index, tile.data, tile.root],
        )
    cursor.execute("SELECT size FROM ledger_checkpoint")
    for (size,) in cursor.fetchall():
        cursor.execute(
            "UPDATE ledger_checkpoint SET root = %s WHERE size = %s", [tree.root_of(hashes[:size]), size]
        )


_ = (StoredFile, reading)


def test_another_name_for_the_party() -> None:
    with scope(WORKER):
        party = Party.objects.order_by("pk").first()
    assert party is not None
    attack("UPDATE matters_party SET name = '别的商行' WHERE id = %s", party.pk)
    assert named(party.pk)


def test_checkpoints_thinned_out_behind_a_day_that_was_kept() -> None:
    first = _checkpoints()[0]
    note = exporting.daily_note(reading.Head(first.size, first.root, first.note), date(2026, 11, 22))
    (keeping.folder() / keeping.DAILY).mkdir()
    (keeping.folder() / keeping.DAILY / "2026-11-22.txt").write_text(note, encoding="utf-8")
    assert damages() == []
    attack("DELETE FROM ledger_publication WHERE checkpoint_id = %s", first.size)
    attack("DELETE FROM ledger_checkpoint WHERE size = %s", first.size)
    assert any("2026-11-22" in text for text in named(first.size))


def test_a_matter_made_secret_or_handed_to_another_agency_behind_its_acts() -> None:
    target = act("decide").matter_id
    attack("UPDATE matters_matter SET secrecy = 'state' WHERE id = %s", target)
    assert named(target)


def test_a_trigger_left_switched_off() -> None:
    with as_superuser() as cursor:
        cursor.execute("ALTER TABLE matters_act DISABLE TRIGGER matters_act_append_only")
    assert any("触发器" in text for text in damages())


def test_a_leaf_queued_twice_stops_nothing_and_is_named() -> None:
    entry = Entry.objects.get(index=0)
    insert = (
        "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
        " VALUES (%s, %s, 'x', clock_timestamp())"
    )
    with connection.cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute(insert, [entry.kind, entry.object_id])
    attack(insert, entry.kind, entry.object_id)
    size = reading.newest().size
    add(2, "refusal")
    sequencer.catch_up()
    assert reading.newest().size == size + 2
    assert any("却又排队" in text for text in named(entry.object_id))
