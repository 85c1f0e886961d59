"""Gates: named rules of law as pure functions `(view, proposal) -> findings`, each citing its article.

A gate is written once and used four ways: to block an act, to raise alerts on a matter at rest
(`proposal` is None), to score a closed file, and to explain what is missing. Its meaning never changes
under its name: a changed rule is a new gate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from yifa.law.view import MatterView, Proposal

Level = Literal["block", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a gate found: what is wrong (Chinese), the article, and what would put it right.

    `field` names the payload field beside which the message belongs, when there is one.
    """

    gate: str
    level: Level
    message: str
    citation: str
    remedy: str = ""
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a gate function yields; `evaluate` completes it with the gate's name and citation."""

    level: Level
    message: str
    remedy: str = ""
    field: str | None = None
    citation: str | None = None


def block(message: str, remedy: str = "", field: str | None = None, citation: str | None = None) -> Note:
    """A finding that refuses a proposed act."""
    return Note("block", message, remedy, field, citation)


def warn(message: str, remedy: str = "", field: str | None = None, citation: str | None = None) -> Note:
    """A finding that must be acknowledged or overridden, not a bar in itself."""
    return Note("warn", message, remedy, field, citation)


def info(message: str, remedy: str = "", field: str | None = None, citation: str | None = None) -> Note:
    """Something worth knowing."""
    return Note("info", message, remedy, field, citation)


GateFunction = Callable[[MatterView, Proposal | None], Iterable[Note]]
ConditionFunction = Callable[[MatterView, Proposal | None], bool]


@dataclass(frozen=True, slots=True)
class Gate:
    name: str
    title: str
    citation: str
    function: GateFunction

    def __call__(self, view: MatterView, proposal: Proposal | None = None) -> tuple[Finding, ...]:
        return tuple(
            Finding(self.name, n.level, n.message, n.citation or self.citation, n.remedy, n.field)
            for n in self.function(view, proposal)
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """A named question a procedure may ask (`when = "deliberation_required"`)."""

    name: str
    title: str
    citation: str
    function: ConditionFunction

    def __call__(self, view: MatterView, proposal: Proposal | None = None) -> bool:
        return self.function(view, proposal)


_gates: dict[str, Gate] = {}
_conditions: dict[str, Condition] = {}


def gate(name: str, *, title: str, cites: str) -> Callable[[GateFunction], Gate]:
    """Register a gate under a unique name. Raises ValueError for a second gate of that name or no citation."""

    def register(function: GateFunction) -> Gate:
        if name in _gates:
            raise ValueError(f"gate {name!r} is registered twice")
        if not cites.strip():
            raise ValueError(f"gate {name!r} cites no article")
        _gates[name] = Gate(name, title, cites, function)
        return _gates[name]

    return register


def condition(name: str, *, title: str, cites: str) -> Callable[[ConditionFunction], Condition]:
    """Register a condition under a unique name. Raises ValueError for a second one of that name."""

    def register(function: ConditionFunction) -> Condition:
        if name in _conditions:
            raise ValueError(f"condition {name!r} is registered twice")
        _conditions[name] = Condition(name, title, cites, function)
        return _conditions[name]

    return register


def find_gate(name: str) -> Gate | None:
    return _gates.get(name)


def find_condition(name: str) -> Condition | None:
    return _conditions.get(name)


def all_gates() -> Iterator[Gate]:
    """Every registered gate, by name."""
    return iter(sorted(_gates.values(), key=lambda g: g.name))


def evaluate(names: Iterable[str], view: MatterView, proposal: Proposal | None = None) -> tuple[Finding, ...]:
    """Findings of the named gates, in order. Raises KeyError for an unknown gate (loaders check first)."""
    found: list[Finding] = []
    for name in names:
        found.extend(_gates[name](view, proposal))
    return tuple(found)
