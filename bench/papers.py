"""Making papers: a penalty decision from the data of a real case, warm."""

from __future__ import annotations

import time

from bench import place
from bench.report import Row

TIMES = 40


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_papers", populated):
        return _rows()


def _rows() -> list[Row]:
    from bench.acts import Desk
    from yifa.matters import paperwork
    from yifa.matters.models import Paper
    from yifa.papers import render
    from yifa.registers.scope import WORKER, scope

    desk = Desk(0, 1, "papers")
    desk.warm()
    with scope(WORKER):
        while not (paper := Paper.objects.filter(kind="penalty_decision").select_related("matter").first()):
            desk.record(*desk.ready())
        collecting, rendering = [], []
        for _ in range(TIMES):
            start = time.perf_counter()
            data = paperwork.paper_data(paper, paper.matter)
            collecting.append(1000 * (time.perf_counter() - start))
        first = time.perf_counter()
        made = render("penalty/penalty_decision", data)
        cold = 1000 * (time.perf_counter() - first)
        for _ in range(TIMES):
            start = time.perf_counter()
            render("penalty/penalty_decision", data)
            rendering.append(1000 * (time.perf_counter() - start))
    note = f"PDF/A-3b, {len(made) // 1024} KiB; the first one, with fonts loaded, took {cold:.0f} ms"
    return [
        Row("papers", "decision PDF, warm", "ms", tuple(rendering), 100, note=note),
        Row("papers", "data of a decision, from the database", "ms", tuple(collecting)),
    ]
