"""The log on a real database: order, tiles, checkpoints, what is kept outside, and what stops the signing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from ledger.store.leaves import add
from yifa.ledger import tree
from yifa.ledger.note import open_checkpoint
from yifa.ledger.store import keeping, reading, sequencer
from yifa.ledger.store.models import Checkpoint, Entry, PendingLeaf, Publication, Tile
from yifa.ledger.store.trouble import LedgerTrouble


def roots_agree() -> None:
    """Every checkpoint's root is that of the entries before it, by the plain definition."""
    hashes = [tree.leaf_hash(bytes(e.leaf)) for e in Entry.objects.order_by("index")]
    assert [bytes(h) for h in Entry.objects.order_by("index").values_list("hash", flat=True)] == hashes
    for checkpoint in Checkpoint.objects.all():
        assert bytes(checkpoint.root) == tree.root_of(hashes[: checkpoint.size])
        opened, _ = open_checkpoint(checkpoint.note, keeping.verifier(), keeping.origin())
        assert (opened.size, opened.root) == (checkpoint.size, bytes(checkpoint.root))


def test_waiting_leaves_enter_the_log_in_their_order_and_wait_no_longer(fresh_db: str) -> None:
    made = add(700)
    assert sequencer.integrate(limit=300) == sequencer.Round(300, 300, True)
    sequencer.catch_up()
    assert [e.object_id for e in Entry.objects.order_by("index")] == [object_id for object_id, _ in made]
    assert [bytes(e.leaf) for e in Entry.objects.order_by("index")] == [sealed.leaf for _, sealed in made]
    assert not PendingLeaf.objects.exists()
    assert Tile.objects.filter(level=0).count() == 2
    roots_agree()


def test_nothing_waiting_signs_nothing(fresh_db: str) -> None:
    add(3)
    sequencer.catch_up()
    before = Checkpoint.objects.count()
    sequencer.catch_up()
    assert Checkpoint.objects.count() == before == 1


def test_a_transaction_that_commits_late_is_not_skipped(
    fresh_db: str, connect_as: Callable[..., psycopg.Connection[Any]]
) -> None:
    slow = connect_as("app")
    with slow.transaction():
        slow.execute(
            "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
            " VALUES ('act', gen_random_uuid(), 'late', clock_timestamp())"
        )
        add(5)
        sequencer.catch_up()
        assert Entry.objects.count() == 5
    sequencer.catch_up()
    assert bytes(Entry.objects.get(index=5).leaf) == b"late"
    roots_agree()


def test_two_sequencers_take_turns_and_lose_nothing(fresh_db: str) -> None:
    add(400)
    entered = threading.Event()
    go_on = threading.Event()

    def held(step: str) -> None:
        if step == "moved":
            entered.set()
            assert go_on.wait(20)

    def first() -> None:
        try:
            sequencer.integrate(step=held)
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert entered.wait(20)
    assert sequencer.integrate() is None
    go_on.set()
    thread.join()
    add(10)
    sequencer.catch_up()
    assert Entry.objects.count() == 410
    roots_agree()


STEPS = ["locked", "moved", "tiled", "signed", "committed", "kept", "witnessed", "published"]


def test_the_steps_that_are_killed_below_are_all_there_are(fresh_db: str) -> None:
    add(300)
    told: list[str] = []
    sequencer.integrate(step=told.append)
    assert told == STEPS


@pytest.mark.parametrize("at", STEPS)
def test_a_sequencer_killed_at_any_step_leaves_a_log_that_goes_on(fresh_db: str, at: str) -> None:
    add(300)
    sequencer.catch_up()
    add(300)
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=_die_at, args=(at,))
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL
    add(1)
    sequencer.catch_up()
    assert Entry.objects.count() == 601
    assert not PendingLeaf.objects.exists()
    assert Publication.objects.filter(checkpoint_id=601).exists()
    newest = keeping.kept()
    assert newest is not None and newest[0].size == 601
    roots_agree()


def _die_at(at: str) -> None:
    sequencer.integrate(step=lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == at else None)


