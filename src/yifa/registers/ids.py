"""Identifiers: UUIDv7, made in the application, so that a row has its id before it is written."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 (time-ordered, standard library type)."""
    return uuid7()
