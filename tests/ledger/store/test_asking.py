"""This node's log asks its witnesses: over HTTP, without ever waiting long or being stopped by them."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ledger.store.leaves import add
from ledger.store.node import Node
from yifa.ledger import note, witnessing
from yifa.ledger.keys import Cosigner, parse_verifier
from yifa.ledger.store import alarms, asking, keeping, posting, reading, sequencer
from yifa.ledger.store.models import Cosignature, Entry, Publication

WITNESS = Cosigner("w.example", b"w" * 32)


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def answering(answer: Callable[[bytes], tuple[int, str, bytes]]) -> Iterator[str]:
    """A web server that answers every submission so: status, content type, body. Yields its prefix."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, kind, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/w"
    finally:
        server.shutdown()
        server.server_close()


def signing(body: bytes) -> tuple[int, str, bytes]:
    """A witness that signs whatever it is sent."""
    text = witnessing.read(body).note.text
    return 200, "text/plain", note.sign(text, [WITNESS]).signatures[0].line().encode()


def kinds() -> list[str]:
    return [problem.kind for problem in asking.problems()]


def test_a_checkpoint_is_cosigned_by_another_node_before_it_is_shown(
    fresh_db: str, settings: Any, witness_node: Callable[..., Node]
) -> None:
    node = witness_node(str(keeping.signer().verifier))
    settings.YIFA_LEDGER_WITNESSES = [node.entry]
    settings.YIFA_LEDGER_QUORUM = 1
    for count in (3, 300, 1):
        add(count)
        sequencer.catch_up()
    head = reading.newest(published=True)
    assert head.size == 304
    signers = note.signed_by(note.parse_note(head.note), [keeping.verifier(), parse_verifier(node.key)])
    assert [s.name for s in signers] == [keeping.origin(), "supervision.example/ledger/witness"]
    (row,) = node.shown()["logs"]
    assert (row["origin"], row["size"]) == (keeping.origin(), 304)
    assert Cosignature.objects.count() == Publication.objects.count() == 3
    assert asking.problems() == []


def test_a_log_that_forgot_what_the_witness_holds_is_told_and_goes_on(
    fresh_db: str, settings: Any, witness_node: Callable[..., Node]
) -> None:
    node = witness_node(str(keeping.signer().verifier))
    add(5)
    sequencer.catch_up()
    head = reading.newest()
    body = witnessing.write(0, [], head.note)
    assert posting.post(node.prefix, body).status == 200
    settings.YIFA_LEDGER_WITNESSES = [node.entry]
    add(5)
    sequencer.catch_up()
    assert [c.checkpoint_id for c in Cosignature.objects.all()] == [10]


def test_with_too_few_cosignatures_the_log_grows_and_is_shown_later(fresh_db: str, settings: Any) -> None:
    up = threading.Event()

    def answer(body: bytes) -> tuple[int, str, bytes]:
        return signing(body) if up.is_set() else (503, "text/plain", b"")

    with answering(answer) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        settings.YIFA_LEDGER_QUORUM = 1
        for _ in range(2):
            add(3)
            sequencer.catch_up()
        assert Entry.objects.count() == 6
        assert reading.newest(published=True).size == 0
        assert kinds() == ["refused"]
        up.set()
        asking.ask(6, reading.newest().note, asking.Patience(Clock()))
        sequencer.publish()
        assert reading.newest(published=True).size == 6
        assert kinds() == []


def test_without_a_quorum_a_checkpoint_is_shown_at_once_and_cosigned_when_it_can_be(
    fresh_db: str, settings: Any
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        settings.YIFA_LEDGER_WITNESSES = [f"http://127.0.0.1:{taken.getsockname()[1]} {WITNESS.verifier}"]
        add(3)
        sequencer.catch_up()
    assert reading.newest(published=True).size == 3
    (problem,) = asking.problems()
    assert (problem.witness, problem.kind) == ("w.example", "away")
    with answering(signing) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        sequencer.publish()
    assert Cosignature.objects.get().checkpoint_id == 3
    assert asking.problems() == []


def test_a_witness_that_never_answers_is_waited_for_once_and_then_left_alone(
    fresh_db: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)
    add(3)
    sequencer.catch_up()
    own = reading.newest().note
    clock = Clock()
    patience = asking.Patience(clock)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        settings.YIFA_LEDGER_WITNESSES = [f"http://127.0.0.1:{silent.getsockname()[1]} {WITNESS.verifier}"]
        (witness,) = asking.witnesses()
        for _ in range(20):
            asking.ask(3, own, patience)  # would never come back if it waited for an answer
        silent.settimeout(10)
        silent.accept()[0].close()
        silent.setblocking(False)
        with pytest.raises(BlockingIOError):
            silent.accept()
    assert kinds() == ["away"]
    assert not patience.allows(witness)


def test_pauses_double_up_to_a_minute_and_end_with_a_signature() -> None:
    clock = Clock()
    patience = asking.Patience(clock)
    key = WITNESS.verifier
    witness = asking.Witness("http://w.example", key)  # type: ignore[arg-type]
    other = asking.Witness("http://v.example", key)  # type: ignore[arg-type]
    for pause in (5, 10, 20, 40, 60, 60):
        assert patience.allows(witness)
        patience.failed(witness)
        clock.now += pause - 0.1
        assert not patience.allows(witness)
        assert patience.allows(other)
        clock.now += 0.1
    patience.signed(witness)
    patience.failed(witness)
    clock.now += 5
    assert patience.allows(witness)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((422, "text/plain", b""), "fork"),
        ((409, "text/plain", b"another root"), "refused"),
        ((409, "text/x.tlog.size", b"3\n"), "fork"),
        ((409, "text/x.tlog.size", b"9\n"), "fork"),
        ((409, "text/x.tlog.size", b"-1\n"), "refused"),
        ((409, "text/x.tlog.size", b"1" * 5000), "refused"),
        ((404, "text/plain", b""), "refused"),
        ((403, "text/plain", b""), "refused"),
        ((302, "text/plain", b""), "refused"),
        ((200, "text/plain", b""), "wrong"),
        ((200, "text/plain", b"\xff"), "wrong"),
        ((200, "text/plain", "— w.example AAAA\n".encode()), "wrong"),
        ((200, "text/plain", "— stranger.example AAAAAAAAAAAA\n".encode()), "wrong"),
    ],
)
def test_whatever_a_witness_answers_the_log_goes_on_and_says_what_is_wrong(
    fresh_db: str, settings: Any, answer: tuple[int, str, bytes], kind: str
) -> None:
    with answering(lambda body: answer) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        add(3)
        sequencer.catch_up()
    assert reading.newest(published=True).size == 3
    assert kinds() == [kind]
    assert not Cosignature.objects.exists()


