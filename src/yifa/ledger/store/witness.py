"""This node as a witness of other logs: what it cosigned last, and the evidence against logs that forked."""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from yifa.ledger import note, witnessing
from yifa.ledger.keys import Ed25519Verifier, parse_verifier
from yifa.ledger.note import NoteError
from yifa.ledger.store import keeping
from yifa.ledger.store.models import WitnessConflict, Witnessed
from yifa.ledger.witnessing import Decision, Held, Submission

log = logging.getLogger(__name__)

LOCK = 0x59494C57
MAX_CONFLICTS = 200  # per log; after the first proof more of them say nothing new
MAX_UNPROVED = 50

MEANINGS = {
    witnessing.SAME_SIZE: "同一日志对同样的项数签署了两个不同的根：已经证实分叉。",
    witnessing.OTHER_HISTORY: "新检查点所含的历史与以前签署的不同，所附路径已经证实：分叉。",
    witnessing.UNPROVED: "请求所附的一致性证明不成立，不能说明日志分叉；应向该日志索取证明核对。",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer to a submission."""

    status: int
    body: str
    content_type: str = "text/plain; charset=utf-8"


def logs() -> dict[str, list[Ed25519Verifier]]:
    """Keys of the logs that this node witnesses (YIFA_WITNESSED_LOGS), by origin. Unreadable ones are left out."""
    return _configured(tuple(settings.YIFA_WITNESSED_LOGS))[0]


def unreadable() -> list[str]:
    """What of YIFA_WITNESSED_LOGS could not be read."""
    return _configured(tuple(settings.YIFA_WITNESSED_LOGS))[1]


@lru_cache(maxsize=8)
def _configured(keys: tuple[str, ...]) -> tuple[dict[str, list[Ed25519Verifier]], list[str]]:
    found: dict[str, list[Ed25519Verifier]] = {}
    wrong: list[str] = []
    for text in keys:
        try:
            key = parse_verifier(text)
        except NoteError as error:
            log.error("YIFA_WITNESSED_LOGS: %s: %s", text, error)
            wrong.append(text)
            continue
        found.setdefault(key.name, []).append(key)
    return found, wrong


def submit(raw: bytes) -> Reply:
    """Answer an add-checkpoint request (C2SP tlog-witness). Commits before it returns. Raises LedgerTrouble."""
    try:
        asked = witnessing.read(raw)
    except NoteError as error:
        return Reply(400, f"{error}\n")
    keys = logs().get(asked.checkpoint.origin)
    if not keys:
        return Reply(404, "this log is not witnessed here\n")
    try:
        signers = note.signed_by(asked.note, keys)
    except NoteError:
        signers = []
    if not signers:
        return Reply(403, "not signed by a key of this log\n")
    return _answer(asked.signed_by(signers))


def _answer(asked: Submission) -> Reply:
    cosigner = keeping.witness()
    with transaction.atomic(durable=True):
        # One at a time for each log, also when there is no row yet to lock.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, asked.checkpoint.origin])
        held = holding(asked.checkpoint.origin)
        decision = witnessing.decide(held, asked)
        if decision.evidence:
            _keep_evidence(held, asked, decision)
        if decision.status == 200:
            signature = note.sign(asked.note.text, [cosigner]).signatures[0].line()
            _hold(asked, signature)
            return Reply(200, signature)
    if decision.size is not None:
        return Reply(409, f"{decision.size}\n", witnessing.SIZE_TYPE)
    return Reply(decision.status, f"{decision.reason}\n")


def holding(origin: str) -> Held:
    """What this node last cosigned of a log."""
    row = Witnessed.objects.filter(origin=origin).first()
    return Held(row.size, bytes(row.root), row.note) if row else Held()


def _hold(asked: Submission, signature: str) -> None:
    new = asked.checkpoint
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_witnessed (origin, size, root, note, seen_at)"
            " VALUES (%s, %s, %s, %s, clock_timestamp()) ON CONFLICT (origin) DO UPDATE"
            " SET size = excluded.size, root = excluded.root, note = excluded.note, seen_at = excluded.seen_at",
            [new.origin, new.size, new.root, f"{asked.note}{signature}"],
        )


def _keep_evidence(held: Held, asked: Submission, decision: Decision) -> None:
    """Keep both notes and the path, once for each checkpoint; nobody can fill the disk with repetitions."""
    offered = witnessing.write(asked.old, asked.path, str(asked.note)).decode()
    known = WitnessConflict.objects.filter(origin=asked.checkpoint.origin)
    if decision.evidence == witnessing.UNPROVED:
        full = known.filter(problem=decision.evidence).count() >= MAX_UNPROVED
    else:
        full = known.exclude(problem=witnessing.UNPROVED).count() >= MAX_CONFLICTS
    if full or known.filter(problem=decision.evidence, offered__endswith=f"\n\n{asked.note}").exists():
        return
    log.critical("%s, size %d: %s", asked.checkpoint.origin, asked.checkpoint.size, decision.evidence)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_witnessconflict (origin, held, offered, problem, seen_at)"
            " VALUES (%s, %s, %s, %s, clock_timestamp())",
            [asked.checkpoint.origin, held.note, offered, decision.evidence],
        )


def shown() -> dict[str, Any]:
    """What everyone may see: our key, the latest cosigned checkpoint of each log, and the conflicts."""
    accepted = logs()
    return {
        "witness": str(keeping.witness_verifier()) if accepted else None,
        "accepts": [str(key) for keys in accepted.values() for key in keys],
        "logs": [
            {
                "origin": row.origin,
                "size": row.size,
                "root": base64.b64encode(bytes(row.root)).decode(),
                "checkpoint": row.note,
                "seen_at": row.seen_at.isoformat(),
            }
            for row in Witnessed.objects.order_by("origin")
        ],
        "conflicts": [_conflict(row) for row in WitnessConflict.objects.order_by("id")],
    }


def _conflict(row: WitnessConflict) -> dict[str, Any]:
    proof, _, offered = row.offered.partition("\n\n")
    old, *path = proof.split("\n")
    return {
        "origin": row.origin,
        "problem": row.problem,
        "meaning": MEANINGS.get(row.problem, ""),
        "proof_of_fork": row.problem != witnessing.UNPROVED,
        "held": row.held,
        "offered": offered,
        "old": int(old.removeprefix("old ")),
        "path": path,
        "seen_at": row.seen_at.isoformat(),
    }
