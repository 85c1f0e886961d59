"""One matter's page: all it shows, loaded in a constant number of statements, and what may be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch, Q

from yifa.access import may
from yifa.law.gates import Finding, find_gate
from yifa.law.procedure import STAY, ActRule, Outcome, Procedure
from yifa.law.view import MatterView, Proposal
from yifa.matters import discovery, picture, served
from yifa.matters.checks import engine_findings
from yifa.matters.looks import look_at_matter, looks_at
from yifa.matters.models import (
    Alert,
    Approval,
    Clock,
    Draft,
    Exhibit,
    Matter,
    Paper,
    ProtectedRead,
    Reading,
    Refusal,
)
from yifa.matters.queries import find_matter
from yifa.matters.request import Ask, Case
from yifa.matters.served import Apart
from yifa.registers.scope import Actor

# Findings about who is asking or about the order of stages: a button for such an act is not shown at all.
_NOT_FOR_YOU = (".role", ".agency", ".handler", ".stage", ".once", ".when", ".suspended")


@dataclass(frozen=True, slots=True)
class PossibleAct:
    """An act open at this stage: `findings` are the conditions not met yet, whatever will be typed."""

    rule: ActRule
    findings: tuple[Finding, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the act leads to another stage."""
        return self.rule.to is not None

    @property
    def blocked(self) -> bool:
        return any(f.level == "block" for f in self.findings)


@dataclass(slots=True)
class MatterPage:
    """What the page shows. Lists are complete: nothing that happened is left out."""

    matter: Matter
    procedure: Procedure
    view: MatterView
    now: datetime
    possible: Sequence[PossibleAct] = ()
    clocks: Sequence[Clock] = ()
    papers: Sequence[Paper] = ()
    exhibits: Sequence[Exhibit] = ()
    drafts: Sequence[Draft] = ()
    refusals: Sequence[Refusal] = ()
    alerts: Sequence[Alert] = ()
    act_rows: dict[str, Any] = field(default_factory=dict)
    apart: Sequence[Apart] = ()
    looks: Sequence[ProtectedRead] = ()
    readings: Sequence[Reading] = ()

    @property
    def open_alerts(self) -> list[Alert]:
        return [a for a in self.alerts if a.state == "open"]

    @property
    def done_stages(self) -> set[str]:
        """Stages the matter has been in, without the present one."""
        stages = {str(row["stage_to"]) for row in self.act_rows.values()}
        return stages - {self.matter.stage}

    def locked_stages(self) -> dict[str, str]:
        """Stage not reached yet → the first condition missing on the way to it, with its article.

        Judged from the matter alone, whoever looks; a stage to which some act already leads freely is not locked.
        """
        officers = tuple(str(h) for h in self.matter.handlers)
        out: dict[str, str] = {}
        free: set[str] = set()
        for rule in self.procedure.acts.values():
            ahead = [t for t in _targets(rule) if t not in self.done_stages and t != self.matter.stage]
            if not ahead or rule.from_ == ("none",):
                continue
            proposal = Proposal(rule.id, {}, officers, self.now, self.now)
            first = next((f for f in _speak_all(rule, self.view, proposal) if f.level == "block"), None)
            if first is None:
                free.update(ahead if self.matter.stage in rule.from_ or rule.from_ == ("any",) else ())
                continue
            for stage in ahead:
                out.setdefault(stage, f"{first.message}（{first.citation}）")
        return {stage: why for stage, why in out.items() if stage not in free}


def _targets(rule: ActRule) -> tuple[str, ...]:
    if isinstance(rule.to, Outcome):
        return tuple(dict.fromkeys(t for t in rule.to.cases.values() if t != STAY))
    return (rule.to,) if rule.to else ()


# What each tab needs beyond the head; the picture itself has acts, parties, and how many papers and exhibits.
NEEDS = {
    "overview": frozenset({"possible", "clocks", "alerts", "stages", "drafts"}),
    "evidence": frozenset({"exhibits"}),
    "papers": frozenset({"papers"}),
    "approvals": frozenset({"drafts"}),
    "service": frozenset({"papers", "stages"}),
    "file": frozenset({"papers", "apart"}),
    "timeline": frozenset({"papers", "stages", "refusals"}),
    "looks": frozenset({"looks"}),
}


