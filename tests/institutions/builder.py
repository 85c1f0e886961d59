"""Builds the picture of a case by hand, so that gates are tested without a database.

The law in it is the shipped law: figures, working days, and one small benchmark table written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import yifa.institutions.penalty.gates  # noqa: F401  (registers the gates)
from yifa.law.calendar import DEFAULT_CALENDAR
from yifa.law.clocks import SHANGHAI
from yifa.law.discretion import Shelf, load_benchmark
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.gates import Finding, evaluate, find_condition
from yifa.law.lawbook import LawBook
from yifa.law.view import (
    ActorView,
    ActView,
    AgencyView,
    ApprovalView,
    CertificateView,
    ClockView,
    ExhibitView,
    MatterView,
    OfficerView,
    PaperView,
    PartyView,
    PastMatter,
    Proposal,
)

AGENCY = "agency-1"
ANN, BO = "officer-ann", "officer-bo"  # the two handlers
HEAD, DEPUTY = "officer-head", "officer-deputy"
REVIEWER, PRESIDER = "officer-reviewer", "officer-presider"
AUXILIARY, NOVICE = "officer-auxiliary", "officer-novice"
FIRM, PERSON = "subject-firm", "subject-person"
TODAY = "2026-11-22"

TABLE = load_benchmark(
    {
        "benchmark": {
            "title": "测试用裁量权基准",
            "document_no": "测〔2024〕1号",
            "authority": "测试市城市管理局",
            "issued": "2024-11-20",
            "effective": "2025-01-01",
            "region": "990100",
            "sector": "urban",
            "lookback_months": 12,
        },
        "items": [
            {
                "no": 1,
                "code": "T-1",
                "law": "《测试市市容条例》",
                "violation": "擅自占用道路",
                "basis": [{"law": "《测试市市容条例》", "article": "12"}],
                "groups": [
                    {
                        "range": "处二千元以上二万元以下罚款",
                        "tiers": [
                            {"tier": "情节轻微", "condition": "及时改正的。", "standard": "不予处罚。"},
                            {
                                "tier": "情节较轻",
                                "condition": "第一次被处罚的。",
                                "standard": "处二千元以上八千元以下罚款。",
                            },
                            {
                                "tier": "情节较重",
                                "condition": "第二次及以上被处罚的。",
                                "standard": "处八千元以上二万元以下罚款。",
                            },
                        ],
                    }
                ],
            },
            {
                "no": 2,
                "code": "T-2",
                "law": "《测试市市容条例》",
                "violation": "乱倒垃圾",
                "basis": [{"law": "《测试市市容条例》", "article": "30"}],
                "groups": [
                    {
                        "range": "处五十元以上五千元以下罚款",
                        "tiers": [
                            {
                                "tier": "情节较轻",
                                "condition": "在规定时间内清理的。",
                                "standard": "处五十元以上五千元以下罚款。",
                            }
                        ],
                    }
                ],
            },
        ],
    }
)
LAW = LawBook(DEFAULT_FIGURES, DEFAULT_CALENDAR, Shelf([TABLE]))


def at(day: str, hour: int = 10) -> datetime:
    """That day in Shanghai at that hour."""
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=SHANGHAI)


def certificate(
    agency: str = AGENCY,
    since: str = "2024-01-01",
    until: str = "2028-12-31",
    states: Sequence[tuple[str, str]] = (),
) -> CertificateView:
    return CertificateView(
        f"证-{agency}-{since}",
        agency,
        date.fromisoformat(since),
        date.fromisoformat(until),
        tuple((date.fromisoformat(d), s) for d, s in states),
    )


def officer(
    id: str,
    name: str,
    *roles: str,
    certificates: Sequence[CertificateView] | None = None,
    legal: bool = False,
    auxiliary: bool = False,
    reviewing_since: str | None = None,
) -> OfficerView:
    own = (certificate(),) if certificates is None else tuple(certificates)
    since = date.fromisoformat(reviewing_since) if reviewing_since else None
    return OfficerView(id, name, AGENCY, roles, own, legal, auxiliary, reviewing_since=since)


OFFICERS = {
    o.id: o
    for o in (
        officer(ANN, "安宁", "handler"),
        officer(BO, "柏文", "handler"),
        officer(HEAD, "何立", "agency_head"),
        officer(DEPUTY, "邓平川", "agency_head"),
        officer(REVIEWER, "任清", "legal_reviewer", legal=True),
        officer(PRESIDER, "彭远", "hearing_officer"),
        officer(AUXILIARY, "富辅", certificates=(), auxiliary=True),
        officer(NOVICE, "宁新", "handler", "legal_reviewer", certificates=()),
    )
}

FIRM_PARTY = PartyView(FIRM, "云州青石建材有限公司", "party", "legal")
PERSON_PARTY = PartyView(PERSON, "贺小满", "party", "natural", birth_date=date(1990, 5, 1))
SHOP_PARTY = PartyView(PERSON, "云州小满面馆", "party", "individual_business")


def content(**changes: Any) -> dict[str, Any]:
    """A lawful proposal for T-1: five thousand yuan in the lighter tier."""
    values: dict[str, Any] = {
        "violation_code": "T-1",
        "conduct": "擅自占用人行道堆放建材",
        "conduct_on": "2026-03-02",
        "conduct_until": None,
        "evidence": "现场检查笔录、照片",
        "violated": "《测试市市容条例》第十二条",
        "basis": "《测试市市容条例》第十二条",
        "kinds": ["fine"],
        "fine_fen": 500_000,
        "confiscated_income_fen": None,
        "confiscated_goods": "",
        "confiscated_goods_fen": None,
        "tier": "情节较轻",
        "quantity": None,
        "base_fen": None,
        "reasoning": "",
    }
    return {**values, **changes}


def report(**changes: Any) -> dict[str, Any]:
    values = {
        "outcome": "penalty",
        "circumstances": [],
        "repeat_count": 0,
        "deviation_reason": "",
        "corrected": False,
    }
    return {**content(), **values, **changes}


def notice(**changes: Any) -> dict[str, Any]:
    return {**content(), "rights_told": True, "hearing_right": False, "defence_days": 5, **changes}


def decision(**changes: Any) -> dict[str, Any]:
    values = {
        "outcome": "penalty",
        "party_name": FIRM_PARTY.name,
        "party_address": "测试市青石路1号",
        "performance": "自收到本决定书之日起十五日内缴至指定银行",
        "reconsideration_body": "测试市人民政府",
        "court": "测试市青石区人民法院",
        "remedy": "六十日内申请行政复议，或者六个月内提起行政诉讼",
        "agency_name": "测试市城市管理局",
        "decided_on": "2026-04-20",
        "circumstances": [],
        "repeat_count": 0,
    }
    return {**content(), **values, **changes}


def spot(**changes: Any) -> dict[str, Any]:
    """A lawful decision on the spot against a person: a hundred yuan for T-2."""
    values: dict[str, Any] = {
        **{
            k: v
            for k, v in content(violation_code="T-2", fine_fen=10_000).items()
            if not k.startswith("confisc")
        },
        "conduct_on": "2026-06-01",
        "decided_on": "2026-06-01",
        "identity_shown": True,
        "rights_told": True,
        "delivered": True,
        "signature": "signed",
        "reconsideration_first": True,
        "reconsideration_body": "测试市人民政府",
        "court": "测试市青石区人民法院",
        "handlers": [ANN, BO],
        "repeat_count": 0,
        "collected_on_spot": False,
    }
    return {**values, **changes}


def service(**changes: Any) -> dict[str, Any]:
    """Direct service, signed for."""
    return {"mode": "direct", "served_on": "2026-03-20", "recipient": "贺经理", "signed": True, **changes}


@dataclass
class Case:
    """A case under construction: `act` adds what happened, `view` gives the picture."""

    sector: str = "urban"
    parties: tuple[PartyView, ...] = (FIRM_PARTY,)
    stage: str = "investigated"
    handlers: tuple[str, ...] = (ANN, BO)
    officers: dict[str, OfficerView] = field(default_factory=lambda: dict(OFFICERS))
    acts: list[ActView] = field(default_factory=list)
    history: list[PastMatter] = field(default_factory=list)
    clocks: list[ClockView] = field(default_factory=list)
    approvals: list[ApprovalView] = field(default_factory=list)
    exhibits: list[ExhibitView] = field(default_factory=list)
    papers: list[PaperView] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    kind: str = "penalty.ordinary"
    agency_regions: tuple[str, ...] = ("990100", "990000")
    law: LawBook = LAW

    def act(
        self,
        kind: str,
        on: str,
        payload: Mapping[str, Any] | None = None,
        *,
        by: Sequence[str] = (ANN, BO),
        corrects: str | None = None,
    ) -> Case:
        """Something that happened that day."""
        seq = len(self.acts) + 1
        actors = tuple(
            ActorView(i, self.officers[i].name if i in self.officers else i, "handler") for i in by
        )
        moment = at(on)
        self.acts.append(
            ActView(
                f"act-{seq}",
                seq,
                kind,
                dict(payload or {}),
                moment,
                moment,
                moment,
                actors,
                corrects=corrects,
            )
        )
        if corrects:
            self.acts = [replace(a, corrected_by=f"act-{seq}") if a.id == corrects else a for a in self.acts]
        return self

    def filed(self, on: str = "2026-03-05", **changes: Any) -> Case:
        values = {"conduct_on": "2026-03-02", "discovered_on": "2026-03-03", "violation_code": "T-1"}
        return self.act("file", on, {**values, **changes})

    def reported(self, on: str = "2026-03-16", **changes: Any) -> Case:
        return (
            self.filed().act("report", on, report(**changes))
            if not self.acts
            else self.act("report", on, report(**changes))
        )

    def notified(self, on: str = "2026-03-18", served: str = "2026-03-20", **changes: Any) -> Case:
        """Filed, reported, announced, and the notice served."""
        if not any(a.kind == "report" for a in self.acts):
            self.reported()
        return self.act("notify", on, notice(**changes)).act(
            "serve_notice", served, service(served_on=served)
        )

    def decided(self, on: str = "2026-04-20", served: str | None = "2026-04-22", **changes: Any) -> Case:
        """Decided, and served unless `served` is None."""
        self.notified().act("decide", on, decision(decided_on=on, **changes))
        return self.act("serve_decision", served, service(served_on=served)) if served else self

    def on_the_spot(self, on: str = "2026-06-01", **changes: Any) -> Case:
        self.kind, self.parties = "penalty.summary", (PERSON_PARTY,)
        return self.act("decide_on_spot", on, spot(decided_on=on, conduct_on=on, **changes))

    def past(self, **changes: Any) -> Case:
        """Another agency fined the same party for the same violation on the same day."""
        facts = {
            "violation_code": "T-1",
            "conduct_on": "2026-03-02",
            "fine_fen": 300_000,
            "outcome": "penalty",
            "decided_on": "2026-03-10",
            **changes.pop("facts", {}),
        }
        values: dict[str, Any] = {
            "matter_id": f"matter-past-{len(self.history)}",
            "kind": "penalty.ordinary",
            "agency_id": "agency-2",
            "agency_name": "测试市交通运输局",
            "number": "测交立〔2026〕7号",
            "stage": "closed",
            "subject_id": self.parties[0].subject_id,
            "opened_at": at("2026-03-03"),
        }
        self.history.append(PastMatter(**{**values, **changes}, facts=facts))
        return self

    def clock(self, name: str, figure: str, start: str, due: str | None, **changes: Any) -> Case:
        end = at(due, 23) if due else None
        self.clocks.append(ClockView(name, figure, at(start), end, **changes))
        return self

    def approved(self, role: str = "agency_head", officer_id: str = HEAD, on: str = "2026-04-20") -> Case:
        self.approvals.append(ApprovalView(len(self.approvals) + 1, "approve", officer_id, role, at(on)))
        return self

    def view(self, on: str = TODAY) -> MatterView:
        return MatterView(
            id="matter-1",
            kind=self.kind,
            stage=self.stage,
            agency=AgencyView(AGENCY, "测试市城市管理局", self.agency_regions, self.sector),
            as_at=at(on, 18),
            known_at=at(TODAY, 18),
            law=self.law,
            opened_at=at("2026-03-03"),
            handlers=self.handlers,
            acts=tuple(self.acts),
            parties=self.parties,
            officers=self.officers,
            clocks=tuple(self.clocks),
            exhibits=tuple(self.exhibits),
            papers=tuple(self.papers),
            approvals=tuple(self.approvals),
            history=tuple(self.history),
            facts=self.facts,
        )

    def check(
        self,
        gate: str,
        kind: str,
        payload: Mapping[str, Any] | None = None,
        *,
        on: str = TODAY,
        by: Sequence[str] = (ANN, BO),
        corrects: str | None = None,
    ) -> Checked:
        """What the gate says to somebody who proposes this act that day."""
        moment = at(on)
        proposal = Proposal(kind, dict(payload or {}), tuple(by), moment, moment, corrects)
        return Checked(evaluate([gate], self.view(on), proposal))

    def at_rest(self, gate: str, on: str = TODAY) -> Checked:
        """What the gate says about the case as it lies there that day."""
        return Checked(evaluate([gate], self.view(on), None))

    def holds(
        self, condition: str, kind: str = "", payload: Mapping[str, Any] | None = None, on: str = TODAY
    ) -> bool:
        """Whether a condition holds, for a proposal when `kind` is given."""
        found = find_condition(condition)
        assert found is not None
        proposal = Proposal(kind, dict(payload or {}), (ANN, BO), at(on), at(on)) if kind else None
        return found(self.view(on), proposal)


@dataclass(frozen=True)
class Checked:
    """Findings, with short questions about them."""

    findings: tuple[Finding, ...]

    @property
    def blocks(self) -> str:
        """Messages of blocking findings, joined; empty when nothing blocks."""
        return "\n".join(f.message for f in self.findings if f.level == "block")

    @property
    def warns(self) -> str:
        return "\n".join(f.message for f in self.findings if f.level == "warn")

    @property
    def passes(self) -> bool:
        """Nothing blocks and nothing warns."""
        return not self.blocks and not self.warns

    @property
    def fields(self) -> set[str | None]:
        return {f.field for f in self.findings}


def days_after(day: str, n: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()
