"""Signed notes and checkpoints: published ones are read and verified, everything else is refused with NoteError."""

from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.published_notes import (
    GO_KEYS,
    GO_LINES,
    GO_SIGNER,
    GO_TEXT,
    LIVE_CHECKPOINT,
    LIVE_LOG,
    LIVE_WITNESS,
    SPEC_CHECKPOINT,
    SPEC_KEY,
    SPEC_NOTE,
    SPEC_POEM,
)
from yifa.ledger.keys import Ed25519Signer, parse_signer, parse_verifier, signed_at
from yifa.ledger.note import (
    MAX_SIGNATURES,
    Checkpoint,
    Note,
    NoteError,
    Signature,
    decode64,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_signatures,
    sign,
    signed_by,
    valid_key_name,
)

LOG = Ed25519Signer("log.example/city", b"k" * 32)
CHECKPOINT = Checkpoint(LOG.name, 7, b"r" * 32)
SIGNED = str(sign(CHECKPOINT.text(), [LOG]))
ROOT = base64.b64encode(b"r" * 32).decode()


def test_the_vector_of_the_specification_is_verified() -> None:
    key = parse_verifier(SPEC_KEY)
    assert signed_by(parse_note(SPEC_NOTE), [key]) == [key]
    with pytest.raises(NoteError, match="wrong"):
        signed_by(parse_note(SPEC_NOTE.replace("message", "massage")), [key])


@pytest.mark.parametrize(
    "raw", [SPEC_NOTE, SPEC_POEM, SPEC_CHECKPOINT, LIVE_CHECKPOINT, GO_TEXT + "\n" + GO_LINES[0]]
)
def test_published_notes_are_written_back_byte_for_byte(raw: str) -> None:
    assert str(parse_note(raw)) == raw
    assert parse_note(raw.encode()) == parse_note(raw)


def test_the_last_empty_line_ends_the_text() -> None:
    note = parse_note(SPEC_POEM)
    assert note.text.endswith("\n\ned è subito sera.\n")
    (signature,) = note.signatures
    assert (signature.name, signature.key_id.hex()) == ("quasimodo.example/salvatore", "367ba04b")


def test_the_same_key_signs_the_same_note_as_the_go_implementation() -> None:
    assert str(sign(GO_TEXT, [parse_signer(GO_SIGNER)])) == GO_TEXT + "\n" + GO_LINES[0]


def test_all_known_keys_are_found_and_unknown_ones_ignored() -> None:
    peter, enoch = map(parse_verifier, GO_KEYS)
    note = parse_note(GO_TEXT + "\n" + "".join(GO_LINES))
    assert signed_by(note, [peter, enoch]) == [peter, enoch]
    assert signed_by(note, [enoch]) == [enoch]
    assert signed_by(note, [parse_verifier(SPEC_KEY)]) == []


def test_one_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    peter, enoch = map(parse_verifier, GO_KEYS)
    good = parse_note(GO_TEXT + "\n" + "".join(GO_LINES))
    wrong = Signature(enoch.name, enoch.key_id, bytes(64))
    spoiled = Note(good.text, (good.signatures[0], wrong))
    with pytest.raises(NoteError, match="EnochRoot is wrong"):
        signed_by(spoiled, [peter, enoch])
    assert signed_by(spoiled, [peter]) == [peter]


def test_the_example_checkpoint_of_the_specification_is_read() -> None:
    checkpoint = parse_checkpoint(parse_note(SPEC_CHECKPOINT).text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert signed_at(parse_note(SPEC_CHECKPOINT).signatures[1]) == 1679315147


def test_a_public_logs_checkpoint_and_a_witness_on_it_are_verified() -> None:
    log, witness = parse_verifier(LIVE_LOG), parse_verifier(LIVE_WITNESS)
    checkpoint, note = open_checkpoint(LIVE_CHECKPOINT, log, log.name)
    assert checkpoint.size == 1432088532
    assert signed_by(note, [log, witness]) == [log, witness]
    with pytest.raises(NoteError, match="wrong"):
        open_checkpoint(LIVE_CHECKPOINT.replace("1432088532", "1432088533"), witness, log.name)


def test_a_checkpoint_is_opened_for_its_own_log_and_key_only() -> None:
    assert open_checkpoint(SIGNED, LOG.verifier, LOG.name)[0] == CHECKPOINT
    with pytest.raises(NoteError, match="another log"):
        open_checkpoint(SIGNED, LOG.verifier, "log.example/other")
    with pytest.raises(NoteError, match="not signed"):
        open_checkpoint(SIGNED, Ed25519Signer(LOG.name, b"j" * 32).verifier, LOG.name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n7\n",
        f"log\n7\n{ROOT}",
        f"log\n07\n{ROOT}\n",
        f"log\n-7\n{ROOT}\n",
        f"log\n+7\n{ROOT}\n",
        f"log\n７\n{ROOT}\n",
        f"log\n\n{ROOT}\n",
        f"\n7\n{ROOT}\n",
        f"log\n7\n{ROOT}\n\n",
        f"log\n7 \n{ROOT}\n",
        f"log\n{10**18}\n{ROOT}\n",
        "log\n7\n" + base64.b64encode(b"r" * 31).decode() + "\n",
        "log\n7\n" + ROOT.rstrip("=") + "\n",
        "log\n7\n" + ROOT[:-2] + "J=\n",
    ],
)
def test_what_is_not_quite_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_checkpoint(text)


