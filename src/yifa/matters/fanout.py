"""One act that opens or tells several children, perhaps of other agencies: which row is which effect, whose child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yifa.law.gates import Finding
from yifa.law.procedure import ALL, Report, Spawn
from yifa.law.view import ChildView, MatterView
from yifa.matters import discovery
from yifa.matters.outcome import engine_block
from yifa.matters.payloads import MOST_ROWS
from yifa.matters.request import Case
from yifa.registers.dates import in_force
from yifa.registers.models import Agency

_STEP = MOST_ROWS * 2
_WHERE = {"region": "本地区", "node": "登记簿中"}


def children_ordinal(rule: int, row: int) -> int:
    """The ordinal of the effect that opens the child of a row by the rule of that place. Rows are fewer than _STEP."""
    return rule + _STEP * row


def rule_and_row(ordinal: int) -> tuple[int, int]:
    """The rule's place and the row's, from an effect's ordinal."""
    row, rule = divmod(ordinal, _STEP)
    return rule, row


def told_children(rule: Report, values: Mapping[str, Any], view: MatterView) -> list[ChildView]:
    """The children that a rule tells: open ones whose procedure knows the act, named in its field or all of them."""
    named = None if rule.children == ALL else {str(i) for i in values.get(rule.children or "") or ()}
    known = discovery.procedures()
    return [
        child
        for child in view.children
        if child.closed_at is None
        and (named is None or child.id in named)
        and child.kind in known
        and rule.act in known[child.kind].acts
    ]


def row_value(spawn: Spawn, row: Mapping[str, Any], name: str | None) -> Any:
    """The value of a row for a name written `<group>.<field>`; None for any other name."""
    if not name or not spawn.each or not name.startswith(f"{spawn.each}."):
        return None
    return row.get(name.removeprefix(f"{spawn.each}."))


def named_agencies(names: Sequence[str], own: Agency, reach: str = "region") -> dict[str, list[Agency]]:
    """Agencies in force, of the region of `own` or of its whole node, by the name or code written. One statement."""
    found = in_force(Agency, timezone.localdate()).filter(node=own.node)
    if reach == "region":
        found = found.filter(region_id=own.region_id)
    rows = list(found.filter(Q(name__in=names) | Q(code__in=names)))
    return {name: [a for a in rows if name in (a.name, a.code)] for name in names}


def agency_findings(case: Case) -> Iterator[Finding]:
    """Every agency that a field or a row names is there, once, within reach. Asks only where agencies are named."""
    for name, reach in case.rule.agencies.items():
        yield from _named(case, {name: str(case.values.get(name) or "").strip()}, reach)
    for spawn in case.rule.spawns:
        if spawn.agency is None or spawn.each is None:
            continue
        rows = [r for r in case.values.get(spawn.each) or () if isinstance(r, Mapping)]
        last = spawn.agency.rpartition(".")[2]
        written = {
            f"{spawn.each}.{n}.{last}": str(row_value(spawn, row, spawn.agency) or "")
            for n, row in enumerate(rows)
        }
        yield from _named(case, written, spawn.reach)
        return  # rules for the same rows differ only in what they carry


def _named(case: Case, written: Mapping[str, str], reach: str) -> Iterator[Finding]:
    """What is wrong with the agencies written in these fields. Two statements, none where nothing is written."""
    names = sorted({*written.values()} - {""})
    if not names:
        return
    known = named_agencies(names, Agency.objects.get(pk=case.agency_id), reach)
    for place, name in written.items():
        if name and len(known[name]) != 1:
            yield engine_block(
                "agency_named",
                f"{_WHERE[reach]}没有名称或者统一社会信用代码为“{name}”的机关"
                if not known[name]
                else f"“{name}”不止一个机关",
                "填写机关全称，或者统一社会信用代码",
                place,
            )
