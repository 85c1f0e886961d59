"""Which fields of an act a paper prints: those its template names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from yifa.papers.render import template_path

_NAMED = re.compile(r'"([a-z][a-z0-9_]*)"')
_DERIVED = ("", "_label", "_labels", "_name", "_names", "_title")


def printed_fields(template: str, fields: Iterable[str]) -> frozenset[str]:
    """Those of `fields` that "institution/template" reads, itself or through the files it shares. PaperError."""
    path = template_path(*template.split("/", 1))
    named = frozenset[str]().union(
        *(_named(p, p.stat().st_mtime_ns) for p in (path, *path.parent.glob("_*.typ")))
    )
    return frozenset(f for f in fields if any(f + suffix in named for suffix in _DERIVED))


@lru_cache(maxsize=256)
def _named(path: Path, _changed: int) -> frozenset[str]:
    return frozenset(_NAMED.findall(path.read_text(encoding="utf-8")))
