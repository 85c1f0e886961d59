"""Identifiers: UUIDv7, made in the application, so that a row has its id before it is written."""

from __future__ import annotations

import secrets
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new UUIDv7 (time-ordered, standard library type)."""
    return uuid7()


def new_code() -> str:
    """A code that nobody can guess: 128 random bits, 22 characters for an address."""
    return secrets.token_urlsafe(16)
