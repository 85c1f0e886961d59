"""What would change the outcome: the benchmark applied to what a case proposes, or to what an officer tries out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yifa.desk.pickers import violations_of
from yifa.desk.trial import Trial, trial
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.institutions.common.discretion import advice, doubt_of_rule, proposed_values
from yifa.institutions.common.reading import integer, text, texts
from yifa.law.advice import Advice
from yifa.law.circumstances import CIRCUMSTANCES, EFFECT_WORDS
from yifa.law.view import MatterView
from yifa.matters import queries
from yifa.matters.looks import look_at_matter
from yifa.matters.models import Draft, Matter
from yifa.matters.page import look
from yifa.registers.scope import Actor


@require_safe
@desk
@needs("matters.read")
def what_if(request: HttpRequest, actor: Actor, matter_id: UUID) -> HttpResponse:
    """Other tiers and circumstances with the fines they lead to, old and new law side by side. Nothing is stored.

    A constant number of queries, whatever the case and the tables hold.
    """
    matter = queries.find_matter(matter_id)
    if matter is None:
        raise NotThere("没有找到这个案件，或者它不在您可以查看的范围内。", "核对案号后在“案件”中查找")
    look_at_matter(actor, matter)
    view = look(actor, matter)[1]
    tried = trial(request.GET, _base(request, matter, view))
    today = timezone.localdate()
    found = None if tried.errors else advice(view, tried.values, today)
    context = {
        "matter": matter,
        "tried": tried,
        "found": found,
        "doubt": doubt_of_rule(view) if found and found.divided else "",
        "versions": [v for v in (found.old, found.new) if v] if found else [],
        "shown": shown_values(tried),
        "tiers": _tiers(found or advice(view, tried.chosen.values, today)),
        "circumstances": _circumstances(tried, found),
        "violations": violations_of(view.agency.sector, today),
        "listed": _listed(view, found),
        "draft": request.GET.get("draft", "")[:40],
    }
    back = reverse("desk:matter", args=[matter.pk])
    crumbs = [
        ("案件", reverse("desk:matters")),
        (matter.number or matter.title or "案件", back),
        ("裁量试算", ""),
    ]
    status = 422 if tried.errors else 200
    return show(request, actor, "desk/what_if.html", context, crumbs=crumbs, status=status)


def _base(request: HttpRequest, matter: Matter, view: MatterView) -> Mapping[str, Any]:
    """A draft of the case when one is named, else what the case proposes at present. At most one statement."""
    try:
        wanted = UUID(request.GET.get("draft", ""))
    except ValueError:
        return proposed_values(view) or view.facts
    draft = Draft.objects.filter(pk=wanted, matter=matter).first()
    return draft.payload if draft is not None else proposed_values(view) or view.facts


def shown_values(tried: Trial) -> dict[str, str]:
    """What stands in the inputs: what was typed, else the value of the case."""
    values = tried.values
    money = {name: integer(values, key) for name, key in (("fine", "fine_fen"), ("base", "base_fen"))}
    whole = {
        name: integer(values, key)
        for name, key in (("quantity", "quantity"), ("repeat", "repeat_count"), ("range", "range_number"))
    }
    made = {name: "" if fen is None else _yuan(fen) for name, fen in money.items()}
    made |= {name: "" if n is None else str(n) for name, n in whole.items()}
    made |= {name: text(values, key) for name, key in (("tier", "tier"), ("code", "violation_code"))}
    return made | {"conduct_on": text(values, "conduct_on")} | tried.typed


def _yuan(fen: int) -> str:
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _tiers(found: Advice | None) -> list[str]:
    item = found.item if found else None
    return list(dict.fromkeys(t.name for _, _, t in item.tiers())) if item is not None else []


def _circumstances(tried: Trial, found: Advice | None) -> list[tuple[str, str, str, bool]]:
    """(code, name, effect, chosen) of every circumstance that may be claimed for this party in this sector."""
    held = set(found.question.circumstances) if found else set(texts(tried.values, "circumstances"))
    natural = found is not None and found.question.party_kind in ("natural", "individual_business")
    sector = found.item.sector if found and found.item else ""
    return [
        (c.code, c.name, EFFECT_WORDS[c.effect], c.code in held)
        for c in CIRCUMSTANCES.values()
        if (not c.natural_only or natural) and (not c.sector or c.sector == sector)
    ]


def _listed(view: MatterView, found: Advice | None) -> Any:
    """The lists of 首违不罚 and 轻微免罚 that have the violation on the day of conduct."""
    if found is None:
        return None
    q = found.question
    words = found.item.violation if found.item else ""
    return view.law.exemptions.find(q.code, words, q.conduct_on, q.regions, q.sector)
