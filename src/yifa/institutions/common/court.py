"""Asking the court to enforce a decision, whoever made it: when it may be asked and with what (行政强制法第五章)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yifa.institutions.common.choices import CourtMaterial
from yifa.institutions.common.reading import act_day, day, period_end, texts
from yifa.law.gates import Note, block
from yifa.law.view import MatterView, Proposal


def applied_on(view: MatterView, proposal: Proposal) -> date:
    """The day of the application as the form states it, else that of the act."""
    return day(proposal.payload, "applied_on") or act_day(view, proposal)


def too_soon_after_demand(view: MatterView, proposal: Proposal, served: date) -> Iterator[Note]:
    """行政强制法第五十四条: ten working days after the demand reached the party (K20)."""
    end = period_end(view, "K20", served)
    if end is not None and applied_on(view, proposal) <= end:
        yield block(f"催告书送达后至{end.isoformat()}满十个工作日，此前不能申请", "期满后申请", "applied_on")


def missing_materials(proposal: Proposal) -> Iterator[Note]:
    """行政强制法第五十五条: four kinds always; a fifth only where a law or regulation wants it (K21)."""
    given = set(texts(proposal.payload, "materials"))
    missing = [m.label for m in CourtMaterial if m != CourtMaterial.OTHER and m not in given]
    if missing:
        yield block(f"缺少：{'、'.join(missing)}", "补齐材料", "materials")
