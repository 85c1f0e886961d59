"""What is sent to a witness and what it decides, without keys, storage or network."""

from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.paperlog import PaperLog
from yifa.ledger import tree, witnessing
from yifa.ledger.keys import parse_verifier
from yifa.ledger.note import MAX_NOTE_BYTES, NoteError, signed_by
from yifa.ledger.witnessing import Held

LOG = PaperLog()

# The example request of the C2SP tlog-witness specification.
EXAMPLE = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
"""  # noqa: E501


def held(log: PaperLog, size: int) -> Held:
    return Held(size, log.root(size), log.checkpoint(size))


def test_the_example_of_the_specification_is_read_and_written_back() -> None:
    asked = witnessing.read(EXAMPLE.encode())
    assert (asked.old, asked.checkpoint.size, len(asked.path)) == (20852014, 20852163, 4)
    assert asked.checkpoint.origin == "example.com/behind-the-sofa"
    assert len(asked.note.signatures) == 2
    assert witnessing.write(asked.old, asked.path, str(asked.note)) == EXAMPLE.encode()


@pytest.mark.parametrize(
    "change",
    [
        ("old 20852014", "old 020852014"),
        ("old 20852014", "old -1"),
        ("old 20852014", "old"),
        ("old 20852014", "old  20852014"),
        ("old 20852014", "old 99999999999999999999"),
        ("old 20852014", "old ２"),
        ("old 20852014\n", ""),
        ("PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=", "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw"),
        ("PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=", "AAAA"),
        ("PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n", "\r\n"),
        ("\n\nexample.com", "\nexample.com"),
        ("20852163", "020852163"),
        ("20852163", "20852163\n"),
        ("CsUYapGG", "!sUYapGG"),
        ("bSzm9Q=\n", "bSzm9Q="),
        ("old 20852014\n", "old 20852014\n" + "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n" * 60),
        ("—", "-"),
    ],
)
def test_a_request_that_is_not_written_as_specified_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(NoteError):
        witnessing.read(EXAMPLE.replace(*change).encode())


def test_a_request_larger_than_it_need_be_is_refused() -> None:
    with pytest.raises(NoteError, match="large"):
        witnessing.read(EXAMPLE.encode() + b"\n" * (MAX_NOTE_BYTES * 2))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(NoteError):
        witnessing.read(raw)


@given(st.data())
def test_a_damaged_request_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(EXAMPLE.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(NoteError):
        asked = witnessing.read(bytes(raw))
        assert witnessing.write(asked.old, asked.path, str(asked.note)) == bytes(raw)


def test_a_log_that_grows_is_cosigned_from_its_first_checkpoint_on() -> None:
    assert witnessing.decide(Held(), witnessing.read(LOG.asks(0, 3))).status == 200
    for old in range(1, 20):
        for new in range(old, 24):
            assert witnessing.decide(held(LOG, old), witnessing.read(LOG.asks(old, new))).status == 200


def test_an_empty_log_is_cosigned_and_has_one_root_only() -> None:
    assert witnessing.decide(Held(), witnessing.read(LOG.asks(0, 0))).status == 200
    wrong = LOG.checkpoint(0).replace(
        base64.b64encode(tree.EMPTY_ROOT).decode(), base64.b64encode(b"x" * 32).decode()
    )
    assert witnessing.decide(Held(), witnessing.read(witnessing.write(0, [], wrong))).status == 409


def test_the_size_held_is_told_to_whoever_starts_elsewhere() -> None:
    for old in (0, 4, 6):
        found = witnessing.decide(held(LOG, 5), witnessing.read(LOG.asks(old, 9)))
        assert (found.status, found.size, found.evidence) == (409, 5, "")


def test_an_old_size_beyond_the_checkpoint_is_a_bad_request() -> None:
    assert witnessing.decide(held(LOG, 5), witnessing.read(LOG.asks(5, 4))).status == 400


def test_a_path_from_nothing_must_be_empty() -> None:
    body = witnessing.write(0, [b"x" * 32], LOG.checkpoint(3))
    found = witnessing.decide(Held(), witnessing.read(body))
    assert (found.status, found.evidence) == (422, "")


def test_another_root_for_the_same_size_is_proof_of_a_fork_whatever_old_size_is_claimed() -> None:
    fork = LOG.forked_at(4)
    for old in (0, 3, 5):
        found = witnessing.decide(held(LOG, 5), witnessing.read(fork.asks(old, 5)))
        assert (found.status, found.evidence) == (409, witnessing.SAME_SIZE)
        assert (found.size is None) == (old == 5)


def test_a_fork_that_proves_its_own_other_history_convicts_itself() -> None:
    for size in range(2, 20):
        fork = LOG.forked_at(size - 1)
        for new in range(size + 1, 24):
            found = witnessing.decide(held(LOG, size), witnessing.read(fork.asks(size, new)))
            power = size & (size - 1) == 0
            assert found.status == 422
            assert found.evidence == (witnessing.UNPROVED if power else witnessing.OTHER_HISTORY)


def test_a_genuine_checkpoint_with_a_useless_path_is_no_proof_against_the_log() -> None:
    for path in ([], [b"x" * 32], [b"x" * 32] * 5, LOG.path(6, 9), [*LOG.path(5, 9), b"x" * 32]):
        found = witnessing.decide(held(LOG, 5), witnessing.read(witnessing.write(5, path, LOG.checkpoint(9))))
        assert (found.status, found.evidence) == (422, witnessing.UNPROVED)


def test_a_path_shows_the_root_of_the_beginning() -> None:
    for new in range(2, 40):
        for old in range(1, new):
            shown = witnessing.beginning(old, new, LOG.root(new), LOG.path(old, new))
            assert shown == (LOG.root(old) if old & (old - 1) else None)


def test_signature_lines_of_others_are_not_kept() -> None:
    other = PaperLog(signer=type(LOG.signer)("x.example", b"7" * 32))
    body = LOG.asks(0, 3) + other.checkpoint(3).partition("\n\n")[2].encode()
    asked = witnessing.read(body)
    assert len(asked.note.signatures) == 2
    key = parse_verifier(str(LOG.signer.verifier))
    assert str(asked.signed_by(signed_by(asked.note, [key])).note) == LOG.checkpoint(3)
