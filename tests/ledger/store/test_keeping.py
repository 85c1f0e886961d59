"""Who makes a key, who only shows its public half, and what is said where neither is."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ledger.paperlog import PaperLog
from ledger.store.leaves import add
from yifa.cli.ledger import _status
from yifa.ledger.keys import Cosigner, parse_signer, parse_verifier
from yifa.ledger.store import heads, keeping, sequencer, witness
from yifa.ledger.store.keyfiles import KeyFiles
from yifa.ledger.store.models import Checkpoint, Publication
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.ledger.store.verify import verify
from yifa.registers.scope import WORKER, scope

KEYS = ("log.key", "log.pub", "witness.key", "witness.pub")


@pytest.fixture
def signed(fresh_db: str) -> None:
    """A log with a checkpoint."""
    add(3)
    sequencer.catch_up()


@pytest.fixture
def web_host(signed: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder of another host of the same database, which never signs."""
    settings.YIFA_LEDGER_DIR = tmp_path / "web"
    settings.YIFA_LEDGER_DIR.mkdir()
    yield settings.YIFA_LEDGER_DIR


def keys_in(folder: Path) -> set[str]:
    return {name for name in KEYS if (folder / name).exists()}


def test_who_signs_makes_the_key_and_writes_its_public_half_for_everyone(
    signed: None, ledger_folder: Path
) -> None:
    assert keys_in(ledger_folder) == {"log.key", "log.pub"}
    public = ledger_folder / keeping.LOG_PUBLIC
    assert public.stat().st_mode & 0o777 == 0o644
    assert (ledger_folder / keeping.LOG_KEY).stat().st_mode & 0o777 == 0o600
    made = parse_signer((ledger_folder / keeping.LOG_KEY).read_text())
    assert public.read_text() == f"{made.verifier}\n"
    assert keeping.verifier() == made.verifier and keeping.origin() == made.name


def test_a_public_half_that_was_lost_is_written_again_by_the_next_signature(
    signed: None, ledger_folder: Path
) -> None:
    before = keeping.verifier()
    (ledger_folder / keeping.LOG_PUBLIC).unlink()
    assert keeping.verifier() == before
    assert not (ledger_folder / keeping.LOG_PUBLIC).exists()
    add(1)
    sequencer.catch_up()
    assert parse_verifier((ledger_folder / keeping.LOG_PUBLIC).read_text()) == before


def test_looking_makes_no_key_before_the_first_record_and_everything_answers(
    fresh_db: str, ledger_folder: Path
) -> None:
    for look in (keeping.verifier, keeping.clock, keeping.origin):
        with pytest.raises(LedgerTrouble, match="公钥.*不见了") as told:
            look()
        assert "log.pub" in told.value.remedy
    assert keeping.kept() is None
    sequencer.check_start()
    assert verify(lambda: scope(WORKER), jobs=0).ok
    client = Client(HTTP_HOST="localhost")
    assert client.get("/ledger/").status_code == client.get("/verify/").status_code == 200
    assert client.get("/ledger/key").status_code == client.get("/ledger/checkpoint").status_code == 404
    assert keys_in(ledger_folder) == set()


def test_a_host_that_has_no_key_makes_none_once_the_log_has_a_checkpoint(web_host: Path) -> None:
    add(1)
    with pytest.raises(LedgerTrouble, match="签名密钥.*不见了") as told:
        sequencer.integrate()
    assert "log.pub" in told.value.remedy
    with pytest.raises(LedgerTrouble, match="公钥.*不见了"):
        keeping.verifier()
    assert Client(HTTP_HOST="localhost").get("/ledger/").status_code == 200
    assert Client(HTTP_HOST="localhost").get("/ledger/key").status_code == 404
    assert keys_in(web_host) == set()
    assert Checkpoint.objects.count() == 1


def test_the_public_half_is_all_that_a_host_needs_to_show_and_to_check(
    web_host: Path, ledger_folder: Path
) -> None:
    for name in (keeping.LOG_PUBLIC, keeping.NEWEST):
        shutil.copy(ledger_folder / name, web_host)
    key = str(keeping.verifier())
    assert key in Client(HTTP_HOST="localhost").get("/ledger/key").content.decode()
    damages: list[Any] = []
    heads.check_signatures(heads.checkpoints(), damages)
    assert damages == []
    kept = keeping.kept()
    assert kept is not None and kept[0].size == 3
    add(1)
    with pytest.raises(LedgerTrouble, match="签名密钥.*不见了"):
        sequencer.integrate()
    assert keys_in(web_host) == {"log.pub"}


def test_where_the_public_half_is_no_other_key_is_made_even_before_the_first_checkpoint(
    fresh_db: str, ledger_folder: Path
) -> None:
    key = keeping.signer().verifier
    (ledger_folder / keeping.LOG_KEY).unlink()
    with pytest.raises(LedgerTrouble, match="不见了"):
        keeping.signer()
    assert keeping.verifier() == key