def test_every_proof_from_the_rows_leads_to_its_checkpoint(fresh_db: str) -> None:
    add(600)
    sequencer.integrate(limit=257)
    sequencer.catch_up()
    old, new = reading.head_at(257), reading.newest(published=True)
    assert old is not None and new.size == 600
    for index in (0, 1, 255, 256, 511, 512, 599):
        leaf = bytes(Entry.objects.get(index=index).leaf)
        path = reading.inclusion(index, new.size)
        assert tree.root_from_inclusion(tree.leaf_hash(leaf), index, new.size, path) == new.root
    assert tree.check_consistency(257, old.root, 600, new.root, reading.consistency(257, 600))


def test_a_database_put_back_to_an_earlier_state_is_refused(
    fresh_db: str, ledger_folder: Path, connect_as: Callable[..., psycopg.Connection[Any]]
) -> None:
    add(3)
    sequencer.catch_up()
    older = (ledger_folder / keeping.NEWEST).read_text()
    add(3)
    sequencer.catch_up()
    newer = (ledger_folder / keeping.NEWEST).read_text()
    admin = connect_as(None)
    admin.execute("SET session_replication_role = replica")
    for table, column in (("publication", "checkpoint_id"), ("checkpoint", "size")):
        admin.execute(f"DELETE FROM ledger_{table} WHERE {column} > 3")
    admin.execute("DELETE FROM ledger_entry WHERE index >= 3")
    add(1)
    with pytest.raises(LedgerTrouble, match="恢复到了更早的状态"):
        sequencer.integrate()
    with pytest.raises(LedgerTrouble, match="恢复到了更早的状态"):
        sequencer.check_start()
    assert (ledger_folder / keeping.NEWEST).read_text() == newer != older
    assert Entry.objects.count() == 3


def test_a_changed_edge_is_not_signed_on(
    fresh_db: str, ledger_folder: Path, connect_as: Callable[..., psycopg.Connection[Any]]
) -> None:
    add(3)
    sequencer.catch_up()
    admin = connect_as(None)
    admin.execute("SET session_replication_role = replica")
    admin.execute("UPDATE ledger_entry SET hash = sha256('x') WHERE index = 1")
    add(1)
    with pytest.raises(LedgerTrouble, match="不一致"):
        sequencer.integrate()
    assert Checkpoint.objects.count() == 1


def test_a_lost_key_is_not_replaced_by_a_new_one(fresh_db: str, ledger_folder: Path) -> None:
    add(1)
    sequencer.catch_up()
    (ledger_folder / keeping.LOG_KEY).unlink()
    with pytest.raises(LedgerTrouble, match="不见了"):
        sequencer.integrate()


def test_the_log_is_not_written_inside_somebody_elses_transaction(fresh_db: str) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        sequencer.integrate()


def test_keys_are_readable_by_their_owner_only(ledger_folder: Path, fresh_db: str) -> None:
    add(1)
    sequencer.catch_up()
    assert (ledger_folder / keeping.LOG_KEY).stat().st_mode & 0o077 == 0


def test_a_further_signer_that_cannot_be_loaded_is_a_sentence_and_nothing_is_lost(
    fresh_db: str, settings: Any
) -> None:
    add(2)
    settings.YIFA_LEDGER_SIGNERS = ["nowhere.at.all:signer"]
    with pytest.raises(LedgerTrouble, match="装载不了"):
        sequencer.integrate()
    assert PendingLeaf.objects.count() == 2
    settings.YIFA_LEDGER_SIGNERS = []
    sequencer.catch_up()
    assert Entry.objects.count() == 2


def test_a_host_that_only_shows_starts_with_the_public_key_alone(fresh_db: str, ledger_folder: Path) -> None:
    add(2)
    sequencer.catch_up()
    (ledger_folder / keeping.LOG_KEY).unlink()
    (ledger_folder / keeping.NEWEST).unlink()
    sequencer.check_start()
    with pytest.raises(LedgerTrouble, match="不见了"):
        sequencer.integrate()
