"""From what a form or an act says to the question that the benchmark answers. Shared by gates, desk and API.

The names are those every payload with a tier uses: violation_code, tier, fine_fen, base_fen, quantity, circumstances,
repeat_count (earlier ones), range_number (from 1), conduct_on, statutory_range, basis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yifa.institutions.common.reading import (
    acts,
    amount,
    day,
    figure,
    integer,
    last,
    parties,
    text,
    texts,
)
from yifa.law.advice import Advice, Question, advise
from yifa.law.benchmark_rows import read_bases
from yifa.law.benchmarks import Basis
from yifa.law.view import MatterView

# The newest of these that stands is what a case proposes at present.
PROPOSING = ("report", "notify", "decide")


def question(view: MatterView, values: Mapping[str, Any], decided_on: date) -> Question | None:
    """The question of one violation; None without a violation or a day of conduct.

    What the values leave out (the notice does not repeat the circumstances) is that of the newest report.
    """
    code, on = text(values, "violation_code"), conduct_day(view, values)
    if not code or on is None:
        return None
    party = next(iter(parties(view)), None)
    report = last(view, "report")
    source = values if "circumstances" in values or report is None else report.payload
    number = integer(values, "range_number")
    return Question(
        code=code,
        conduct_on=on,
        decided_on=decided_on,
        regions=view.agency.regions,
        sector=view.agency.sector,
        party_kind=party.kind if party else "legal",
        tier=text(values, "tier"),
        fine_fen=amount(values, "fine_fen"),
        quantity=quantity(values),
        circumstances=texts(source, "circumstances"),
        repeat_count=(integer(source, "repeat_count") or 0) + 1,
        group=number - 1 if number else None,
        statutory_range=text(values, "statutory_range"),
        basis=bases(text(values, "basis")),
    )


def conduct_day(view: MatterView, values: Mapping[str, Any]) -> date | None:
    """The first day of the conduct, from the values or else from the filing."""
    filed = last(view, "file")
    return day(values, "conduct_on") or (day(filed.payload, "conduct_on") if filed else None)


def quantity(values: Mapping[str, Any]) -> int | None:
    """What a fine is multiplied by: an amount in fen, else a number of pieces."""
    base = integer(values, "base_fen")
    return base if base is not None else integer(values, "quantity")


def bases(words: str) -> tuple[Basis, ...]:
    """The articles that a text cites, as far as it cites them at the start of a line."""
    return tuple(Basis(**found) for found in read_bases(words)[0])


def proposed_values(view: MatterView) -> Mapping[str, Any]:
    """What the case proposes at present: the newest report, notice or decision."""
    found = acts(view, *PROPOSING)
    return found[-1].payload if found else {}


def advice(view: MatterView, values: Mapping[str, Any], decided_on: date) -> Advice | None:
    """Everything the law book says of one violation of the case, None when there is nothing to ask."""
    asked = question(view, values, decided_on)
    return advise(view.law.benchmarks, asked) if asked else None


def doubt_of_rule(view: MatterView) -> str:
    """`（D04未核实：…）` when the figure that divides statutory ranges here is not verified, else ""."""
    row = figure(view, "D02")
    if row is None or row.verified:
        return ""
    return f"（{row.id}未核实{f'：{row.doubt}' if row.doubt else ''}）"


def names_of_tiers(found: Sequence[str]) -> str:
    """Tier names once each, in table order."""
    return "、".join(dict.fromkeys(found))
