"""A reading as JSON, in the shape that `yifa policy parse --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from yifa.policies.document import Heading, PolicyDocument, Reading, Task


def as_json(reading: Reading) -> dict[str, Any]:
    """The documents with their tasks; the text that the spans count in, what was mended, and the problems."""
    return {
        "documents": [_document(d) for d in reading.documents],
        "text": reading.text,
        "mended": [{"span": list(m.span), "was": m.was, "kind": m.kind} for m in reading.mended],
        "problems": list(reading.problems),
    }


def _document(document: PolicyDocument) -> dict[str, Any]:
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "date": document.issued.isoformat() if document.issued else None,
        "span": list(document.span),
        "cites": [{"title": c.title, "number": c.number, "span": list(c.span)} for c in document.cites],
        "outline": _outline(document.outline),
        "tasks": [_task(t) for t in document.tasks],
        "dates": [plain_of(d) for d in document.dates],
        "duties": [plain_of(d) for d in document.duties],
        "not_understood": [
            {"text": n.text, "span": list(n.span), "why": n.why} for n in document.not_understood
        ],
    }


def _outline(headings: Sequence[Heading]) -> list[dict[str, Any]]:
    return [
        {
            "level": h.level, "mark": h.mark, "title": h.title, "span": list(h.span),
            "children": _outline(h.children),
        }
        for h in headings
    ]  # fmt: skip


def _task(task: Task) -> dict[str, Any]:
    spans: dict[str, list[list[int]]] = {"text": [list(task.span)]}
    for role in ("lead", "cooperating", "responsible"):
        spans[f"{role}_units"] = [list(u.span) for u in task.units if u.role == role]
    for name in ("dates", "targets", "duties"):
        spans[name] = [list(value.span) for value in getattr(task, name)]
    return {
        "no": task.no,
        "title": task.title,
        "text": task.text,
        "path": list(task.path),
        "lead_units": task.unit_names("lead"),
        "cooperating_units": task.unit_names("cooperating"),
        "responsible_units": task.unit_names("responsible"),
        "dates": [plain_of(d) for d in task.dates],
        "targets": [plain_of(t) for t in task.targets],
        "duties": [plain_of(d) for d in task.duties],
        "spans": spans,
    }


def plain_of(value: Any) -> dict[str, Any]:
    """A mention as JSON: dates as text, numbers as numbers, what is not said left out."""
    found = {}
    for field in fields(value):
        said = getattr(value, field.name)
        if said is None or said == "" or (said is False):
            continue
        found[field.name] = _plain(said)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value
