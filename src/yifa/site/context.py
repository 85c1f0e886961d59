"""What every page knows about the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`is_demo`: the data are of the fictional city, which every page says."""
    return {"is_demo": settings.YIFA_DEMO, "site_name": "依法 · 行政执法业务系统"}
