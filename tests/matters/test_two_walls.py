"""Who may see a case is said twice: by the query, which names the agencies, and by the database's policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.sql import Query
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from support import world
from support.database import connect
from support.walk import Walk

from yifa.matters import queries
from yifa.matters.models import Alert, Draft, Matter, ProtectedRead
from yifa.matters.queries import MatterFilters
from yifa.registers.ids import new_id
from yifa.registers.scope import WORKER, Actor, scope

PAGES: dict[str, Callable[[Actor], Any]] = {
    "list": lambda _: queries.matter_list(MatterFilters()),
    "list, overdue": lambda _: queries.matter_list(MatterFilters(state="overdue")),
    "text search": lambda _: queries.matter_list(MatterFilters(text="公司")),
    "by due day": lambda _: queries.by_due(Q(), 40),
    "overdue": lambda actor: queries.overdue(actor, timezone.now()).count(),
    "alerts": lambda actor: list(queries.open_alerts(actor)),
    "inbox": lambda actor: queries.inbox(actor),
    "counts": lambda actor: queries.counts(actor),
    "calls": lambda actor: list(queries.called(actor)),
    "news": lambda actor: list(queries.news(actor)),
}
COLUMNS = """node, secrecy, procedure, stage, suspended, number_kind, code, title, sector, region_code, handlers,
    act_count, due_clock, party_names, involved, known_to, version_id"""


def copies(walk: Walk, agency: Any, count: int) -> None:
    """Open matters of an agency, copied from the walked one, a minute apart."""
    values = COLUMNS.replace(" code,", " left(code, 4) || right(md5(random()::text), 20),")
    with scope(WORKER), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO matters_matter (id, agency_id, number, opened_at, due_at, seal, {COLUMNS})"
            " SELECT gen_random_uuid(), %s, '', now() - n * interval '1 minute', now() + n * interval '1 hour', 0,"
            f" {values}"
            " FROM matters_matter, generate_series(1, %s) n WHERE id = %s",
            [agency.pk, count, walk.matter_id],
        )


def plan_of(sent: CaptureQueriesContext) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sent.captured_queries[-1]['sql']}")
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.fixture
def other(walk: Walk) -> world.Office:
    """A second agency with two matters; the first one's case is filed."""
    walk.until("file")
    office = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    copies(walk, office.agency, 2)
    return office


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_statement_of_a_page_names_the_agency(walk: Walk, page: Callable[[Actor], Any]) -> None:
    walk.until("file")
    actor = walk.office.actor("unit_head")
    with scope(actor), CaptureQueriesContext(connection) as sent:
        page(actor)
    asked = [q["sql"] for q in sent.captured_queries if 'FROM "matters_' in q["sql"]]
    assert asked
    for sql in asked:
        assert f"\"agency_id\" = '{UUID(actor.agency_id).hex}'" in sql, sql


def test_a_page_is_served_by_an_index_that_begins_with_the_agency(
    committed_walk: Callable[[], Walk],
) -> None:
    """Among the matters of another agency, many times as many."""
    walk = committed_walk()
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    copies(walk, other.agency, 12_000)
    copies(walk, walk.office.agency, 1_500)
    with connect("owner") as owner:
        owner.execute("ANALYZE matters_matter")
    actor = walk.office.actor("unit_head")
    for page, index in (("list", "matter_agency_opened"), ("by due day", "matter_agency_due")):
        with scope(actor):
            with CaptureQueriesContext(connection) as sent:
                found = PAGES[page](actor)
            plan = plan_of(sent)
        rows = getattr(found, "rows", found)
        assert len(rows) >= 30
        assert {r.agency_id for r in rows} == {walk.office.agency.pk}
        lines = plan.splitlines()
        where = next((n for n, line in enumerate(lines) if f" {index} " in line), None)
        assert where is not None, plan
        assert "Index Cond: (agency_id = " in "\n".join(lines[where : where + 2]), plan


