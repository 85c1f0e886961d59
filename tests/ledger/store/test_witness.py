"""A node as witness of another log: what it answers, keeps and shows, on a real database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ledger.paperlog import PaperLog
from yifa.ledger import note, witnessing
from yifa.ledger.keys import Ed25519Signer, signed_at
from yifa.ledger.store import keeping, witness
from yifa.ledger.store.models import WitnessConflict, Witnessed

LOG = PaperLog()
ADDRESS = "/witness/add-checkpoint"


@pytest.fixture(autouse=True)
def witnessed(settings: Any) -> Iterator[None]:
    settings.YIFA_WITNESSED_LOGS = [str(LOG.signer.verifier)]
    return


def send(body: bytes) -> Any:
    return Client(enforce_csrf_checks=True).post(ADDRESS, body, content_type="application/octet-stream")


def shown() -> dict[str, Any]:
    found = Client().get("/witness/")
    assert found.status_code == 200
    return dict(json.loads(found.content))


def cosigned(log: PaperLog, size: int, lines: str) -> note.Signature:
    """The one signature in a witness's answer, when it is a right one."""
    (signature,) = note.parse_signatures(lines)
    key = keeping.witness().verifier
    assert (signature.name, signature.key_id) == (key.name, key.key_id)
    assert key.verify(note.parse_note(log.checkpoint(size)).text, signature.value)
    return signature


def test_a_log_is_followed_and_cosigned_step_by_step(fresh_db: str) -> None:
    old = 0
    for size in (3, 3, 5, 300, 301):
        answer = send(LOG.asks(old, size))
        assert answer.status_code == 200
        assert not answer.cookies
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            (now,) = cursor.fetchone()
        assert abs(signed_at(cosigned(LOG, size, answer.content.decode())) - now) < 60
        old = size
    row = Witnessed.objects.get()
    assert (row.origin, row.size, bytes(row.root)) == (LOG.signer.name, 301, LOG.root(301))
    opened = note.parse_note(row.note)
    assert len(note.signed_by(opened, [LOG.signer.verifier, keeping.witness().verifier])) == 2
    assert not WitnessConflict.objects.exists()


def test_unknown_logs_and_unknown_keys_are_told_apart(fresh_db: str) -> None:
    thief = PaperLog(signer=Ed25519Signer(LOG.signer.name, b"9" * 32))
    other = PaperLog(signer=Ed25519Signer("other.example/ledger", b"9" * 32))
    assert send(other.asks(0, 3)).status_code == 404
    assert send(thief.asks(0, 3)).status_code == 403
    broken = LOG.asks(0, 3).replace(b"\n3\n", b"\n4\n")
    assert send(broken).status_code == 403
    assert not Witnessed.objects.exists()


def test_a_size_that_does_not_match_is_answered_with_the_size_held(fresh_db: str) -> None:
    answer = send(LOG.asks(2, 3))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (409, b"0\n", "text/x.tlog.size")
    send(LOG.asks(0, 5))
    answer = send(LOG.asks(0, 9))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (409, b"5\n", "text/x.tlog.size")
    assert send(LOG.asks(5, 9)).status_code == 200


def test_bad_requests_are_refused_in_words(fresh_db: str) -> None:
    assert send(b"").status_code == 400
    assert send(LOG.asks(5, 3)).status_code == 400
    assert send(b"x" * (witnessing.MAX_BODY_BYTES + 1)).status_code == 413
    assert Client().get(ADDRESS).status_code == 405
    assert Client().post("/witness/").status_code == 405


def test_another_root_for_the_same_size_is_refused_kept_and_shown(fresh_db: str) -> None:
    send(LOG.asks(0, 5))
    fork = LOG.forked_at(3)
    for _ in range(3):
        answer = send(fork.asks(5, 5))
        assert answer.status_code == 409
        assert answer["Content-Type"].startswith("text/plain")
    (conflict,) = shown()["conflicts"]
    assert conflict["proof_of_fork"] is True
    assert conflict["problem"] == witnessing.SAME_SIZE
    key = LOG.signer.verifier
    roots = set()
    for text in (conflict["held"], conflict["offered"]):
        opened, _ = note.open_checkpoint(text, key, LOG.signer.name)
        assert opened.size == 5
        roots.add(opened.root)
    assert roots == {LOG.root(5), fork.root(5)}


def test_a_fork_is_refused_and_what_it_offered_proves_it_to_anyone(fresh_db: str) -> None:
    send(LOG.asks(0, 5))
    fork = LOG.forked_at(3)
    assert send(fork.asks(5, 9)).status_code == 422
    (conflict,) = shown()["conflicts"]
    assert conflict["problem"] == witnessing.OTHER_HISTORY
    offered = note.parse_checkpoint(note.parse_note(conflict["offered"]).text)
    path = [note.decode64(line) for line in conflict["path"]]
    held = note.parse_checkpoint(note.parse_note(conflict["held"]).text)
    assert (
        witnessing.beginning(conflict["old"], offered.size, offered.root, path) == fork.root(5) != held.root
    )
    assert send(LOG.asks(5, 6)).status_code == 200


