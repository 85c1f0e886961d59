"""A period that another law sets runs in that law's days, from its day, and cites its article (许可法 42(1) 但书)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from institutions.permit import roads

if TYPE_CHECKING:
    from support.walk import Walk

ARTICLE = "《环境影响评价法》第二十二条第三款"


def special(**given: Any) -> dict[str, Any]:
    return {
        "period_days": 60,
        "period_unit": "cd",
        "period_from": "received",
        "period_source": "law",
        "period_basis": ARTICLE,
        "received_on": roads.day(-2),
        **given,
    }


def accepted(walk: Walk, **given: Any) -> Any:
    told = special(**given)
    walk.do("receive", roads.application(walk, **told), procedure="permit.ordinary")
    kept = {name: told[name] for name in ("period_days", "period_unit", "period_basis", "received_on")}
    walk.do("accept", {"sealed": True, "promise_days": 7, "accepted_on": roads.day(), **kept})
    return clock(walk)


def clock(walk: Walk) -> Any:
    from yifa.matters.models import Clock
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return Clock.objects.filter(matter_id=walk.matter_id, name="decision").order_by("id").last()


@pytest.mark.parametrize(("start", "since"), [("received", -2), ("accepted", 0)])
def test_the_clock_takes_number_unit_day_and_article(walk: Walk, start: str, since: int) -> None:
    found = accepted(walk, period_from=start)
    assert (found.amount, found.unit, found.citation) == (60, "cd", ARTICLE)
    assert f"{found.started_at.astimezone():%Y-%m-%d}" == roads.day(since)
    assert any(ARTICLE in line for line in found.why)


def test_it_is_lengthened_by_what_its_law_allows_beyond_the_general_ten_days(walk: Walk) -> None:
    accepted(walk, period_extension=20)
    tried = walk.attempt("extend", {"days": 21, "reasons": "方案复杂", "told": True})
    assert {f.gate for f in tried.blocking} == {"permit_extension_within_rule"}
    walk.do("extend", {"days": 20, "reasons": "方案复杂", "told": True})
    assert clock(walk).amount == 80


def test_without_another_law_the_general_period_runs(walk: Walk) -> None:
    roads.until_accepted(walk)
    found = clock(walk)
    assert (found.amount, found.unit, found.citation) == (20, "wd", "《中华人民共和国行政许可法》第42条")


TEXT = """group = "云州"
[sources.rule]
title = "云州市行政许可规定"
edition = "2026"
in_force_from = 2020-01-01
[[figure]]
id = "YZ3"
overlays = "L03"
region = "{region}"
subject = "许可决定"
amount = "15"
number = 15
unit = "wd"
source = "rule"
article = "3"
open_matters = {{ rule = "recompute", basis = "《云州市行政许可规定》第40条" }}
"""


def test_new_figures_reach_the_general_period_and_not_that_of_another_law(walk: Walk, tmp_path: Path) -> None:
    from yifa.matters import figure_recount
    from yifa.registers.loading.figures import read_figures, store_figures
    from yifa.registers.models import RegisterChange
    from yifa.registers.scope import IMPORTER, scope

    other = type(walk)(walk.office, walk.subject)
    before = accepted(walk)
    roads.until_accepted(other)
    file = tmp_path / "yunzhou.toml"
    file.write_text(TEXT.format(region=walk.office.agency.region_id), encoding="utf-8")
    with scope(IMPORTER):
        store_figures(IMPORTER, read_figures(file), "")
        key = str(RegisterChange.objects.get(model="registers.FigureOverlay").pk)
    figure_recount.recompute(key)
    assert (clock(other).figure, clock(other).amount) == ("YZ3", 15)
    after = clock(walk)
    assert (after.amount, after.unit, after.due_at, after.citation) == (60, "cd", before.due_at, ARTICLE)