def test_extension_lines_are_kept() -> None:
    checkpoint = Checkpoint("log", 0, b"r" * 32, ("one", "two"))
    assert parse_checkpoint(checkpoint.text()) == checkpoint


LINE = Signature("n", b"abcd", b"s" * 64).line()


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n" + LINE[:-1],
        "text\n" + LINE,
        "text\n\n" + LINE.replace("—", "-"),
        "text\n\n" + LINE.replace("— n ", "— n  "),
        "text\n\n" + LINE.replace("— n ", "— n+m "),
        "text\n\n" + LINE.replace("— n ", "— n\u2003m "),
        "text\n\n" + LINE.replace("— n ", "—  "),
        "text\n\n" + LINE[:-1] + " \n",
        "text\n\n" + LINE[:-2] + "\n",
        "text\n\n— n AAAA\n",
        "te\txt\n\n" + LINE,
        "te\rxt\n\n" + LINE,
        "te\0xt\n\n" + LINE,
        "text\n\n" + LINE + "junk\n",
        "te\ud800xt\n\n" + LINE,
        "text\n\n" + LINE.replace("— n ", "— \ud800 "),
        "x" * 70_000 + "\n\n" + LINE,
        "界" * 30_000 + "\n\n" + LINE,
        "text\n\n" + LINE * (MAX_SIGNATURES + 1),
    ],
)
def test_what_is_not_quite_a_note_is_refused(raw: str) -> None:
    with pytest.raises(NoteError):
        parse_note(raw)


def test_bytes_that_are_not_utf8_are_no_note() -> None:
    with pytest.raises(NoteError, match="UTF-8"):
        parse_note(b"te\xffxt\n\n" + LINE.encode())


def test_at_least_sixteen_signatures_are_read() -> None:
    assert len(parse_note("text\n\n" + LINE * 16).signatures) == 16


@pytest.mark.parametrize("text", ["", "no end", "a\tb\n", "\ud800\n"])
def test_a_text_that_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(NoteError):
        sign(text, [LOG])


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n", "a\u3000b", "a\u2028", "\ud800", "x" * 256])
def test_such_key_names_are_refused(name: str) -> None:
    assert not valid_key_name(name)


pieces = st.sampled_from(
    ["\n", "\n\n", "— ", "—", " ", "n", LINE, SIGNED, "7", ROOT, "=", "\r", "\x00", "é", "+"]
)
junk = st.text(max_size=80) | st.lists(pieces, max_size=12).map("".join)


@given(junk | st.text(st.characters(codec=None), max_size=40))
@example("\n\n")
def test_junk_raises_note_error_and_nothing_else(text: str) -> None:
    for read in (parse_note, parse_checkpoint, parse_signatures, decode64):
        try:
            found = read(text)
        except NoteError:
            continue
        if isinstance(found, Note):
            assert str(found) == text
        if isinstance(found, Checkpoint):
            assert found.text() == text


@given(st.binary(max_size=120))
def test_junk_bytes_raise_note_error_and_nothing_else(raw: bytes) -> None:
    with contextlib.suppress(NoteError):
        assert str(parse_note(raw)).encode() == raw


@given(st.integers(0, len(SIGNED.encode()) - 1), st.integers(1, 255))
def test_no_byte_of_a_signed_checkpoint_can_be_changed(at: int, turned: int) -> None:
    raw = bytearray(SIGNED.encode())
    raw[at] ^= turned
    with pytest.raises(NoteError):
        open_checkpoint(bytes(raw), LOG.verifier, LOG.name)
