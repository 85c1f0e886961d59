"""The list of powers (权责清单) as gates ask it: may this agency exercise that item on that day, and if not, why.

认领 → 公布 → (暂停 → 恢复公布) → 取消 or 收回: only a published item may be exercised.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

PUBLISHED = "published"
STATES = {
    "claimed": "已认领、尚未公布",
    "published": "已公布",
    "suspended": "暂停实施",
    "cancelled": "取消",
    "taken_back": "收回",
}


@dataclass(frozen=True, slots=True)
class PowerStep:
    """From `since` on the item is in `state`, by `document`; `statute`: the text whose change asked for it."""

    since: date
    state: str
    document: str = ""
    statute: str = ""

    @property
    def source(self) -> str:
        """The document, and the statute whose change it follows, as a message names them."""
        parts = [self.document, f"因《{self.statute}》修改" if self.statute else ""]
        return "，".join(p for p in parts if p)


@dataclass(frozen=True, slots=True)
class ListedPower:
    """One version of an item of one agency's list. `type` as in the list: 01 permit, 02 penalty, …"""

    id: str
    agency_id: str
    agency: str
    code: str
    base_code: str
    name: str
    type: str
    valid_from: date
    valid_to: date | None = None
    basis: str = ""
    steps: tuple[PowerStep, ...] = ()

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def step_on(self, on: date) -> PowerStep | None:
        """The newest step that has begun, None where none was entered: then the item counts as published."""
        begun = [s for s in self.steps if s.since <= on]
        return max(begun, key=lambda s: s.since) if begun else None

    def exercisable(self, on: date) -> bool:
        """In force and published on the day."""
        step = self.step_on(on)
        return self.in_force(on) and (step is None or step.state == PUBLISHED)

    def why_not(self, on: date) -> str:
        """The item, its state, since when, and by what document or basis; empty when it may be exercised."""
        if self.exercisable(on):
            return ""
        named = f"“{self.name}”（{self.code}）"
        step = self.step_on(on)
        if step is not None and step.state != PUBLISHED:
            return f"{named}自{step.since.isoformat()}起{STATES[step.state]}{_by(step.source or self.basis)}"
        if self.valid_to is not None and self.valid_to < on:
            return f"{named}自{self.valid_to.isoformat()}的次日起不再列入权责清单{_by(self.basis)}"
        return f"{named}自{self.valid_from.isoformat()}起才列入权责清单{_by(self.basis)}"


def _by(source: str) -> str:
    return f"（{source.strip()}）" if source.strip() else ""


@dataclass(frozen=True, slots=True)
class PowerShelf:
    """The lists of all agencies. Lookups take no time that grows with the number of items."""

    powers: tuple[ListedPower, ...] = ()
    _by_code: dict[tuple[str, str], list[ListedPower]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _kept: set[tuple[str, str]] = field(default_factory=set, compare=False, repr=False)

    def __post_init__(self) -> None:
        for power in self.powers:
            for code in {power.code, power.base_code} - {""}:
                self._by_code.setdefault((power.type, code), []).append(power)
            self._kept.update(((power.type, power.agency_id), (power.type, power.agency)))

    def keeps_list(self, agency: str, type: str) -> bool:
        """Whether the agency (id or name) has any item of the type, of whatever time."""
        return (type, agency) in self._kept

    def coded(self, agency: str, type: str, code: str) -> tuple[ListedPower, ...]:
        """Every version of the agency's items with that 实施编码 or 基本编码; `agency` is its id or name."""
        found = self._by_code.get((type, code), ())
        return tuple(p for p in found if agency in (p.agency_id, p.agency))

    def listed_by_others(self, agency: str, type: str, code: str) -> bool:
        """Whether some other agency's list has the code."""
        found = self._by_code.get((type, code), ())
        return any(agency not in (p.agency_id, p.agency) for p in found)


def refused(versions: Iterable[ListedPower], on: date) -> str:
    """Why none of these versions may be exercised on the day; empty when one may, or there are none."""
    known = sorted(versions, key=lambda p: p.valid_from)
    if not known or any(p.exercisable(on) for p in known):
        return ""
    begun = [p for p in known if p.valid_from <= on]
    return (begun[-1] if begun else known[0]).why_not(on)
