"""What comes back from asking to act: an act, or the reasons against it. A refusal is a value, never an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yifa.law.gates import Finding
from yifa.law.procedure import ApprovalStep
from yifa.matters.models import Act

# What the engine itself checks has no article of its own: it is the procedure's order.
ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`act` when it stands; otherwise `findings`, `errors` (payload path → message) or approvals still `needed`."""

    matter_id: str | None = None
    act: Act | None = None
    findings: tuple[Finding, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[ApprovalStep, ...] = ()
    stale: str = ""

    @property
    def ok(self) -> bool:
        """The act stands (or, in a dry run, would stand)."""
        return not (
            self.errors or self.stale or self.needed or any(f.level == "block" for f in self.findings)
        )

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.level == "block")


def engine_block(
    rule: str, message: str, remedy: str = "", field: str | None = None, citation: str = ""
) -> Finding:
    """A refusal by the engine itself (stage, role, time), in the same form as a gate's."""
    return Finding(f"{ENGINE}.{rule}", "block", message, citation or "办案程序", remedy, field)


def as_json(finding: Finding) -> dict[str, str]:
    """A finding as kept with an act, a refusal or an alert."""
    return {
        "gate": finding.gate,
        "level": finding.level,
        "message": finding.message,
        "citation": finding.citation,
        "remedy": finding.remedy,
        "field": finding.field or "",
    }