def test_a_useless_path_does_not_accuse_the_log_and_cannot_fill_the_disk(fresh_db: str) -> None:
    send(LOG.asks(0, 5))
    for size in range(6, 6 + witness.MAX_UNPROVED + 5):
        body = witnessing.write(5, [b"x" * 32], LOG.checkpoint(size))
        assert send(body).status_code == send(body).status_code == 422
    conflicts = shown()["conflicts"]
    assert len(conflicts) == witness.MAX_UNPROVED
    assert not any(c["proof_of_fork"] for c in conflicts)
    assert send(LOG.forked_at(4).asks(5, 5)).status_code == 409
    assert sum(c["proof_of_fork"] for c in shown()["conflicts"]) == 1


def test_signatures_of_strangers_are_neither_kept_nor_in_the_way(fresh_db: str) -> None:
    stranger = PaperLog(signer=Ed25519Signer("stranger.example", b"1" * 32))
    lines = stranger.checkpoint(3).partition("\n\n")[2].encode()
    assert send(LOG.asks(0, 3) + lines).status_code == 200
    assert "stranger" not in Witnessed.objects.get().note


def test_what_was_cosigned_is_open_to_everyone(fresh_db: str) -> None:
    send(LOG.asks(0, 5))
    found = shown()
    assert found["witness"] == str(keeping.witness().verifier)
    assert found["accepts"] == [str(LOG.signer.verifier)]
    (row,) = found["logs"]
    opened = note.parse_note(row["checkpoint"])
    assert len(note.signed_by(opened, [LOG.signer.verifier, keeping.witness().verifier])) == 2
    assert (row["origin"], row["size"]) == (LOG.signer.name, 5)


def test_a_node_that_witnesses_nobody_makes_no_key(fresh_db: str, settings: Any) -> None:
    settings.YIFA_WITNESSED_LOGS = []
    assert shown() == {"witness": None, "accepts": [], "logs": [], "conflicts": []}
    assert send(LOG.asks(0, 5)).status_code == 404
    assert not (keeping.folder() / keeping.WITNESS_KEY).exists()


def test_a_key_that_cannot_be_read_is_left_out_and_named(fresh_db: str, settings: Any) -> None:
    settings.YIFA_WITNESSED_LOGS = ["nonsense", str(LOG.signer.verifier)]
    assert witness.unreadable() == ["nonsense"]
    assert send(LOG.asks(0, 5)).status_code == 200


def test_a_log_may_change_its_key_while_both_are_trusted(fresh_db: str, settings: Any) -> None:
    later = PaperLog(signer=Ed25519Signer(LOG.signer.name, b"8" * 32))
    settings.YIFA_WITNESSED_LOGS = [str(LOG.signer.verifier), str(later.signer.verifier)]
    assert send(LOG.asks(0, 5)).status_code == 200
    assert send(later.asks(5, 9)).status_code == 200


def test_a_damaged_witness_key_is_said_and_nothing_is_changed(fresh_db: str) -> None:
    send(LOG.asks(0, 5))
    key = shown()["witness"]
    (keeping.folder() / keeping.WITNESS_KEY).write_text("nonsense")
    assert send(LOG.asks(5, 9)).status_code == 503
    assert shown()["witness"] == key  # what was seen stays open to everyone, by the public half
    (keeping.folder() / keeping.WITNESS_PUBLIC).write_text("nonsense")
    assert Client().get("/witness/").status_code == 503
    assert Witnessed.objects.get().size == 5


@pytest.mark.parametrize("first", [True, False])
def test_of_two_submissions_at_once_one_is_taken_and_the_size_never_goes_back(
    fresh_db: str, first: bool
) -> None:
    old = 0 if first else 3
    if not first:
        send(LOG.asks(0, 3))
    for _ in range(12):
        barrier = threading.Barrier(3)
        answers: dict[int, witness.Reply] = {}

        def submit(size: int, old: int = old, barrier: Any = barrier, answers: Any = answers) -> None:
            body = LOG.asks(old, size)
            barrier.wait(20)
            try:
                answers[size] = witness.submit(body)
            finally:
                connection.close()

        threads = [threading.Thread(target=submit, args=(old + more,)) for more in (1, 4, 7)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        taken = [size for size, answer in answers.items() if answer.status == 200]
        assert sorted(a.status for a in answers.values()) == [200, 409, 409]
        assert [Witnessed.objects.get().size] == taken
        assert {a.body for a in answers.values() if a.status == 409} == {f"{taken[0]}\n"}
        (old,) = taken
    assert not WitnessConflict.objects.exists()


def test_the_database_itself_refuses_to_put_a_witness_back(
    fresh_db: str, connect_as: Callable[..., psycopg.Connection[Any]]
) -> None:
    send(LOG.asks(0, 5))
    app = connect_as("app")
    for change in (
        "UPDATE ledger_witnessed SET size = 4",
        "UPDATE ledger_witnessed SET root = sha256('x')",
        "DELETE FROM ledger_witnessed",
        "DELETE FROM ledger_witnessconflict",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(change)


def test_any_request_at_all_is_answered_without_an_error(fresh_db: str) -> None:
    client = Client(raise_request_exception=False)
    genuine = LOG.asks(0, 5)

    @hypothesis_settings(max_examples=60)
    @given(st.one_of(st.binary(max_size=300), st.builds(_damaged, st.just(genuine), st.data())))
    def sent(body: bytes) -> None:
        answer = client.post(ADDRESS, body, content_type="text/plain")
        assert answer.status_code in ((200, 409) if body == genuine else (400, 403, 404, 409, 422))

    sent()


def _damaged(genuine: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(genuine)))
    return genuine[:at] + data.draw(st.binary(max_size=5)) + genuine[at + data.draw(st.integers(0, 9)) :]
