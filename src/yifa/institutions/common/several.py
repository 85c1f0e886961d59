"""The violations of one case, each with what concerns it alone. Reads payloads of any shape and never raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yifa.institutions.common.reading import amount, rows, texts

NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class OneAct:
    """The `number`-th violation (from 1) with its values; `place` is the path of its fields, "" for the first.

    `elsewhere` are kinds that another violation names: they may be this one's as well, or not.
    """

    number: int
    values: Mapping[str, Any]
    place: str = ""
    elsewhere: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """违法行为二."""
        return f"违法行为{NUMERALS[self.number] if self.number < len(NUMERALS) else self.number}"

    def field(self, name: str | None) -> str | None:
        """The path of one of its fields in the payload."""
        return f"{self.place}{name}" if name else None


def further(values: Mapping[str, Any]) -> tuple[OneAct, ...]:
    """The violations after the first."""
    return tuple(
        OneAct(n + 2, row, f"further_violations.{n}.")
        for n, row in enumerate(rows(values, "further_violations"))
    )


def own_fine(values: Mapping[str, Any]) -> int:
    """The part of the total fine that is the first violation's own, in fen."""
    return max(amount(values, "fine_fen") - sum(amount(one.values, "fine_fen") for one in further(values)), 0)


def first(values: Mapping[str, Any]) -> OneAct:
    """The first violation with its own part of the total."""
    others = further(values)
    if not others:
        return OneAct(1, values)
    named = frozenset(k for one in others for k in texts(one.values, "kinds"))
    return OneAct(1, {**values, "fine_fen": own_fine(values)}, "", named)


def all_acts(values: Mapping[str, Any]) -> tuple[OneAct, ...]:
    """Every violation of the case, in the order they are written."""
    return (first(values), *further(values))
