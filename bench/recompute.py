"""How long it takes to count 100,000 open clocks again after the calendar changed."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from bench import place
from bench.report import Row

MATTERS = 100_000


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_recompute", populated) as name:
        _fill(name)
        first, changed = _timed("bench")
        again, _ = _timed("bench again")
    return [
        Row("recompute", "open clocks after a calendar change", "s", (first,), 60, note=f"{changed} clocks changed"),
        Row("recompute", "the same run again", "s", (again,), note="nothing to change"),
    ]


def _fill(name: str) -> None:
    """One real case, and its matter and running clocks copied, with ids and starts of their own."""
    from bench.acts import Desk
    from yifa.matters.clocks import SHANGHAI
    from yifa.registers.change import change
    from yifa.registers.models import Holiday
    from yifa.registers.scope import IMPORTER, scope

    desk = Desk(0, 1, "recompute")
    desk.record(*desk.ready())
    place.admin_sql(
        name,
        "SET LOCAL session_replication_role = replica",
        "CREATE TEMP TABLE one AS SELECT * FROM matters_matter LIMIT 1",
        "CREATE TEMP TABLE many AS SELECT gen_random_uuid() AS key, n FROM"
        f" generate_series(1, {MATTERS}) AS n",
        "INSERT INTO matters_matter SELECT (jsonb_populate_record(NULL::matters_matter, to_jsonb(one) || jsonb_build_object('id', key,"
        " 'number', 'bench-' || n, 'code', 'B' || lpad(n::text, 19, '0')))).* FROM one, many",
        "INSERT INTO matters_clock SELECT (jsonb_populate_record(NULL::matters_clock, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(),"
        " 'matter_id', key, 'started_at', date_trunc('day', now()) - (n % 20) * interval '1 day'"
        " + (n % 600) * interval '1 minute', 'amount', 20, 'unit', 'wd', 'paused', false,"
        " 'ended_at', NULL))).* FROM (SELECT * FROM matters_clock LIMIT 1) c, many",
    )
    with scope(IMPORTER):
        today = datetime.now(SHANGHAI).date()
        monday = today + timedelta(days=7 - today.weekday())
        values = {"day": monday, "working": False, "name": "bench", "source": "bench"}
        change(IMPORTER, Holiday, None, values, "bench")


def _timed(reason: str) -> tuple[float, int]:
    from yifa.matters.recompute import recompute_open

    start = time.perf_counter()
    _, changed = recompute_open(reason)
    return time.perf_counter() - start, changed
