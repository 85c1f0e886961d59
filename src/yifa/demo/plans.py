"""A province's plan and the city's own in the ledger, with tasks in every state, and what else supervision keeps.

The texts are in `data/plans`, with the days left open; they are parsed, proposed and accepted like any file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from yifa.demo.people import FOUNDED, PASSWORD, REASON, Office
from yifa.demo.telling import StoryBroken
from yifa.law.clocks import SHANGHAI
from yifa.matters import drafting, effects, service
from yifa.matters.models import Effect, Matter
from yifa.matters.request import Ask
from yifa.policies.parse import parse_text
from yifa.registers.actors import actor_of
from yifa.registers.change import HashedPassword, change, change_many
from yifa.registers.ids import new_id
from yifa.registers.models import (
    Account,
    Officer,
    PlanInspection,
    PlanLiaison,
    PlanMeeting,
    PlanTaskUnit,
    PolicyPlan,
    RoleGrant,
    Training,
    TrainingAttendance,
)
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.supervision.plans import collective, following, opening, sides
from yifa.supervision.plans.accepting import accept
from yifa.supervision.plans.comparing import compare
from yifa.supervision.plans.edited import Edited
from yifa.supervision.plans.indicators import measure
from yifa.supervision.plans.proposing import propose

DATA = Path(__file__).parent / "data" / "plans"
_CHILDREN = frozenset({"spawn", "report", "retell"})
# Who works on plans in the justice bureau: post, name, role, login.
BUREAU = (
    ("plan_head", "沈怀远", "agency_head", "justice-agencyhead"),
    ("plan_unit_head", "顾长庚", "unit_head", "justice-unithead"),
    ("plan_reviewer", "苏明岚", "legal_reviewer", "justice-reviewer"),
)


def load_plans(offices: Mapping[str, Office], now: datetime) -> dict[str, int]:
    """Both plans and their tasks; returns counts. Raises StoryBroken when something stands against a step."""
    today = now.astimezone(SHANGHAI).date()
    justice = offices["justice"]
    with scope(IMPORTER):
        _bureau(justice)
        collective.ensure_rules(IMPORTER)
        _trainings(offices, today)
    province = _accepted(justice, _superior(_edited(justice, "province", today)))
    city = _accepted(justice, _linked(_edited(justice, "city", today), province))
    opening.run(str(city.pk))
    _publish(justice, city)
    walk = _Walk(offices, city, today)
    walk.all()
    with scope(IMPORTER):
        _kept(offices, city, today)
    return {"政策方案": 2, "方案任务": walk.units}


def _bureau(justice: Office) -> None:
    password = HashedPassword.of(PASSWORD)
    for post, name, role, login in BUREAU:
        row = {
            "agency": justice.agency,
            "name": name,
            "staff_no": f"5{900 + len(justice.people)}",
            "valid_from": FOUNDED,
        }
        officer = change(IMPORTER, Officer, None, row, REASON)
        justice.people[post] = officer
        grant = {"officer": officer, "role": role, "agency": justice.agency, "valid_from": FOUNDED}
        change(IMPORTER, RoleGrant, None, grant, REASON)
        account = {"username": login, "password": password, "officer": officer}
        change(IMPORTER, Account, None, account, REASON)


def _chinese(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def days(today: date) -> dict[str, str]:
    """The days left open in the texts, so that some tasks are late and some to come whenever the city is made."""
    at = {
        "province_issued": today - timedelta(days=260),
        "city_issued": today - timedelta(days=210),
        "past": today - timedelta(days=20),
        "soon": today + timedelta(days=33),
        "later": today + timedelta(days=200),
        "mid": today + timedelta(days=300),
        "plan_end": date(today.year + 2, 12, 31),
    }
    return {"year": str(at["province_issued"].year), **{name: _chinese(on) for name, on in at.items()}}


def _edited(justice: Office, name: str, today: date) -> Edited:
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8").format(**days(today))
    reading = parse_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with scope(IMPORTER):
        return propose(reading, 0, justice.agency, sha256=sha256, file_name=f"{name}.txt", on=today)


def _superior(edited: Edited) -> Edited:
    """The province's plan is kept to compare with: its tasks are the province's, nobody here is charged with them."""
    tasks = tuple(replace(t, units=tuple(replace(u, charged=False) for u in t.units)) for t in edited.tasks)
    return replace(edited, tasks=tasks, level="province", region="990000")


def _linked(edited: Edited, parent: PolicyPlan) -> Edited:
    """Tasks of the city's plan with the task of the parent that each carries out, as the comparison finds them."""
    with scope(IMPORTER):
        found = compare(
            sides.of_plan(parent.pk), sides.of_document(edited.document, edited.adopted_on or date.min)
        )
    carried = {int(pair.child.id): pair.parent.id for pair in found.pairs}
    tasks = tuple(replace(t, carries_out=carried.get(n)) for n, t in enumerate(edited.tasks))
    return replace(edited, tasks=tasks, parent=str(parent.pk))


