"""What the leaves of the engine's rows commit to: every column, grouped by who may see it opened.

The head field of a leaf is named after its kind and holds nothing personal; see `yifa.ledger.store.columns`.
"""

from __future__ import annotations

from typing import Any

from yifa.ledger.store.columns import committed, utc
from yifa.matters.models import (
    Act,
    Approval,
    Disclosure,
    Exhibit,
    Paper,
    Party,
    ProtectedRead,
    Reading,
    Refusal,
    StoredFile,
)

# Of an act's body, in its order: what its columns say. These lines stay when the rest is erased.
ENVELOPE = ("act", "actors", "findings", "time")
APPROVAL_APART = ("name", "certificate", "opinion", "seen")
EXHIBIT_APART = ("title", "source")
DISCLOSURE_APART = ("title", "agency_name", "party_name", "content", "search", "withdrawn_reason")
REFUSAL_APART = ("findings",)


def act_fields(act: Act) -> dict[str, Any]:
    """The envelope of an act; its payload's fields are committed beside these, each by itself."""
    return {
        "act": {
            "agency": str(act.agency_id),
            "corrects": str(act.corrects_id or ""),
            "id": str(act.pk),
            "kind": act.kind,
            "matter": str(act.matter_id),
            "mode": act.mode,
            "node": act.node,
            "procedure": f"{act.version.procedure}@{act.version.version}",
            "procedure_sha256": act.version.sha256,
            "schema_version": act.schema_version,
            "secrecy": str(act.secrecy),
            "seq": act.seq,
            "stage_from": act.stage_from,
            "stage_to": act.stage_to,
        },
        "time": {
            "occurred_from": utc(act.occurred_from),
            "occurred_to": utc(act.occurred_to),
            "precision": str(act.precision),
            "recorded_at": utc(act.recorded_at),
            "source_recorded_at": utc(act.source_recorded_at) if act.source_recorded_at else "",
        },
        "actors": act.actors,
        "findings": act.findings,
    }


def approval_fields(row: Approval) -> dict[str, Any]:
    """A step of an approval chain, with the hashes of what was seen (the approved draft's among them)."""
    return committed(row, "approval", apart=APPROVAL_APART, skip=("body", "commitment"))


def exhibit_fields(row: Exhibit, stored: StoredFile | None) -> dict[str, Any]:
    """A piece of evidence and the file it refers to."""
    return committed(row, "exhibit", apart=EXHIBIT_APART, skip=("body",)) | {"file": file_fields(stored)}


def file_fields(stored: StoredFile | None) -> dict[str, Any] | None:
    """A stored file as the rows that refer to it commit to it: every column."""
    return None if stored is None else {"name": stored.name, **stored_fields(stored)["file"]}


def stored_fields(row: StoredFile) -> dict[str, Any]:
    """A file that was kept, attached to a record or not; its name by itself, for it may be personal."""
    return committed(row, "file", apart=("name",), skip=("body",))


def party_fields(row: Party) -> dict[str, Any]:
    """Who the case is about, as it was entered; the name by itself."""
    return committed(row, "party", apart=("name",), skip=("body",))


def paper_fields(row: Paper, stored: StoredFile) -> dict[str, Any]:
    """A paper that was made, and its file."""
    return committed(row, "paper", apart=("title",), skip=("body",)) | {"file": file_fields(stored)}


def disclosure_fields(row: Disclosure) -> dict[str, Any]:
    """What the public was shown; every content field by itself."""
    return committed(row, "disclosure", apart=DISCLOSURE_APART, skip=("bodies",))


def withdrawal_fields(row: Disclosure) -> dict[str, Any]:
    """The same row after it was taken back, with the public reason."""
    return committed(row, "withdrawal", apart=DISCLOSURE_APART, skip=("bodies",))


def reading_fields(row: Reading) -> dict[str, Any]:
    """That material of a case was taken to read; who did, by itself."""
    return committed(row, "reading", apart=("name",), skip=("body",))


def look_fields(row: ProtectedRead) -> dict[str, Any]:
    """That somebody looked into a case or a party not their own; who did and why, by themselves."""
    return committed(row, "look", apart=("name", "reason"), skip=("body",))


def refusal_fields(row: Refusal) -> dict[str, Any]:
    """A proposal that was refused; the findings that refused it by themselves."""
    return committed(row, "refusal", apart=REFUSAL_APART, skip=("body",))
