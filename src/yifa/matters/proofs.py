"""Proof bundles (格式 yifa-proof/1) of what is recorded, made from the rows for whoever may read them.

A bundle is made against the first published checkpoint that covers it, with a path to the newest one. Row-level
security decides what is there to be opened at all; these functions decide which fields of it are.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce

from yifa.ledger import bundle, tiles, tree
from yifa.ledger.bundle import MAX_PROOFS, Newest, Proof
from yifa.ledger.commit import lines_of
from yifa.ledger.note import parse_note
from yifa.ledger.store import keeping, reading
from yifa.ledger.store.models import Entry
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.matters.models import Act, ActBody, Approval, Disclosure, Exhibit, Paper, Refusal
from yifa.registers.scope import PUBLIC, WORKER, scope

PUBLIC_ACT = ("act", "time")
WITHDRAWN = ("withdrawal", "withdrawn_reason", "agency_name")
log = logging.getLogger(__name__)
KEPT = Coalesce("body", "head")  # of an act: all that was committed, or what an erasure leaves of it
ROOM = 6 * 1024 * 1024  # of a bundle's 8 MiB, left for proofs as they are written


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to prove: its kept lines (None when erased whole), and the fields to open (all of them when None)."""

    kind: str
    object_id: str
    body: bytes | None
    names: Collection[str] | None = None

    def opened(self) -> list[bytes]:
        """The lines that open those fields; none when it was erased whole."""
        return lines_of(self.body, None if self.names is None else list(self.names)) if self.body else []


