"""One ordinary case taken through every stage by the people of an `Office`, today, through the write path.

The payloads are those of a simple real kind of case: a firm burns waste in the open (大气污染防治法第八十二条).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from support.world import Office
from yifa.ledger.store import sequencer
from yifa.matters import drafting, effects, service
from yifa.matters.models import Act, Effect, Matter, Paper
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.registers.models import Subject
from yifa.registers.scope import WORKER, scope

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHILDREN = frozenset({"spawn", "report", "retell"})


def now() -> datetime:
    return datetime.now(SHANGHAI).replace(microsecond=0)


def day(offset: int = 0) -> str:
    """ISO date of today plus `offset` days."""
    return (now().date() + timedelta(days=offset)).isoformat()


def moment(minutes: int = -30) -> str:
    return (now() + timedelta(minutes=minutes)).isoformat()


@dataclass
class Walk:
    """A case on its way. `do` proposes an act in someone's name and, when approvals are asked for, gives them."""

    office: Office
    subject: Subject
    violation: str = "YZ-CG-010"
    fine_fen: int = 2_000_000
    tier: str = "单位情节较轻"
    matter_id: str = ""
    outcomes: list[Outcome] = field(default_factory=list)
    record: dict[str, Any] = field(default_factory=dict)

    def do(self, kind: str, payload: Mapping[str, Any], by: str = "handler", **extra: Any) -> Outcome:
        """Propose; follow the approval chain to its end. Fails the test when anything stands against it."""
        outcome = self.attempt(kind, payload, by, **extra)
        assert outcome.act is not None, (
            kind,
            outcome.errors,
            outcome.stale,
            [f.message for f in outcome.blocking],
        )
        self.matter_id = outcome.matter_id or self.matter_id
        return outcome

    def attempt(self, kind: str, payload: Mapping[str, Any], by: str = "handler", **extra: Any) -> Outcome:
        """As `do`, but a refusal is returned."""
        actor = self.office.actor(by)
        procedure = extra.pop("procedure", "penalty.ordinary")
        co_handlers = extra.pop("co_handlers", [self.office.id_of("handler2")] if by == "handler" else [])
        draft_id = str(uuid4())
        with scope(actor):
            ask = Ask(
                actor=actor,
                kind=kind,
                payload=payload,
                matter_id=self.matter_id or None,
                procedure=None if self.matter_id else procedure,
                draft_id=draft_id,
                co_handlers=co_handlers,
                **extra,
            )
            tried = service.dry_run(ask)
            if not tried.needed or tried.errors or tried.blocking:
                outcome = service.record(ask)
                self.outcomes.append(outcome)
                return outcome
            drafting.save_draft(
                actor,
                drafting.DraftInput(
                    id=draft_id,
                    kind=kind,
                    payload=payload,
                    matter_id=self.matter_id or None,
                    procedure="" if self.matter_id else procedure,
                    co_handlers=co_handlers,
                    occurred_from=extra.get("occurred_from"),
                    occurred_to=extra.get("occurred_to"),
                ),
            )
            outcome = drafting.submit(actor, draft_id)
        outcome = self._approve(draft_id, outcome)
        self.outcomes.append(outcome)
        return outcome

    def _approve(self, draft_id: str, outcome: Outcome) -> Outcome:
        while outcome.needed and not outcome.errors and not outcome.blocking:
            role = outcome.needed[0].roles[0]
            approver = self.office.actor(role)
            with scope(approver):
                outcome = drafting.approve(approver, draft_id, "同意")
        return outcome

    def machine(self) -> None:
        """What the queue does at once: children are opened, and tell what came of them."""
        with scope(WORKER):
            queued = Effect.objects.filter(state="queued", name__in=CHILDREN).order_by(
                "act__matter", "act__seq"
            )
            for act_id in dict.fromkeys(queued.values_list("act_id", flat=True)):
                effects.run(str(act_id), only=CHILDREN)

    def reviewed(self, **changes: Any) -> Outcome:
        """Legal review of the case as it was submitted, by the office's reviewer; the case is told the opinion."""
        self.machine()
        review = self.child("legal_review")
        review.do("assign", {"reviewer": self.office.id_of("legal_reviewer")}, by="unit_head")
        outcome = review.do("give_opinion", {**self.review(), **changes}, by="legal_reviewer")
        self.machine()
        return outcome

    def deliberated(self, **changes: Any) -> Outcome:
        """Submitted to the heads, who discuss it; the case is told what they decided."""
        record = {**self.deliberation(), **changes}
        self.do("submit_deliberation", self.deliberation_request(record["topic"]))
        self.machine()
        outcome = self.child("deliberation").do("record", record, by="unit_head")
        self.machine()
        return outcome

    def run_effects(self) -> None:
        """What the queue would do: everything enters the log first, as papers carry its proof."""
        sequencer.catch_up()
        with scope(WORKER):
            queued = Effect.objects.filter(state="queued").order_by("act__matter", "act__seq")
            for act_id in dict.fromkeys(queued.values_list("act_id", flat=True)):
                effects.run(str(act_id))

    def child(self, procedure: str) -> Walk:
        """A walk of the same office on the newest child of that procedure."""
        with scope(WORKER):
            found = Matter.objects.filter(parent_id=self.matter_id, procedure=procedure).order_by("id").last()
            waiting = Effect.objects.filter(act__matter_id=self.matter_id, name="spawn").values(
                "state", "problem"
            )
            assert found is not None, (procedure, list(waiting))
        return replace(self, matter_id=str(found.pk), outcomes=[])

    def kinds(self) -> list[str]:
        """Kinds of the matter's acts, in order."""
        with scope(WORKER):
            acts = Act.objects.filter(matter_id=self.matter_id).order_by("seq")
            return list(acts.values_list("kind", flat=True))

    def papers(self) -> dict[str, str]:
        """Each paper of the matter with its state, and what went wrong with it."""
        with scope(WORKER):
            return {p.kind: p.problem or p.state for p in Paper.objects.filter(matter_id=self.matter_id)}

    # -- payloads, one per step ------------------------------------------------------------------------------------

    def clue(self) -> dict[str, Any]:
        return {
            "source": "inspection",
            "received_on": day(-2),
            "cause": "涉嫌在人口集中地区焚烧塑料",
            "summary": "巡查发现该单位在云山河边焚烧废塑料约两吨。",
            "parties": [{"subject": str(self.subject.pk), "role": "party"}],
            "violation_code": self.violation,
            "place": "云山河东岸",
        }

    def check(self) -> dict[str, Any]:
        return {"checked_on": day(-1), "result": "现场有焚烧残留物,监控显示为该单位人员焚烧。", "conclusion": "file",
                "reasons": "有初步证据证明存在违法事实。"}  # fmt: skip

    def file(self) -> dict[str, Any]:
        return {
            "cause": "在人口集中地区焚烧塑料案",
            "parties": [{"subject": str(self.subject.pk), "role": "party"}],
            "violation_code": self.violation,
            "conduct": "在云山河边焚烧废塑料约两吨。",
            "conduct_on": day(-2),
            "discovered_on": day(-2),
            "place": "云山河东岸",
            "violated": "《中华人民共和国大气污染防治法》第八十二条第一款",
            "handlers": [self.office.id_of("handler"), self.office.id_of("handler2")],
            "opinion": "违法事实初步成立,属于本机关管辖,建议立案。",
        }

    def identity(self) -> dict[str, Any]:
        return {
            "shown_to": "周建国",
            "shown_at": moment(-60),
            "place": "云州市云山区解放路88号",
            "rights_told": True,
        }

    def questioning(self) -> dict[str, Any]:
        return {
            "place": "云州市云山区解放路88号",
            "started_at": moment(-50),
            "ended_at": moment(-20),
            "identity_shown": True,
            "rights_told": True,
            "signature": "signed",
            "person": "周建国",
            "person_role": "legal_rep",
            "exchanges": [
                {"question": "请说明焚烧废塑料的经过。", "answer": "工人图省事,在河边焚烧了约两吨废塑料。"},
                {"question": "是否已经清理?", "answer": "已经全部清理。"},
            ],
        }

    def evidence(self) -> dict[str, Any]:
        row = {"source": "监控中心", "collected_on": day(), "copy_checked": True}
        return {
            "exhibits": [
                {"kind": "audiovisual", "title": "路口监控录像", "proves": "焚烧时间和人员", **row},
                {"kind": "statement", "title": "周建国的陈述", "proves": "焚烧经过", **row},
            ]
        }

    def correction(self) -> dict[str, Any]:
        return {
            "conduct": "在人口集中地区焚烧塑料",
            "violated": "《中华人民共和国大气污染防治法》第八十二条第一款",
            "basis": "《中华人民共和国行政处罚法》第二十八条第一款",
            "content": "立即停止焚烧,清理现场。",
            "immediate": True,
        }

    def content(self) -> dict[str, Any]:
        """What report, notice and decision share."""
        return {
            "violation_code": self.violation,
            "conduct": "当事人在云山河边焚烧废塑料约两吨。",
            "conduct_on": day(-2),
            "evidence": "路口监控录像、周建国的陈述,证明焚烧的时间、数量和经过。",
            "violated": "《中华人民共和国大气污染防治法》第八十二条第一款",
            "basis": "《中华人民共和国大气污染防治法》第一百一十九条第二款",
            "kinds": ["fine"],
            "fine_fen": self.fine_fen,
            "tier": self.tier,
            "reasoning": "当事人系初次违法,已及时清理,适用较轻阶次。",
        }

    def report(self) -> dict[str, Any]:
        return {
            **self.content(),
            "course": "巡查发现后立案调查,依法询问并调取监控录像。",
            "outcome": "penalty",
            "corrected": True,
            "opinion": "建议处以罚款。",
        }

    def notice(self, hearing: bool = True) -> dict[str, Any]:
        return {
            **self.content(),
            "hearing_right": hearing,
            "rights_told": True,
            "contact": "张伟 0990-1234567",
            "address": "云州市中山路1号",
        }

    def service(self, **changes: Any) -> dict[str, Any]:
        return {
            "mode": "direct",
            "served_on": day(),
            "recipient": "周建国",
            "relation": "party" if self.subject.kind == "natural" else "legal_rep",
            "place": "云州市云山区解放路88号",
            "signed": True,
            **changes,
        }

    def waiver(self) -> dict[str, Any]:
        return {
            "waived_on": day(),
            "statement": "本单位无异议,放弃陈述、申辩和听证。",
            "hearing_too": True,
            "signed": True,
        }

    def review_request(self) -> dict[str, Any]:
        return {"triggers": ["voluntary"], "materials": "全部案卷材料", "opinion": "建议处以罚款。"}

    def review(self) -> dict[str, Any]:
        items = (
            "authority",
            "party",
            "facts",
            "characterisation",
            "law",
            "process",
            "discretion",
            "documents",
        )
        return {
            **dict.fromkeys(items, "符合规定"),
            "opinion": "agree",
            "reasons": "事实清楚,证据充分,程序合法。",
        }

    def hearing_request(self, day: int = 0) -> dict[str, Any]:
        """Asked for so many days from now, in writing."""
        return {
            "requested_on": (now().date() + timedelta(days=day)).isoformat(),
            "means": "written",
            "requester": "周建国",
            "reasons": "认为罚款过高。",
        }

    def hearing_notice(self, minutes: int = -90) -> dict[str, Any]:
        """A public hearing so many minutes from now."""
        return {
            "hearing_at": moment(minutes),
            "place": "二楼听证室",
            "presider_name": "赵磊",
            "recusal_right_told": True,
        }

    def hearing_record(self, minutes: int = -90) -> dict[str, Any]:
        self.record = {
            "place": "二楼听证室",
            "started_at": moment(minutes),
            "ended_at": moment(minutes + 60),
            "rights_told": True,
            "signature": "signed",
            "course": "held",
            "participants": "调查人员张伟、王芳；当事人的法定代表人周建国。",
            "investigator_statement": "录像证明焚烧约两吨，建议处以罚款。",
            "party_statement": "对事实没有异议，认为罚款数额过高。",
        }
        return self.record

    def hearing_report(self, minutes: int = -90) -> dict[str, Any]:
        # The report repeats the record to the second, however long writing it took.
        record = self.record or self.hearing_record(minutes)
        return {
            **{name: record[name] for name in ("started_at", "place", "participants", "course")},
            "presider_name": "赵磊",
            "views": "当事人认为罚款数额过高。",
            "facts": "焚烧废塑料约两吨，有录像和陈述。",
            "conclusion": "support",
            "reasons": "罚款数额在裁量基准之内，建议维持。",
        }

    def deliberation_request(self, topic: str = "decision") -> dict[str, Any]:
        return {"topic": topic, "presentation": "承办人汇报案情。", "opinion": "建议处以罚款。"}

    def deliberation(self) -> dict[str, Any]:
        heads = ("agency_head", "deputy_head")
        return {
            "topic": "decision",
            "started_at": moment(-15),
            "ended_at": moment(-5),
            "place": "三楼会议室",
            "presider": self.office.id_of("agency_head"),
            "members": [
                {
                    "officer": self.office.id_of(h),
                    "post": "负责人",
                    "opinion": "agree",
                    "reasons": "同意承办机构意见。",
                }
                for h in heads
            ],
            "recorder": "李娜",
            "presentation": "承办人汇报案情。",
            "outcome": "penalty",
            "fine_fen": self.fine_fen,
            "conclusion": "一致同意处以罚款。",
            "signed": True,
        }

    def decision(self) -> dict[str, Any]:
        return {
            **self.content(),
            "outcome": "penalty",
            "party_name": self.subject.name,
            "party_identifier": self.subject.identifier,
            "party_address": self.subject.address,
            "performance": "自收到本决定书之日起十五日内缴至指定银行;逾期每日按罚款数额的百分之三加处罚款。",
            "reconsideration_body": "云州市人民政府",
            "court": "云州市云山区人民法院",
            "remedy": "六十日内申请行政复议,或者六个月内提起行政诉讼。",
            "agency_name": self.office.agency.name,
            "decided_on": day(),
        }

    def until(self, last: str) -> Walk:
        """Do every step up to and including `last`; raises KeyError for an unknown step."""
        for name, step in self.steps().items():
            step()
            if name == last:
                return self
        raise KeyError(last)

    def steps(self) -> dict[str, Callable[[], Outcome]]:
        """Every step of the plain road, in order."""
        return {
            "register_clue": lambda: self.do(
                "register_clue", self.clue(), occurred_to=now() - timedelta(days=2)
            ),
            "check_clue": lambda: self.do("check_clue", self.check(), occurred_to=now() - timedelta(days=1)),
            "file": lambda: self.do("file", self.file()),
            "show_identity": lambda: self.do("show_identity", self.identity()),
            "record_questioning": lambda: self.do("record_questioning", self.questioning()),
            "add_evidence": lambda: self.do("add_evidence", self.evidence()),
            "order_correction": lambda: self.do("order_correction", self.correction()),
            "report": lambda: self.do("report", self.report()),
            "submit_legal_review": lambda: self.do("submit_legal_review", self.review_request()),
            "legal_review": self.reviewed,
            "notify": lambda: self.do("notify", self.notice()),
            "serve_notice": lambda: self.do("serve_notice", self.service()),
            "waive_defence": lambda: self.do("waive_defence", self.waiver()),
            "deliberate": self.deliberated,
            "decide": lambda: self.do("decide", self.decision()),
            "serve_decision": lambda: self.do("serve_decision", self.service()),
        }


def act_of(outcome: Outcome) -> Act:
    assert outcome.act is not None
    return outcome.act
