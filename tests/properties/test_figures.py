"""What must hold for every row of the shipped book, on any day, in any place and any sector."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.law.calendar import WorkCalendar
from yifa.law.clocks import SHANGHAI, due_for
from yifa.law.codes import region_chain, same_region
from yifa.law.figures import DEFAULT_FIGURES, Figure, FigureBook

ROWS = DEFAULT_FIGURES.rows
PERIODS = [row for row in ROWS if row.is_period]
IDS = sorted({row.id for row in ROWS})
REGIONS = sorted({row.region for row in ROWS if row.region})
SECTORS = sorted({row.sector for row in ROWS if row.sector})

ids = st.sampled_from(IDS)
periods = st.sampled_from(PERIODS)
days = st.dates(date(2010, 1, 1), date(2030, 12, 31))
starts = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda d: d.replace(tzinfo=SHANGHAI))
# Every place and sector of the data, a place below each, a place and a sector that no row names, and none.
chains = st.sampled_from([(), *(region_chain(c) for r in (*REGIONS, "650000") for c in (r, r[:4] + "99"))])
sectors = st.sampled_from(["", *SECTORS, "no_such_sector"])


def covers(row: Figure, regions: tuple[str, ...]) -> bool:
    return row.region is None or any(same_region(row.region, code) for code in regions)


@given(periods, starts)
@settings(max_examples=400)
def test_a_period_ends_after_its_start_and_one_counted_back_before_its_event(
    row: Figure, start: datetime
) -> None:
    end = due_for(row, start)
    assert end.due < start if row.counts == "before" else end.due > start
    assert row.citation in end.steps[0]


@pytest.mark.parametrize("row", PERIODS, ids=lambda row: row.id)
def test_no_period_is_left_out_by_chance(row: Figure) -> None:
    """Each row once, from the last moment before the National Day holiday of 2025."""
    start = datetime(2025, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)
    end = due_for(row, start)
    assert end.due < start if row.counts == "before" else end.due > start
    assert row.citation in end.steps[0]


@given(periods, starts, st.integers(1, 120))
@settings(max_examples=300)
def test_another_holiday_delays_a_period_and_advances_the_latest_day_before_an_event(
    row: Figure, start: datetime, offset: int
) -> None:
    """Counted back, a day off leaves less time to act, so the latest day comes no later."""
    back = row.counts == "before"
    holiday = start.date() + timedelta(days=-offset if back else offset)
    plain = due_for(row, start).due
    changed = due_for(row, start, calendar=WorkCalendar({holiday: False})).due
    assert changed <= plain if back else changed >= plain


@given(ids, days, chains, sectors)
@settings(max_examples=600)
def test_the_explanation_cites_the_winner_and_the_winner_applies(
    id: str, on: date, regions: tuple[str, ...], sector: str
) -> None:
    found = DEFAULT_FIGURES.find(id, on, regions=regions, sector=sector)
    if found is None:
        return
    winner = found.figure
    assert id in (winner.id, winner.overlays)
    assert winner.in_force(on)
    assert f"采用 {winner.id}（" in found.why[1] and winner.citation in found.why[1]
    if regions or sector:
        assert covers(winner, regions) and winner.sector in (None, sector)
    else:
        # With nothing given, a scoped row answers only to its own id and says that it is scoped.
        scoped = bool(winner.region or winner.sector)
        assert not scoped or (winner.id == id and any("注意：本行仅适用于" in line for line in found.why))


@given(ids, days, chains, sectors, st.integers())
@settings(max_examples=100)
def test_resolving_does_not_depend_on_the_order_of_the_rows(
    id: str, on: date, regions: tuple[str, ...], sector: str, seed: int
) -> None:
    shuffled = list(ROWS)
    random.Random(seed).shuffle(shuffled)
    here = DEFAULT_FIGURES.find(id, on, regions=regions, sector=sector)
    there = FigureBook(shuffled).find(id, on, regions=regions, sector=sector)
    assert (here and here.figure) == (there and there.figure)


@given(ids, days, chains, sectors)
@settings(max_examples=400)
def test_no_applicable_row_of_a_narrower_region_is_passed_over(
    id: str, on: date, regions: tuple[str, ...], sector: str
) -> None:
    found = DEFAULT_FIGURES.find(id, on, regions=regions, sector=sector)
    if found is None or not regions:
        return
    for row in ROWS:
        applies = id in (row.id, row.overlays) and row.in_force(on) and row.sector in (None, sector)
        if not applies or not covers(row, regions) or row.yields_to_lower:
            continue
        assert nearness(found.figure, regions) >= nearness(row, regions)


def nearness(row: Figure, regions: tuple[str, ...]) -> int:
    """0 for a row of no region; the narrower the region, the greater."""
    places = [i for i, code in enumerate(regions) if row.region and same_region(row.region, code)]
    return len(regions) - places[0] if places else 0


@given(st.sampled_from([row for row in ROWS if row.overlays]), days, chains, sectors)
@settings(max_examples=400)
def test_a_scoped_row_never_answers_for_its_base_outside_its_scope(
    row: Figure, on: date, regions: tuple[str, ...], sector: str
) -> None:
    inside = covers(row, regions) and row.sector in (None, sector)
    found = DEFAULT_FIGURES.find(str(row.overlays), on, regions=regions, sector=sector)
    assert inside or found is None or found.figure != row


def test_every_overlay_replaces_an_existing_row_and_no_chain_comes_back_to_itself() -> None:
    bases = {row.id: row.overlays for row in ROWS}
    for row in ROWS:
        seen, here = {row.id}, row.overlays
        while here is not None:
            assert here in bases, f"{row.id} → {here}"
            assert here not in seen, f"{row.id} → {here}"
            seen.add(here)
            here = bases[here]
