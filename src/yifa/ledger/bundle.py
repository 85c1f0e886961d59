"""Proof bundles (format "yifa-proof/1"): written, and checked as strictly as the offline verifier does.

A bundle opens fields of log entries, shows the entries to be in the tree of a signed checkpoint, and that tree to be
the beginning of a newer one. `tools/verify_proof.py` gives the same verdict without this package; the two are tested
against each other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NoReturn

from yifa.ledger import strict
from yifa.ledger.commit import canonical
from yifa.ledger.keys import ED25519, Ed25519Verifier, UnknownAlgorithm, parse_verifier
from yifa.ledger.note import (
    Checkpoint,
    Note,
    NoteError,
    Verifier,
    decode64,
    parse_checkpoint,
    parse_note,
    signed_by,
)
from yifa.ledger.tree import HASH_BYTES, check_consistency, leaf_hash, root_from_inclusion

FORMAT = "yifa-proof/1"
MAX_BYTES = 8 * 1024 * 1024
MAX_PROOFS = 64
MAX_PATH = 64
MAX_WITNESSES = 64

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")

Result = Literal["valid", "self-consistent", "invalid"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One log entry: its leaf's bytes, the lines that open some of its fields, its inclusion path."""

    kind: str
    index: int
    leaf: bytes
    opened: Sequence[bytes]
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Newest:
    """A newer checkpoint (a whole note) and the consistency path that leads to it."""

    checkpoint: str
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a checked proof shows: field values by name."""

    kind: str
    index: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` and `reason` say what is wrong when the result is "invalid"; both are empty otherwise."""

    result: Result
    code: str = ""
    reason: str = ""
    checkpoint: Checkpoint | None = None
    proofs: tuple[Opened, ...] = ()
    cosigned: tuple[str, ...] = ()


class _Bad(Exception):
    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


def build(
    origin: str,
    key: str,
    checkpoint: str,
    proofs: Sequence[Proof],
    newest: Newest | None = None,
    witnesses: Sequence[str] = (),
) -> dict[str, Any]:
    """A bundle as a JSON value. `key` and `witnesses` are written as vkeys, checkpoints are whole signed notes."""
    return {
        "format": FORMAT,
        "log": {"origin": origin, "key": key},
        "checkpoint": checkpoint,
        "proofs": [
            {
                "kind": proof.kind,
                "index": proof.index,
                "leaf": proof.leaf.decode(),
                "opened": [line.decode() for line in proof.opened],
                "path": _written(proof.path),
            }
            for proof in proofs
        ],
        "newest": newest and {"checkpoint": newest.checkpoint, "path": _written(newest.path)},
        "witnesses": list(witnesses),
    }


def encode(bundle: dict[str, Any]) -> bytes:
    """The bundle's file: UTF-8, indented, since people look into it."""
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


def _written(path: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(step).decode() for step in path]


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
        return _checked(_loaded(raw), keys, witnesses, len(witnesses) if quorum is None else quorum)
    except _Bad as bad:
        return Verdict("invalid", bad.code, bad.reason)


def _checked(bundle: Any, keys: Sequence[Verifier], witnesses: Sequence[Verifier], quorum: int) -> Verdict:
    names = {"format", "log", "checkpoint", "proofs", "newest", "witnesses"}
    if not isinstance(bundle, dict) or bundle.get("format") != FORMAT or bundle.keys() != names:
        _bad("format", "not a bundle of this format")
    log = _fields(bundle["log"], origin=str, key=str)
    named = _named_witnesses(_list(bundle["witnesses"], MAX_WITNESSES))
    known = _Known(log["origin"], _log_key(log["key"], log["origin"]), keys, [*named, *witnesses])
    checkpoint, note = known.open(_of(bundle["checkpoint"], str))
    notes = [note]
    rows = _list(bundle["proofs"], MAX_PROOFS)
    if not rows:
        _bad("format", "a bundle without proofs")
    proofs = tuple(_opened(row, checkpoint) for row in rows)
    _check_links(proofs)
    if bundle["newest"] is not None:
        newest = _fields(bundle["newest"], checkpoint=str, path=list)
        later, note = known.open(newest["checkpoint"])
        _check_growth(checkpoint, later, _path(newest["path"]))
        notes.append(note)
    cosigned = _cosigned(notes, known.own, witnesses)
    if len(cosigned) < quorum:
        _bad("witness", f"cosigned by {len(cosigned)} of the {quorum} witnesses asked for")
    return Verdict("valid" if keys else "self-consistent", "", "", checkpoint, proofs, tuple(cosigned))


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys at hand: the bundle's own, the reader's, the witnesses'."""

    origin: str
    own: Ed25519Verifier
    trusted: Sequence[Verifier]
    others: Sequence[Verifier]

    def open(self, raw: str) -> tuple[Checkpoint, Note]:
        """The checkpoint of a note that the bundle's key and, when there are any, one of the reader's keys signed."""
        try:
            note = parse_note(raw)
            checkpoint = parse_checkpoint(note.text)
        except NoteError as error:
            _bad("checkpoint", str(error))
        if checkpoint.origin != self.origin:
            _bad("origin", f"a checkpoint of another log: {checkpoint.origin}")
        try:
            found = signed_by(note, [self.own, *self.trusted, *self.others])
        except NoteError as error:
            _bad("signature", str(error))
        if self.own not in found:
            _bad("signature", "the checkpoint is not signed by the key in the bundle")
        if self.trusted and not any(key in found and key.name == self.origin for key in self.trusted):
            _bad("key", "the checkpoint is not signed by the key that was given")
        return checkpoint, note