@dataclass(frozen=True, slots=True)
class Printed:
    """A checkpoint as papers print it: how many entries it covers, and its digest in groups of four."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class MatterProofs:
    """Bundles that together prove a matter, and how many of its records do not stand in a checkpoint yet."""

    bundles: tuple[dict[str, Any], ...]
    waiting: int


def is_covered(act_id: UUID | str) -> bool:
    """Whether an act stands in a checkpoint that may be shown. Two statements."""
    index = Entry.objects.filter(kind="act", object_id=act_id).values_list("index", flat=True).first()
    return index is not None and index < reading.newest(published=True).size


def printed(proof: Mapping[str, Any]) -> Printed:
    """The checkpoint of a bundle as papers print it: SHA-256 of its signed text, 32 hex digits."""
    note = parse_note(str(proof["checkpoint"]))
    digest = hashlib.sha256(note.text.encode()).hexdigest()[:32]
    groups = " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))
    return Printed(int(note.text.split("\n")[1]), groups)


def public_bundle(disclosure_id: UUID | str) -> dict[str, Any] | None:
    """What anyone may have: the act with its head and times opened, and the whole of what was shown to the public.

    Once the disclosure is withdrawn nothing of its content is opened, only that it was shown, and why it no longer
    is. None for what is not public, or does not stand in a published checkpoint yet. Opens scopes of its own.
    """
    with scope(PUBLIC):
        shown = Disclosure.objects.filter(pk=disclosure_id, state__in=("published", "withdrawn")).first()
    if shown is None:
        return None
    with scope(
        WORKER
    ):  # the public does not see acts; of this one, two fields without personal data leave here
        act = _wanted("act", shown.act_id, ActBody.objects.filter(act_id=shown.act_id), KEPT, PUBLIC_ACT)
    first, last = _body_at(shown, 0), _body_at(shown, -1)
    if act is None:
        return None
    if shown.state == "published":
        wanted = [act, Wanted("disclosure", str(shown.pk), first)]
    else:
        wanted = [
            act,
            Wanted("disclosure", str(shown.pk), first, ("disclosure",)),
            Wanted("withdrawal", str(shown.pk), last, WITHDRAWN),
        ]
    made = list(_bundles(wanted))
    return made[0] if len(made) == 1 and len(made[0]["proofs"]) == len(wanted) else None


def _body_at(row: Disclosure, at: int) -> bytes | None:
    body = row.bodies[at] if row.bodies else None
    return str(body).encode() if body else None


def bundle_of(
    kind: str, object_id: UUID | str, openable: Collection[str] | None = None
) -> dict[str, Any] | None:
    """The proof of one act, approval, exhibit, paper, refusal, disclosure or withdrawal, with the named fields opened.

    All of them when None; of an erased act, those of its envelope at most. Reads in the caller's scope: None for what
    is not seen there, and for what does not stand in a published checkpoint yet. KeyError for another kind. Six
    statements at most.
    """
    wanted = _SOURCES[kind](object_id, openable)
    made = list(_bundles([wanted])) if wanted else []
    return made[0] if made else None


def _wanted(
    kind: str, object_id: object, rows: Any, column: str | Coalesce, names: Collection[str] | None
) -> Wanted | None:
    found = rows.values_list(column, flat=True)[:1]
    return next((Wanted(kind, str(object_id), body and bytes(body), names) for body in found), None)


def _of_disclosure(kind: str, at: int, object_id: UUID | str, names: Collection[str] | None) -> Wanted | None:
    row = Disclosure.objects.filter(pk=object_id).first()
    return Wanted(kind, str(row.pk), _body_at(row, at), names) if row else None


_SOURCES = {
    "act": lambda key, names: _wanted("act", key, ActBody.objects.filter(act_id=key), KEPT, names),
    "approval": lambda key, names: _wanted("approval", key, Approval.objects.filter(pk=key), "body", names),
    "exhibit": lambda key, names: _wanted("exhibit", key, Exhibit.objects.filter(pk=key), "body", names),
    "paper": lambda key, names: _wanted("paper", key, Paper.objects.filter(pk=key), "body", names),
    "refusal": lambda key, names: _wanted("refusal", key, Refusal.objects.filter(pk=key), "body", names),
    "disclosure": lambda key, names: _of_disclosure("disclosure", 0, key, names),
    "withdrawal": lambda key, names: _of_disclosure("withdrawal", -1, key, names),
}


KINDS = frozenset(_SOURCES)


def matter_bundle(matter_id: UUID | str) -> MatterProofs:
    """Everything of a matter that the caller's scope shows: acts, approvals, exhibits and papers, all fields opened.

    A bundle holds at most 64 proofs and 8 MiB, so that there may be several, in the order of the log. Nine statements
    at most, however many records there are.
    """
    acts = Act.objects.filter(matter_id=matter_id).values("id")
    sources: Sequence[tuple[str, Any, str, str | Coalesce]] = (
        ("act", ActBody.objects.filter(act__matter_id=matter_id), "act_id", KEPT),
        ("approval", Approval.objects.filter(Q(matter_id=matter_id) | Q(draft_id__in=acts)), "id", "body"),
        ("exhibit", Exhibit.objects.filter(matter_id=matter_id), "id", "body"),
        ("paper", Paper.objects.filter(matter_id=matter_id, body__isnull=False), "id", "body"),
    )
    wanted = [
        Wanted(kind, str(key), body and bytes(body))
        for kind, rows, name, column in sources
        for key, body in rows.values_list(name, column)
    ]
    made = tuple(_bundles(wanted))
    return MatterProofs(made, len(wanted) - sum(len(part["proofs"]) for part in made))


def _bundles(wanted: Sequence[Wanted]) -> Iterator[dict[str, Any]]:
    """Bundles of what stands in a published checkpoint, in the order of the log. Five statements at most.

    They prove inclusion in the first checkpoint that covers everything wanted, which says until when it was recorded,
    and that the newest one continues that. None at all on a machine that has no key of the log.
    """
    latest = reading.newest(published=True)
    found = _entries(wanted, latest.size)
    if not found:
        return
    try:
        key = keeping.verifier()
    except LedgerTrouble as trouble:  # the operator is told by `yifa ledger status` and the worker
        log.warning("no proofs can be made: %s", trouble.english)
        return
    head = reading.first_covering(found[-1][0]) or latest
    touched = {tile for index, _, _ in found for tile in tiles.tiles_of_leaf(index, head.size)}
    nodes = tiles.TileNodes(reading.fetch(sorted(touched)))
    proofs = (
        _fitting(item, index, leaf, tree.inclusion_path(index, head.size, nodes))
        for index, leaf, item in found
    )
    grown = (
        Newest(latest.note, reading.consistency(head.size, latest.size)) if latest.size > head.size else None
    )
    for part in _parts(proofs):
        yield bundle.build(key.name, str(key), head.note, part, grown, _witnesses())


def _entries(wanted: Sequence[Wanted], size: int) -> list[tuple[int, bytes, Wanted]]:
    """(index, leaf, what is wanted) of everything that stands among the first `size` entries, in their order."""
    by_object = {(item.kind, item.object_id): item for item in wanted}
    rows = Entry.objects.filter(object_id__in=[item.object_id for item in wanted], index__lt=size)
    found = rows.order_by("index").values_list("index", "leaf", "kind", "object_id")
    return [
        (index, bytes(leaf), by_object[kind, str(key)])
        for index, leaf, kind, key in found
        if (kind, str(key)) in by_object
    ]


def _fitting(item: Wanted, index: int, leaf: bytes, path: Sequence[bytes]) -> Proof:
    """The proof of one thing; were it too large for a bundle by itself, its longest fields stay closed."""
    opened = item.opened()
    while sum(map(_written, opened)) > ROOM:
        opened.remove(max(opened, key=len))
    return Proof(item.kind, index, leaf, opened, path)


def _parts(proofs: Iterable[Proof]) -> Iterator[list[Proof]]:
    part: list[Proof] = []
    room = ROOM
    for proof in proofs:
        size = _written(proof.leaf) + sum(map(_written, proof.opened))
        if part and (len(part) == MAX_PROOFS or size > room):
            yield part
            part, room = [], ROOM
        part.append(proof)
        room -= size
    if part:
        yield part


def _written(line: bytes) -> int:
    """Bytes a line takes inside a bundle, where it is a JSON string."""
    return len(json.dumps(line.decode(), ensure_ascii=False).encode())


def _witnesses() -> list[str]:
    """The witnesses' keys as this node names them; each row of the setting is an address and a key."""
    return [row.split()[-1] for row in settings.YIFA_LEDGER_WITNESSES]
