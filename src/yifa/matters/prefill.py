"""What a matter already knows of an act's fields, so that nothing is typed twice. Everything stays editable.

Sources, the later winning: the agency and the party in the registers, standard texts of the payload model, declared
facts, the newest earlier act for fields the model declares as carried, and what the engine projects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from yifa.law.procedure import ActRule, Procedure
from yifa.law.view import MatterView
from yifa.matters.models import Matter
from yifa.matters.payloads import ActPayload
from yifa.matters.queries import NIL
from yifa.registers.models import Agency, Subject


def known_values(
    procedure: Procedure,
    rule: ActRule,
    model: type[ActPayload],
    *,
    agency_id: str,
    view: MatterView | None = None,
    matter: Matter | None = None,
) -> dict[str, Any]:
    """Field name → JSON value for what is known before anyone types. At most two statements.

    `view` and `matter` are None for an act that opens a matter.
    """
    known = _registered(model, agency_id, view)
    known.update({name: timezone.localdate().isoformat() for name in model.today})
    if view is not None:
        known.update(_facts(procedure, rule, view))
        known.update(_carried(model, view))
    if matter is not None and view is not None:
        known.update(_projected(rule, matter, view))
    return {name: value for name, value in known.items() if name in model.model_fields}


def _registered(model: type[ActPayload], agency_id: str, view: MatterView | None) -> dict[str, Any]:
    """Fields that repeat a register entry, and standard sentences that name the agency's bodies."""
    if not (model.agency_fields or model.party_fields or model.standard_texts):
        return {}
    known: dict[str, Any] = {}
    found = Agency.objects.select_related("parent").filter(pk=agency_id or NIL).first()
    agency = found.principal if found else None
    party = view.party() if view else None
    subject = Subject.objects.filter(pk=party.subject_id).first() if party and model.party_fields else None
    known.update(
        {name: str(getattr(agency, source, "") or "") for name, source in model.agency_fields.items()}
    )
    if subject is not None:
        known.update(
            {name: str(getattr(subject, source, "") or "") for name, source in model.party_fields.items()}
        )
    words = {
        "agency": getattr(agency, "name", ""),
        "account": getattr(agency, "pay_account", "") or "指定银行",
        "reconsideration_body": getattr(agency, "reconsideration_body", "") or "行政复议机关",
        "court": getattr(agency, "court", "") or "有管辖权的人民法院",
    }
    known.update({name: text.format_map(words) for name, text in model.standard_texts.items()})
    return {name: value for name, value in known.items() if value}


def _facts(procedure: Procedure, rule: ActRule, view: MatterView) -> dict[str, Any]:
    """Declared facts of the matter that this act also states."""
    return {
        name: view.facts[fact.name]
        for fact in procedure.facts.values()
        for kind, name in fact.sources
        if kind == rule.id and "." not in name and view.facts.get(fact.name) is not None
    }


def _carried(model: type[ActPayload], view: MatterView) -> dict[str, Any]:
    """Declared fields from standing acts; the newest that has one wins."""
    known: dict[str, Any] = {}
    for act in view.acts:
        if act.corrected_by is None:
            known.update(
                {n: v for n, v in act.payload.items() if n in model.carried and v not in (None, "", [])}
            )
    return known


def _projected(rule: ActRule, matter: Matter, view: MatterView) -> dict[str, Any]:
    """Title, handlers and parties as the matter has them."""
    known: dict[str, Any] = {}
    project: Mapping[str, str] = rule.project
    if matter.title and "title" in project:
        known[project["title"]] = matter.title
    if matter.handlers and "handlers" in project:
        known[project["handlers"]] = [str(h) for h in matter.handlers]
    if view.parties and "parties" in project:
        known[project["parties"]] = [{"subject": p.subject_id, "role": p.role} for p in view.parties]
    return known
