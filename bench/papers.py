"""Making papers: a penalty decision from the data of a real case, warm."""

from __future__ import annotations

import time

from bench import place
from bench.report import Row

TIMES = 40
TEMPLATE = "penalty/penalty_decision"


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_papers", populated):
        return _rows()


def _rows() -> list[Row]:
    from bench.acts import Desk
    from yifa.ledger import bundle
    from yifa.ledger.store import sequencer
    from yifa.matters import paperwork
    from yifa.matters.models import Paper
    from yifa.papers import render
    from yifa.registers.scope import WORKER, scope

    desk = Desk(0, 1, "papers")
    desk.warm()
    with scope(WORKER):
        while not (paper := Paper.objects.filter(kind="penalty_decision").select_related("matter").first()):
            desk.record(*desk.ready())
    sequencer.catch_up()
    with scope(WORKER):
        collecting, proving, rendering = [], [], []
        for _ in range(TIMES):
            start = time.perf_counter()
            data = paperwork.paper_data(paper, paper.matter)
            collecting.append(1000 * (time.perf_counter() - start))
            start = time.perf_counter()
            proof = paperwork.proof_for(paper, paper.matter, TEMPLATE)
            proving.append(1000 * (time.perf_counter() - start))
        attached = ("证明.json", bundle.encode(proof))
        first = time.perf_counter()
        made = render(TEMPLATE, data, proof=attached)
        cold = 1000 * (time.perf_counter() - first)
        for _ in range(TIMES):
            start = time.perf_counter()
            render(TEMPLATE, data, proof=attached)
            rendering.append(1000 * (time.perf_counter() - start))
    note = (
        f"PDF/A-3b with its proof, {len(made) // 1024} KiB; the first, with fonts loaded, took {cold:.0f} ms"
    )
    return [
        Row("papers", "decision PDF, warm", "ms", tuple(rendering), 100, note=note),
        Row("papers", "data of a decision, from the database", "ms", tuple(collecting)),
        Row(
            "papers",
            "proof of a decision, from the database",
            "ms",
            tuple(proving),
            note=f"{len(attached[1])} bytes",
        ),
    ]
