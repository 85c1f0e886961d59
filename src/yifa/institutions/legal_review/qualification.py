"""Of whom the legal qualification is asked: those who first take up review under a rule that asks for it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from yifa.law.codes import same_region
from yifa.law.figures import chinese_date
from yifa.law.view import MatterView, OfficerView


@dataclass(frozen=True, slots=True)
class Rule:
    """From `since` on, whoever first takes up review needs the qualification; earlier reviewers do not.

    `institutions` empty: reviews of every kind of decision; `region` empty: everywhere. `verified` is False where
    the day could not be read in the text itself.
    """

    since: date
    cites: str
    institutions: frozenset[str] = frozenset()
    region: str = ""
    verified: bool = True

    @property
    def since_words(self) -> str:
        """2018年1月1日（未核实）."""
        return chinese_date(self.since) + ("" if self.verified else "（施行日期未核实）")

    def reaches(self, view: MatterView, on: date) -> bool:
        """Whether it is in force that day for reviews of this kind of matter at this agency."""
        here = not self.region or any(same_region(self.region, code) for code in view.agency.regions)
        return on >= self.since and here and self._covers(view)

    def _covers(self, view: MatterView) -> bool:
        """The matter reviewed decides. A review without one is of an unknown decision: the rule is kept."""
        if not self.institutions or view.parent is None:
            return True
        return view.parent.kind.partition(".")[0] in self.institutions


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of qualification.toml, the oldest first."""
    source = resources.files("yifa.institutions.legal_review").joinpath("qualification.toml")
    rows = tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    found = [Rule(**{**row, "institutions": frozenset(row.get("institutions", ()))}) for row in rows]
    return tuple(sorted(found, key=lambda rule: rule.since))


def lacking(view: MatterView, officer: OfficerView, on: date) -> Rule | None:
    """The rule that asks this person for the qualification that they do not hold, or None.

    行政处罚法 58(2) asks it of 初次从事: who took up review before the rule came into force is not asked. Where the
    register does not say since when, nothing shows that it was before.
    """
    if officer.legal_qualified:
        return None
    began = officer.reviewing_since
    asking = (rule for rule in rules() if rule.reaches(view, on))
    return next((rule for rule in asking if began is None or began >= rule.since), None)