def _accepted(justice: Office, edited: Edited) -> PolicyPlan:
    actor = actor_of(justice.people["plan_reviewer"].pk)
    with scope(actor):
        return accept(actor, edited)


def _publish(justice: Office, plan: PolicyPlan) -> None:
    actor = actor_of(justice.people["plan_reviewer"].pk)
    with scope(actor):
        outcome = following.publish(actor, plan, plan.adopted_on, "云州市人民政府门户网站")
    if outcome.act is None:
        raise StoryBroken(f"publish_plan: {dict(outcome.errors)} {outcome.findings}")


class _Walk:
    """Takes the tasks of the city's plan as far as they shall be, each in its people's names."""

    def __init__(self, offices: Mapping[str, Office], plan: PolicyPlan, today: date) -> None:
        self.offices = {o.agency.pk: o for o in offices.values()}
        self.justice, self.today = offices["justice"], today
        with scope(WORKER):
            rows = PlanTaskUnit.objects.select_related("task").filter(
                plan=plan, charged=True, matter_id__isnull=False
            )
            self.rows = {row.task.no: row for row in rows}
            self.units = rows.count()

    def all(self) -> None:
        """Closed: 2, 7. Overdue: 6, and 3, not accepted. Extended: 1. Returned: 9. Claimed: 5. Working: 4, 11."""
        for no in ("1", "2", "4", "5", "6", "7", "9", "11"):
            self.accept(no)
        self.progress("4", 40, "公示栏目改版方案已经确定，正在开发。")
        self.progress("6", 70, "已归档七成，其余案卷正在整理。")
        self.progress("11", 30, "已收集各领域文书样式初稿。")
        self.extension("1")
        for no in ("2", "7"):
            self.claim(no)
            self.answer(
                no,
                "pass_claim",
                {
                    "checked_on": self.today.isoformat(),
                    "method": "书面核查",
                    "opinion": "材料齐全，情况属实。",
                },
            )
        self.claim("9")
        until = (self.today + timedelta(days=15)).isoformat()
        back = {
            "checked_on": self.today.isoformat(),
            "reasons": "台账缺少整治措施和责任单位。",
            "rectify_by": until,
        }
        self.answer("9", "return_claim", back)
        self.claim("5")

    def accept(self, no: str) -> None:
        """The unit's head takes the task and names who works on it."""
        office = self._office(no)
        payload = {
            "accepted_on": self.today.isoformat(), "handlers": [office.id_of("handler1")],
            "measures": "列入本年重点工作，按月调度。",
        }  # fmt: skip
        self._do(office, "unit_head1", "accept_task", payload, self.rows[no].matter_id)

    def progress(self, no: str, percent: int, done: str) -> None:
        """A report of who works on it."""
        self._do(
            self._office(no),
            "handler1",
            "report_progress",
            {"percent": percent, "done": done},
            self.rows[no].matter_id,
        )

    def extension(self, no: str) -> None:
        """Asked for and granted."""
        until = (self.today + timedelta(days=260)).isoformat()
        payload = {"new_due_on": until, "reason": "首轮轮训与机构改革人员划转时间重叠，需要顺延。"}
        self._do(self._office(no), "handler1", "ask_extension", payload, self.rows[no].matter_id)
        self.answer(no, "grant_extension", {"new_due_on": until, "reasons": "情况属实，同意顺延。"})

    def claim(self, no: str) -> None:
        """Claimed done, beside what the platform measures where the task is bound to an indicator."""
        row, office = self.rows[no], self._office(no)
        number = f"{office.plan.prefix}〔{self.today.year}〕{20 + int(no)}号"
        payload = {
            "done_on": self.today.isoformat(), "result": "已按方案要求完成。",
            "evidence": [{"title": "完成情况报告", "number": number}],
            "measured": "", "difference": "",
        }  # fmt: skip
        if row.task.indicator:
            with scope(WORKER):
                told = measure(row.task.indicator, [office.agency], date(self.today.year, 1, 1), self.today)[
                    0
                ].told
            payload |= {
                "measured": told,
                "difference": "另有部分数据未登记。" if told.startswith("未达到") else "",
            }
        self._do(office, "handler1", "claim", payload, row.matter_id)

    def answer(self, no: str, kind: str, payload: dict[str, Any]) -> None:
        """What the justice bureau answers in the matter that was opened for it there."""
        with scope(WORKER):
            asked = Matter.objects.filter(
                parent_id=self.rows[no].matter_id, procedure="policy_task.check"
            ).order_by("id")
            matter = asked.last()
        assert matter is not None
        self._do(self.justice, "plan_reviewer", kind, payload, matter.pk)

    def _office(self, no: str) -> Office:
        agency = self.rows[no].agency_id
        assert agency is not None
        return self.offices[agency]

    def _do(self, office: Office, post: str, kind: str, payload: dict[str, Any], matter_id: Any) -> None:
        actor, draft_id = actor_of(office.people[post].pk), str(new_id())
        with scope(actor):
            ask = Ask(actor, kind, payload, matter_id=str(matter_id), draft_id=draft_id)
            tried = service.dry_run(ask)
            if not tried.needed:
                outcome = service.record(ask)
            else:
                drafting.save_draft(
                    actor,
                    drafting.DraftInput(id=draft_id, kind=kind, payload=payload, matter_id=str(matter_id)),
                )
                outcome = drafting.submit(actor, draft_id)
        while outcome.act is None and outcome.needed and not outcome.errors and not outcome.blocking:
            approver = actor_of(self._approver(office, outcome.needed[0].roles[0]).pk)
            with scope(approver):
                outcome = drafting.approve(approver, draft_id, "同意。")
        if outcome.act is None:
            raise StoryBroken(f"{kind}: {dict(outcome.errors)} {outcome.stale} {outcome.findings}")
        with scope(WORKER):
            queued = Effect.objects.filter(
                name__in=_CHILDREN, state="queued", act__matter__procedure__startswith="policy_task."
            )
            for act_id in dict.fromkeys(queued.order_by("act__recorded_at").values_list("act_id", flat=True)):
                effects.run(str(act_id), only=_CHILDREN)

    def _approver(self, office: Office, role: str) -> Officer:
        posts = {"unit_head": ("unit_head1", "plan_unit_head"), "agency_head": ("agency_head1", "plan_head")}[
            role
        ]
        return next(office.people[p] for p in posts if p in office.people)


