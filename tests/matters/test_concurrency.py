"""Several people at once: real connections, real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import connection
from support import world
from support.walk import Walk, now

from yifa.matters.models import Matter, Paper
from yifa.matters.outcome import Outcome
from yifa.registers.scope import IMPORTER, scope


def _together(work: list[Callable[[], object]]) -> None:
    def run(job: Callable[[], object]) -> None:
        try:
            job()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_people_pressing_at_once_one_wins_and_the_other_is_told(
    committed_walk: Callable[[], Walk],
) -> None:
    walk = committed_walk()
    walk.do("register_clue", walk.clue(), occurred_to=now() - timedelta(days=1))
    results: list[Outcome] = []

    def press() -> None:
        results.append(walk.attempt("check_clue", walk.check(), expected_count=1))

    _together([press, press])
    assert sorted(bool(r.act) for r in results) == [False, True]
    assert next(r for r in results if not r.act).stale


def test_numbers_taken_at_once_have_no_gap_and_no_double(committed_walk: Callable[[], Walk]) -> None:
    first = committed_walk()
    firms = [world.firm(f"云州市第{n}商行有限公司", f"3000000{n}") for n in range(6)]
    walks = [Walk(first.office, firm) for firm in firms]
    _together([partial(walk.until, "file") for walk in walks])
    with scope(IMPORTER):
        assert sorted(Matter.objects.values_list("number_seq", flat=True)) == [1, 2, 3, 4, 5, 6]
        assert Paper.objects.filter(kind="filing_approval").count() == 6
