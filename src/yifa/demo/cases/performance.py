"""Paying, deferring, demanding, the court; closing and archiving."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from yifa.demo.cases.service import delivery, served
from yifa.demo.story import Affair, Case, Story
from yifa.law.clocks import SHANGHAI, due


def paid(case: Case, surcharge: int = 0, amount: int | None = None) -> Story:
    """罚没款缴清."""
    fine = case.fine if "fine" in case.violation.kinds else 0
    yield case.act(
        "pay",
        paid_on=case.today,
        amount_fen=fine if amount is None else amount,
        surcharge_fen=surcharge,
        confiscated_fen=case.violation.income * 100,
        channel=case.dice.one(("bank", "electronic", "electronic")),
        receipt_number=f"99{case.dice.between(10**7, 10**8 - 1)}",
        payer=case.subject.name,
    )
    case.rest(1, 3)


def goods(case: Case) -> Story:
    """What was confiscated is destroyed."""
    if case.violation.goods:
        yield case.act("dispose_goods", handling="destroy", items=case.violation.goods, done_on=case.today)
        case.rest(1, 2)


def closed(case: Case, ground: str = "performed", result: str = "", performance: str = "") -> Story:
    yield case.act(
        "close",
        ground=ground,
        result=result or "给予行政处罚。",
        performance=performance or "罚没款已全部缴纳，违法行为已经改正。",
    )
    case.pause(3, 20)


def archived(case: Affair, kind: str = "archive") -> Story:
    """立卷归档 by the archivist."""
    number = case.dice.between(1, 9999)
    yield case.act(
        kind,
        by="archivist1",
        archive_number=f"{case.office.plan.prefix}-{case.today.year}-{number:04d}",
        retention=case.dice.one(("ten", "thirty")),
        volumes=1,
        pages=case.dice.between(28, 96),
        complete=True,
    )


def settled(case: Case, surcharge: int = 0, amount: int | None = None) -> Story:
    """Paid, goods dealt with, closed, archived."""
    yield from paid(case, surcharge, amount)
    yield from goods(case)
    yield from closed(case)
    yield from archived(case)


def performed(case: Case) -> Story:
    """Served, paid in time, closed, archived."""
    yield from served(case)
    case.pause(2, 11)
    yield from settled(case)


def deferred(case: Case) -> Story:
    """Served, instalments granted, paid in parts, closed."""
    yield from served(case, "direct")
    case.rest(2, 4)
    half = case.fine // 2
    first, last = case.today + timedelta(days=30), case.today + timedelta(days=60)
    yield case.act(
        "grant_deferral",
        applied_on=case.today,
        application="近期经营困难，一次缴清确有困难，申请分两期缴纳。",
        category="instalments",
        granted_on=case.today,
        days=60,
        instalments=[{"due_on": first, "amount_fen": half}, {"due_on": last, "amount_fen": case.fine - half}],
    )
    case.pause(20, 26)
    yield case.act("pay_part", **_part(case, half))
    case.pause(20, 25)
    yield from settled(case, amount=case.fine - half)


def _part(case: Case, amount: int) -> dict[str, Any]:
    return {
        "paid_on": case.today, "amount_fen": amount, "channel": "bank", "payer": case.subject.name,
        "receipt_number": f"99{case.dice.between(10**7, 10**8 - 1)}",
    }  # fmt: skip


def unpaid(case: Case) -> Story:
    """Served and never paid: six months for a remedy go by, demand, ten working days, the court."""
    yield from served(case, "direct")
    midnight = datetime.combine(case.today, time(0), tzinfo=SHANGHAI)
    expired = due(6, "mo", midnight, calendar=case.law.calendar).due.astimezone(SHANGHAI).date()
    case.pause(188, 195)
    yield case.act(
        "demand",
        remedy_expired_on=expired,
        amount_fen=case.fine,
        surcharge_fen=case.fine,
        method=f"将款项缴至{case.office.agency.pay_account}",
        defence_right_told=True,
    )
    case.rest(1)
    yield case.act("serve_demand", **delivery(case, "direct"))
    case.rest(11, 13)
    yield case.act(
        "apply_court",
        court=case.office.agency.court,
        applied_on=case.today,
        content="强制执行罚款和加处罚款。",
        amount_fen=case.fine,
        surcharge_fen=case.fine,
        materials=["application", "decision", "opinion", "subject"],
    )
    case.rest(15, 22)
    yield case.act(
        "court_ruling",
        ruling="granted",
        ruled_on=case.today,
        document_number=f"（{case.today.year}）云州行审{case.dice.between(1, 99)}号",
    )
    case.pause(20, 30)
    yield from settled(case, surcharge=case.fine)
