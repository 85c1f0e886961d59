"""Append security events. Whoever refuses, grants or lets in says so here; only the security pages read."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.http import HttpRequest

from yifa.registers.ids import new_id
from yifa.registers.models import Account, EventKind, SecurityEvent
from yifa.registers.node import current_node
from yifa.registers.scope import Actor

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def record(
    kind: EventKind,
    *,
    account: Account | None = None,
    by: Account | Actor | None = None,
    request: HttpRequest | None = None,
    ok: bool = True,
    detail: str = "",
) -> None:
    """Append one event, in whatever transaction is open, with the database's clock. One statement.

    `account` is whom it concerns, `by` who did it (the account itself unless told). `detail` holds no contents
    of a case and no secret.
    """
    by_id, by_name = _who(by if by is not None else account)
    values: list[Any] = [
        new_id(),
        current_node(),
        kind.value,
        ok,
        account.pk if account else None,
        account.username if account else "",
        by_id,
        by_name,
        client_address(request) if request else "",
        clean(request.META.get("HTTP_USER_AGENT", ""), 200) if request else "",
        clean(detail, 500),
    ]
    with connection.cursor() as cursor:  # without RETURNING, which would need the right to read
        cursor.execute(
            f"INSERT INTO {SecurityEvent._meta.db_table} (id, node, at, kind, ok, account_id, username, by_id, by,"
            " address, agent, detail)"
            " VALUES (%s, %s, clock_timestamp(), %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            values,
        )


def denied(request: HttpRequest, why: str) -> None:
    """Append that a request was refused, whichever face of the system it came to. `why` names nothing of a case.

    Outside of the transaction that the refusal ended.
    """
    user = getattr(request, "user", None)  # none where a request was refused before it was known who asks
    account = user if user is not None and user.is_authenticated else None
    record(
        EventKind.REFUSED,
        account=account,
        request=request,
        ok=False,
        detail=f"{request.method} {request.path}：{why}",
    )


def client_address(request: HttpRequest) -> str:
    """The address a request came from: the proxy's word where the site stands behind one, else the peer's."""
    from allauth.core.internal.httpkit import get_client_ip

    return clean(get_client_ip(request) or "", 45)


def clean(text: str, length: int) -> str:
    """Text that the database keeps and a page can show."""
    return _UNSHOWABLE.sub("", text)[:length]


def _who(by: Account | Actor | None) -> tuple[Any, str]:
    if isinstance(by, Actor):
        return by.account_id or None, by.name or by.scope
    if by is None:
        return None, ""
    return by.pk, by.username
