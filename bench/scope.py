"""What scope and row-level security cost on lists and on text search, with 1,000,000 matters.

The matters stand in the tables the pages read (matter and its search text), copied by SQL from walked ones and spread
over 200 agencies. The same statements run twice: as the server's role under row-level security, and as the
administrator, whom no policy binds, with the agency written into the statement by hand. Their order alternates.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from bench import place
from bench.pages import copying
from bench.report import Row

MATTERS = 1_000_000
AGENCIES = 200
ROUNDS = 40
ALLOWED = 10.0  # per cent

LIST = """SELECT m.id, m.number, m.title, m.party_names, m.due_at, a.name FROM matters_matter m
    JOIN registers_agency a ON a.id = m.agency_id {where} ORDER BY m.opened_at DESC, m.id DESC LIMIT 31"""
OPEN = """SELECT m.id, m.number, m.due_at FROM matters_matter m WHERE m.closed_at IS NULL {and_} ORDER BY m.due_at, m.id
    LIMIT 40"""
COUNT = "SELECT count(*) FROM matters_matter m WHERE m.closed_at IS NULL {and_}"
BY_INDEX = """SELECT m.id, m.number, m.title FROM matters_matter m WHERE m.id IN (
    SELECT t.matter_id FROM matters_mattertext t WHERE t.words @@ '{asked}'::tsquery AND t.agency_id = '{agency}'
    ORDER BY t.opened_at DESC, t.matter_id DESC LIMIT 2000) ORDER BY m.opened_at DESC, m.id DESC LIMIT 31"""
BY_FUNCTION = """SELECT m.id, m.number, m.title FROM matters_matter m WHERE m.id IN (
    SELECT matter_search('{asked}'::tsquery, 2000)) ORDER BY m.opened_at DESC, m.id DESC LIMIT 31"""

_PICK = "(ARRAY(SELECT {of} FROM {table} ORDER BY id))[1 + (hashtext(t.id::text || k) & 2147483647) % {many}]"
SPREAD = {
    "agency_id": _PICK.format(of="id", table="registers_agency", many=AGENCIES),
    "party_names": _PICK.format(of="name", table="registers_subject", many=300),
    "number_seq": "NULL",
}


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_scope", populated):
        _walk()
        place.disconnect()
        with place.database("bench_scope_large", "bench_scope") as name:
            agency, party = _grow(name)
            return _measured(name, agency, party)


def _walk() -> None:
    from bench.acts import Desk

    desk = Desk(0, 1, "scope")
    for _ in range(250):
        desk.record(*desk.ready())


def _grow(name: str) -> tuple[str, str]:
    """Copies until there are a million; returns one agency and a word that some of its matters have."""
    from yifa.registers.words import asked_words, entries, query
    from yifa.site import boot

    with boot.admin_connection(name) as admin:
        admin.execute("SET session_replication_role = replica")
        found = admin.execute("SELECT count(*), count(closed_at) FROM matters_matter").fetchone()
        assert found is not None
        opened, finished = int(found[0] - found[1]), int(found[1])
        more_open = min(20_000 // max(opened, 1), 5_000)
        more = (MATTERS - opened * (more_open + 1)) // finished
        _more_agencies(admin)
        admin.execute(copying(admin, "matters_matter", more_open, more, also=SPREAD))
        _texts(admin, entries)
        admin.execute("VACUUM (ANALYZE) matters_matter")
        admin.execute("VACUUM (ANALYZE) matters_mattertext")
        row = admin.execute(
            "SELECT agency_id, party_names FROM matters_matter WHERE party_names <> '' ORDER BY id LIMIT 1"
        ).fetchone()
        assert row is not None
        return str(row[0]), query(asked_words(row[1]))


def _more_agencies(admin: Any) -> None:
    """Agencies up to the number wanted, copied from one."""
    like = admin.execute("SELECT id FROM registers_agency ORDER BY id LIMIT 1").fetchone()[0]
    columns = [
        r[0]
        for r in admin.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'registers_agency'"
        ).fetchall()
    ]
    taken = {"id": "md5(k::text)::uuid", "code": "'BENCH' || k", "name": "name || k"}
    values = ", ".join(taken.get(c, f'"{c}"') for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    admin.execute(
        f"INSERT INTO registers_agency ({names}) SELECT {values} FROM registers_agency, generate_series(1, %s) k"
        " WHERE id = %s",
        [AGENCIES, like],
    )


def _texts(admin: Any, entries: Callable[[str], str]) -> None:
    """The search text of every matter: words are made here, as the engine makes them, and copied in."""
    admin.execute("TRUNCATE matters_mattertext")
    admin.execute("DROP INDEX matter_words")
    rows = admin.execute(
        "SELECT id, node, agency_id, secrecy, opened_at, number || E'\\n' || title || E'\\n' || party_names"
        " FROM matters_matter"
    )
    columns = "id, node, agency_id, secrecy, matter_id, opened_at, words"
    found = rows.fetchall()
    with admin.cursor() as writing, writing.copy(f"COPY matters_mattertext ({columns}) FROM STDIN") as copy:
        for key, node, agency, secrecy, opened, text in found:
            copy.write_row([key, node, agency, secrecy, key, opened, entries(text)])
    admin.execute("CREATE INDEX matter_words ON matters_mattertext USING gin (words)")


def _measured(name: str, agency: str, asked: str) -> list[Row]:
    mine = f"m.agency_id = '{agency}'"
    statements = {
        "list, first page": (LIST.format(where=""), LIST.format(where=f"WHERE {mine}")),
        "list, open by due day": (OPEN.format(and_=""), OPEN.format(and_=f"AND {mine}")),
        "count of open matters": (COUNT.format(and_=""), COUNT.format(and_=f"AND {mine}")),
        "text search": (BY_FUNCTION.format(asked=asked.replace("'", "''")), BY_INDEX.format(
            asked=asked.replace("'", "''"), agency=agency)),
    }  # fmt: skip
    rows = []
    for what, (guarded, free) in statements.items():
        with_it, without = _both(name, agency, guarded, free)
        cost = (sorted(with_it)[ROUNDS // 2] / sorted(without)[ROUNDS // 2] - 1) * 100
        rows += [
            Row(
                "scope",
                f"{what}: under row-level security",
                "ms",
                tuple(with_it),
                note=f"{MATTERS:,} matters",
            ),
            Row("scope", f"{what}: the same without", "ms", tuple(without)),
            Row("scope", f"{what}: what it adds", "%", (cost,), ALLOWED),
        ]
    return rows


def _both(name: str, agency: str, guarded: str, free: str) -> tuple[list[float], list[float]]:
    """Times of the two statements, each in a transaction of its own that sets what a request sets."""
    from django.db import connection, transaction

    from yifa.registers.scope import Actor, apply_scope
    from yifa.site import boot

    actor = Actor("agency", agency_id=agency, agencies=(agency,), officer_id=agency)
    with_it: list[float] = []
    without: list[float] = []
    with boot.admin_connection(name) as admin:
        for _ in range(ROUNDS):
            with transaction.atomic():
                apply_scope(actor)
                with connection.cursor() as cursor:
                    start = time.perf_counter()
                    cursor.execute(guarded)
                    kept = cursor.fetchall()
                    with_it.append((time.perf_counter() - start) * 1e3)
            start = time.perf_counter()
            seen = admin.execute(free).fetchall()
            without.append((time.perf_counter() - start) * 1e3)
            if [r[0] for r in kept] != [r[0] for r in seen]:
                raise RuntimeError(f"not the same rows: {guarded}")
    return with_it, without
