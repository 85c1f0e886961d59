"""Two histories signed with one key, shown to two readers: caught by a witness that both of them ask for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.database import switched

from ledger.store.leaves import add
from ledger.store.node import Node
from yifa.ledger import bundle, witnessing
from yifa.ledger.bundle import Proof
from yifa.ledger.checking import check
from yifa.ledger.keys import parse_verifier
from yifa.ledger.note import open_checkpoint
from yifa.ledger.store import asking, keeping, reading, sequencer
from yifa.ledger.store.models import Cosignature, Entry

CopyOf = Callable[[str, str], str]


def bundle_of_last(head: reading.Head) -> bytes:
    """A bundle with the last entry, as a reader gets it."""
    index = head.size - 1
    leaf = bytes(Entry.objects.get(index=index).leaf)
    proof = Proof("act", index, leaf, [], reading.inclusion(index, head.size))
    return bundle.encode(bundle.build(keeping.origin(), str(keeping.verifier()), head.note, [proof]))


def continued(count: int) -> reading.Head:
    """The log goes on by so many entries; its newest checkpoint, shown or not."""
    add(count)
    sequencer.catch_up()
    return reading.newest()


def test_two_histories_signed_with_one_key_are_told_apart_by_a_witness(
    fresh_db: str, settings: Any, ledger_folder: Path, tmp_path: Path, copy_of: CopyOf,
    witness_node: Callable[..., Node],
) -> None:  # fmt: skip
    key = keeping.signer().verifier
    node = witness_node(str(key))
    settings.YIFA_LEDGER_WITNESSES = [node.entry]
    settings.YIFA_LEDGER_QUORUM = 1
    continued(3)
    fork = copy_of(fresh_db, "fork")
    shutil.copytree(ledger_folder, tmp_path / "fork")

    honest = continued(2)
    for_one = bundle_of_last(honest)
    with switched(fork):
        settings.YIFA_LEDGER_DIR = tmp_path / "fork"
        other = continued(4)
        for_two = bundle_of_last(other)
        assert reading.newest(published=True).size == 3
        assert not Cosignature.objects.filter(checkpoint_id=other.size).exists()
        (alarm,) = asking.problems()
        assert alarm.kind == "fork"
        assert "另一种历史" in alarm.text
    settings.YIFA_LEDGER_DIR = ledger_folder

    watching = [parse_verifier(node.key)]
    assert check(for_one, [key], watching).result == "valid"
    refused = check(for_two, [key], watching)
    assert (refused.result, refused.code) == ("invalid", "witness")
    # Without the witness both would pass: that is what it is for.
    assert check(for_two, [key]).result == "valid"

    (conflict,) = node.shown()["conflicts"]
    assert conflict["proof_of_fork"] is True
    held, _ = open_checkpoint(conflict["held"], key, keeping.origin())
    offered, _ = open_checkpoint(conflict["offered"], key, keeping.origin())
    assert (held.size, held.root) == (honest.size, honest.root)
    assert (offered.size, offered.root) == (other.size, other.root)
    path = [bytes(step) for step in witnessing.read(
        "\n".join([f"old {conflict['old']}", *conflict["path"], "", conflict["offered"]]).encode()
    ).path]  # fmt: skip
    assert witnessing.beginning(held.size, offered.size, offered.root, path) != held.root
    (row,) = node.shown()["logs"]
    assert row["size"] == honest.size


def test_two_heads_of_the_same_size_are_proof_by_themselves(
    fresh_db: str, settings: Any, ledger_folder: Path, tmp_path: Path, copy_of: CopyOf,
    witness_node: Callable[..., Node],
) -> None:  # fmt: skip
    node = witness_node(str(keeping.signer().verifier))
    settings.YIFA_LEDGER_WITNESSES = [node.entry]
    continued(4)
    fork = copy_of(fresh_db, "fork")
    shutil.copytree(ledger_folder, tmp_path / "fork")
    honest = continued(1)
    with switched(fork):
        settings.YIFA_LEDGER_DIR = tmp_path / "fork"
        assert continued(1).size == honest.size
        assert [p.kind for p in asking.problems()] == ["fork"]
    settings.YIFA_LEDGER_DIR = ledger_folder
    (conflict,) = node.shown()["conflicts"]
    assert conflict["problem"] == witnessing.SAME_SIZE
    assert asking.problems() == []


def test_the_first_history_goes_on_being_cosigned_after_the_fork(
    fresh_db: str, settings: Any, ledger_folder: Path, tmp_path: Path, copy_of: CopyOf,
    witness_node: Callable[..., Node],
) -> None:  # fmt: skip
    node = witness_node(str(keeping.signer().verifier))
    settings.YIFA_LEDGER_WITNESSES = [node.entry]
    settings.YIFA_LEDGER_QUORUM = 1
    continued(3)
    fork = copy_of(fresh_db, "fork")
    shutil.copytree(ledger_folder, tmp_path / "fork")
    continued(2)
    with switched(fork):
        settings.YIFA_LEDGER_DIR = tmp_path / "fork"
        continued(9)
    settings.YIFA_LEDGER_DIR = ledger_folder
    asking.patience.signed(
        *asking.witnesses()
    )  # the two nodes are one process here; its memory is not the other's
    assert continued(300).size == reading.newest(published=True).size == 305


def test_two_witnesses_that_were_shown_different_histories_are_set_side_by_side(
    fresh_db: str, settings: Any, ledger_folder: Path, tmp_path: Path, copy_of: CopyOf,
    witness_node: Callable[..., Node],
) -> None:  # fmt: skip
    """A thief may win over one witness each; whoever compares what the two show has the proof in hand."""
    first, second = (witness_node(str(keeping.signer().verifier), name) for name in ("first", "second"))
    continued(3)
    fork = copy_of(fresh_db, "fork")
    shutil.copytree(ledger_folder, tmp_path / "fork")
    settings.YIFA_LEDGER_WITNESSES = [first.entry]
    continued(2)
    with switched(fork):
        settings.YIFA_LEDGER_DIR = tmp_path / "fork"
        settings.YIFA_LEDGER_WITNESSES = [second.entry]
        continued(2)
    settings.YIFA_LEDGER_DIR = ledger_folder
    settings.YIFA_LEDGER_WITNESSES = [first.entry, second.entry]
    heads = [node.shown()["logs"][0] for node in (first, second)]
    assert heads[0]["size"] == heads[1]["size"]
    assert heads[0]["root"] != heads[1]["root"]
    sequencer.publish()
    assert [(p.witness, p.kind) for p in asking.problems()] == [("second.example/ledger/witness", "fork")]
