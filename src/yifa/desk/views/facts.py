"""The facts of a matter in words, those that are numbers of other matters with the way there."""

from __future__ import annotations

from typing import Any

from yifa.desk.forms import fields_of
from yifa.desk.reading import Names, word
from yifa.desk.words import date_words, fen_words
from yifa.law.written_numbers import canonical
from yifa.matters import discovery
from yifa.matters.models import Matter
from yifa.matters.page import MatterPage


def facts_of(page: MatterPage, names: Names) -> list[tuple[str, str, Any]]:
    """Declared facts in words; a fact that is the number of another matter has that matter's id, where it is seen."""
    out, linked = [], _named(page)
    for name, rule in page.procedure.facts.items():
        value = page.view.facts.get(name)
        if value is None or value == "":
            continue
        out.append((rule.title, _fact_word(page, rule, value, names), linked.get(name)))
    return out


def _named(page: MatterPage) -> dict[str, Any]:
    """Ids of the agency's matters whose numbers stand in facts: those that are told, and `[extra] matters`."""
    procedure = page.procedure
    told = {r.matter for act in procedure.acts.values() for r in act.reports if r.matter}
    numbers = {n: v for n in told | set(procedure.extra.get("matters", ())) if (v := page.view.facts.get(n))}
    if not numbers:
        return {}
    written = {name: canonical(str(value)) for name, value in numbers.items()}
    same = Matter.objects.filter(agency_id=page.matter.agency_id, number__in=written.values())
    found = dict(same.exclude(pk=page.matter.pk).values_list("number", "pk"))
    return {name: found[value] for name, value in written.items() if value in found}


def _fact_word(page: MatterPage, rule: Any, value: Any, names: Names) -> str:
    for kind, source in rule.sources:
        model = discovery.payload_model(page.procedure.id, kind)
        spec = next((f for f in fields_of(model) if f.name == source), None) if model else None
        if spec is not None and spec.widget not in ("rows", "group", "many"):
            return word(spec, value, names)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and rule.name.endswith(("_fen", "fine")):
        return fen_words(value)
    return date_words(str(value)) if rule.type == "date" else str(value)
