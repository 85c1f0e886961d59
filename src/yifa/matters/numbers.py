"""Human numbers (案号, 文号): gapless per node, agency, Shanghai year and kind, taken last in the transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import connection

_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: it is read aloud and typed by hand
CODE_LENGTH = 20  # 20 characters of 32: 100 bits


def new_code() -> str:
    """A random public code for a matter (100 bits)."""
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(CODE_LENGTH))


def take(node: str, agency_id: str, year: int, kinds: Sequence[str]) -> dict[str, int]:
    """The next number of each kind (each at most once); the counter rows stay locked until the transaction ends.

    One statement. Kinds are taken in sorted order so that two transactions cannot lock each other out.
    """
    wanted = sorted(set(kinds))
    if not wanted:
        return {}
    rows = ", ".join(["(%s, %s, %s, %s, 1)"] * len(wanted))
    parameters = [value for kind in wanted for value in (node, agency_id, year, kind)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO matters_numbercounter (node, agency_id, year, kind, last) VALUES {rows}"
            " ON CONFLICT (node, agency_id, year, kind) DO UPDATE SET last = matters_numbercounter.last + 1"
            " RETURNING kind, last",
            parameters,
        )
        return dict(cursor.fetchall())


def written(prefix: str, kind: str, year: int, seq: int) -> str:
    """The number as printed: 机关代字 + kind + 〔year〕seq号 (GB/T 9704: six-angled brackets, no leading zeros)."""
    return f"{prefix}{kind}〔{year}〕{seq}号"
