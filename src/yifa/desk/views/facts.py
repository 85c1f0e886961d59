"""The facts of a matter in words, those that name another matter or a plan of the ledger with the way there."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.urls import reverse

from yifa.desk.forms import fields_of
from yifa.desk.reading import Names, word
from yifa.desk.words import date_words, fen_words
from yifa.law.written_numbers import canonical
from yifa.matters import discovery
from yifa.matters.models import Matter
from yifa.matters.page import MatterPage
from yifa.registers.models import Agency, PolicyPlan


def facts_of(page: MatterPage, names: Names) -> list[tuple[str, str, Any]]:
    """Declared facts in words; a fact that names another matter or a plan has its address, where it is seen."""
    out, linked = [], _named(page)
    told = _agencies(page) | _plans(page, linked)
    for name, rule in page.procedure.facts.items():
        value = page.view.facts.get(name)
        if value is None or value == "":
            continue
        out.append((rule.title, told.get(name) or _fact_word(page, rule, value, names), linked.get(name)))
    return out


def _asked(page: MatterPage, kind: str) -> dict[str, str]:
    """Values of the facts that the procedure lists under that name in `[extra]`."""
    listed = page.procedure.extra.get(kind, ())
    return {name: str(value) for name in listed if (value := page.view.facts.get(name))}


def _agencies(page: MatterPage) -> dict[str, str]:
    """Names of agencies that stand in facts by name or code (`[extra] agencies`). One statement, if there are any."""
    if not (asked := _asked(page, "agencies")):
        return {}
    rows = Agency.objects.filter(node=page.matter.agency.node, code__in=asked.values())
    known = dict(rows.values_list("code", "name"))
    return {name: known[code] for name, code in asked.items() if code in known}


def _plans(page: MatterPage, linked: dict[str, str]) -> dict[str, str]:
    """Titles of plans whose rows stand in facts (`[extra] plans`), with their addresses. One statement, if any."""
    ids = {}
    for name, value in _asked(page, "plans").items():
        with suppress(ValueError):
            ids[name] = UUID(value)
    if not ids:
        return {}
    known = dict(PolicyPlan.objects.filter(pk__in=ids.values()).values_list("pk", "title"))
    linked |= {name: reverse("desk:plan", args=[pk]) for name, pk in ids.items() if pk in known}
    return {name: known[pk] for name, pk in ids.items() if pk in known}


def _named(page: MatterPage) -> dict[str, str]:
    """Addresses of the agency's matters whose numbers stand in facts: those that are told, and `[extra] matters`."""
    procedure = page.procedure
    told = {r.matter for act in procedure.acts.values() for r in act.reports if r.matter}
    numbers = {n: v for n in told | set(procedure.extra.get("matters", ())) if (v := page.view.facts.get(n))}
    if not numbers:
        return {}
    written = {name: canonical(str(value)) for name, value in numbers.items()}
    same = Matter.objects.filter(agency_id=page.matter.agency_id, number__in=written.values())
    found = dict(same.exclude(pk=page.matter.pk).values_list("number", "pk"))
    return {
        name: reverse("desk:matter", args=[found[value]]) for name, value in written.items() if value in found
    }


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