def test_a_forgotten_filter_shows_nothing_of_others(walk: Walk, other: world.Office) -> None:
    """A queryset that names no agency, and SQL by hand: the policies say the same."""
    mine = {str(walk.matter_id)}
    with scope(walk.office.actor("handler")):
        bare: QuerySet[Matter] = QuerySet(Matter, query=Query(Matter))
        assert str(walk.office.agency.pk) not in str(bare.query)
        assert {str(m.pk) for m in bare} == mine
        assert {str(m.pk) for m in Matter.objects.raw("SELECT * FROM matters_matter")} == mine
        foreign = bare.filter(agency=other.agency)
        assert not foreign.exists()
        assert not foreign.update(title="改")
    with scope(WORKER):
        assert not Matter.objects.filter(title="改").exists()


def test_naming_agencies_loses_nothing(walk: Walk, other: world.Office) -> None:
    """The query that names agencies and the one that names none find the same, whoever asks."""
    own, far = str(walk.office.agency.pk), str(other.agency.pk)
    officer = walk.office.id_of("archivist")
    over = {"scope": "supervision", "officer_id": officer, "agency_id": own}
    viewers = {
        1: [walk.office.actor("handler"), Actor(agencies=(own,), **over)],
        2: [other.actor("handler")],
        3: [
            Actor(agencies=(own, far), **over),
            Actor(agencies=(own, far), everywhere=True, **over),
            Actor(agencies=(own, far, *(str(new_id()) for _ in range(100))), **over),
            WORKER,
        ],
        0: [Actor(agencies=(), **over), Actor("administration", agency_id=own, agencies=(own,))],
    }
    for expected, asking in viewers.items():
        for actor in asking:
            with scope(actor):
                bare: QuerySet[Matter] = QuerySet(Matter, query=Query(Matter))
                assert set(Matter.objects.all()) == set(bare)
                assert Matter.objects.count() == len(queries.matter_list(MatterFilters()).rows) == expected, (
                    actor
                )


def test_who_reaches_everything_is_a_supervisor(walk: Walk, other: world.Office) -> None:
    """The setting alone opens nothing to an agency, to the public or to an administrator."""
    own = str(walk.office.agency.pk)
    for kind, seen in {"agency": 1, "administration": 0, "public": 0, "supervision": 3}.items():
        with scope(Actor(kind, agency_id=own, agencies=(own,), everywhere=True)):  # type: ignore[arg-type]
            assert Matter.objects.count() == seen, kind


def test_who_takes_part_in_a_case_of_another_agency_sees_what_they_leave_there(
    walk: Walk, other: world.Office
) -> None:
    """One's own looks are read wherever the case is; they are no rows of one's own agency."""
    viewer = walk.office.actor("archivist")
    with scope(WORKER):
        row = Matter.objects.filter(agency=other.agency).first()
        assert row is not None
        ProtectedRead.objects.create(
            agency=other.agency, reader_agency=walk.office.agency, matter=row, what="matter", object_id=row.pk,
            officer_id=viewer.officer_id, reason_kind="supervision", reason="检查", name="甲",
            recorded_at=database_time(), body=b"",
        )  # fmt: skip
    with scope(viewer):
        assert ProtectedRead.objects.count() == 1
    with scope(walk.office.actor("handler")):
        assert ProtectedRead.objects.count() == 0


def database_time() -> Any:
    from yifa.matters.dbclock import database_now

    return database_now()


def test_a_condition_within_another_query_is_named_too(walk: Walk, other: world.Office) -> None:
    actor = walk.office.actor("unit_head")
    with scope(actor):
        inner = Matter.objects.filter(closed_at=None)
        sql = str(Alert.objects.filter(matter__in=inner).query)
        assert sql.replace("-", "").count(f'"agency_id" = {UUID(actor.agency_id).hex}') == 2, sql
        assert not Draft.objects.filter(matter__in=inner, agency=other.agency).exists()
        either = Matter.objects.filter(stage="x").union(Matter.objects.exclude(stage="x"))
        assert [str(m.pk) for m in either] == [walk.matter_id]
