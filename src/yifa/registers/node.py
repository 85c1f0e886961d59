"""The node this process works for: one region, one database. Business uniqueness includes it."""

from __future__ import annotations

from django.conf import settings


def current_node() -> str:
    """Name of this node (setting YIFA_NODE), at most 40 characters."""
    return str(getattr(settings, "YIFA_NODE", "local"))
