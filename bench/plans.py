"""The board of policy tasks: 500 plans × 60 tasks × 200 units, made by sets, opened as agency, supervision, public.

Each task is charged to one unit and names three that cooperate: 30,000 charged, 120,000 named. Each charged one has a
matter of its own in one of five stages. Told are the statements of each page and the time of the whole call.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import place
from bench.report import Row

PLANS, TASKS, UNITS, ROUNDS = 500, 60, 200, 15
TARGET = 150.0  # ms
TODAY = date(2026, 11, 28)


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_plans") as name:
        _build(name)
        return [*_board_rows(), *_page_rows()]


def _board_rows() -> list[Row]:
    from bench.acts import server_seconds
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board

    note = f"{PLANS} plans × {TASKS} tasks, {UNITS} units, {PLANS * TASKS} matters"
    rows = []
    for who, actor in _actors().items():
        times, statements = _timed(actor, lambda: board.board(TODAY))
        rows.append(
            Row(
                "plans",
                f"board by unit and by month, {who}",
                "ms",
                times,
                TARGET,
                note=f"{note}; {statements} statement(s)",
            )
        )
    with scope(_actors()["an agency"]):
        begun = server_seconds() + time.process_time()
        for _ in range(ROUNDS):
            board.board(TODAY)
        work = (server_seconds() + time.process_time() - begun) * 1000 / ROUNDS
    told = "whatever else the machine does meanwhile"
    return [
        *rows,
        Row("plans", "  of this: processor time, process and server", "ms", (work,), TARGET, note=told),
    ]


def _page_rows() -> list[Row]:
    from yifa.registers.models import Agency, PolicyPlan
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board, outlines

    actor = _actors()["an agency"]
    with scope(actor):
        plan = PolicyPlan.objects.order_by("pk").values_list("pk", flat=True)[0]
        unit = (
            Agency.objects.filter(name__startswith="测试单位")
            .order_by("code")
            .values_list("pk", flat=True)[0]
        )
    pages: dict[str, Callable[[], Any]] = {
        "list of plans, one page": lambda: board.plans(TODAY),
        "one plan with outline and tasks": lambda: outlines.one_plan(plan),
        "tasks of one unit": lambda: board.tasks_of(unit),
        "overdue, one page": lambda: board.due(TODAY),
        "calendar of a month": lambda: board.calendar(date(2026, 12, 1), date(2026, 12, 31), most=500),
    }
    rows = []
    for what, page in pages.items():
        times, statements = _timed(actor, page)
        rows.append(Row("plans", what, "ms", times, note=f"{statements} statement(s)"))
    return rows


def _timed(actor: Any, page: Callable[[], Any]) -> tuple[tuple[float, ...], int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yifa.registers.scope import scope

    with scope(actor), CaptureQueriesContext(connection) as seen:
        page()
    found = []
    for _ in range(ROUNDS):
        with scope(actor):
            begun = time.perf_counter()
            page()
            found.append((time.perf_counter() - begun) * 1000)
    return tuple(found), len(seen)


def _actors() -> dict[str, Any]:
    from yifa.registers.models import Agency
    from yifa.registers.scope import PUBLIC, WORKER, Actor, scope

    with scope(WORKER):
        own = str(Agency.objects.order_by("code").values_list("pk", flat=True)[0])
        every = tuple(map(str, Agency.objects.values_list("pk", flat=True)))
    return {
        "an agency": Actor("agency", agency_id=own, agencies=(own,), officer_id=own),
        "supervision": Actor("supervision", agency_id=own, agencies=every, officer_id=own),
        "the public": PUBLIC,
    }


# Every row is made by the database itself; ids are counted, so that the tables can be joined by arithmetic.
_ID = "('00000000-0000-7000-{kind}-' || lpad(to_hex({n}), 12, '0'))::uuid"


def _id(kind: int, n: str) -> str:
    return _ID.format(kind=f"8{kind:03d}", n=n)


def _build(name: str) -> None:
    from yifa.site import boot

    with boot.admin_connection(name) as admin:
        admin.execute("SET session_replication_role = replica")
        for statement in _statements():
            admin.execute(statement)
        admin.execute("VACUUM (ANALYZE)")


def _agency(p: str) -> str:
    return _id(1, f"(n * 7 + {p}) % {UNITS} + 1")


def _statements() -> list[str]:
    """Regions and agencies, sources, plans, tasks, matters, units, in this order."""
    last, owner = PLANS * TASKS - 1, _id(1, f"n % {UNITS} + 1")
    due = "('2026-01-31'::date + (n * 13) % 1000)"
    return [
        "INSERT INTO registers_region (code, name, level) VALUES ('990100', '云州市', 2) ON CONFLICT DO NOTHING",
        f"""INSERT INTO registers_agency (id, node, name, short_name, code, region_id, kind, sector, doc_prefix,
                address, phone, reconsideration_body, court, pay_account, valid_from)
            SELECT {_id(1, "n")}, 'local', '测试单位' || n, '', 'T' || lpad(n::text, 17, '0'), '990100', 'statutory',
                '', '', '', '', '', '', '', '2000-01-01' FROM generate_series(1, {UNITS}) n""",
        f"""INSERT INTO registers_plansource (id, node, agency_id, file_name, sha256, text, mended, problems)
            SELECT {_id(2, "n")}, 'local', {owner}, 'f', md5(n::text) || md5(n::text), repeat('方案原文', 5000),
                '[]', '[]' FROM generate_series(1, {PLANS}) n""",
        f"""INSERT INTO registers_policyplan (id, node, agency_id, title, number, issuer, issued, level, adopted_on,
                publish_unit, publish_rule, escalate_after, state, published_on, published_at, filed_with, source_id,
                span_start, span_end, cites, not_understood)
            SELECT {_id(3, "n")}, 'local', {owner}, '测试方案' || n, '测〔2026〕' || n || '号', '测试政府',
                '2026-01-01', 'city',
                '2026-01-01', '', '', 7, 'running', '2026-01-05', '', '', {_id(2, "n")}, 0, 20000, '[]', '[]'
            FROM generate_series(1, {PLANS}) n""",
        f"""INSERT INTO registers_plantask (id, plan_id, position, no, title, text, path, span_start, span_end, recurs,
                due_on, indicator, indicator_proposed)
            SELECT {_id(4, "n")}, {_id(3, f"n / {TASKS} + 1")}, n % {TASKS}, (n % {TASKS} + 1)::text, '任务' || n,
                repeat('任务内容', 100), '[]', 0, 400, 'once', {due}, '', ''
            FROM generate_series(0, {last}) n""",
        f"""INSERT INTO matters_matter (id, node, agency_id, secrecy, seal, procedure, version_id, stage, suspended,
                number, number_kind, code, title, sector, region_code, handlers, opened_at, closed_at, due_at,
                due_clock, act_count, party_names, involved, known_to, last_act_at)
            SELECT {_id(6, "n")}, 'local', {_agency("0")}, 'ordinary', 0, 'policy_task.task', v.id,
                (ARRAY['assigned', 'working', 'claimed', 'returned', 'closed'])[n % 5 + 1], false, '', '',
                'bench-task-' || n, '任务' || n, '', '', '[]', '2026-01-01',
                CASE WHEN n % 5 = 4 THEN '2026-10-01'::timestamptz END,
                CASE WHEN n % 5 <> 4 THEN ({due} + 1)::timestamptz END, 'task', 1, '', '[]', '[]', now()
            FROM generate_series(0, {last}) n,
                (SELECT id FROM matters_procedureversion ORDER BY procedure LIMIT 1) v""",
        f"""INSERT INTO registers_plantaskunit (id, plan_id, task_id, role, name, agency_id, collective, span_start,
                span_end, charged, matter_id, due_on, problem)
            SELECT {_id(5, "n * 4 + p")}, {_id(3, f"n / {TASKS} + 1")}, {_id(4, "n")},
                CASE WHEN p = 0 THEN 'lead' ELSE 'cooperating' END, '单位' || p, {_agency("p")}, false, p, p + 1, p = 0,
                CASE WHEN p = 0 THEN {_id(6, "n")} END, {due}, ''
            FROM generate_series(0, {last}) n, generate_series(0, 3) p""",
    ]  # fmt: skip
