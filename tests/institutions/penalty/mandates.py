"""What a gate says to an agency that does not act by its own power."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from institutions.builder import TODAY, Case, Checked, at
from yifa.law.gates import evaluate
from yifa.law.view import MandateView, Proposal

ENTRUSTED = MandateView(
    "entrusted", "02", "测委〔2026〕1号", date(2026, 1, 1), date(2026, 12, 31), grantor="测试市城市管理局",
    grantor_kind="statutory", published_on=date(2026, 1, 5),
)  # fmt: skip
GRANTED = replace(ENTRUSTED, kind="granted", codes=("T-1",), evaluated_on=date(2026, 6, 1))


def said(
    gate: str, act: str, *mandates: MandateView, payload: dict[str, Any] | None = None, **agency: Any
) -> Checked:
    """Findings for an agency with these documents that proposes the act on TODAY."""
    kind = "penalty.summary" if act == "decide_on_spot" else "penalty.ordinary"
    view = Case(kind=kind).view()
    view = replace(view, agency=replace(view.agency, mandates=mandates, **agency))
    proposal = Proposal(act, payload or {}, (), at(TODAY), at(TODAY))
    return Checked(evaluate([gate], view, proposal))
