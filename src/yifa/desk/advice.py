"""What the law book says beside a form: the benchmark of the violation, and the lists it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from yifa.desk.actform import ActForm
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.exemption_list import Exemption
from yifa.registers import lawbook


@dataclass(frozen=True, slots=True)
class Beside:
    """`item`: the benchmark's entry, None without one. `entries`: where 首违不罚 and 轻微免罚 lists have the violation;
    `lists`: titles of the lists looked into. `on`: the day of conduct, today where it is not known."""

    item: BenchmarkItem | None
    entries: tuple[Exemption, ...]
    lists: tuple[str, ...]
    on: date


def beside(form: ActForm, values: Mapping[str, Any]) -> Beside | None:
    """What stands in the law book for the violation named in the form. No statement beyond the law book's own."""
    name = next((f.name for f in form.fields if f.widget == "violation"), "")
    code = str(values.get(name) or "")
    if not code:
        return None
    regions = form.view.agency.regions if form.view else ()
    book = lawbook.current()
    on = _day(values.get("conduct_on")) or timezone.localdate()
    found = book.benchmarks.find(code, timezone.localdate(), regions, form.sector)
    then = book.benchmarks.find(code, on, regions, form.sector) or found
    listed = book.exemptions.find(code, then.violation if then else "", on, regions, form.sector)
    return Beside(found, listed.entries, tuple(one.source for one in listed.lists), on)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
