"""A million matters of 200 agencies, in the tables that lists and text search read: matter and its search text.

Walked matters are copied by SQL. One in a thousand is classified, and of one agency the newest and some open ones are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.pages import copying

MATTERS = 1_000_000
AGENCIES = 200
CLASSIFIED_EVERY = 1_000

_PICK = "(ARRAY(SELECT {of} FROM {table} ORDER BY id))[1 + (hashtext(t.id::text || k) & 2147483647) % {many}]"
SPREAD = {
    "agency_id": _PICK.format(of="id", table="registers_agency", many=AGENCIES),
    "party_names": _PICK.format(of="name", table="registers_subject", many=300),
    "number_seq": "NULL",
}


@dataclass(frozen=True)
class Million:
    """What was made: all agencies, one of them with a word that some of its matters have, one with classified cases.

    Whoever has the id of `closed` as an officer has had a part in the classified cases there.
    """

    agencies: tuple[str, ...]
    agency: str
    word: str
    closed: str


def walk() -> None:
    """Some matters through the write path, to be copied."""
    from bench.acts import Desk

    desk = Desk(0, 1, "scope")
    for _ in range(250):
        desk.record(*desk.ready())


def grow(name: str) -> Million:
    """Copies until there are a million."""
    from yifa.registers.words import entries
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
        row = admin.execute(
            "SELECT agency_id, party_names FROM matters_matter WHERE party_names <> '' ORDER BY id LIMIT 1"
        ).fetchone()
        assert row is not None
        agencies = tuple(
            str(r[0]) for r in admin.execute("SELECT id FROM registers_agency ORDER BY id").fetchall()
        )
        agency = str(row[0])
        closed = next(a for a in agencies if a != agency)
        _texts(admin, entries)
        _classify(admin, closed)
        admin.execute("VACUUM (ANALYZE) matters_matter")
        admin.execute("VACUUM (ANALYZE) matters_mattertext")
        return Million(agencies, agency, row[1], closed)


def _classify(admin: Any, closed: str) -> None:
    """Some everywhere; and three on the first page and two open ones of one agency. Triggers are off: seals by hand."""
    classified = "secrecy = 'business', seal = 2"
    admin.execute(
        f"UPDATE matters_matter SET {classified}"
        f" WHERE agency_id <> '{closed}' AND hashtext(id::text) % {CLASSIFIED_EVERY} = 0"
    )
    of_it = f"SELECT id FROM matters_matter WHERE agency_id = '{closed}'"
    admin.execute(
        f"UPDATE matters_matter SET {classified}, involved = jsonb_build_array('{closed}') WHERE id IN ("
        f"({of_it} ORDER BY opened_at DESC, id DESC LIMIT 3)"
        f" UNION ALL ({of_it} AND closed_at IS NULL ORDER BY due_at, id LIMIT 2))"
    )
    admin.execute(
        "UPDATE matters_matter c SET seal = p.seal FROM matters_matter p WHERE c.parent_id = p.id AND p.seal > c.seal"
    )


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
