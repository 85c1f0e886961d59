"""Finding 行政相对人, and putting a wrong code right with a trace."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from yifa.registers.change import change, history
from yifa.registers.models import Subject
from yifa.registers.node import current_node
from yifa.registers.scope import Actor


def find_subject(identifier_kind: str, identifier: str) -> Subject | None:
    """The subject of this node with that identifier, or None (also when the scope may not see it)."""
    if not identifier:
        return None
    return Subject.objects.filter(
        node=current_node(), identifier_kind=identifier_kind, identifier=identifier
    ).first()


def correct_identifier(
    actor: Actor, subject_id: Any, identifier: str, reason: str, *, identifier_kind: str | None = None
) -> Subject:
    """Replace a wrong 统一社会信用代码 or identity number. The old one stays in the history.

    Raises ValidationError when the new one fails its check digit, belongs to another subject, equals the
    registered one, or no reason is given.
    """
    values = {"identifier": identifier.strip().upper()}
    if identifier_kind is not None:
        values["identifier_kind"] = identifier_kind
    current = Subject.objects.filter(pk=subject_id).values("identifier", "identifier_kind").first()
    if current is not None and dict(current) | values == dict(current):
        raise ValidationError({"identifier": "与已登记的号码相同,无需更正"})
    return change(actor, Subject, subject_id, values, reason)


def earlier_identifiers(subject_id: Any) -> list[str]:
    """Identifiers that the subject was registered under before, oldest first, without the present one."""
    seen: list[str] = []
    for row in history(Subject, subject_id):
        old = (row.before or {}).get("identifier", "")
        if old and old != row.after.get("identifier") and old not in seen:
            seen.append(old)
    return seen
