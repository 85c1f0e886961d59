"""The law core: resolving figures, computing due times, reading measures, assessing; and loading all the law files."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench import place
from bench.report import CHECKOUT, Row

if TYPE_CHECKING:
    from yifa.law.exemption_list import ExemptionList

LAWS = CHECKOUT.parent / "shared" / "data" / "laws"
WORDINGS = (
    "处二千元以上二万元以下罚款", "每处违法设施处五千元罚款", "按照占地面积处每平方米一千元罚款",
    "处赔偿额一倍以上三倍以下罚款", "没收违法所得,并处一万元以上十万元以下的罚款;情节严重的,吊销许可证件。",
)  # fmt: skip


_FACTOR = {"µs": 1e6, "ms": 1e3}


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    with place.database("bench_law", populated):
        return [*_rates(), *_loading()]


def _rates() -> list[Row]:
    import yifa.demo
    from yifa.law.advice import Question, advise
    from yifa.law.benchmarks import load_benchmark
    from yifa.law.calendar import DEFAULT_CALENDAR
    from yifa.law.clocks import SHANGHAI, Pause, due, due_for
    from yifa.law.discretion import Shelf, assess
    from yifa.law.exemption_list import ExemptionShelf
    from yifa.law.figures import DEFAULT_FIGURES
    from yifa.law.measures import parse_measures
    from yifa.law.what_if import what_if

    start, on = datetime(2026, 9, 21, 10, tzinfo=SHANGHAI), date(2026, 11, 2)
    table = json.loads((Path(yifa.demo.__path__[0]) / "data" / "benchmark-urban.json").read_text())
    item = next(i for i in load_benchmark(table).items if i.code == "YZ-CG-005")
    shelf = Shelf([load_benchmark(table)])
    question = Question(
        "YZ-CG-005", date(2026, 3, 2), on, ("990100", "990000"), "urban", tier="情节较轻", fine_fen=500_000
    )
    lists = ExemptionShelf([_exemption_list(n) for n in range(3)])
    parse = getattr(parse_measures, "__wrapped__", parse_measures)
    start_figure = DEFAULT_FIGURES.resolve("P20", on, sector="market").figure
    pauses = [
        Pause(start + timedelta(days=a), start + timedelta(days=b), why)
        for a, b, why in ((3, 12, "鉴定"), (20, 31, "听证"))
    ]

    def resolved() -> object:
        return DEFAULT_FIGURES.resolve("P20", on, regions=("990100", "990000"), sector="market")

    def assessed() -> object:
        return assess(item, tier="情节较轻", fine_fen=500_000)

    # (what, work, unit, target): seconds of one call times the unit's factor are what is judged
    calls: list[tuple[str, Callable[[], object], str, float]] = [
        ("a figure resolved (P20, market; asked before)", resolved, "µs", 5),
        ("an explained due date: 20 working days over a holiday",
         lambda: due(20, "wd", start, calendar=DEFAULT_CALENDAR), "µs", 50),
        ("an explained due date: 90 days, two pauses with reasons, cited",
         lambda: due_for(start_figure, start, calendar=DEFAULT_CALENDAR, pauses=pauses), "µs", 50),
        ("one proposal assessed", assessed, "ms", 1),
    ]  # fmt: skip
    rows = [
        Row("law", what, unit, tuple(_FACTOR[unit] / _rate(work) for _ in range(5)), target)
        for what, work, unit, target in calls
    ]
    # (what, work): calls per second, without a target
    others: list[tuple[str, Callable[[], object]]] = [
        ("outcomes varied (what if)", lambda: what_if(item, tier="情节较轻")),
        ("proposals seen whole (table, old and new law, what if)", lambda: advise(shelf, question)),
        ("violations looked up in exemption lists",
         lambda: lists.find("YZ-CG-005", item.violation, on, ("990100", "990000"), "urban")),
    ]  # fmt: skip
    rates = [
        Row("law", what, "per second", tuple(_rate(work) for _ in range(5)), more=True)
        for what, work in others
    ]
    measures = sum(len(parse(text).measures) for text in WORDINGS)
    read = tuple(_rate(lambda: [parse(text) for text in WORDINGS]) * measures for _ in range(5))
    return [
        *rows,
        *rates,
        Row("law", "measures parsed (nothing remembered)", "per second", read, 10_000, more=True),
    ]


def _exemption_list(number: int) -> ExemptionList:
    """A list of two hundred violations."""
    from yifa.law.exemption_list import load_exemptions

    items = [{"violation": f"行为{n}", "kind": "首违不罚", "conditions": ["当日改正"]} for n in range(200)]
    return load_exemptions({"list": {"title": f"清单{number}", "effective": "2025-01-01"}, "items": items})


def _rate(work: Callable[[], object], seconds: float = 0.4) -> float:
    """Calls per second of processor time: what else the machine does meanwhile does not count."""
    began, count = time.process_time(), 0
    while time.process_time() < began + seconds:
        work()
        count += 1
    return count / (time.process_time() - began)


def _loading() -> list[Row]:
    if not LAWS.is_dir():
        note = "no ../shared/data/laws beside the checkout"
        return [Row("law", "loading all law files: SKIPPED", "s", (0.0,), note=note)]
    from yifa.registers.loading import load_laws
    from yifa.registers.scope import IMPORTER

    start = time.perf_counter()
    report = load_laws(IMPORTER, LAWS, lambda done, total: None)
    seconds = time.perf_counter() - start
    files = sum(1 for _ in LAWS.rglob("*.md"))
    note = f"{files} files, {report.created} statutes, {len(report.problems)} lines reported"
    return [Row("law", "loading all law files", "s", (seconds,), 60, note=note), *_searching()]


# What people look for: one word, several, an exact wording, one statute, a word nearly every article has, none at all.
QUESTIONS = (
    "听证",
    "扣押 期限",
    "没收违法所得",
    "“法制审核”",
    "《行政处罚法》告知",
    "食品安全 召回",
    "应当",
    "不存在的词语鬼怪",
)


def _searching() -> list[Row]:
    from django.db import connection

    from yifa.registers.models import Article
    from yifa.registers.statute_search import search

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registers_article")
    rows = []
    for question in QUESTIONS:
        found = search(question, date(2026, 11, 2))
        times = []
        for _ in range(20):
            start = time.perf_counter()
            search(question, date(2026, 11, 2))
            times.append((time.perf_counter() - start) * 1e3)
        total = f"{found.total}+" if found.counted_up else str(found.total)
        note = f"{total} of {Article.objects.count()} articles"
        rows.append(Row("law", f"statutes searched: {question}", "ms", tuple(times), 50, note=note))
    return rows