def _trainings(offices: Mapping[str, Office], today: date) -> None:
    """This year's trainings of each enforcing agency: most officers reach the hours, some do not."""
    for office in offices.values():
        if office.plan.key == "justice":
            continue
        rows = [
            {"agency": office.agency, "title": title, "kind": kind, "minutes": minutes,
             "on": today - timedelta(days=ago), "teacher": "市委党校"}
            for title, kind, ago, minutes in (
                ("公共法律知识轮训", "law", 20, 1800), ("执法办案实务", "business", 10, 1200),
            )
        ]  # fmt: skip
        held = change_many(IMPORTER, Training, rows, REASON).created
        people = [o for post, o in office.people.items() if not post.startswith(("auxiliary", "archivist"))]
        cards = [
            {"training": training, "officer": officer}
            for n, officer in enumerate(people)
            for training in (held if n % 5 else held[:1])
        ]
        change_many(IMPORTER, TrainingAttendance, cards, REASON)


def _kept(offices: Mapping[str, Office], plan: PolicyPlan, today: date) -> None:
    """Liaison officers, a meeting with what was agreed, and an inspection that was told in a circular."""
    working = [o for o in offices.values() if o.plan.key != "justice"]
    topic = "规范行政执法行为"
    liaisons = [
        {
            "agency": o.agency, "topic": topic, "officer": o.people["reviewer1"], "name": o.people["reviewer1"].name,
            "post": "法制科科长", "filed_on": today - timedelta(days=25), "valid_from": today - timedelta(days=30),
        }
        for o in working[:3]
    ]  # fmt: skip
    change_many(IMPORTER, PlanLiaison, liaisons, REASON)
    justice = offices["justice"].agency
    change(IMPORTER, PlanMeeting, None, {
        "agency": justice, "held_on": today - timedelta(days=14), "topic": "案卷归档和公示栏目改版进度会商",
        "plan_number": plan.number, "present": "市司法局、市城管执法局、市生态环境局有关负责人和联络员",
        "minutes": "会议听取了归档和栏目改版的进展，研究了人员不足、接口不通两个问题。",
        "to_do": "市生态环境局十日内完成剩余案卷归档。", "responsible": offices["eco"].agency,
        "due": today - timedelta(days=4),
    }, REASON)  # fmt: skip
    change(IMPORTER, PlanInspection, None, {
        "agency": justice, "inspected": offices["eco"].agency, "on": today - timedelta(days=9),
        "task": "案卷归档专项督查",
        "plan_number": plan.number, "found": "抽查案卷二十件，四件逾期归档。", "circular": f"云司通〔{today.year}〕3号",
        "circular_on": today - timedelta(days=6), "rectify_by": today + timedelta(days=20),
    }, REASON)  # fmt: skip
