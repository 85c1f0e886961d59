"""Log lines without personal data."""

from __future__ import annotations

import logging
import re

# PostgreSQL repeats row values in these lines, and a query string may hold what a person searched for.
_VALUES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+|\s*\^).*$\n?", re.MULTILINE)
_QUERY = re.compile(r"\?[^\s\"']*=[^\s\"']*")


class QuietFormatter(logging.Formatter):
    """Drops the lines in which a database error repeats row values, and query strings."""

    def format(self, record: logging.LogRecord) -> str:
        return _QUERY.sub("?…", _VALUES.sub("", super().format(record)))
