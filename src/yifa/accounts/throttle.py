"""How much one account, or one address that logged in to none, may ask for in a minute, the same in every process.

Counted is what is dear or tempting to automate: the API, searches, what is taken away as a file, uploads, the public
site's searches and look-ups by code. Pages of the desk are not counted and cost nothing. A counted request costs one
statement on an unlogged table, outside of the page's transaction.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from yifa.registers import events
from yifa.registers.models import EventKind

Next = Callable[[HttpRequest], HttpResponse]
TITLES = {"api": "接口请求", "search": "查询", "export": "下载", "upload": "上传", "public": "公开查询"}
# What leaves the system as a file, by the names of the addresses.
EXPORTS = frozenset(
    {
        "case-file", "matter-proof", "act-proof", "register-export", "import-refused",
        "statistics-csv", "admin-audit-export", "decision-proof",
    }
)  # fmt: skip
# Looked up by a code or an id: what guessing and copying would go through one by one.
LOOKED_UP = frozenset({"code", "certificate", "decision", "agency-figures"})
_API_FILES = ("/file", "/proof")
_COUNT = """
INSERT INTO registers_requestcount AS c (key, minute, n)
VALUES (%s, floor(extract(epoch FROM clock_timestamp()) / 60), 1)
ON CONFLICT (key) DO UPDATE SET minute = excluded.minute,
    n = CASE WHEN c.minute = excluded.minute THEN c.n + 1 ELSE 1 END
RETURNING n, 60 - floor(extract(epoch FROM clock_timestamp()))::bigint %% 60
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """`n` requests of this minute, this one included; `left` seconds until the minute ends."""

    n: int
    left: int


class RequestLimits:
    """Needs to know who asks: stands behind the authentication middleware."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer 429 instead of the view when this account or address has used up the minute."""
        kind = kind_of(request)
        limit = int(settings.YIFA_REQUEST_LIMITS.get(kind, 0)) if kind else 0
        if not limit:
            return None
        found = count(kind, who(request))
        if found.n <= limit:
            return None
        if found.n == limit + 1:  # once a minute: a flood must not flood the trail
            account = request.user if request.user.is_authenticated else None
            said = f"{TITLES[kind]}超过每分钟{limit}次：{request.path}"
            events.record(EventKind.REFUSED, account=account, request=request, ok=False, detail=said)
        return refusal(request, TITLES[kind], found.left)


def kind_of(request: HttpRequest) -> str:
    """Which limit the request falls under; empty for what is not counted."""
    match = request.resolver_match
    space, name = (match.namespace, match.url_name or "") if match else ("", "")
    if space == "api":
        return "export" if request.path.endswith(_API_FILES) else "api"
    if name in EXPORTS:
        return "export"
    if space == "portal":
        return "public" if request.GET or name in LOOKED_UP else ""
    if not request.path.startswith("/desk/"):  # whose bodies are others' to read
        return ""
    if request.method == "POST":
        return "upload" if request.FILES else ""
    return "search" if request.GET.get("q") else ""


def who(request: HttpRequest) -> str:
    """The account; for nobody the address, of IPv6 the network that one subscriber has."""
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"address:{truncate_ip(events.client_address(request))}"


def count(kind: str, asker: str) -> Counted:
    """Count one request. One statement; addresses are kept as keyed digests only."""
    key = hmac.new(b"requests:" + settings.SECRET_KEY.encode(), f"{kind}|{asker}".encode(), hashlib.sha256)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key.digest()])
        n, left = cursor.fetchone()
    return Counted(int(n), int(left))


def forget() -> int:
    """Remove counts of minutes that are over; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM registers_requestcount"
            " WHERE minute < floor(extract(epoch FROM clock_timestamp()) / 60) - 1"
        )
        gone: int = cursor.rowcount
    return gone


def refusal(request: HttpRequest, title: str, left: int) -> HttpResponse:
    """429 in words, with the seconds to wait."""
    said = f"{title}过于频繁，这一次没有处理。请在{left}秒后再试。"
    if request.path.startswith("/api/"):
        answer: HttpResponse = JsonResponse(
            {"message": said, "fields": {}}, status=429, json_dumps_params={"ensure_ascii": False}
        )
    else:
        answer = HttpResponse(render_to_string("429.html", {"said": said}), status=429)
    answer.headers["Retry-After"] = str(left)
    answer.headers["Cache-Control"] = "no-store"
    return answer
