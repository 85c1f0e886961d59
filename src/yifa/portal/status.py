"""What the public may know about the log: its newest published head, its key, its witnesses, the offline tool."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from yifa.ledger.keys import parse_verifier
from yifa.ledger.note import NoteError, parse_note
from yifa.ledger.store import keeping, reading
from yifa.ledger.store.models import Checkpoint
from yifa.ledger.store.reading import Head
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.matters.models import Disclosure
from yifa.site.home import CHECKOUT

TOOL = "verify_proof.py"
_RECENT = 5000


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness this node asks to cosign. `at` and `size`: its newest cosignature among the recent ones."""

    name: str
    key: str
    at: datetime | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest published checkpoint: entries, time of signing, digest of the signed text in groups of four."""

    size: int
    at: datetime | None
    digest: str


def newest(head: Head) -> Newest:
    """The head as the page says it. One query."""
    at = Checkpoint.objects.filter(size=head.size).values_list("signed_at", flat=True).first()
    text = parse_note(head.note).text
    return Newest(head.size, at, grouped(hashlib.sha256(text.encode()).hexdigest()))


def log_key() -> str | None:
    """The log's public key as text; None when this machine has no key. Looking never makes one."""
    try:
        return str(keeping.verifier())
    except LedgerTrouble:
        return None


def fingerprint(key: str) -> str:
    """SHA-256 of the key's text, to be compared with a printed one."""
    return grouped(hashlib.sha256(key.encode()).hexdigest())


def grouped(digest: str) -> str:
    """A hex digest in groups of four, as people read it out."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def witness_keys() -> list[str]:
    """The vkeys of the witnesses this node names, in the order of the setting; unreadable ones are left out."""
    found = []
    for line in settings.YIFA_LEDGER_WITNESSES:
        text = str(line).split()[-1] if str(line).split() else ""
        try:
            parse_verifier(text)
        except NoteError:
            continue
        found.append(text)
    return found


def witnesses() -> list[Witness]:
    """Each named witness with its newest cosignature. One query, over a bounded number of rows."""
    keys = witness_keys()
    last = _last_cosigned() if keys else {}
    rows = []
    for key in keys:
        name = parse_verifier(key).name
        at, size = last.get(key) or last.get(name) or (None, 0)
        rows.append(Witness(name, key, at, size))
    return rows


def _last_cosigned() -> dict[str, tuple[datetime, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (witness) witness, received_at, checkpoint_id FROM"
            " (SELECT * FROM ledger_cosignature ORDER BY id DESC LIMIT %s) recent"
            " ORDER BY witness, checkpoint_id DESC",
            [_RECENT],
        )
        rows: Sequence[tuple[str, datetime, int]] = cursor.fetchall()
    return {witness: (at, size) for witness, at, size in rows}


def proof_states(rows: Iterable[Disclosure]) -> dict[str, str]:
    """By disclosure id: "ready" when its proof can be had, "waiting" while it enters the log. One query.

    What is in neither state was shown before there was a log. A withdrawn decision is ready when its withdrawal is.
    """
    ids = [row.pk for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT object_id, CASE WHEN index < (SELECT max(checkpoint_id) FROM ledger_publication)"
            " THEN 'ready' ELSE 'waiting' END FROM ledger_entry"
            " WHERE kind IN ('disclosure', 'withdrawal') AND object_id = ANY(%s)"
            " UNION ALL SELECT object_id, 'waiting' FROM ledger_pendingleaf"
            " WHERE kind IN ('disclosure', 'withdrawal') AND object_id = ANY(%s)",
            [ids, ids],
        )
        found: dict[str, str] = {}
        for key, state in cursor.fetchall():
            found[str(key)] = "waiting" if found.get(str(key)) == "waiting" else state
    return found


def tool() -> Path | None:
    """The offline verifier's file; None when this is not a checkout."""
    path = CHECKOUT / "tools" / TOOL
    return path if path.is_file() else None


def published() -> Head:
    """The newest checkpoint that may be shown; `reading.EMPTY` when there is none yet. One query."""
    return reading.newest(published=True)