def load_page(actor: Actor, matter_id: Any, tab: str = "overview") -> MatterPage | None:
    """The page of a matter, or None when it is not there or not visible to the actor. At most seven statements.

    Raises NeedsReason for whoever has no part in the matter and gave no reason today; that takes four more.
    """
    matter = find_matter(matter_id)
    if matter is None:
        return None
    look_at_matter(actor, matter)
    procedure = discovery.for_matter(matter)
    raw, view = look(actor, matter)
    page = MatterPage(matter, procedure, view, datetime.fromisoformat(raw["now"]))
    needs = NEEDS[tab]
    if "possible" in needs:
        judged = [judge_button(actor, matter, procedure, rule, raw, view) for rule in procedure.acts.values()]
        page.possible = [p for p in judged if not _hidden(p)]
    _load_rows(page, needs)
    return page


def _load_rows(page: MatterPage, needs: frozenset[str]) -> None:
    key = {"matter_id": page.matter.pk}
    if "clocks" in needs:
        running_first = F("ended_at").desc(nulls_first=True)
        page.clocks = list(Clock.objects.filter(**key).order_by(running_first, "due_at", "id"))
    if "papers" in needs:
        apart = served.serving(page.matter.pk) if "apart" in needs else Q()
        page.papers = list(Paper.objects.filter(Q(**key) | apart).order_by("day", "id"))
    if "apart" in needs:
        page.apart = served.apart(page.matter)
    if "exhibits" in needs:
        exhibits = Exhibit.objects.filter(**key).select_related("file")
        page.exhibits = list(exhibits.order_by("act__seq", "position"))
    if "drafts" in needs:
        approvals = Prefetch("approvals", queryset=Approval.objects.order_by("recorded_at", "id"))
        drafts = Draft.objects.filter(**key).select_related("author").prefetch_related(approvals)
        page.drafts = list(drafts.order_by("created_at", "id"))
    if "looks" in needs:
        page.looks = list(looks_at(page.matter)[:500])
        page.readings = list(Reading.objects.filter(**key).order_by("-recorded_at", "-id")[:500])
    if "refusals" in needs:
        page.refusals = list(Refusal.objects.filter(**key).select_related("officer").order_by("recorded_at"))
    if "alerts" in needs:
        page.alerts = list(Alert.objects.filter(**key).order_by("-raised_at"))
    if "stages" in needs:
        acts = page.matter.acts.values("id", "stage_from", "stage_to", "source_recorded_at", "findings")
        page.act_rows = {str(row["id"]): row for row in acts}


def look(actor: Actor, matter: Matter) -> tuple[dict[str, Any], MatterView]:
    """The raw picture and the view of a matter at this moment. One statement."""
    people = [p for p in (actor.officer_id, *map(str, matter.handlers)) if p]
    raw = picture.fetch(str(matter.pk), str(matter.agency_id), people)
    return raw, picture.build(raw, matter=picture.head(matter))


def _hidden(one: PossibleAct) -> bool:
    return any(f.gate.startswith("engine") and f.gate.endswith(_NOT_FOR_YOU) for f in one.findings)


def judge_button(
    actor: Actor, matter: Matter, procedure: Procedure, rule: ActRule, raw: dict[str, Any], view: MatterView
) -> PossibleAct:
    """What stands against an act before anything is typed. Findings about a field of its form are left out,

    and gates that cannot speak without the form are silent: they speak when it is being filled in.
    """
    model = discovery.payload_model(procedure.id, rule.id)
    if model is None or rule.from_ == ("none",):
        return PossibleAct(rule, (Finding("engine.stage", "block", "", "办案程序"),))
    now = datetime.fromisoformat(raw["now"])
    ask = Ask(actor, rule.id, {}, matter_id=str(matter.pk))
    # Reviewers, heads and archivists act alone.
    together = matter.handlers if may(actor, "matters.handle") else ()
    officers = tuple(dict.fromkeys(o for o in (actor.officer_id, *map(str, together)) if o))
    proposal = Proposal(rule.id, {}, officers, now, now)
    case = Case(ask, procedure, rule, matter, model, {}, raw, view, proposal, now, str(matter.agency_id))
    findings = [f for f in engine_findings(case) if not f.field]
    if not findings:
        findings = _speak_all(rule, view, proposal)
    return PossibleAct(rule, tuple(findings))


def _speak_all(rule: ActRule, view: MatterView, proposal: Proposal) -> list[Finding]:
    """What the act's gates say of the matter itself, each sentence once."""
    found = [f for name in rule.gates for f in _speak(name, view, proposal) if not f.field]
    return list({f.message: f for f in found}.values())


def _speak(name: str, view: MatterView, proposal: Proposal) -> Sequence[Finding]:
    gate = find_gate(name)
    if gate is None:
        return ()
    try:
        return gate(view, proposal)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return ()
