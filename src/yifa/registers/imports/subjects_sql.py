"""The set-based statements for subjects: judging staged rows, writing a range of them, taking changes back.

With `registers.change` this is the only place that writes a register. The same rules hold: a history row for each
change with the values before and after as `snapshot` gives them, and the row-level security of whoever runs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from yifa.registers.ids import new_id
from yifa.registers.imports import staging
from yifa.registers.imports.jobs import author, why
from yifa.registers.imports.judging import Judged
from yifa.registers.imports.undoing import IN_USE, SINCE_THEN, in_use
from yifa.registers.models import ImportJob, ImportRow, RegisterChange, Subject
from yifa.registers.node import current_node
from yifa.registers.sheets import Sheet

STEP = 20_000
FEW = 1000  # rows of a file for which looking each up costs less than reading the register once
TRIES = 3  # of a step that others were faster with
ONCE = "subject_identifier_once"
ROOM = "SET LOCAL work_mem = '64MB'"  # a step's rows stay in memory
STAGE, SUBJECT, CHANGE = staging.TABLE, Subject._meta.db_table, RegisterChange._meta.db_table
LABEL = Subject._meta.label
FIELDS: tuple[models.Field[Any, Any], ...] = tuple(Subject._meta.concrete_fields)
DATES = frozenset(f.name for f in FIELDS if isinstance(f, models.DateField))
# What no file says of a new subject.
OWN = {"id": "st.row_id", "node": "%(node)s::text", "merged_into": "NULL::uuid", "withdrawn_by": "NULL::uuid"}
HERE = "st.job_id = %(job)s AND st.n > %(after)s AND st.n <= %(upto)s"
# The staged changes with the id they are about. Apart, because under row-level security a condition with a cast in it
# finds no index: a cast may tell by its errors what the reader must not see.
_CHANGED = (
    f"st AS MATERIALIZED (SELECT st.change_id, st.cells, st.target::uuid AS subject"
    f" FROM {STAGE} st WHERE {HERE} AND st.verdict = 'c')"
)
SINCE = "试算以后这一条又有变更，没有写入；请重新导入"
TAKEN = "试算以后他人已登记同一条，没有写入；请重新导入"
MERGED = "该相对人已并入另一相对人，请变更并入的那一条"


def _json(alias: str) -> str:
    """A subject as `change.snapshot` gives it. From a row, which takes half as long as from names and values."""
    columns = ", ".join(f"{alias}.{f.column} AS {f.name}" for f in FIELDS)
    return f"(SELECT to_jsonb(j) FROM (SELECT {columns}) j)"


def _cell(fields: Sequence[str], name: str) -> str | None:
    """The value of a field in a staged row, None when the file has no such column."""
    if name not in fields:
        return None
    cell = f"st.cells[{list(fields).index(name) + 1}]"
    return f"NULLIF({cell}, '')::date" if name in DATES else cell


def _same(of: str, code: str) -> str:
    """A registered subject has this identifier; said so that the partial unique index of identifiers serves."""
    return f"s.node = %(node)s AND s.identifier_kind = {of} AND s.identifier = {code} AND s.identifier <> ''"


def judge(cursor: Any, job: ImportJob, fields: Sequence[str]) -> None:
    """Set verdict, target and digest of every staged row of the job that was not refused yet."""
    values = {"job": job.pk, "node": current_node()}
    if ImportRow.objects.filter(job_id=job.pk, n__gt=FEW).exists():
        # Nothing is known yet of rows just staged: taken for few, they would be looked up one by one.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(ROOM)
    of, code = (_cell(fields, n) or "''" for n in ("identifier_kind", "identifier"))
    name, address = (_cell(fields, n) or "''" for n in ("name", "address"))
    _twice(cursor, values, f"{of}, {code}", f"{code} <> ''")
    _twice(cursor, values, f"{name}, {address}", f"{code} = ''")
    differs = " OR ".join(
        f"s.{f.column} IS DISTINCT FROM {cell}" for f in FIELDS if (cell := _cell(fields, f.name)) is not None
    )
    verdict = (
        f"CASE WHEN s.merged_into_id IS NOT NULL THEN 'x' WHEN {differs} THEN 'c' ELSE 's' END, problem ="
        f" CASE WHEN s.merged_into_id IS NOT NULL THEN '{MERGED}' END"
    )
    cursor.execute(
        f"UPDATE {STAGE} st SET target = s.id::text, seen = md5({_json('s')}::text), verdict = {verdict}"
        f" FROM {SUBJECT} s WHERE st.job_id = %(job)s AND st.verdict = 'n' AND {code} <> ''"
        f" AND {_same(of, code)} AND s.withdrawn_by IS NULL",
        values,
    )
    cursor.execute(
        f"SELECT 1 FROM {STAGE} st WHERE st.job_id = %(job)s AND st.verdict = 'n' AND {code} = '' LIMIT 1",
        values,
    )
    if cursor.fetchone() is None:
        return
    same = f"s.node = %(node)s AND s.identifier = '' AND s.withdrawn_by IS NULL AND s.name = {name}"
    same += f" AND s.address = {address}"
    waiting = f"st.job_id = %(job)s AND st.verdict = 'n' AND {code} = ''"
    cursor.execute(
        f"UPDATE {STAGE} st SET verdict = 'x', problem = '已登记的相对人中有' || d.number ||"
        " '条与它相符，不能确定是哪一条'"
        f" FROM (SELECT st.n, count(*) AS number FROM {STAGE} st JOIN {SUBJECT} s ON {same} WHERE {waiting}"
        f" GROUP BY st.n HAVING count(*) > 1) d WHERE {waiting} AND st.n = d.n",
        values,
    )
    cursor.execute(
        f"UPDATE {STAGE} st SET target = s.id::text, seen = md5({_json('s')}::text), verdict = {verdict}"
        f" FROM {SUBJECT} s WHERE {waiting} AND {same}",
        values,
    )


def _twice(cursor: Any, values: dict[str, Any], key: str, condition: str) -> None:
    """Refuse all rows of a key that several rows have, each naming another of them."""
    one, other = key.split(", ")
    cursor.execute(
        f"UPDATE {STAGE} st SET verdict = 'x', problem = '与第' ||"
        " CASE WHEN st.n = d.first THEN d.lines[2] ELSE d.lines[1] END || '行是同一条，请只留一行'"
        f" FROM (SELECT {one} AS one, {other} AS other, min(st.n) AS first, array_agg(st.line ORDER BY st.n) AS lines"
        f" FROM {STAGE} st WHERE st.job_id = %(job)s AND st.verdict <> 'x' AND {condition}"
        f" GROUP BY 1, 2 HAVING count(*) > 1) d"
        f" WHERE st.job_id = %(job)s AND st.verdict <> 'x' AND {condition} AND {one} = d.one AND {other} = d.other",
        values,
    )


def write_step(job: ImportJob, sheet: Sheet) -> bool:
    """Write the next rows of a locked job in sets; False when nothing was left. Runs in the caller's transaction."""
    upto = job.written_to + STEP
    actor = author(job)
    values = {
        "job": job.pk, "after": job.written_to, "upto": upto, "node": current_node(), "label": LABEL,
        "reason": why(job), "actor": actor.name or actor.scope, "officer": actor.officer_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        failed = _changed_since(cursor, values)
        made, taken = _insert(cursor, job.fields, values)
        changed = _update(cursor, job.fields, values)
    job.written_to = min(upto, job.rows)
    job.written += made + changed
    job.failed += failed + taken
    job.save(update_fields=["written_to", "written", "failed"])
    return job.written_to < job.rows


def _changed_since(cursor: Any, values: dict[str, Any]) -> int:
    """Lock the rows that will be changed and refuse those that are no longer as they were judged; how many."""
    cursor.execute(
        f"WITH {_CHANGED} SELECT 1 FROM {SUBJECT} s JOIN st ON s.id = st.subject ORDER BY s.id FOR UPDATE OF s",
        values,
    )
    if not cursor.rowcount:
        return 0
    cursor.execute(
        f"UPDATE {STAGE} st SET verdict = 'x', problem = '{SINCE}' WHERE {HERE} AND st.verdict = 'c' AND"
        f" (SELECT md5({_json('s')}::text) FROM {SUBJECT} s WHERE s.id = st.target::uuid) IS DISTINCT FROM st.seen",
        values,
    )
    return int(cursor.rowcount)


def _taken(cursor: Any, fields: Sequence[str], values: dict[str, Any]) -> int:
    """Refuse new rows that others were faster with; how many. Those whose subject was withdrawn bring it back.

    Looked up row by row in a sub-select: joined, a planner that knows nothing yet of rows just staged may compare
    every one with every registered subject.
    """
    of, code = (_cell(fields, n) or "''" for n in ("identifier_kind", "identifier"))
    there = f"SELECT {{}} FROM {SUBJECT} s WHERE {_same(of, code)} AND s.withdrawn_by IS {{}}"
    new = f"WHERE {HERE} AND st.verdict = 'n' AND {code} <> ''"
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute(
        f"UPDATE {STAGE} st SET verdict = 'c', target = ({there.format('s.id::text', 'NOT NULL')})"
        f" {new} AND ({there.format('s.id', 'NOT NULL')}) IS NOT NULL",
        values,
    )
    cursor.execute(
        f"UPDATE {STAGE} st SET verdict = 'x', problem = '{TAKEN}' {new}"
        f" AND ({there.format('s.id', 'NULL')}) IS NOT NULL",
        values,
    )
    refused = int(cursor.rowcount)
    cursor.execute("SET LOCAL enable_seqscan = on")
    return refused


_HISTORY = (
    f"INSERT INTO {CHANGE} (id, model, row_id, before, after, reason, actor, actor_officer, at, job_id)"
    " SELECT {change}, %(label)s, {row}, {before}, {after}, %(reason)s, %(actor)s, %(officer)s, now(), %(job)s"
)


def _insert(cursor: Any, fields: Sequence[str], values: dict[str, Any]) -> tuple[int, int]:
    """(rows made, rows refused because others were faster).

    Nobody is asked beforehand: the unique index refuses the step when one of its subjects is registered by now, and
    only then each row is looked up.
    """
    statement, refused = _new(fields), 0
    for left in range(TRIES, -1, -1):
        try:
            with transaction.atomic():
                cursor.execute(statement, values)
            break
        except IntegrityError as error:
            if not left or _constraint(error) != ONCE:
                raise
        refused += _taken(cursor, fields, values)
    return int(cursor.rowcount), refused


def _constraint(error: IntegrityError) -> str:
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")


def _new(fields: Sequence[str]) -> str:
    """The statement that makes the new rows of a step and their history."""
    columns: list[str] = []
    made: list[str] = []
    for f in FIELDS:
        own = OWN.get(f.name)
        blank = "NULL::date" if f.name in DATES else "''::text"
        columns.append(str(f.column))
        made.append(f"{own or _cell(fields, f.name) or blank} AS {f.column}")
    new = f"SELECT st.change_id, {', '.join(made)} FROM {STAGE} st WHERE {HERE} AND st.verdict = 'n'"
    history = _HISTORY.format(change="new.change_id", row="new.id::text", before="NULL", after=_json("new"))
    return (
        f"WITH new AS MATERIALIZED ({new} ORDER BY st.n), made AS (INSERT INTO {SUBJECT} ({', '.join(columns)})"
        f" SELECT {', '.join(columns)} FROM new) {history} FROM new"
    )


def _update(cursor: Any, fields: Sequence[str], values: dict[str, Any]) -> int:
    changed = ["withdrawn_by = NULL"]
    for f in FIELDS:
        if (cell := _cell(fields, f.name)) is not None:
            changed.append(f"{f.column} = {cell.replace('st.cells', 'old.cells')}")
        elif f.name not in OWN:  # nothing of a withdrawn one comes back
            blank = "NULL" if f.name in DATES else "''"
            changed.append(
                f"{f.column} = CASE WHEN s.withdrawn_by IS NULL THEN s.{f.column} ELSE {blank} END"
            )
    history = _HISTORY.format(
        change="made.change_id", row="made.id::text", before="made.was", after=_json("made")
    )
    cursor.execute(
        f"WITH {_CHANGED}, old AS MATERIALIZED (SELECT s.id, {_json('s')} AS was, st.change_id, st.cells"
        f" FROM st JOIN {SUBJECT} s ON s.id = st.subject), made AS (UPDATE {SUBJECT} s SET {', '.join(changed)}"
        f" FROM old WHERE s.id = old.id RETURNING s.*, old.change_id, old.was) {history} FROM made",
        values,
    )
    return int(cursor.rowcount)


def undo_step(job: ImportJob, sheet: Sheet) -> bool:
    """Take back the next changes of a locked job in sets, newest first; False when nothing was left."""
    actor = author(job)
    values: dict[str, Any] = {
        "job": job.pk, "of": job.undoes_id, "last": job.fields[0] if job.fields else None, "label": LABEL,
        "reason": why(job), "actor": actor.name or actor.scope, "officer": actor.officer_id, "step": STEP,
    }  # fmt: skip
    further = "AND id < %(last)s::uuid" if job.fields else ""
    with connection.cursor() as cursor:
        cursor.execute(ROOM)
        cursor.execute(
            f"WITH c AS MATERIALIZED (SELECT id, row_id, row_id::uuid AS subject, before IS NULL AS new, after"
            f" FROM {CHANGE} WHERE job_id = %(of)s {further} ORDER BY id DESC LIMIT %(step)s)"
            f" SELECT c.id, c.row_id, c.new, {_json('s')} = c.after, s.name FROM c JOIN {SUBJECT} s ON s.id = c.subject"
            " ORDER BY c.id DESC FOR UPDATE OF s",
            values,
        )
        some = cursor.fetchall()
        used = in_use(Subject, [row for _, row, new, _, _ in some if new])
        failed = {
            row: SINCE_THEN if not same else IN_USE.format(used[row])
            for _, row, new, same, _ in some
            if not same or (new and row in used)
        }
        good = [change for change, row, _, _, _ in some if row not in failed]
        values["ids"], values["new"] = good, [str(new_id()) for _ in good]
        cursor.execute(_back(), values)
    names = {row: name for _, row, _, _, name in some}
    staging.put(job.pk, [
        Judged(n, 0, n, (names[row],), "x", target=row, problem=said)
        for n, (row, said) in enumerate(failed.items(), job.failed + 1)
    ])  # fmt: skip
    job.written += len(good)
    job.failed += len(failed)
    job.written_to += len(some)
    job.fields = [str(some[-1][0])] if some else job.fields
    job.save(update_fields=["written_to", "written", "failed", "fields"])
    return len(some) == STEP


def _back() -> str:
    """Restore what was before; what the import had made is withdrawn."""
    restored = []
    for f in FIELDS:
        if f.name in ("id", "node"):
            continue
        cast = "::date" if f.name in DATES else "::uuid" if f.name in ("merged_into", "withdrawn_by") else ""
        made = "%(job)s" if f.name == "withdrawn_by" else f"s.{f.column}"
        restored.append(
            f"{f.column} = CASE WHEN c.before IS NULL THEN {made} ELSE (c.before->>'{f.name}'){cast} END"
        )
    history = _HISTORY.format(
        change="made.change_id", row="made.id::text", before="made.was", after=_json("made")
    )
    return (
        "WITH c AS MATERIALIZED (SELECT h.row_id::uuid AS subject, h.before, h.after AS was, t.change_id"
        f" FROM {CHANGE} h"
        " JOIN unnest(%(ids)s::uuid[], %(new)s::uuid[]) AS t (id, change_id) ON h.id = t.id),"
        f" made AS (UPDATE {SUBJECT} s SET {', '.join(restored)} FROM c WHERE s.id = c.subject"
        f" RETURNING s.*, c.was, c.change_id) {history} FROM made"
    )
