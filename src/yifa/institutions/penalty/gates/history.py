"""What the law looks back at: earlier fines, open cases elsewhere, repeats. Findings name agency and number only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from yifa.institutions.common.reading import amount, count, day, integer, local_day, parties, text
from yifa.institutions.common.several import OneAct, all_acts
from yifa.institutions.penalty.case import conduct, punishes
from yifa.law.gates import Note, block, gate, info, warn
from yifa.law.view import MatterView, PastMatter, Proposal

_NOT_FILED = frozenset({"clue", "checked", "refused"})
_DONE = frozenset({"closed", "archived", "refused", "transferred", "terminated", "revoked"})
_DEFAULT_LOOKBACK_MONTHS = 12


def _named(past: PastMatter) -> str:
    return f"{past.agency_name}{past.number or '(尚无案号)'}"


def _overturned(past: PastMatter) -> bool:
    """A reconsideration or court took the decision away, and no new one was made since."""
    if past.facts.get("standing") not in ("revoked", "invalid"):
        return False
    settled, decided = day(past.facts, "remedy_settled_on"), day(past.facts, "decided_on")
    return settled is None or decided is None or decided <= settled


def _others(view: MatterView) -> list[PastMatter]:
    """Other penalty matters against the same parties, oldest first, revoked ones left out."""
    subjects = {p.subject_id for p in parties(view)}
    return [
        m for m in view.history
        if m.matter_id != view.id and m.kind.startswith("penalty") and m.subject_id in subjects
        and m.stage != "revoked" and "revoked_on" not in m.facts
        and not _overturned(m)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Violation:
    """One violation of an earlier case: its code, its days, and its own part of the fine in fen."""

    code: str
    first: date | None
    last: date | None
    fine: int


def _violations(past: PastMatter) -> tuple[_Violation, ...]:
    """Every violation of an earlier case; those after the first stand in the facts `further_*`, row by row."""
    facts = past.facts
    further = tuple(_further(facts))
    start = day(facts, "conduct_on")
    own = max(amount(facts, "fine_fen") - sum(one.fine for one in further), 0)
    main = _Violation(text(facts, "violation_code"), start, day(facts, "conduct_until") or start, own)
    return (main, *further)


def _further(facts: Mapping[str, Any]) -> Iterator[_Violation]:
    names = ("further_codes", "further_days", "further_ends", "further_fines")
    for code, first, last, fine in zip_longest(*(text(facts, n).split("、") for n in names), fillvalue=""):
        if code:
            days = {"first": first, "last": last}
            start = day(days, "first")
            yield _Violation(code, start, day(days, "last") or start, int(fine) if fine.isdigit() else 0)


def _meets(view: MatterView, values: Mapping[str, Any], past: _Violation) -> bool:
    """Whether the days of conduct meet."""
    start, end = conduct(view, values)
    if start is None or past.first is None or past.last is None:
        return False
    return start <= past.last and past.first <= (end or start)


def _overlap(view: MatterView, values: Mapping[str, Any], past: PastMatter) -> bool:
    return any(_meets(view, values, one) for one in _violations(past))


def _same(view: MatterView, values: Mapping[str, Any], past: PastMatter) -> list[_Violation]:
    """What was punished there already: the same violation, days of conduct that meet (P43)."""
    code = text(values, "violation_code")
    return [v for v in _violations(past) if code and v.code == code and _meets(view, values, v)]


def _same_act(view: MatterView, values: Mapping[str, Any], past: PastMatter) -> bool:
    return bool(_same(view, values, past))


def _codes(past: PastMatter) -> set[str]:
    return {v.code for v in _violations(past) if v.code}


def _fined(past: PastMatter) -> bool:
    return amount(past.facts, "fine_fen") > 0 and past.facts.get("outcome", "penalty") == "penalty"


@gate("no_second_fine", title="一事不二罚款", cites="行政处罚法第二十九条")
def no_second_fine(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No second fine for the same violation, whichever agency imposed the first (P43); each violation of the case."""
    if proposal is None or amount(proposal.payload, "fine_fen") == 0:
        return
    for one in all_acts(proposal.payload):
        if amount(one.values, "fine_fen"):
            yield from _second_fine(view, one)


