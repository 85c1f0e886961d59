"""Conditions of the licensing procedure: which statutory time an application has."""

from __future__ import annotations

from yifa.institutions.common.reading import last, text
from yifa.law.gates import condition
from yifa.law.view import MatterView, Proposal


@condition("permit_joint", title="统一、联合或者集中办理", cites="行政许可法第四十二条第二款")
def permit_joint(view: MatterView, proposal: Proposal | None) -> bool:
    """Several agencies handle it together (L04)."""
    received = last(view, "receive")
    return received is not None and text(received.payload, "handling") == "joint"


@condition("permit_single", title="一个机关办理", cites="行政许可法第四十二条第一款")
def permit_single(view: MatterView, proposal: Proposal | None) -> bool:
    """One agency handles it (L03)."""
    return not permit_joint(view, proposal)
