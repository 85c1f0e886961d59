"""A hearing in a penalty case, opened by the machine, held by the appointed presider and told to the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

AGO = 20


@pytest.fixture
def walk(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """A case whose notice reached the party twenty days ago, and who asked for a hearing two days later."""
    from support import walk as road
    from support import world

    world.benchmarks()

    class Earlier(road.Walk):
        def attempt(self, kind: str, payload: Any, by: str = "handler", **extra: Any) -> Any:
            return super().attempt(kind, payload, by, **{"occurred_to": road.now(), **extra})

    now = road.now
    case = Earlier(world.office(), world.firm())
    with monkeypatch.context() as then:
        then.setattr(road, "now", lambda: now() - timedelta(days=AGO))
        case.until("serve_notice")
    case.do("request_hearing", case.hearing_request(day=-18), occurred_to=ago(18))
    case.run_effects()
    yield road.Walk(case.office, case.subject, matter_id=case.matter_id)


def ago(days: int) -> Any:
    from support.walk import now

    return now() - timedelta(days=days)


def prepared(walk: Walk) -> Walk:
    """The hearing with a presider, and notice served seventeen days before today."""
    hearing = walk.child("hearing")
    who = {"officer": walk.office.id_of("hearing_officer")}
    hearing.do("appoint", who, by="legal_reviewer", occurred_to=ago(17))
    hearing.do("notice", hearing.hearing_notice(), by="hearing_officer", occurred_to=ago(17))
    hearing.do("serve_notice", hearing.service(served_on=f"{ago(16):%Y-%m-%d}"), occurred_to=ago(16))
    return hearing


@pytest.mark.requirement("RQ074")
def test_a_hearing_is_opened_held_and_told_to_the_case(walk: Walk) -> None:
    hearing = prepared(walk)
    hearing.do("hold", hearing.hearing_record(), by="hearing_officer")
    hearing.do("report", hearing.hearing_report(), by="hearing_officer")
    assert hearing.kinds() == ["open", "appoint", "notice", "serve_notice", "hold", "report"]
    hearing.run_effects()
    assert walk.kinds()[-1] == "hearing_report"
    made = ("hearing_notice", "service_receipt", "hearing_record", "hearing_report")
    assert hearing.papers() == dict.fromkeys(made, "ready")


def test_who_investigated_does_not_preside(walk: Walk) -> None:
    hearing = walk.child("hearing")
    refused = hearing.attempt("appoint", {"officer": walk.office.id_of("handler2")}, by="legal_reviewer")
    assert "hearing_staff_not_of_the_case" in {f.gate for f in refused.blocking}


def test_a_hearing_is_announced_on_paper(walk: Walk) -> None:
    hearing = prepared(walk)
    told = {"published_on": f"{ago(15):%Y-%m-%d}", "channel": "本机关网站", "content": "公开举行听证。"}
    hearing.do("announce", told, occurred_to=ago(15))
    hearing.run_effects()
    assert hearing.papers()["hearing_announcement"] == "ready"


def test_a_withdrawal_reaches_the_case(walk: Walk) -> None:
    hearing = walk.child("hearing")
    today = f"{ago(0):%Y-%m-%d}"
    hearing.do("withdraw", {"withdrawn_on": today, "statement": "撤回听证要求。", "signed": True})
    hearing.run_effects()
    assert walk.kinds()[-1] == "withdraw_hearing_request"


def test_a_challenged_presider_is_replaced_before_the_hearing(walk: Walk) -> None:
    hearing = prepared(walk)
    presider = walk.office.id_of("hearing_officer")
    asked = {
        "officer": presider,
        "applicant": "party",
        "requested_on": f"{ago(0):%Y-%m-%d}",
        "reasons": "系当事人亲属",
    }
    hearing.do("declare_recusal", asked, by="hearing_officer")
    refused = hearing.attempt("hold", hearing.hearing_record(), by="hearing_officer")
    assert "recusal_settled" in {f.gate for f in refused.blocking}
    hearing.do("decide_recusal", {"officer": presider, "granted": True, "reasons": "属实"}, by="unit_head")
    refused = hearing.attempt("hold", hearing.hearing_record(), by="hearing_officer")
    assert "hearing_staff_not_recused" in {f.gate for f in refused.blocking}
