"""What happens to a decision later: service by notice, correction, revocation, change, withdrawal."""

from __future__ import annotations

from datetime import timedelta

from yifa.demo.cases.decision import decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened
from yifa.demo.cases.performance import archived, settled
from yifa.demo.cases.service import announced, served
from yifa.demo.story import Case, Story
from yifa.matters.models import Act


def revoked(case: Case) -> Story:
    """The agency finds its own mistake after publication, revokes, and says so publicly."""
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(20, 30)
    yield case.act(
        "revoke",
        category="revoked",
        decided_by="agency",
        authority=case.office.agency.name,
        effective_on=case.today,
        reasons="复核发现认定的责任主体有误，自行纠正。",
        refund_fen=0,
        public_reason="原处罚决定认定事实有误，本机关已自行撤销，现撤回公开信息。",
    )
    case.pause(5, 15)
    yield from archived(case)


def reconsidered(case: Case) -> Story:
    """The party asks for reconsideration, the fine is lowered, the publication is withdrawn."""
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case, "direct")
    case.rest(5, 8)
    body = case.office.agency.reconsideration_body
    yield case.act(
        "start_reconsideration",
        category="reconsideration",
        started_on=case.today,
        body=body,
        case_number=f"云州复〔{case.today.year}〕{case.dice.between(10, 99)}号",
    )
    case.pause(40, 55)
    yield case.act("end_reconsideration", category="reconsideration", ended_on=case.today, result="changed")
    case.rest(1)
    lower = case.fine * 8 // 10
    yield case.act(
        "change_decision",
        category="changed",
        decided_by="reconsideration",
        authority=body,
        effective_on=case.today - timedelta(days=1),
        changed_fine_fen=lower,
        content="罚款数额变更。",
        reasons="行政复议决定变更罚款数额。",
        public_reason="行政复议决定变更了处罚数额，原公开信息撤回。",
    )
    case.rest(3, 5)
    yield from settled(case, amount=lower)


def unreachable(case: Case) -> Story:
    """The party cannot be found: service by public notice."""
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from announced(case)


def corrected(case: Case) -> Story:
    """A slip in the register of the clue is put right; both stay on the timeline."""
    yield from opened(case)
    yield from investigated(case)
    first: Act = case.acts["register_clue"]
    yield case.act(
        "correct",
        target=first.pk,
        corrections=[{"field": "place", "old": f"云州市{case.place}", "new": f"云州市{case.place}（东侧）"}],
        reasons="登记时地点填写不完整。",
    )
    case.rest(1, 2)
    yield from decided_usually(case)
    yield from served(case)
    case.pause(2, 10)
    yield from settled(case)


def withheld(case: Case) -> Story:
    """Published, then taken back on review because it showed a trade secret."""
    yield from opened(case)
    yield from investigated(case)
    yield from decided_usually(case)
    yield from served(case)
    case.rest(4, 6)
    yield case.act(
        "withdraw_disclosure", public_reason="公开内容涉及当事人商业秘密，经审查撤回，处理后重新公开。"
    )
    case.rest(1, 3)
    yield from settled(case)
