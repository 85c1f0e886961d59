"""A fine that nobody paid and that the court is asked to collect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from yifa.demo.cases.decision import decided_usually
from yifa.demo.cases.inquiry import investigated
from yifa.demo.cases.opening import opened, parties
from yifa.demo.cases.performance import archived
from yifa.demo.cases.service import delivery, served
from yifa.demo.dice import Dice
from yifa.demo.story import Affair, Case, Story
from yifa.law.clocks import SHANGHAI, due
from yifa.matters.models import Matter, Paper


def to_the_court(stop: str = "") -> Callable[[Case], Story]:
    """A fine nobody paid: the time for remedies is over, a demand, ten working days, the court allows and collects."""

    def story(case: Case) -> Story:
        yield from opened(case)
        yield from investigated(case)
        yield from decided_usually(case)
        yield from served(case, "direct")
        served_on = case.today
        case.pause(188, 195)
        court = Affair(
            label=f"{case.label}-court", office=case.office, subject=case.subject, law=case.law,
            dice=Dice("court", case.label), started=case.today, procedure="coercion.court", stop=stop,
            unit_head=case.unit_head, head=case.head, handlers=case.handlers,
        )  # fmt: skip
        court.t = max(court.t, case.t)
        yield from _asked(court, case, _owed(case, served_on))
        yield from _collected(court, case)

    return story


def _owed(case: Case, served_on: Any) -> dict[str, Any]:
    """The decision, its service and the days that went by."""
    decision = case.acts["decide"]
    midnight = datetime.combine(served_on, time(0), tzinfo=SHANGHAI)
    return {
        "decision_kind": "penalty",
        "decision_number": Paper.objects.get(act=decision, kind="penalty_decision").number,
        "decision_on": decision.occurred_to.astimezone(SHANGHAI).date(),
        "served_on": served_on,
        "perform_by": served_on + timedelta(days=15),
        "remedy_expired_on": due(6, "mo", midnight, calendar=case.law.calendar)
        .due.astimezone(SHANGHAI)
        .date(),
        "case_number": Matter.objects.values_list("number", flat=True).get(pk=str(case.matter_id)),
    }


def _asked(court: Affair, case: Case, owed: dict[str, Any]) -> Story:
    """Opened, demanded, applied."""
    yield court.act(
        "open_court",
        cause="申请强制执行罚款决定",
        parties=parties(court),
        handlers=[court.id_of(h) for h in court.handlers],
        duty="money",
        content="缴纳罚款。",
        principal_fen=case.fine,
        power="none",
        **owed,
    )
    court.rest(1)
    yield court.act(
        "demand",
        deadline_on=court.today + timedelta(days=20),
        manner=f"缴至{court.office.agency.pay_account}",
        amount_fen=case.fine,
        payment="银行转账",
        rights_told=True,
    )
    court.later(60)
    yield court.act("serve_demand", **delivery(court, "direct"))
    court.rest(16, 18)
    yield court.act(
        "apply_court",
        court=court.office.agency.court,
        place_right=True,
        applied_on=court.today,
        content="强制执行罚款。",
        amount_fen=case.fine,
        materials=["application", "decision", "opinion", "subject"],
        head_signed=True,
        sealed=True,
    )
    court.rest(3, 4)


def _collected(court: Affair, case: Case) -> Story:
    """The court takes the application, allows it, and the fine comes in."""
    number = f"（{court.today.year}）云行审{court.dice.between(10, 99)}号"
    yield court.act(
        "court_answer",
        answer="accepted",
        decided_on=court.today,
        received_on=court.today,
        document_number=number,
    )
    court.rest(4, 6)
    yield court.act(
        "court_ruling",
        ruling="execute",
        ruling_on=court.today,
        received_on=court.today,
        document_number=number,
    )
    court.pause(20, 30)
    yield court.act(
        "record_execution",
        complete=True,
        ended_on=court.today,
        result="罚款已经全部执行到位。",
        collected_fen=case.fine,
        account="treasury",
        voucher=f"99{court.dice.between(10**7, 10**8 - 1)}",
    )
    court.rest(1, 3)
    yield court.act("close", ground="performed", result="执行完毕。")
    court.pause(5, 12)
    yield from archived(court)
