"""Whole cases through the write path: a second fine elsewhere, and every way a case ends reaches the archive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

    from yifa.matters.models import Matter

pytestmark = pytest.mark.requirement("RQ070")


def today() -> str:
    from support.walk import day

    return day()


def matter(walk: Walk) -> Matter:
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        return Matter.objects.get(pk=walk.matter_id)


def archive(walk: Walk) -> None:
    walk.do("archive", {"retention": "ten", "complete": True}, by="archivist")
    assert matter(walk).stage == "archived"
    assert matter(walk).archived_at is not None


def pay(walk: Walk) -> None:
    values = {"paid_on": today(), "amount_fen": walk.fine_fen, "channel": "bank", "receipt_number": "0001"}
    walk.do("pay", values)


def close(walk: Walk, ground: str = "performed") -> None:
    walk.do("close", {"ground": ground, "result": "处以罚款", "performance": "已经缴清"})


@pytest.mark.requirement("RQ096")
def test_a_case_is_paid_closed_and_archived(walk: Walk) -> None:
    walk.until("serve_decision")
    pay(walk)
    close(walk)
    archive(walk)


def test_a_fine_by_an_agency_one_cannot_see_still_blocks_a_second_one(walk: Walk) -> None:
    from support import world
    from support.walk import Walk as AnotherWalk

    from yifa.matters.models import Matter
    from yifa.registers.scope import scope

    elsewhere = AnotherWalk(
        world.office("云州市云山区城市管理局", prefix="云山城", eight="10000009"), walk.subject
    )
    elsewhere.until("serve_decision")
    pay(elsewhere)
    close(elsewhere)
    with scope(walk.office.actor("handler")):
        assert not Matter.objects.filter(pk=elsewhere.matter_id).exists()
    walk.until("legal_review")
    refused = walk.attempt("notify", walk.notice())
    blocking = [f for f in refused.blocking if f.gate == "no_second_fine"]
    assert len(blocking) == 1
    number = matter(elsewhere).number
    assert f"云州市云山区城市管理局{number}" in blocking[0].message
    assert walk.subject.name not in blocking[0].message


def test_an_open_case_elsewhere_is_not_filed_again(walk: Walk) -> None:
    from support import world
    from support.walk import Walk as AnotherWalk

    elsewhere = AnotherWalk(
        world.office("云州市云山区城市管理局", prefix="云山城", eight="10000009"), walk.subject
    )
    elsewhere.until("file")
    walk.until("check_clue")
    assert "first_to_file" in {f.gate for f in walk.attempt("file", walk.file()).blocking}


def test_a_refused_clue_is_archived(walk: Walk) -> None:
    walk.until("check_clue")
    walk.do("refuse_filing", {"ground": "no_fact", "reasons": "没有违法事实"})
    assert matter(walk).stage == "refused"
    archive(walk)


ENDINGS: list[tuple[str, str, dict[str, Any]]] = [
    ("terminate", "terminated", {"ground": "dissolved", "reasons": "企业已注销，无承受人"}),
    (
        "transfer_jurisdiction",
        "transferred",
        {
            "to_agency": "云州市生态环境局",
            "transferred_on": "today",
            "reasons": "不属于本机关管辖",
            "materials": "全部案卷",
        },
    ),
    (
        "transfer_criminal",
        "transferred",
        {
            "to_agency": "云州市公安局",
            "approved_on": "today",
            "transferred_on": "today",
            "crime": "污染环境罪",
            "reasons": "涉嫌犯罪",
            "materials": "全部案卷",
        },
    ),
]


@pytest.mark.parametrize(("kind", "stage", "values"), ENDINGS, ids=[e[0] for e in ENDINGS])
def test_every_ending_before_a_decision_is_archived(
    walk: Walk, kind: str, stage: str, values: dict[str, Any]
) -> None:
    walk.until("add_evidence")
    walk.do(kind, {k: today() if v == "today" else v for k, v in values.items()})
    assert matter(walk).stage == stage
    archive(walk)


def test_a_case_handed_to_the_police_waits_and_comes_back(walk: Walk) -> None:
    walk.until("add_evidence")
    values = {
        "to_agency": "云州市公安局",
        "approved_on": today(),
        "transferred_on": today(),
        "crime": "污染环境罪",
        "reasons": "涉嫌犯罪",
        "materials": "全部案卷",
    }
    walk.do("transfer_criminal_pending", values)
    assert matter(walk).suspended
    assert walk.attempt("report", walk.report()).blocking
    walk.do(
        "criminal_returned", {"from_agency": "云州市公安局", "returned_on": today(), "result": "不予立案"}
    )
    assert not matter(walk).suspended
    walk.do("order_correction", walk.correction())
    walk.do("report", walk.report())


def test_a_revoked_decision_is_archived(walk: Walk) -> None:
    walk.until("serve_decision")
    values = {
        "category": "revoked",
        "decided_by": "agency",
        "authority": "本机关",
        "effective_on": today(),
        "reasons": "事实有误",
        "public_reason": "决定认定的事实有误，已自行撤销",
    }
    walk.do("revoke", values)
    assert matter(walk).stage == "revoked"
    archive(walk)


@pytest.mark.requirement("RQ083")
def test_a_no_penalty_decision_with_education_is_archived(walk: Walk) -> None:
    walk.until("order_correction")
    report = {k: v for k, v in walk.report().items() if k not in ("kinds", "fine_fen", "tier")}
    walk.do("report", {**report, "outcome": "no_penalty"})
    values = {
        **{
            k: walk.decision()[k]
            for k in ("violation_code", "conduct", "conduct_on", "evidence", "party_name")
        },
        **{k: walk.decision()[k] for k in ("party_address", "reconsideration_body", "court", "remedy")},
        **{k: walk.decision()[k] for k in ("agency_name", "decided_on")},
        "outcome": "no_penalty",
        "ground": "minor_corrected_no_harm",
        "basis": "《中华人民共和国行政处罚法》第三十三条第一款",
        "reasoning": "违法行为轻微并及时改正，没有造成危害后果。",
    }
    assert "education" in {f.field for f in walk.attempt("decide_no_penalty", values).blocking}
    walk.do("decide_no_penalty", {**values, "education": "当面讲解法律规定，当事人签收宣传册"})
    walk.do("serve_decision", walk.service())
    close(walk, "no_penalty")
    archive(walk)


def on_the_spot(walk: Walk) -> dict[str, Any]:
    """Fifty yuan for a person who spat in the street."""
    from support import world

    person = world.person()
    content = walk.decision()
    shared = ("evidence", "violated", "basis", "performance", "reconsideration_body", "court", "agency_name")
    return {
        **{k: content[k] for k in shared},
        "cause": "随地吐痰案",
        "parties": [{"subject": str(person.pk), "role": "party"}],
        "party_address": person.address,
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "identity_shown": True,
        "violation_code": "YZ-CG-404",
        "conduct": "在云山广场随地吐痰。",
        "conduct_on": today(),
        "place": "云山广场",
        "kinds": ["fine"],
        "fine_fen": 5_000,
        "tier": "情节较轻",
        "correction": "立即清理",
        "rights_told": True,
        "reconsideration_first": True,
        "remedy": "先自收到本决定书之日起六十日内申请行政复议",
        "decided_on": today(),
        "delivered": True,
        "signature": "signed",
    }


@pytest.mark.requirement("RQ069")
def test_a_decision_on_the_spot_is_filed_paid_closed_and_archived(walk: Walk) -> None:
    values = on_the_spot(walk)
    too_much = walk.attempt("decide_on_spot", {**values, "fine_fen": 20_100}, procedure="penalty.summary")
    assert {f.gate for f in too_much.blocking} == {"spot_limits"}
    walk.do("decide_on_spot", values, procedure="penalty.summary")
    assert matter(walk).number
    walk.do("file_with_agency", {"filed_on": today(), "materials": "当场处罚决定书、现场照片"})
    walk.fine_fen = 5_000
    pay(walk)
    close(walk)
    archive(walk)


@pytest.mark.requirement("RQ076")
def test_leaving_the_benchmark_reaches_the_head_who_approves_it(walk: Walk) -> None:
    """国办发〔2022〕27号第十二项: the main head approves it; nothing but that signature is missing on the way."""
    walk.fine_fen = 6_000_000
    reasons = {"deviation_reason": "焚烧数量大、持续时间长，适用较轻阶次明显不当"}
    walk.until("order_correction")
    walk.do("report", {**walk.report(), **reasons})
    for step in (
        "submit_legal_review",
        "legal_review",
        "notify",
        "serve_notice",
        "waive_defence",
        "deliberate",
    ):
        walk.steps()[step]()
    walk.do("decide", {**walk.decision(), **reasons})
    assert matter(walk).stage == "decided"


@pytest.mark.requirement("RQ074")
def test_a_head_does_not_sign_the_decision_about_himself(walk: Walk) -> None:
    walk.until("waive_defence")
    head = walk.office.id_of("agency_head")
    asked = {"officer": head, "applicant": "party", "requested_on": today(), "reasons": "与当事人有亲属关系"}
    walk.do("declare_recusal", asked, by="unit_head")
    decided = {"officer": head, "granted": False, "reasons": "不影响公正"}
    outcome = walk.attempt("decide_recusal", decided, by="unit_head")  # on its way to that very head
    assert outcome.act is None and {f.gate for f in outcome.blocking} == {"recusal_was_requested"}


@pytest.mark.requirement("RQ029")
def test_a_power_suspended_in_the_list_stops_the_filing_until_it_is_published_again(walk: Walk) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import Power, PowerState
    from yifa.registers.scope import IMPORTER, scope

    def step(days: int, state: str) -> None:
        since = date.today() + timedelta(days=days)
        row = {"power": power, "since": since, "state": state, "document": "云府〔2026〕7号"}
        change(IMPORTER, PowerState, None, row, "测试")

    item = {
        "agency": walk.office.agency, "code": "990100CG010", "base_code": walk.violation, "name": "对露天焚烧的处罚",
        "type": "02", "valid_from": date(2024, 1, 1),
    }  # fmt: skip
    with scope(IMPORTER):
        power = change(IMPORTER, Power, None, item, "测试")
        step(-30, "suspended")
    walk.until("check_clue")
    refused = walk.attempt("file", walk.file())
    (found,) = refused.blocking
    assert found.gate == "power_may_be_exercised"
    assert (
        "“对露天焚烧的处罚”（990100CG010）自" in found.message
        and "暂停实施（云府〔2026〕7号）" in found.message
    )
    with scope(IMPORTER):
        step(-1, "published")
    walk.do("file", walk.file())
