"""Signed notes (C2SP signed-note) and the checkpoints they carry (C2SP tlog-checkpoint), read and written."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from yifa.ledger.tree import HASH_BYTES

MAX_NOTE_BYTES = 64 * 1024
MAX_SIGNATURES = 64
_KEY_NAME = re.compile(r"[^\s+\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,255}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class NoteError(ValueError):
    """The text is no signed note, no checkpoint, or not signed by a key that was asked for."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: `— name base64(key id ‖ value)`."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        """The line, newline included."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.value).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """Text ending in a newline, and who signed it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(s.line() for s in self.signatures)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: its name, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The note text, to be signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


class Signer(Protocol):
    """Whoever can sign note texts: a key in a file, a security module, a service."""

    @property
    def name(self) -> str:
        """The name on its signature lines."""

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell its keys and algorithms apart."""

    def sign(self, text: str) -> bytes:
        """The signature's bytes, without the key id."""


class Verifier(Protocol):
    """Whoever can check signatures of one key."""

    @property
    def name(self) -> str:
        """The name on its signature lines."""

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell its keys and algorithms apart."""

    def verify(self, text: str, value: bytes) -> bool:
        """Whether the bytes are this key's signature of the text. Never raises."""


def valid_key_name(name: str) -> bool:
    """Whether a key (or origin) may have this name: no spaces, no plus, no control characters."""
    return _KEY_NAME.fullmatch(name) is not None


def sign(text: str, signers: Iterable[Signer]) -> Note:
    """A note of the text, signed by each. NoteError when the text cannot be one."""
    _check_text(text)
    return Note(text, tuple(Signature(s.name, s.key_id, s.sign(text)) for s in signers))


def parse_note(raw: str | bytes) -> Note:
    """Read a note. NoteError when it is not one, or is larger than notes need to be. Checks no signature."""
    text = _decoded(raw)
    body, found, lines = text.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise NoteError("a note is a text, an empty line, and signature lines")
    body += "\n"
    _check_text(body)
    return Note(body, parse_signatures(lines))


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Read signature lines, each ending in a newline. NoteError for anything else."""
    rows = lines.split("\n")
    if rows.pop() != "" or not rows or len(rows) > MAX_SIGNATURES:
        raise NoteError("signature lines are missing, cut off or too many")
    return tuple(_signature(row) for row in rows)


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    if dash != "—" or not valid_key_name(name):
        raise NoteError("not a signature line")
    raw = decode64(encoded)
    if len(raw) < 5:
        raise NoteError("a signature is too short")
    return Signature(name, raw[:4], raw[4:])


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a note's text as a checkpoint. NoteError when it is none."""
    lines = text.split("\n")
    if lines.pop() != "" or len(lines) < 3 or any(not line for line in lines):
        raise NoteError("a checkpoint has three lines at least, none empty")
    origin, size, root = lines[:3]
    if not _SIZE.fullmatch(size):
        raise NoteError("the tree size is not a number")
    digest = decode64(root)
    if len(digest) != HASH_BYTES:
        raise NoteError("the root is not a SHA-256 hash")
    return Checkpoint(origin, int(size), digest, tuple(lines[3:]))


def signed_by(note: Note, verifiers: Sequence[Verifier]) -> list[Verifier]:
    """Those of the verifiers whose signature the note bears. NoteError when a known key's signature is wrong."""
    found: list[Verifier] = []
    for signature in note.signatures:
        for verifier in verifiers:
            if (signature.name, signature.key_id) != (verifier.name, verifier.key_id):
                continue
            if not verifier.verify(note.text, signature.value):
                raise NoteError(f"the signature of {verifier.name} is wrong")
            if verifier not in found:
                found.append(verifier)
    return found


def open_checkpoint(raw: str | bytes, verifier: Verifier, origin: str) -> tuple[Checkpoint, Note]:
    """The checkpoint of a note, when the verifier's key signed it and it is this log's. NoteError otherwise."""
    note = parse_note(raw)
    if not signed_by(note, [verifier]):
        raise NoteError(f"not signed by {verifier.name}")
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise NoteError(f"a checkpoint of another log: {checkpoint.origin}")
    return checkpoint, note


def decode64(text: str) -> bytes:
    """Standard base64, written the one right way. NoteError for anything else."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise NoteError("not base64 as it is written")
    return raw


def _decoded(raw: str | bytes) -> str:
    if len(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")) > MAX_NOTE_BYTES:
        raise NoteError("the note is too large")
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise NoteError("the note is not UTF-8") from None


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(ord(c) < 0x20 and c != "\n" for c in text):
        raise NoteError("a note's text ends in a newline and has no control characters")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NoteError("the note is not UTF-8") from None
