"""The form of sheets whose rows are whole published tables: listed and exported, loaded by a command."""

from __future__ import annotations

from django.db import models

from yifa.registers.sheets.sheet import Sheet, col

_COLUMNS = ("title", "document_no", "authority", "region", "sector", "effective_from", "effective_to")


def published(name: str, title: str, model: type[models.Model], *, loaded: str, place: int) -> Sheet:
    """A sheet of published tables. `loaded` says by which command one comes in."""
    return Sheet(
        name=name,
        title=title,
        model=model,
        columns=tuple(col(field) for field in _COLUMNS),
        key=(("title", "document_no", "effective_from"), ("title", "effective_from")),
        shown=("title", "document_no", "authority", "effective_from", "effective_to"),
        searched=("title", "document_no", "authority"),
        group="权责和依据",
        agency="",
        writable=False,
        loaded=loaded,
        place=place,
    )
