"""Sessions in the database, each with whose it is: what an account's owner and its administrators can end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from yifa.registers.models.security import LoginSession

SINCE, SEEN = "yifa_since", "yifa_seen"  # POSIX seconds of login and of the latest use


class SessionStore(DatabaseStore):
    """Django's store on our table."""

    @classmethod
    def get_model_class(cls) -> type[LoginSession]:
        """The rows' model."""
        return LoginSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """A row with the account, the login and the latest use beside Django's columns."""
        row: Any = super().create_model_instance(data)
        try:
            row.account_id = UUID(str(data[SESSION_KEY]))
        except (KeyError, ValueError):
            row.account_id = None
        row.started_at, row.seen_at = _moment(data.get(SINCE)), _moment(data.get(SEEN))
        return row


def _moment(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
