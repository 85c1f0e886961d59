"""The city's qualification exam (a small bank, one scheme), a 司法所, insurances, and services that applicants buy."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from typing import Any

from yifa.demo.people import FOUNDED, REASON, Office
from yifa.demo.places import CITY
from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Counsellor,
    ExamPart,
    ExamScheme,
    Insurance,
    IntermediaryService,
    JudicialOffice,
    JudicialOfficeMember,
    Power,
    Question,
    QuestionKind,
    ServiceCleanup,
)
from yifa.registers.scope import IMPORTER

SCHEME = "云州市行政执法资格考试"
# Category, kind, how many, points each: fifteen questions, a hundred points.
PARTS = (
    ("行政处罚", "single", 6, 5), ("行政处罚", "multiple", 3, 10), ("行政处罚", "judge", 2, 5),
    ("行政强制", "single", 1, 10), ("行政强制", "judge", 1, 5),
    ("行政许可", "single", 1, 10), ("行政许可", "judge", 1, 5),
)  # fmt: skip


def load_exams(offices: dict[str, Office], today: date) -> None:
    """All of it. Must run inside `scope(IMPORTER)`, after people and powers."""
    change_many(IMPORTER, Question, questions(), REASON)
    values = {
        "name": SCHEME, "minutes": 60, "pass_mark": 60, "organised_by": "云州市司法局", "valid_from": FOUNDED,
    }  # fmt: skip
    scheme = change(IMPORTER, ExamScheme, None, values, REASON)
    parts = [
        {"scheme": scheme, "position": n, "category": c, "kind": k, "number": number, "points": points}
        for n, (c, k, number, points) in enumerate(PARTS, 1)
    ]
    change_many(IMPORTER, ExamPart, parts, REASON)
    _justice(offices["justice"])
    _welfare(offices["urban"], today)
    _services(offices["eco"], today)


def questions() -> list[dict[str, Any]]:
    """The bank as rows of the register."""
    kinds = {str(label): code for code, label in QuestionKind.choices}
    text = (resources.files("yifa.demo") / "data" / "questions.csv").read_text(encoding="utf-8")
    return [
        {
            "number": row["题号"], "category": row["类别"], "kind": kinds[row["题型"]], "text": row["题干"],
            "option_a": row["选项A"], "option_b": row["选项B"], "option_c": row["选项C"], "option_d": row["选项D"],
            "answer": row["答案"], "basis": row["依据"], "valid_from": date.fromisoformat(row["生效日期"]),
        }
        for row in csv.DictReader(text.splitlines())
    ]  # fmt: skip


def _justice(office: Office) -> None:
    for name, members in (("云山司法所", ("supervisor1",)), ("云河司法所", ())):
        values = {
            "agency": office.agency, "name": name, "region": CITY, "places": 2, "valid_from": FOUNDED,
        }  # fmt: skip
        made = change(IMPORTER, JudicialOffice, None, values, REASON)
        rows = [
            {"office": made, "officer": office.people[m], "heads": True, "valid_from": FOUNDED}
            for m in members
        ]
        change_many(IMPORTER, JudicialOfficeMember, rows, REASON)


def _welfare(office: Office, today: date) -> None:
    rows = [
        {
            "officer": office.people[key], "kind": "accident", "insurer": "云州人寿保险公司", "amount_yuan": 500_000,
            "valid_from": date(today.year, 1, 1), "valid_to": date(today.year, 12, 31),
        }
        for key in ("handler1", "handler2", "unit_head1")
    ]  # fmt: skip
    change_many(IMPORTER, Insurance, rows, REASON)
    values = {
        "agency": office.agency, "officer": office.people["hearing1"],
        "qualification": "市心理健康服务中心聘任", "valid_from": FOUNDED,
    }  # fmt: skip
    change(IMPORTER, Counsellor, None, values, REASON)


def _services(office: Office, today: date) -> None:
    power = Power.objects.filter(agency=office.agency, code="990100HJ001").first()
    values = {
        "agency": office.agency, "power": power, "name": "环境影响报告书编制", "result": "环境影响报告书",
        "source": "law", "basis": "《环境影响评价法》第十九条", "pricing": "market", "valid_from": FOUNDED,
    }  # fmt: skip
    change(IMPORTER, IntermediaryService, None, values, REASON)
    told = {
        "agency": office.agency, "power": power, "name": "环境影响报告书预评估", "source": "other",
        "basis": "《市环评管理办法（内部）》第三条", "pricing": "market", "valid_from": FOUNDED,
    }  # fmt: skip
    made = change(IMPORTER, IntermediaryService, None, told, REASON)
    step = {
        "service": made, "proposed_on": today, "proposal": "cancel",
        "reason": "没有法律、行政法规或者国务院决定作依据（演示）",
    }  # fmt: skip
    change(IMPORTER, ServiceCleanup, None, step, REASON)
