"""Which day it is, is what Beijing says: neither the machine's zone nor the connection's decides a right."""

from __future__ import annotations

import re
from pathlib import Path

import yifa

# PostgreSQL says these in the zone of the connection, Python in the zone of the machine.
ELSEWHERE = re.compile(r"\b(?i:current_date)\b|\b(?i:now\(\)::date)|\bdate\.today\(\)|\bdatetime\.now\(\)")


def test_no_source_asks_for_a_day_without_saying_where() -> None:
    root = Path(yifa.__file__).parent
    files = [path for kind in ("*.py", "*.sql") for path in root.rglob(kind)]
    assert len(files) > 300
    assert [str(path.relative_to(root)) for path in files if ELSEWHERE.search(path.read_text("utf-8"))] == []