def test_a_wrong_signature_by_the_right_name_is_rejected(fresh_db: str, settings: Any) -> None:
    def answer(body: bytes) -> tuple[int, str, bytes]:
        line = signing(body.replace(b"\n3\n", b"\n4\n"))[2]
        return 200, "text/plain", line

    with answering(answer) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        add(3)
        sequencer.catch_up()
    assert kinds() == ["wrong"]
    assert not Cosignature.objects.exists()


def test_lines_of_keys_that_are_not_known_are_passed_over(fresh_db: str, settings: Any) -> None:
    stranger = Cosigner("w.example", b"s" * 32)

    def answer(body: bytes) -> tuple[int, str, bytes]:
        text = witnessing.read(body).note.text
        return (
            200,
            "text/plain",
            "".join(s.line() for s in note.sign(text, [stranger, WITNESS]).signatures).encode(),
        )

    with answering(answer) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        add(3)
        sequencer.catch_up()
    found = note.parse_note(reading.newest(published=True).note)
    assert [s.key_id for s in found.signatures if s.name == "w.example"] == [WITNESS.key_id]


def test_the_alarm_of_a_fork_stays_when_the_witness_signs_again(
    fresh_db: str, settings: Any, ledger_folder: Path
) -> None:
    alarms.note(alarms.Problem("w.example", "fork", "分叉", "fork", alarms.now()))
    alarms.note(alarms.Problem("w.example", "away", "联系不上", "away", alarms.now()))
    with answering(signing) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        add(3)
        sequencer.catch_up()
    assert kinds() == ["fork"]
    (ledger_folder / alarms.FILE).write_text("{")
    assert kinds() == ["wrong"]


def test_a_log_with_damaged_rows_does_not_send_a_useless_proof(fresh_db: str, settings: Any) -> None:
    add(3)
    sequencer.catch_up()
    seen: list[bytes] = []

    def answer(body: bytes) -> tuple[int, str, bytes]:
        seen.append(body)
        return 409, "text/x.tlog.size", b"300\n"

    with answering(answer) as prefix:
        settings.YIFA_LEDGER_WITNESSES = [f"{prefix} {WITNESS.verifier}"]
        own = reading.newest().note.replace("\n3\n", "\n700\n")
        asking.ask(700, own, asking.Patience(Clock()))
    assert len(seen) == 1
    assert kinds() == ["wrong"]


@pytest.mark.parametrize(
    "entry",
    [
        "http://w.example",
        f"ftp://w.example {WITNESS.verifier}",
        f"http://w.example:x {WITNESS.verifier}",
        f"w.example {WITNESS.verifier}",
        "http://w.example nonsense",
        "",
    ],
)
def test_a_setting_that_cannot_be_used_is_a_problem_and_not_an_error(
    fresh_db: str, settings: Any, entry: str
) -> None:
    settings.YIFA_LEDGER_WITNESSES = [entry]
    add(1)
    sequencer.catch_up()
    assert reading.newest(published=True).size == 1
    assert kinds() == ["settings"]


def test_a_quorum_that_cannot_be_reached_is_a_problem(fresh_db: str, settings: Any) -> None:
    settings.YIFA_LEDGER_QUORUM = 2
    add(1)
    sequencer.catch_up()
    assert reading.newest(published=True).size == 0
    (problem,) = asking.problems()
    assert problem.kind == "settings"
    assert "2" in problem.text


def test_problems_can_be_read_by_other_processes(fresh_db: str, ledger_folder: Path) -> None:
    alarms.note(alarms.Problem("w.example", "fork", "分叉", "fork", alarms.now()))
    assert json.loads((ledger_folder / alarms.FILE).read_text())[0]["witness"] == "w.example"
