"""SM2 lines on a note: the published vector, the ID, and signers that a deployment names."""

from __future__ import annotations

import base64
import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs import LOG, decision
from yifa.ledger import keys_sm
from yifa.ledger.bundle import encode
from yifa.ledger.checking import check
from yifa.ledger.keys import UnknownAlgorithm, parse_verifier
from yifa.ledger.keys_sm import (
    IDENTIFIER,
    Sm2Signer,
    Sm2Verifier,
    extra_signers,
    load_signer,
    parse_sm2_verifier,
    sm2_from_file,
)
from yifa.ledger.note import NoteError, parse_note, sign, signed_by

# GB/T 32918.5-2017, annex A: key pair, message and signature, under the ID 1234567812345678.
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
MESSAGE = "message digest"
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
NAME = "sm.yunzhou.example/ledger"
needs_tongsuo = pytest.mark.skipif(not find_spec("tongsuopy"), reason="the extra `sm` is not installed")
junk_keys = st.binary(max_size=120).map(lambda raw: f"{NAME}+00000000+{base64.b64encode(raw).decode()}")


@needs_tongsuo
def test_the_published_vector_verifies() -> None:
    verifier = Sm2Verifier(NAME, PUBLIC)
    assert verifier.verify(MESSAGE, SIGNATURE)
    assert not verifier.verify(MESSAGE + "x", SIGNATURE)
    assert Sm2Signer(NAME, SECRET).verifier == verifier


@needs_tongsuo
@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.integers(0, 511))
def test_what_is_signed_verifies_and_no_bit_may_turn(text: str, bit: int) -> None:
    signer = Sm2Signer(NAME, SECRET)
    value = signer.sign(text)
    assert signer.verifier.verify(text, value)
    turned = (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not signer.verifier.verify(text, turned)


@needs_tongsuo
@pytest.mark.parametrize(
    "value", [b"", bytes(64), b"\xff" * 64, SIGNATURE[:63], SIGNATURE + b"\0", SIGNATURE[:32] * 2]
)
def test_bytes_that_are_no_signature_verify_as_none(value: bytes) -> None:
    assert not Sm2Verifier(NAME, PUBLIC).verify(MESSAGE, value)


@needs_tongsuo
@pytest.mark.parametrize("public", [b"", PUBLIC[:64], b"\x04" + b"\1" * 64, b"\x05" + PUBLIC[1:]])
def test_a_key_that_is_no_point_verifies_nothing(public: bytes) -> None:
    assert not Sm2Verifier(NAME, public).verify(MESSAGE, SIGNATURE)


@needs_tongsuo
def test_a_note_bears_both_signatures_and_those_who_do_not_know_sm2_pass_it_over() -> None:
    signer = Sm2Signer(NAME, SECRET)
    note = parse_note(str(sign("log\n1\nx\n", [LOG, signer])))
    assert signed_by(note, [LOG.verifier, signer.verifier]) == [LOG.verifier, signer.verifier]
    assert signed_by(note, [LOG.verifier]) == [LOG.verifier]
    bundle = decision(LOG, signer)
    bundle["witnesses"].append(str(signer.verifier))
    assert check(encode(bundle), [LOG.verifier]).result == "valid"
    assert check(encode(bundle), [LOG.verifier], [signer.verifier]).cosigned == (NAME,)


@needs_tongsuo
def test_a_key_file_names_the_key_and_holds_its_number(tmp_path: Path) -> None:
    path = tmp_path / "sm2.key"
    path.write_text(f"{NAME}\n{SECRET.hex()}\n")
    assert sm2_from_file(path).verifier.public == PUBLIC
    for secret in ("", "xyz", "0" * 64, "f" * 64, SECRET.hex()[2:]):
        path.write_text(f"{NAME}\n{secret}\n")
        with pytest.raises(NoteError):
            sm2_from_file(path)
    with pytest.raises(NoteError):
        sm2_from_file(path.with_name("missing"))


def test_the_key_id_and_the_written_key_are_made_as_the_note_format_says() -> None:
    verifier = Sm2Verifier(NAME, PUBLIC)
    material = b"\xff" + IDENTIFIER + PUBLIC
    assert verifier.key_id == hashlib.sha256(NAME.encode() + b"\n" + material).digest()[:4]
    assert parse_sm2_verifier(str(verifier)) == verifier
    with pytest.raises(UnknownAlgorithm, match="0xff"):
        parse_verifier(str(verifier))


@given(st.text(max_size=60) | junk_keys)
def test_junk_is_no_sm2_key_and_raises_note_error_only(text: str) -> None:
    with pytest.raises(NoteError):
        parse_sm2_verifier(text)


class Module:
    """Stands for a security module of a deployment."""

    name = "hsm.example/1"
    key_id = b"abcd"

    def sign(self, text: str) -> bytes:
        return b"signed by hardware" + text.encode()[:1]


def nothing() -> None:
    """A factory that gives no signer."""


def test_signers_are_loaded_by_the_names_a_deployment_gives() -> None:
    (found,) = extra_signers([f"{__name__}:Module"])
    assert isinstance(found, Module)
    assert "— hsm.example/1 " in str(sign("text\n", [LOG, found]))
    assert extra_signers([]) == []


@pytest.mark.parametrize(
    "place",
    [
        "",
        ":",
        "nonsense",
        "no.such.module:Class",
        *(f"{__name__}:{name}" for name in ("Missing", "nothing", "NAME")),
    ],
)
def test_a_place_without_a_signer_is_refused(place: str) -> None:
    with pytest.raises(NoteError):
        load_signer(place)


def test_a_signer_named_twice_is_refused() -> None:
    with pytest.raises(NoteError, match="twice"):
        extra_signers([f"{__name__}:Module"] * 2)


def test_the_page_says_that_the_software_is_not_certified() -> None:
    assert "NOT a certified commercial cryptography product" in str(keys_sm.__doc__)
