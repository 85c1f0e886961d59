"""The immutable picture of a matter that gates look at. Pure data: no database, no clock of its own.

`as_at` is the moment the law is applied to; `known_at` is what the record knew by then. Times are aware
datetimes, money is integer fen, payloads are the JSON values that were committed (dates as ISO strings).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from yifa.law.lawbook import LawBook

PartyKind = Literal["natural", "individual_business", "legal", "other_org"]


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A 行政执法证 with its history of states: `states` is ((from_date, state), …) in order of date."""

    number: str
    agency_id: str
    valid_from: date
    valid_to: date
    states: tuple[tuple[date, str], ...] = ()

    def state_on(self, day: date) -> str:
        """valid | suspended | withdrawn | cancelled | expired | not_yet on that day."""
        if day < self.valid_from:
            return "not_yet"
        current = "valid"
        for since, state in self.states:
            if since <= day:
                current = state
        if current == "valid" and day > self.valid_to:
            return "expired"
        return current


@dataclass(frozen=True, slots=True)
class OfficerView:
    """A person of an agency. `roles` are those held at `as_at` in that agency (e.g. handler, unit_head).

    `reviewing_since` is the day on which the person first took up legal review, None where the register has none.
    """

    id: str
    name: str
    agency_id: str
    roles: tuple[str, ...] = ()
    certificates: tuple[CertificateView, ...] = ()
    legal_qualified: bool = False
    auxiliary: bool = False
    in_service: bool = True
    reviewing_since: date | None = None

    def certificate_for(self, agency_id: str, day: date) -> CertificateView | None:
        """The certificate valid for that agency on that day, or None."""
        for certificate in self.certificates:
            if certificate.agency_id == agency_id and certificate.state_on(day) == "valid":
                return certificate
        return None


@dataclass(frozen=True, slots=True)
class MandateView:
    """A document that lets an agency do acts of one type which are not its own by law.

    `kind` authorised | entrusted | granted; `type` as in the list of powers (02 penalty, …); `codes` empty: every
    item of the type. `grantor_kind` is the kind of the entrusting agency, empty where it is not in the register.
    """

    kind: str
    type: str
    document: str
    valid_from: date
    valid_to: date | None = None
    codes: tuple[str, ...] = ()
    grantor: str = ""
    grantor_kind: str = ""
    published_on: date | None = None
    evaluated_on: date | None = None

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class VerificationView:
    """What the yearly review of enforcing bodies found of the agency: `result` verified | refused."""

    year: int
    result: str
    valid_from: date
    valid_to: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class AgencyView:
    """The agency of the matter. `regions` is the chain from the narrowest code outwards, e.g. city, province.

    `kind` statutory | authorised | entrusted; `level` of its region, 1 province to 4 township; `principal` is the name
    in which an entrusted organisation acts, empty for all others. `verifications` are those of the body in whose name
    it acts, oldest first; `verifying_since` is when the first list of verified bodies of its region was published.
    """

    id: str
    name: str
    regions: tuple[str, ...] = ()
    sector: str = ""
    kind: str = "statutory"
    level: int = 0
    principal: str = ""
    mandates: tuple[MandateView, ...] = ()
    verifications: tuple[VerificationView, ...] = ()
    verifying_since: date | None = None

    def standing(self, day: date) -> str:
        """verified | refused | run_out | none on that day, by the newest verification that had begun."""
        begun = [v for v in self.verifications if v.valid_from <= day]
        if not begun:
            return "none"
        if begun[-1].result != "verified":
            return "refused"
        until = begun[-1].valid_to
        return "run_out" if until is not None and day > until else "verified"


@dataclass(frozen=True, slots=True)
class PartyView:
    """A subject's role in the matter. `identifier` is full only where the loading path may show it."""

    subject_id: str
    name: str
    role: str = "party"
    kind: PartyKind = "legal"
    identifier: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class ActorView:
    """Someone who took part in an act, with the role and certificate number used."""

    officer_id: str
    name: str
    role: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class ActView:
    """An act that stands (or was corrected: then `corrected_by` names the correcting act)."""

    id: str
    seq: int
    kind: str
    payload: Mapping[str, Any]
    occurred_from: datetime
    occurred_to: datetime
    recorded_at: datetime
    actors: tuple[ActorView, ...] = ()
    corrects: str | None = None
    corrected_by: str | None = None
    mode: str = "propose"


@dataclass(frozen=True, slots=True)
class ClockView:
    name: str
    figure_id: str
    started_at: datetime
    due_at: datetime | None
    provisional: bool = False
    ended_at: datetime | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ExhibitView:
    id: str
    act_id: str
    kind: str
    title: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PaperView:
    id: str
    act_id: str
    kind: str
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One step of the approval chain behind the act being recorded."""

    step: int
    action: str
    officer_id: str
    role: str
    at: datetime
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class ChildView:
    id: str
    kind: str
    stage: str
    facts: Mapping[str, Any]
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PastMatter:
    """Another matter of the same party, perhaps of another agency that the user may not see.

    Findings may name only `agency_name` and `number`; `facts` are the matter's declared facts.
    """

    matter_id: str
    kind: str
    agency_id: str
    agency_name: str
    number: str
    stage: str
    subject_id: str
    facts: Mapping[str, Any]
    opened_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MatterView:
    """Everything a gate may ask about one matter at one moment.

    `parent` is the matter that spawned this one, with its stage, handlers, acts, facts and parties; not its clocks,
    files, children or history.
    """

    id: str
    kind: str
    stage: str
    agency: AgencyView
    as_at: datetime
    known_at: datetime
    law: LawBook
    opened_at: datetime
    suspended: bool = False
    number: str = ""
    handlers: tuple[str, ...] = ()
    acts: tuple[ActView, ...] = ()
    parties: tuple[PartyView, ...] = ()
    officers: Mapping[str, OfficerView] = field(default_factory=dict)
    clocks: tuple[ClockView, ...] = ()
    exhibits: tuple[ExhibitView, ...] = ()
    papers: tuple[PaperView, ...] = ()
    approvals: tuple[ApprovalView, ...] = ()
    children: tuple[ChildView, ...] = ()
    parent: MatterView | None = None
    history: tuple[PastMatter, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def all(self, *kinds: str) -> tuple[ActView, ...]:
        """Acts of these kinds that stand, oldest first; corrected acts are left out."""
        return tuple(a for a in self.acts if a.kind in kinds and a.corrected_by is None)

    def last(self, *kinds: str) -> ActView | None:
        """The newest standing act of these kinds, or None."""
        found = self.all(*kinds)
        return found[-1] if found else None

    def has(self, *kinds: str) -> bool:
        return self.last(*kinds) is not None

    def clock(self, name: str) -> ClockView | None:
        """The newest clock of that name, running or ended."""
        found = [c for c in self.clocks if c.name == name]
        return found[-1] if found else None

    def officer(self, officer_id: str) -> OfficerView | None:
        return self.officers.get(officer_id)

    def party(self) -> PartyView | None:
        """The first 当事人 of the matter."""
        return next((p for p in self.parties if p.role == "party"), None)

    def figure(self, figure_id: str, on: date | None = None) -> Any:
        """The figure in force for this agency's regions and sector on that day (default: as_at)."""
        return self.law.figures.resolve(
            figure_id, on or self.as_at.date(), regions=self.agency.regions, sector=self.agency.sector
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What someone asks to do: the act kind, its payload as JSON values, who, and when it happened."""

    kind: str
    payload: Mapping[str, Any]
    officer_ids: Sequence[str]
    occurred_from: datetime
    occurred_to: datetime
    corrects: str | None = None
