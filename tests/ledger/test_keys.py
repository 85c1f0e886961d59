"""Keys as text, key ids, signatures of logs and witnesses."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.published_notes import GO_KEYS, GO_SIGNER, LIVE_LOG, LIVE_WITNESS, SPEC_KEY
from yifa.ledger.keys import (
    CosignatureVerifier,
    Cosigner,
    Ed25519Signer,
    Ed25519Verifier,
    UnknownAlgorithm,
    cosigned,
    key_id,
    parse_signer,
    parse_verifier,
    signed_at,
)
from yifa.ledger.note import Checkpoint, NoteError, Signature, parse_note, sign, signed_by

SEED = bytes(range(32))
TEXT = Checkpoint("log.example/city", 3, b"r" * 32).text()


@pytest.mark.parametrize("text", [*GO_KEYS, SPEC_KEY, LIVE_LOG, LIVE_WITNESS])
def test_published_keys_are_read_and_written_back(text: str) -> None:
    key = parse_verifier(text)
    assert str(key) == text
    assert text.split("+")[1] == key.key_id.hex() == key_id(key.name, key.kind, key.public).hex()
    assert isinstance(key, CosignatureVerifier) is (text == LIVE_WITNESS)


def test_a_published_private_key_is_read_and_written_back() -> None:
    signer = parse_signer(GO_SIGNER)
    assert str(signer) == GO_SIGNER
    assert str(signer.verifier) == GO_KEYS[0]


def test_the_key_of_an_all_zero_seed_is_the_published_one() -> None:
    assert str(Ed25519Signer("EnochRoot", bytes(32)).verifier) == GO_KEYS[1]


@pytest.mark.parametrize("kind", [Ed25519Signer, Cosigner])
def test_a_signer_is_read_back_as_its_own_kind(kind: type[Ed25519Signer]) -> None:
    again = parse_signer(f"{kind('w.example/1', SEED)}\n")
    assert type(again) is kind
    assert parse_verifier(str(again.verifier)) == again.verifier


def test_the_type_is_part_of_the_key_id() -> None:
    log, witness = Ed25519Signer("n", SEED), Cosigner("n", SEED)
    assert log.verifier.public == witness.verifier.public
    assert log.key_id != witness.key_id


def test_a_cosignature_binds_its_second() -> None:
    witness = Cosigner("w.example/1", SEED, clock=lambda: 1679315147.9)
    (signature,) = sign(TEXT, [witness]).signatures
    assert signed_at(signature) == 1679315147
    assert witness.verifier.verify(TEXT, signature.value)
    later = (1679315148).to_bytes(8, "big") + signature.value[8:]
    assert not witness.verifier.verify(TEXT, later)
    assert cosigned(TEXT, 1679315147).startswith(b"cosignature/v1\ntime 1679315147\nlog.example/city\n3\n")


def test_a_logs_signature_is_no_cosignature_and_the_reverse() -> None:
    log, witness = Ed25519Signer("n", SEED), Cosigner("n", SEED)
    assert not witness.verifier.verify(TEXT, log.sign(TEXT))
    assert not log.verifier.verify(TEXT, witness.sign(TEXT))
    assert not log.verifier.verify(TEXT, witness.sign(TEXT)[8:])


@pytest.mark.parametrize(
    "value", [b"", b"x", bytes(7), bytes(8), bytes(63), bytes(64), bytes(72), b"\xff" * 72, bytes(200)]
)
def test_bytes_that_are_no_signature_verify_as_none(value: bytes) -> None:
    assert not Ed25519Signer("n", SEED).verifier.verify(TEXT, value)
    assert not Cosigner("n", SEED).verifier.verify(TEXT, value)


@pytest.mark.parametrize("public", [bytes(32), b"\xff" * 32, b"\x01" + bytes(31), b"x" * 31, b""])
def test_a_public_key_that_is_no_point_verifies_nothing_and_does_not_raise(public: bytes) -> None:
    assert not Ed25519Verifier("n", public).verify(TEXT, b"s" * 64)


def test_a_cosignature_too_short_for_a_time_is_refused() -> None:
    with pytest.raises(NoteError):
        signed_at(Signature("n", b"abcd", b"1234567"))


NAME, IDENTITY, MATERIAL = GO_KEYS[0].split("+", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        f"{NAME}+{IDENTITY}",
        f"{NAME}+{IDENTITY}+",
        f"+{IDENTITY}+{MATERIAL}",
        f"{NAME}x+{IDENTITY}+{MATERIAL}",
        f"{NAME}+{IDENTITY.upper()}+{MATERIAL}",
        f"{NAME}+{IDENTITY[:-1]}+{MATERIAL}",
        f"{NAME}+c7 4f20a3+{MATERIAL}",
        f"{NAME}+c74f20a4+{MATERIAL}",
        f"{NAME}+{IDENTITY}+{MATERIAL[:-4]}",
        f"{NAME}+{IDENTITY}+{MATERIAL}=",
        f"Peter Neumann+{IDENTITY}+{MATERIAL}",
        f"\ud800+{IDENTITY}+{MATERIAL}",
        GO_SIGNER,
    ],
)
def test_what_is_not_quite_a_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_verifier(text)


def test_a_key_of_another_algorithm_is_named() -> None:
    with pytest.raises(UnknownAlgorithm, match="0xff"):
        parse_verifier("n+00000000+/wECAw==")
    with pytest.raises(UnknownAlgorithm, match="0x02"):
        parse_signer("PRIVATE+KEY+n+00000000+AgECAw==")


@given(
    st.text(max_size=60)
    | st.text(st.characters(codec=None), max_size=20).map(lambda t: f"{t}+{IDENTITY}+{MATERIAL}")
)
@example("PRIVATE+KEY+")
@example("PRIVATE+KEY+a+b")
def test_junk_raises_note_error_and_nothing_else(text: str) -> None:
    for read in (parse_verifier, parse_signer):
        for written in (text, f"PRIVATE+KEY+{text}"):
            with contextlib.suppress(NoteError):
                assert str(read(written)) == written.strip()


def test_a_note_signed_by_a_log_and_a_witness_names_both() -> None:
    log, witness = Ed25519Signer("log.example/city", SEED), Cosigner("w.example/1", b"w" * 32)
    note = parse_note(str(sign(TEXT, [log, witness])))
    assert signed_by(note, [witness.verifier, log.verifier]) == [log.verifier, witness.verifier]
