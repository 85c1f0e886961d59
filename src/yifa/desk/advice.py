"""What the law book says beside a form: the benchmark of the violation, the lists it stands on, licensing items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from yifa.desk.actform import ActForm
from yifa.institutions.common.discretion import advice, doubt_of_rule
from yifa.institutions.common.reading import integer, text, texts
from yifa.institutions.common.several import all_acts
from yifa.law.advice import Advice
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.exemption_list import Exemption
from yifa.registers import lawbook
from yifa.registers.permit_shown import ShownItem, shown


@dataclass(frozen=True, slots=True)
class Beside:
    """`item`: the benchmark's entry, None without one. `entries`: where 首违不罚 and 轻微免罚 lists have the violation;
    `lists`: titles of the lists looked into. `on`: the day of conduct, today where it is not known. `advice`: what
    would change the outcome, for forms with a tier; `query`: what the what-if page is to begin with; `doubt` the mark
    of a rule that divides the range where there is no table and that is not verified."""

    item: BenchmarkItem | None
    entries: tuple[Exemption, ...]
    lists: tuple[str, ...]
    on: date
    advice: Advice | None = None
    query: str = ""
    doubt: str = ""


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
    lists = tuple(one.source for one in listed.lists)
    if form.view is None or "tier" not in form.model.model_fields:
        return Beside(found, listed.entries, lists, on)
    first = all_acts(values)[0].values
    query = f"draft={form.draft.pk}" if form.draft else urlencode(_typed(first), doseq=True)
    said = advice(form.view, first, timezone.localdate())
    doubt = doubt_of_rule(form.view) if said and said.divided else ""
    return Beside(found, listed.entries, lists, on, said, query, doubt)


def chosen_items(values: Mapping[str, Any]) -> list[ShownItem]:
    """The registered licensing items chosen in the form, also in its rows. No statement beyond the law book's own."""
    rows = [values, *(row for row in values.get("items") or () if isinstance(row, Mapping))]
    wanted = dict.fromkeys(text(row, "registered_item") for row in rows)
    if not any(wanted):
        return []
    book = lawbook.current()
    items = [item for one in wanted if (item := book.permit_items.get(one)) is not None]
    return [shown(item, timezone.localdate(), book.figures, _article) for item in items]


def _article(cited: str) -> str:
    """Where the desk shows the text of a citation."""
    return f"{reverse('desk:citation')}?{urlencode({'q': cited})}"


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form's values under the names of the what-if page: a form that was not saved has no draft to name."""
    made: dict[str, Any] = {
        "code": text(values, "violation_code"), "tier": text(values, "tier"), "conduct_on": text(values, "conduct_on"),
    }  # fmt: skip
    for name, key in (("fine", "fine_fen"), ("base", "base_fen")):
        fen = integer(values, key)
        if fen is not None:
            made[name] = f"{fen // 100}.{fen % 100:02d}"
    for name, key in (("quantity", "quantity"), ("repeat", "repeat_count"), ("range", "range_number")):
        made[name] = integer(values, key)
    if "circumstances" in values:
        made |= {"given": "1", "circumstance": list(texts(values, "circumstances"))}
    return {k: v for k, v in made.items() if v not in (None, "", [])}


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
