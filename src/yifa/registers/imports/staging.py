"""The rows of a file between reading and writing: in by COPY, out by ranges of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count

from yifa.registers.models import ImportRow

TABLE = ImportRow._meta.db_table
COLUMNS = "job_id, n, page, line, verdict, row_id, change_id, target, seen, cells, problem"
NULL = "\\N"
# Characters that mean something in the text form of COPY or of an array.
_SPECIAL = re.compile(r'[\\"\t\n\r\x00]')
_COPY = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": "\ufffd"})
_ARRAY = str.maketrans({"\\": "\\\\", '"': '\\"'})


def array(cells: Sequence[str]) -> str:
    """Texts as an array literal within a line of COPY."""
    joined = '","'.join(cells)
    if not _SPECIAL.search(joined.replace('","', "")):
        return '{"' + joined + '"}'
    return ('{"' + '","'.join(c.translate(_ARRAY) for c in cells) + '"}').translate(_COPY)


def text(value: str | None) -> str:
    """A text within a line of COPY."""
    return NULL if value is None else value.translate(_COPY)


def put(job_id: UUID, rows: Iterable[Any]) -> int:
    """Stage judged rows; returns how many. Must run inside a transaction."""
    job = str(job_id)
    count = 0

    def line(row: Any) -> str:
        return "\t".join((
            job, str(row.n), str(row.page), str(row.line), row.verdict, str(row.row_id or NULL),
            str(row.change_id or NULL), text(row.target), text(row.seen), array(row.cells), text(row.problem),
        ))  # fmt: skip

    def lines() -> Iterable[str]:
        nonlocal count
        for row in rows:
            count += 1
            yield line(row)

    copy(lines())
    return count


def copy(lines: Iterable[str]) -> None:
    """Send lines to the staging table by COPY."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as sent:
        block: list[str] = []
        for one in lines:
            block.append(one)
            if len(block) == 500:
                sent.write("\n".join(block) + "\n")
                block.clear()
        if block:
            sent.write("\n".join(block) + "\n")


def clear(job_id: UUID, *, keep_refused: bool = False) -> None:
    """Empty what a job has staged; those refused stay readable when asked."""
    rows = ImportRow.objects.filter(job_id=job_id)
    if keep_refused:
        rows = rows.exclude(verdict=ImportRow.Verdict.REFUSED)
    rows.delete()


def refuse(job_id: UUID, said: Mapping[int, str]) -> None:
    """Refuse rows by their numbers, each with what is wrong."""
    if not said:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} s SET verdict = 'x', problem = t.said"
            " FROM unnest(%s::bigint[], %s::text[]) AS t (n, said) WHERE s.job_id = %s AND s.n = t.n",
            [list(said), list(said.values()), job_id],
        )


def counted(job_id: UUID) -> dict[str, int]:
    """How many rows of each verdict."""
    rows = ImportRow.objects.filter(job_id=job_id).values_list("verdict").annotate(Count("n"))
    return {str(verdict): int(number) for verdict, number in rows}


def between(job_id: UUID, after: int, upto: int) -> list[ImportRow]:
    """Staged rows after one number up to another that would make or change something, in order."""
    wanted = [ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGED]
    rows = ImportRow.objects.filter(job_id=job_id, n__gt=after, n__lte=upto, verdict__in=wanted)
    return list(rows.order_by("n"))