def test_a_key_that_was_exchanged_signs_nothing(signed: None, ledger_folder: Path) -> None:
    thief = keeping.signer().__class__(keeping.origin(), b"thief".ljust(32, b"."))
    (ledger_folder / keeping.LOG_KEY).write_text(str(thief))
    add(1)
    with pytest.raises(LedgerTrouble, match="不是一对"):
        sequencer.integrate()
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize("content", ["nonsense", "\udcff", "witness"])
def test_a_public_half_that_is_none_is_said_and_pages_go_on(
    signed: None, ledger_folder: Path, content: str
) -> None:
    other = str(Cosigner("w.example", b"w" * 32).verifier) if content == "witness" else content
    (ledger_folder / keeping.LOG_PUBLIC).write_bytes(other.encode("utf-8", "surrogateescape"))
    with pytest.raises(LedgerTrouble, match="log.pub"):
        keeping.verifier()
    client = Client(HTTP_HOST="localhost")
    assert client.get("/ledger/").status_code == 200
    assert client.get("/ledger/key").status_code == 404


def test_a_witnesses_key_is_no_key_of_the_log(fresh_db: str, ledger_folder: Path) -> None:
    keeping.witness()
    shutil.copy(ledger_folder / keeping.WITNESS_KEY, ledger_folder / keeping.LOG_KEY)
    for use in (keeping.signer, keeping.verifier):
        with pytest.raises(LedgerTrouble, match="不是这种用途"):
            use()


def test_the_state_of_a_log_without_a_key_is_told_calmly(fresh_db: str) -> None:
    found = _status()
    assert found["key"] is None and found["origin"] and found["problems"] == []
    assert found["size"] == 0


def test_the_state_on_a_host_without_the_key_says_what_to_copy(web_host: Path) -> None:
    found = _status()
    assert found["key"] is None
    assert any("log.pub" in problem for problem in found["problems"])


def test_a_witness_that_lost_its_key_makes_no_other_by_itself(
    fresh_db: str, ledger_folder: Path, settings: Any
) -> None:
    log = PaperLog()
    settings.YIFA_WITNESSED_LOGS = [str(log.signer.verifier)]
    first = witness.shown()["witness"]
    assert parse_verifier((ledger_folder / keeping.WITNESS_PUBLIC).read_text()) == parse_verifier(first)
    assert witness.submit(log.asks(0, 5)).status == 200
    (ledger_folder / keeping.WITNESS_KEY).unlink()
    assert witness.shown()["witness"] == first  # the public half is still here
    with pytest.raises(LedgerTrouble, match="不见了"):
        witness.submit(log.asks(5, 9))
    (ledger_folder / keeping.WITNESS_PUBLIC).unlink()
    assert Client(HTTP_HOST="localhost").get("/witness/").status_code == 503
    assert keys_in(ledger_folder) == set()


def test_a_witness_takes_another_key_when_it_is_told_to(
    fresh_db: str, ledger_folder: Path, settings: Any
) -> None:
    log = PaperLog()
    settings.YIFA_WITNESSED_LOGS = [str(log.signer.verifier)]
    first = witness.shown()["witness"]
    assert witness.submit(log.asks(0, 5)).status == 200
    with pytest.raises(LedgerTrouble, match="已有见证密钥"):
        keeping.new_witness()
    for name in (keeping.WITNESS_KEY, keeping.WITNESS_PUBLIC):
        (ledger_folder / name).rename(ledger_folder / f"old-{name}")
    second = str(keeping.new_witness().verifier)
    assert witness.shown()["witness"] == second != first
    assert witness.submit(log.asks(5, 9)).status == 200


def test_a_full_disk_holds_back_the_checkpoint_and_nothing_else(signed: None, ledger_folder: Path) -> None:
    add(3)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(LedgerTrouble, match="写不进"):
            sequencer.catch_up()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list(ledger_folder.glob(".checkpoint*"))
    assert (
        Checkpoint.objects.filter(size=6).exists()
        and not Publication.objects.filter(checkpoint_id=6).exists()
    )
    sequencer.catch_up()
    newest = keeping.kept()
    assert newest is not None and newest[0].size == 6
    assert Publication.objects.filter(checkpoint_id=6).exists()


def test_a_key_that_another_made_between_two_looks_is_taken(ledger_folder: Path) -> None:
    made: list[Cosigner] = []

    def used() -> bool:
        """Asked after the key was found missing; by then the other has made it and shown its public half."""
        other = KeyFiles("race.key", "race.pub", Cosigner, "/race", lambda: False)
        made.append(other.signer())
        return True

    found = KeyFiles("race.key", "race.pub", Cosigner, "/race", used).signer()
    assert str(found.verifier) == str(made[0].verifier)
