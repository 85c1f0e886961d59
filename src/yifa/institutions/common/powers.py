"""What an act is based on stands in the agency's published list of powers, and is neither suspended nor gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yifa.institutions.common.authority import TYPES, mandates, source_needed
from yifa.institutions.common.reading import act_day, text
from yifa.law.gates import Note, block, gate, info
from yifa.law.powers import refused
from yifa.law.view import MatterView, Proposal

# Payload fields, of acts and of rows in them, that name an item of the list by its 实施编码 or 基本编码.
FIELDS = ("violation_code", "item_code")
_CITES = {"penalty": "行政处罚法第十七条", "permit": "行政许可法第二十二条"}
_BEYOND = "行政诉讼法第七十条第四项"
# Taking down what was reported or applied for is owed whatever comes of it (行政许可法第三十二条第一款第二项).
_TAKEN_DOWN = frozenset({"register_clue", "receive", "take_in"})
# Outcomes that exercise nothing.
_LET_BE = frozenset({"refuse"})


def _codes(values: Mapping[str, Any], agency: str, at: str = "") -> Iterator[tuple[str, str, str]]:
    """(code, agency that acts, field of the form) of every item named in the values and in their rows."""
    for name in FIELDS:
        if text(values, name):
            yield text(values, name), text(values, "agency") or agency, at or name
    for name, value in values.items():
        if isinstance(value, list | tuple):
            for row in value:
                if isinstance(row, Mapping):
                    yield from _codes(row, agency, at or name)


def _named(view: MatterView, proposal: Proposal, agency: str) -> list[tuple[str, str, str]]:
    """What the proposal names; where it names nothing, what the matter has named last."""
    found = list(dict.fromkeys(_codes(proposal.payload, agency)))
    if found:
        return found
    for act in reversed(view.acts):
        if act.corrected_by is None:
            found = list(dict.fromkeys((code, who, "") for code, who, _ in _codes(act.payload, agency)))
            if found:
                return found
    return []


@gate(
    "power_may_be_exercised",
    title="执法事项已公布、没有暂停或者取消",
    cites="行政处罚法第十七条，行政许可法第二十二条，行政诉讼法第七十条第四项",
)
def power_may_be_exercised(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Of the items an act rests on each is published, in force and not suspended in the list of who acts, that day.

    An agency that keeps no list of the type is not judged by one. Whoever acts for another (委托) goes by that one's
    list. Writing down a report or an application is not stopped: it is told what must follow.
    """
    institution = view.kind.partition(".")[0]
    type = TYPES.get(institution, "")
    if proposal is None or not type or text(proposal.payload, "outcome") in _LET_BE:
        return
    on, own = act_day(view, proposal), view.agency.principal or view.agency.id
    cite = _CITES.get(institution, _BEYOND)
    say = info if proposal.kind in _TAKEN_DOWN else block
    for code, who, field in _named(view, proposal, own):
        why = _why_not(view, code, who, type, proposal)
        if why:
            yield say(f"{why}，{on.isoformat()}不能据以办理", "移送或者告知有权机关", field or None, cite)


def _why_not(view: MatterView, code: str, agency: str, type: str, proposal: Proposal) -> str:
    """Why the agency may not exercise the item that day; empty when it may, or nobody's list says anything."""
    shelf, on = view.law.powers, act_day(view, proposal)
    versions = shelf.coded(agency, type, code)
    if versions:
        return refused(versions, on)
    if not shelf.keeps_list(agency, type) or not shelf.listed_by_others(agency, type, code):
        return ""
    given = source_needed(view) and any(not m.codes or code in m.codes for m in mandates(view, on))
    return "" if given else f"编码为“{code}”的事项没有由本机关认领、列入权责清单"


__all__ = ["power_may_be_exercised"]
