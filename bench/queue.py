"""How fast one queue process works off what acts have caused: papers, disclosures, publication."""

from __future__ import annotations

import time

from bench import place
from bench.report import Row

ACTS, ROUNDS = 300, 2


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    jobs, effects, left = [], [], 0
    for n in range(ROUNDS):
        with place.database(f"bench_queue_{n}", populated) as name:
            waiting = _fill(n)
            seconds = _drain(name)
            done, open_jobs = _counts()
            jobs.append(waiting / seconds)
            effects.append(done / seconds)
            left += open_jobs
    note = f"one process, one job at a time, jobs of {ACTS} acts; {left} jobs left over"
    return [
        Row("queue", "queue jobs worked off", "jobs/s", tuple(jobs), more=True, note=note),
        Row(
            "queue",
            "effects done (papers, disclosures, publications)",
            "effects/s",
            tuple(effects),
            more=True,
        ),
    ]


def _fill(n: int) -> int:
    from bench.acts import Desk

    desk = Desk(0, 1, f"queue{n}")
    for _ in range(ACTS):
        desk.record(*desk.ready())
    return _open_jobs()


def _drain(name: str) -> float:
    """Run the worker until nothing is left; its seconds."""
    from procrastinate.contrib.django import app

    place.use(name, "worker")
    with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
        start = time.perf_counter()
        running.run_worker(
            wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="successful"
        )
        seconds = time.perf_counter() - start
    place.use(name)
    return seconds


def _open_jobs() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')")
        return int(cursor.fetchone()[0])


def _counts() -> tuple[int, int]:
    from yifa.matters.models import Effect
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Effect.objects.filter(state="done").count(), _open_jobs()
