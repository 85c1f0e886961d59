"""The entries that a proof bundle shows: in the tree, as they were recorded, and belonging together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yifa.ledger.commit import canonical
from yifa.ledger.note import Checkpoint
from yifa.ledger.shape import bad, fields, of, parsed, path
from yifa.ledger.tree import leaf_hash, root_from_inclusion

_DIGEST = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What belongs to an act, and under which name the head of such an entry has the act's id.
_ACT_NAMES = {
    "disclosure": ("act_id", "act"),
    "withdrawal": ("act_id", "act"),
    "paper": ("act_id", "act"),
    "exhibit": ("act_id", "act"),
    "approval": ("draft_id",),
}
_PUBLIC = ("disclosure", "withdrawal")
# An entry with one of these fields is of that kind and no other, whichever of its fields a proof calls its kind.
_HEADS = {"act", "refusal", "register", *_ACT_NAMES}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a checked proof shows: field values by name."""

    kind: str
    index: int
    values: dict[str, Any]

    def head(self, *names: str) -> set[str]:
        """The texts that the opened head field has under these names."""
        found = self.values.get(self.kind)
        values = [found.get(name) for name in names] if isinstance(found, dict) else []
        return {value for value in values if isinstance(value, str)}


def opened(row: Any, checkpoint: Checkpoint) -> Opened:
    """One proof of a bundle, checked against the checkpoint. Raises Bad."""
    proof = fields(row, kind=str, index=int, leaf=str, opened=list, path=list)
    kind, index, leaf = proof["kind"], proof["index"], proof["leaf"]
    digests = _digests(leaf)
    if not _KIND.fullmatch(kind) or kind not in digests or (_HEADS & digests.keys()) - {kind}:
        bad("leaf", "the entry is not of the kind it is said to be")
    values = _values(proof["opened"], digests)
    try:
        root = root_from_inclusion(leaf_hash(leaf.encode()), index, checkpoint.size, path(proof["path"]))
    except ValueError as error:
        bad("inclusion", str(error))
    if root != checkpoint.root:
        bad("inclusion", "the entry is not in the tree of the checkpoint")
    return Opened(kind, index, values)


def check_links(proofs: Sequence[Opened]) -> None:
    """What is shown beside acts is of those acts, and says so. Raises Bad.

    A publication names an act that is shown. Exhibits, papers and approvals may be of another act of the same matter:
    a matter's proofs stand in several bundles, an act's body may be erased, a draft need not have become an act.
    """
    acts = [proof for proof in proofs if proof.kind == "act" and proof.values]
    if not acts:
        return
    ids = set().union(*(act.head("id") for act in acts))
    matters = set().union(*(act.head("matter") for act in acts))
    for proof in proofs:
        if proof.kind not in _ACT_NAMES or not proof.values:
            continue
        named = proof.head(*_ACT_NAMES[proof.kind])
        of_an_act = bool(named) and named <= ids
        of_the_matter = proof.kind not in _PUBLIC and bool(proof.head("matter_id") & matters)
        if not of_an_act and not of_the_matter:
            bad("link", f"the {proof.kind} is of another act")


def _digests(leaf: str) -> dict[str, str]:
    rows = parsed(leaf, "leaf")
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
        bad("leaf", "the entry is not a list of field digests")
    return dict(rows)


def _values(lines: list[Any], digests: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        row = parsed(of(line, str), "opening")
        if not isinstance(row, list) or len(row) != 3 or _written_otherwise(line, row):
            bad("opening", "a line does not open a field")
        salt, name, value = row
        if (
            not isinstance(salt, str)
            or not _SALT.fullmatch(salt)
            or not isinstance(name, str)
            or name in found
        ):
            bad("opening", "a line does not open a field, or opens it twice")
        if digests.get(name) != hashlib.sha256(line.encode()).hexdigest():
            bad("opening", f"the opened field is not the one recorded: {name}")
        found[name] = value
    return found


def _written_otherwise(text: str, value: Any) -> bool:
    return canonical(value) != text.encode()