def _second_fine(view: MatterView, one: OneAct) -> Iterator[Note]:
    for past in _others(view):
        if not _fined(past):
            continue
        if any(v.fine for v in _same(view, one.values, past)):
            yield block(
                f"当事人的同一违法行为已经受过罚款处罚：{_named(past)}",
                "不得再次罚款；可以依法给予罚款以外的处罚",
                one.field("fine_fen"),
            )
        elif _overlap(view, one.values, past):
            yield warn(
                f"当事人在同一时间另受罚款处罚：{_named(past)}，请核实是否同一违法行为",
                "同一违法行为违反多个规范的，按罚款数额高的规定处罚一次",
                one.field("fine_fen"),
            )


@gate("earlier_fine_noted", title="立案前核对已有处罚", cites="行政处罚法第二十九条")
def earlier_fine_noted(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """At filing: an earlier fine for the same conduct does not bar a case, but a fine."""
    if proposal is None:
        return
    for past in _others(view):
        if _fined(past) and any(v.fine for v in _same(view, proposal.payload, past)):
            yield info(f"同一违法行为已受罚款处罚：{_named(past)}", "本案不得再处罚款")


@gate("first_to_file", title="由最先立案的机关管辖", cites="行政处罚法第二十五条第一款")
def first_to_file(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """An agency that filed the same violation earlier has the case (P50); one's own agency does not file twice."""
    if proposal is None:
        return
    for past in _others(view):
        if past.stage in _DONE | _NOT_FILED or not past.kind.startswith("penalty.ordinary"):
            continue
        if not _same_act(view, proposal.payload, past):
            continue
        if past.agency_id == view.agency.id:
            yield block(f"同一违法行为本机关已经立案：{_named(past)}", "并入已立的案件", "violation_code")
        else:
            yield block(
                f"同一违法行为已由其他机关先行立案：{_named(past)}",
                "移送先立案的机关；有争议的协商或者报请指定管辖",
                "violation_code",
            )


def penalties_in_lookback(view: MatterView, values: Mapping[str, Any], decided: date) -> list[PastMatter]:
    """Earlier penalties for the same violation, decided within the look-back before this conduct (D03)."""
    code = text(values, "violation_code")
    on = conduct(view, values)[0] or decided
    item = view.law.benchmarks.find(code, on, view.agency.regions, view.agency.sector) if code else None
    months = item.lookback_months if item else _DEFAULT_LOOKBACK_MONTHS
    found = []
    for past in _others(view):
        earlier = day(past.facts, "decided_on")
        if code not in _codes(past) or earlier is None or earlier > on:
            continue
        if past.facts.get("outcome", "penalty") != "penalty" or _same_act(view, values, past):
            continue
        until = count(view, months, "mo", earlier)
        if until is not None and on <= until:
            found.append(past)
    return found


@gate("repeat_count_matches_history", title="同类违法次数与记录相符", cites="行政处罚法第五条第二款")
def repeat_count_matches_history(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """The stated number of earlier penalties is what the record shows (D03)."""
    if proposal is None or not punishes(proposal.kind, proposal.payload):
        return
    for one in all_acts(proposal.payload):
        yield from _counted(view, one, local_day(proposal.occurred_to))


def _counted(view: MatterView, one: OneAct, decided: date) -> Iterator[Note]:
    stated, field = integer(one.values, "repeat_count") or 0, one.field("repeat_count")
    found = penalties_in_lookback(view, one.values, decided)
    listed = "、".join(_named(p) for p in found)
    if stated < len(found):
        yield block(f"追溯期内已有{len(found)}次同类处罚：{listed}", f"次数应为{len(found)}", field)
    elif stated > len(found):
        yield warn(
            f"系统记录中追溯期内有{len(found)}次同类处罚，少于填写的{stated}次",
            "附以前的处罚决定书",
            field,
        )


@gate("first_offence_is_first", title="初次违法确为初次", cites="行政处罚法第三十三条第一款")
def first_offence_is_first(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """初次违法 is claimed only where no earlier penalty is on record."""
    if proposal is None or text(proposal.payload, "ground") != "first_minor_corrected":
        return
    earlier = [
        p
        for p in _others(view)
        if day(p.facts, "decided_on") and p.facts.get("outcome", "penalty") == "penalty"
    ]
    code = text(proposal.payload, "violation_code") or text(view.facts, "violation_code")
    same = [p for p in earlier if code in _codes(p)]
    if same:
        yield block(
            f"当事人以前因同类违法行为受过处罚：{'、'.join(map(_named, same))}",
            "不能以初次违法为由",
            "ground",
        )
    elif earlier:
        yield warn(
            f"当事人以前受过其他处罚：{'、'.join(map(_named, earlier))}", "说明为何仍属初次违法", "ground"
        )
