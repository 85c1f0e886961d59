"""How each database role reaches the database: the embedded socket or DATABASE_URL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from yifa.site.postgres.cluster import SUPERUSER
from yifa.site.postgres.place import Place, known_place

ROLES = {"owner": "yifa_owner", "app": "yifa_app", "worker": "yifa_worker", "facts": "yifa_facts"}
DATABASE = "yifa"
NOT_YET = "/nonexistent/yifa-not-started"


def parameters(home: Path, role: str | None, database: str | None = None) -> dict[str, Any]:
    """libpq parameters for a role ("owner", "app", "worker"), or for the administrator when role is None.

    With DATABASE_URL, the user of the URL connects and takes on the role (`-c role=`) unless it is it.
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        return _from_url(url, role, database)
    place = known_place(home)
    host = str(place.run) if place else NOT_YET
    user = ROLES[role] if role else SUPERUSER
    return {"host": host, "port": "5432", "user": user, "dbname": database or DATABASE}


def for_place(place: Place, database: str = "postgres") -> dict[str, Any]:
    """libpq parameters of the administrator of an embedded server."""
    return {"host": str(place.run), "port": "5432", "user": SUPERUSER, "dbname": database}


def django_database(home: Path, role: str) -> dict[str, Any]:
    """The Django DATABASES entry for a role."""
    found = parameters(home, role)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict[str, Any] = {known[key]: value for key, value in found.items() if key in known}
    entry["ENGINE"] = "django.db.backends.postgresql"
    entry["OPTIONS"] = {key: value for key, value in found.items() if key not in known}
    entry["CONN_MAX_AGE"] = 300
    entry["CONN_HEALTH_CHECKS"] = True
    return entry


def _from_url(url: str, role: str | None, database: str | None) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL 应当以 postgresql:// 开头。(must start with postgresql://)")
    found: dict[str, Any] = dict(parse_qsl(parts.query))
    values = {
        "host": unquote(parts.hostname or "") or found.get("host"),
        "port": str(parts.port) if parts.port else found.get("port"),
        "user": unquote(parts.username or "") or found.get("user"),
        "password": unquote(parts.password) if parts.password else None,
        "dbname": database or unquote(parts.path.lstrip("/")) or DATABASE,
    }
    found |= {key: value for key, value in values.items() if value}
    if role and found.get("user") != ROLES[role]:
        found["options"] = f"{found.get('options', '')} -c role={ROLES[role]}".strip()
    return found