def _log_key(text: str, origin: str) -> Ed25519Verifier:
    try:
        key = parse_verifier(text)
    except NoteError as error:
        _bad("log-key", str(error))
    if key.kind != ED25519 or key.name != origin or str(key) != text:
        _bad("log-key", "the key in the bundle is not a key of this log")
    return key


def _named_witnesses(rows: list[Any]) -> list[Verifier]:
    found: list[Verifier] = []
    for row in rows:
        try:
            found.append(parse_verifier(_of(row, str)))
        except UnknownAlgorithm:
            continue  # such as an SM2 module's: it is named, it cannot be checked here
        except NoteError as error:
            _bad("witness-key", str(error))
    return found


def _cosigned(notes: Sequence[Note], own: Ed25519Verifier, witnesses: Sequence[Verifier]) -> list[str]:
    """Names of the witnesses that cosigned a note. A key counts once, under however many names; the log's never."""
    distinct: dict[Any, Verifier] = {getattr(w, "public", w.key_id): w for w in witnesses}
    distinct.pop(own.public, None)
    return sorted(w.name for w in distinct.values() if any(signed_by(note, [w]) for note in notes))


def _opened(row: Any, checkpoint: Checkpoint) -> Opened:
    proof = _fields(row, kind=str, index=int, leaf=str, opened=list, path=list)
    kind, index, leaf = proof["kind"], proof["index"], proof["leaf"]
    digests = _digests(leaf)
    if not _KIND.fullmatch(kind) or kind not in digests:
        _bad("leaf", "the entry is not of the kind it is said to be")
    values = _values(proof["opened"], digests)
    try:
        root = root_from_inclusion(leaf_hash(leaf.encode()), index, checkpoint.size, _path(proof["path"]))
    except ValueError as error:
        _bad("inclusion", str(error))
    if root != checkpoint.root:
        _bad("inclusion", "the entry is not in the tree of the checkpoint")
    return Opened(kind, index, values)


def _digests(leaf: str) -> dict[str, str]:
    rows = _strict(leaf, "leaf")
    whole = isinstance(rows, list) and all(
        isinstance(row, list)
        and len(row) == 2
        and all(isinstance(part, str) for part in row)
        and _DIGEST.fullmatch(row[1])
        for row in rows
    )
    if (
        not whole
        or not rows
        or any(a[0] >= b[0] for a, b in pairwise(rows))
        or _written_otherwise(leaf, rows)
    ):
        _bad("leaf", "the entry is not a list of field digests")
    return dict(rows)


def _values(lines: list[Any], digests: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        row = _strict(_of(line, str), "opening")
        if not isinstance(row, list) or len(row) != 3 or _written_otherwise(line, row):
            _bad("opening", "a line does not open a field")
        salt, name, value = row
        if (
            not isinstance(salt, str)
            or not _SALT.fullmatch(salt)
            or not isinstance(name, str)
            or name in found
        ):
            _bad("opening", "a line does not open a field, or opens it twice")
        if digests.get(name) != hashlib.sha256(line.encode()).hexdigest():
            _bad("opening", f"the opened field is not the one recorded: {name}")
        found[name] = value
    return found


def _check_links(proofs: Sequence[Opened]) -> None:
    """A disclosure or withdrawal that is shown beside acts must be of one of them."""
    heads = [(p.kind, head) for p in proofs if isinstance(head := p.values.get(p.kind), dict)]
    acts = [head["id"] for kind, head in heads if kind == "act" and "id" in head]
    for kind, head in heads:
        if acts and kind in ("disclosure", "withdrawal") and "act" in head and head["act"] not in acts:
            _bad("link", f"the {kind} is of another act")


def _check_growth(old: Checkpoint, new: Checkpoint, path: list[bytes]) -> None:
    if not check_consistency(old.size, old.root, new.size, new.root, path):
        _bad("consistency", "the newer tree does not begin with the older one")


def _path(rows: Any) -> list[bytes]:
    try:
        path = [decode64(_of(row, str)) for row in _list(rows, MAX_PATH)]
    except NoteError as error:
        _bad("path", str(error))
    if any(len(step) != HASH_BYTES for step in path):
        _bad("path", "a step of a path is not a hash")
    return path


def _fields(value: Any, **kinds: type) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        _bad("format", f"fields other than {', '.join(kinds)}")
    return {name: _of(value[name], kind) for name, kind in kinds.items()}


def _of(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        _bad("format", f"not a {kind.__name__}")
    return value


def _list(value: Any, most: int) -> list[Any]:
    rows: list[Any] = _of(value, list)
    if len(rows) > most:
        _bad("limits", f"more than {most} in one list")
    return rows


def _loaded(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        _bad("limits", "the bundle is too large")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        _bad("json", "not UTF-8")
    return _strict(text, "json")


def _strict(text: str, code: str) -> Any:
    try:
        return strict.loads(text)
    except ValueError as error:
        _bad(code, f"not JSON as it must be: {error}")


def _written_otherwise(text: str, value: Any) -> bool:
    return canonical(value) != text.encode()


def _bad(code: str, reason: str) -> NoReturn:
    raise _Bad(code, reason)
