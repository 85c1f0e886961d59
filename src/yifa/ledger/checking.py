"""Proof bundles checked as strictly as the offline verifier does, in the product and in tests.

`tools/verify_proof.py` and the portal's page give the same verdict without this package; the three are tested against
each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from yifa.ledger.bundle import FORMAT, MAX_PROOFS, MAX_WITNESSES
from yifa.ledger.keys import (
    ED25519,
    CosignatureVerifier,
    Ed25519Verifier,
    UnknownAlgorithm,
    parse_verifier,
    signed_at,
)
from yifa.ledger.note import (
    Checkpoint,
    Note,
    NoteError,
    Verifier,
    parse_checkpoint,
    parse_note,
    signed_by,
)
from yifa.ledger.opening import Opened, check_links, opened
from yifa.ledger.shape import Bad, bad, fields, loaded, of, path, rows
from yifa.ledger.tree import check_consistency

Result = Literal["valid", "self-consistent", "invalid"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` and `reason` say what is wrong when the result is "invalid"; both are empty otherwise.

    `signed_at` is the POSIX second at which the log says it signed the checkpoint, None when it does not say.
    """

    result: Result
    code: str = ""
    reason: str = ""
    checkpoint: Checkpoint | None = None
    proofs: tuple[Opened, ...] = ()
    cosigned: tuple[str, ...] = ()
    signed_at: int | None = None


def check(
    raw: bytes,
    keys: Sequence[Verifier] = (),
    witnesses: Sequence[Verifier] = (),
    quorum: int | None = None,
) -> Verdict:
    """Check a bundle's file. Never raises for what is in it.

    "valid" needs a signature by one of `keys`, the reader's own; of `witnesses`, also the reader's, at least `quorum`
    (all when None) must have cosigned.
    """
    try:
        return _checked(loaded(raw), keys, witnesses, len(witnesses) if quorum is None else quorum)
    except Bad as wrong:
        return Verdict("invalid", wrong.code, wrong.reason)


def _checked(bundle: Any, keys: Sequence[Verifier], witnesses: Sequence[Verifier], quorum: int) -> Verdict:
    names = {"format", "log", "checkpoint", "proofs", "newest", "witnesses"}
    if not isinstance(bundle, dict) or bundle.get("format") != FORMAT or bundle.keys() != names:
        bad("format", "not a bundle of this format")
    log = fields(bundle["log"], origin=str, key=str)
    named = _named_witnesses(rows(bundle["witnesses"], MAX_WITNESSES))
    known = _Known(log["origin"], _log_key(log["key"], log["origin"]), keys, [*named, *witnesses])
    checkpoint, note = known.open(of(bundle["checkpoint"], str))
    notes = [note]
    asked = rows(bundle["proofs"], MAX_PROOFS)
    if not asked:
        bad("format", "a bundle without proofs")
    proofs = tuple(opened(row, checkpoint) for row in asked)
    check_links(proofs)
    if bundle["newest"] is not None:
        newest = fields(bundle["newest"], checkpoint=str, path=list)
        later, after = known.open(newest["checkpoint"])
        _check_growth(checkpoint, later, path(newest["path"]))
        notes.append(after)
    cosigned = _cosigned(notes, known.own, witnesses)
    if len(cosigned) < quorum:
        bad("witness", f"cosigned by {len(cosigned)} of the {quorum} witnesses asked for")
    result: Result = "valid" if keys else "self-consistent"
    return Verdict(result, "", "", checkpoint, proofs, tuple(cosigned), known.time_of(note))


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys at hand: the bundle's own, the reader's, the witnesses'."""

    origin: str
    own: Ed25519Verifier
    trusted: Sequence[Verifier]
    others: Sequence[Verifier]

    @property
    def clock(self) -> Verifier:
        """The log's own key, as it signs when a checkpoint was made."""
        return CosignatureVerifier(self.own.name, self.own.public)

    def open(self, raw: str) -> tuple[Checkpoint, Note]:
        """The checkpoint of a note that the bundle's key and, when there are any, one of the reader's keys signed."""
        try:
            note = parse_note(raw)
            checkpoint = parse_checkpoint(note.text)
        except NoteError as error:
            bad("checkpoint", str(error))
        if checkpoint.origin != self.origin:
            bad("origin", f"a checkpoint of another log: {checkpoint.origin}")
        try:
            found = signed_by(note, [self.own, self.clock, *self.trusted, *self.others])
        except NoteError as error:
            bad("signature", str(error))
        if self.own not in found:
            bad("signature", "the checkpoint is not signed by the key in the bundle")
        if self.trusted and not any(key in found and key.name == self.origin for key in self.trusted):
            bad("key", "the checkpoint is not signed by the key that was given")
        return checkpoint, note

    def time_of(self, note: Note) -> int | None:
        """The POSIX second at which the log says it signed an opened note: the last, should there be several."""
        clock = (self.clock.name, self.clock.key_id)
        return max((signed_at(s) for s in note.signatures if (s.name, s.key_id) == clock), default=None)


def _log_key(text: str, origin: str) -> Ed25519Verifier:
    try:
        key = _key(text)
    except NoteError as error:
        bad("log-key", str(error))
    if key.kind != ED25519 or key.name != origin:
        bad("log-key", "the key in the bundle is not a key of this log")
    return key


def _named_witnesses(texts: list[Any]) -> list[Verifier]:
    found: list[Verifier] = []
    for text in texts:
        try:
            found.append(_key(of(text, str)))
        except UnknownAlgorithm:
            continue  # such as an SM2 module's: it is named, it cannot be checked here
        except NoteError as error:
            bad("witness-key", str(error))
    return found


def _key(text: str) -> Ed25519Verifier:
    """A key written exactly as it must be; `parse_verifier` is kind to what a person pasted."""
    if text != text.strip():
        raise NoteError("white space around a key")
    return parse_verifier(text)


def _cosigned(notes: Sequence[Note], own: Ed25519Verifier, witnesses: Sequence[Verifier]) -> list[str]:
    """Names of the witnesses that cosigned a note. A key counts once, under however many names; the log's never."""
    distinct: dict[Any, Verifier] = {getattr(w, "public", w.key_id): w for w in witnesses}
    distinct.pop(own.public, None)
    return sorted(w.name for w in distinct.values() if any(signed_by(note, [w]) for note in notes))


def _check_growth(old: Checkpoint, new: Checkpoint, steps: list[bytes]) -> None:
    if not check_consistency(old.size, old.root, new.size, new.root, steps):
        bad("consistency", "the newer tree does not begin with the older one")
