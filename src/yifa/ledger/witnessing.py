"""What a log sends to a witness, and what the witness answers (C2SP tlog-witness): pure, without keys or storage."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from yifa.ledger import tree
from yifa.ledger.note import (
    MAX_NOTE_BYTES,
    Checkpoint,
    Note,
    NoteError,
    Verifier,
    decode64,
    parse_checkpoint,
    parse_note,
)

MAX_PROOF_LINES = 63
MAX_BODY_BYTES = MAX_NOTE_BYTES + 64 * 64
SIZE_TYPE = "text/x.tlog.size"

SAME_SIZE = "same-size"
OTHER_HISTORY = "other-history"
UNPROVED = "unproved"

_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Submission:
    """A request to cosign: the size the log thinks we hold, the path from there, and the new checkpoint."""

    old: int
    path: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    def signed_by(self, keys: Sequence[Verifier]) -> Submission:
        """The same with these keys' signature lines only: whoever sends it may have added any number of others."""
        known = {(key.name, key.key_id) for key in keys}
        kept = tuple(s for s in self.note.signatures if (s.name, s.key_id) in known)
        return Submission(self.old, self.path, Note(self.note.text, kept), self.checkpoint)


@dataclass(frozen=True, slots=True)
class Held:
    """What a witness last cosigned of a log; `note` is empty when that is nothing yet."""

    size: int = 0
    root: bytes = tree.EMPTY_ROOT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The HTTP status; why in a few words; the size to tell; what the request is evidence of, empty if of nothing.

    `same-size` and `other-history` are proofs: the log signed two trees of which neither continues the other.
    `unproved` is none: anyone may send a genuine checkpoint along with a useless path.
    """

    status: int
    reason: str = ""
    size: int | None = None
    evidence: str = ""


def write(old: int, path: Sequence[bytes], note: str) -> bytes:
    """The request's body. `note` is a whole signed note."""
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in path)]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + note.encode()


def read(raw: bytes) -> Submission:
    """Read a request's body. NoteError for anything that is not exactly one. Checks no signature."""
    if len(raw) > MAX_BODY_BYTES:
        raise NoteError("the request is too large")
    head, found, rest = raw.partition(b"\n\n")
    if not found or not head.isascii():
        raise NoteError("a request is an old size, a proof, an empty line and a checkpoint")
    first, *lines = head.decode().split("\n")
    old = _OLD.fullmatch(first)
    if old is None or len(lines) > MAX_PROOF_LINES:
        raise NoteError("the old size is missing, or the proof is too long")
    path = tuple(decode64(line) for line in lines)
    if any(len(step) != tree.HASH_BYTES for step in path):
        raise NoteError("a line of the proof is not a SHA-256 hash")
    note = parse_note(rest)
    return Submission(int(old[1]), path, note, parse_checkpoint(note.text))


def decide(held: Held, asked: Submission) -> Decision:
    """What a witness that holds this answers. The signature must have been checked before."""
    new = asked.checkpoint
    forked = SAME_SIZE if held.note and new.size == held.size and new.root != held.root else ""
    if asked.old > new.size:
        return Decision(400, "the old size is larger than the checkpoint", evidence=forked)
    if asked.old != held.size:
        return Decision(409, "the old size is another", size=held.size, evidence=forked)
    if new.size == held.size and new.root != held.root:
        return Decision(409, "another root was seen for this size", evidence=forked)
    if not tree.check_consistency(held.size, held.root, new.size, new.root, asked.path):
        return Decision(422, "the consistency proof is wrong", evidence=_evidence(held, asked))
    return Decision(200)


def _evidence(held: Held, asked: Submission) -> str:
    new = asked.checkpoint
    if not held.note or new.root == held.root:
        return ""
    before = beginning(held.size, new.size, new.root, asked.path)
    return OTHER_HISTORY if before not in (None, held.root) else UNPROVED


def beginning(old: int, new: int, root: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root over the first `old` entries of the tree of size `new` with this root, if the path shows it.

    A path that leads to the root fixes every hash in it, so the answer cannot be chosen by whoever sent it. For an
    `old` that is a power of two a path does not contain that part of the tree: None.
    """
    if not 0 < old < new or old & (old - 1) == 0:
        return None
    roots = tree.roots_from_consistency(old, new, path)
    return roots[0] if roots and roots[1] == root else None
