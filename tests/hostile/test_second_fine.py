"""One conduct is fined once (行政处罚法第二十九条), even when the first fine lies where the officer may not look."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from support import world
from support.walk import Walk, day
from support.world import IMPORTER, change

from yifa.matters import models as m
from yifa.matters.outcome import Outcome, as_json
from yifa.registers.models import Account, Subject
from yifa.registers.scope import scope

from .town import office_named

FIRST, SECOND = "云州市城市管理综合执法局", "云州市云山区城市管理局"
SECRET = "涉密线人赵六"


class Discreet(Walk):
    """The first case: what its acts say must reach nobody in the other agency."""

    def content(self) -> dict[str, Any]:
        said = {"conduct": f"当事人焚烧废塑料,{SECRET}作证。", "evidence": f"{SECRET}的证言、监控录像。"}
        return super().content() | said


@dataclass
class Twice:
    """The first agency's closed case, and the second agency's case about the same conduct, ready for its notice."""

    first: Walk
    second: Walk
    number: str


def build() -> None:
    world.benchmarks()
    ours = world.office(FIRST)
    theirs = world.office(SECOND, "urban", "云山城", "10000003")
    firm = world.firm()
    first = Discreet(ours, firm).until("serve_decision")
    first.do(
        "pay", {"paid_on": day(), "amount_fen": first.fine_fen, "channel": "bank", "receipt_number": "票1"}
    )
    first.do("check_correction", {"checked_on": day(), "corrected": True, "result": "已清理。"})
    first.do("close", {"ground": "performed", "result": f"已处罚,{SECRET}。", "performance": "已缴清。"})
    Walk(theirs, firm).until("report")


@pytest.fixture
def twice(populated_db: Callable[[str, Callable[[], object]], str]) -> Twice:
    populated_db("twice", build)
    with scope(IMPORTER):
        firm = Subject.objects.get()
        matters = [m.Matter.objects.get(agency__name=name, parent=None) for name in (FIRST, SECOND)]
    first, second = Walk(office_named(FIRST), firm), Walk(office_named(SECOND), firm)
    first.matter_id, second.matter_id = (str(found.pk) for found in matters)
    return Twice(first, second, matters[0].number)


def told(outcome: Outcome) -> str:
    """Everything the officer is told, in the form in which it is shown and kept."""
    return json.dumps([as_json(f) for f in outcome.findings], ensure_ascii=False)


def reveals_only_agency_and_number(twice: Twice, text: str) -> None:
    assert f"{FIRST}{twice.number}" in text
    with scope(IMPORTER):
        matter = m.Matter.objects.get(pk=twice.first.matter_id)
        papers = [p.number for p in m.Paper.objects.filter(matter=matter) if p.number]
    hidden = [
        SECRET,
        matter.title,
        matter.code,
        str(matter.pk),
        "2万元",
        "20,000",
        "2000000",
        "两万",
        *papers,
    ]
    assert not [h for h in hidden if h in text]


def test_the_officer_cannot_see_the_first_case(twice: Twice) -> None:
    for key in twice.second.office.people:
        with scope(twice.second.office.actor(key)):
            assert not m.Matter.objects.filter(pk=twice.first.matter_id).exists()
            assert not m.MatterFact.objects.filter(matter_id=twice.first.matter_id).exists()


def test_the_second_fine_is_blocked_from_notice_to_decision_and_on_the_spot(twice: Twice) -> None:
    second = twice.second
    outcomes = [
        second.attempt("notify", second.notice()),
        second.attempt("decide", second.decision()),
        _on_the_spot(second),
    ]
    for outcome in outcomes:
        assert outcome.act is None
        found = [f for f in outcome.blocking if f.gate == "no_second_fine"]
        assert len(found) == 1 and found[0].citation == "行政处罚法第二十九条"
        assert found[0].field == "fine_fen" and found[0].remedy
        reveals_only_agency_and_number(twice, told(outcome))


def _on_the_spot(second: Walk) -> Outcome:
    payload = {
        "cause": "焚烧塑料", "parties": [{"subject": str(second.subject.pk), "role": "party"}],
        "party_address": second.subject.address, "handlers": second.file()["handlers"], "identity_shown": True,
        "violation_code": second.violation, "conduct": "焚烧废塑料。", "conduct_on": day(-2), "place": "云山河东岸",
        "evidence": "现场笔录。", "violated": "大气污染防治法第八十二条", "basis": "大气污染防治法第一百一十九条",
        "kinds": ["fine"], "fine_fen": 300_000, "correction": "立即改正。", "rights_told": True, "signature": "signed",
        "performance": "十五日内缴纳。", "reconsideration_body": "云州市人民政府", "court": "云州市云山区人民法院",
        "remedy": "先申请行政复议。", "agency_name": second.office.agency.name, "decided_on": day(), "delivered": True,
    }  # fmt: skip
    elsewhere = Walk(second.office, second.subject)
    return elsewhere.attempt("decide_on_spot", payload, procedure="penalty.summary")


def test_the_same_notice_without_a_fine_or_for_other_conduct_is_not_blocked(twice: Twice) -> None:
    second = twice.second
    warned = second.notice() | {"kinds": ["warning"], "fine_fen": None}
    other_day = second.notice() | {"conduct_on": day(-9)}
    for payload in (warned, other_day):
        outcome = second.attempt("notify", payload)
        assert "no_second_fine" not in [f.gate for f in outcome.blocking]


def test_a_revoked_first_fine_blocks_nothing(twice: Twice) -> None:
    revoked = {
        "category": "revoked", "decided_by": "court", "authority": "云州市中级人民法院", "effective_on": day(),
        "reasons": "事实不清。", "public_reason": "判决撤销。",
    }  # fmt: skip
    twice.first.do("revoke", revoked)
    outcome = twice.second.attempt("notify", twice.second.notice())
    assert "no_second_fine" not in [f.gate for f in outcome.blocking]


def test_what_the_page_and_the_kept_refusal_say_is_as_little(twice: Twice) -> None:
    second = twice.second
    outcome = second.attempt("notify", second.notice())
    assert outcome.act is None
    with scope(IMPORTER):
        refusal = m.Refusal.objects.get(matter_id=second.matter_id, kind="notify")
        officer = second.office.people["handler"]
        account = change(
            IMPORTER, Account, None, {"username": "u", "officer": officer, "password": "!"}, "测试"
        )
    reveals_only_agency_and_number(twice, json.dumps(refusal.findings, ensure_ascii=False))
    client = Client()
    client.force_login(account)
    page = client.get(f"/desk/matters/{second.matter_id}/?tab=timeline").content.decode()
    assert twice.number in page and SECRET not in page and twice.first.matter_id not in page
    assert client.get(f"/desk/matters/{twice.first.matter_id}/").status_code == 404
