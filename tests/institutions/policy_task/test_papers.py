"""What the four papers say to whoever reads them. Payloads pass the real act models before they reach a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from papers.test_templates import text_of

from yifa.institutions.policy_task import acts as models
from yifa.papers import describe
from yifa.papers.render import render, template_path


def paper(template: str, act: Any, acts: Mapping[str, Any] | None = None, kind: str = "") -> str:
    """The text of a paper without white space."""
    data = {
        "paper": {"title": "文书", "number": "云司督〔2026〕3号", "date": "2026-11-28", "kind": kind, "checkpoint": {}},
        "agency": {"name": "云州市司法局", "address": "云山路1号", "phone": "0990-1234567"},
        "matter": {"title": "规范行政执法实施方案", "number": "云司策〔2026〕1号"},
        "act": told(act), "acts": {k: told(a) for k, a in (acts or {}).items()},
        "parties": [], "officers": [], "approvals": [], "extra": {}, "papers": {},
    }  # fmt: skip
    return text_of(render(template_path("policy_task", template), data))


def told(act: Any) -> dict[str, Any]:
    return {**describe(type(act), act.model_dump(mode="json")), "occurred_on": "2026-11-28"}


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ({"recurs": "once", "due_on": "2027-06-30"}, "2027年6月30日"),
        ({"recurs": "yearly", "due_on": "2026-12-15"}, "2026年12月15日（每年）"),
        ({"recurs": "event", "event": "赋权", "length": 15, "unit": "wd"}, "自赋权起15个工作日内"),
        ({}, "方案未定期限"),
    ],
)
def test_the_sheet_says_what_by_when_and_on_what_text(said: dict[str, Any], limit: str) -> None:
    act = models.ChargeTask(
        title="全员轮训", content="组织全体执法人员轮训。", owner="云州市司法局", plan_title="实施方案",
        plan_number="云政办发〔2026〕3号",
        source="2027年6月30日前", **said,
    )  # fmt: skip
    text = paper("assignment_sheet", act)
    for expected in (
        "组织全体执法人员轮训。",
        "《实施方案》（云政办发〔2026〕3号）",
        "牵头",
        "云州市司法局",
        limit,
    ):
        assert expected in text, expected


@pytest.mark.requirement("RQ154")
def test_the_notice_says_what_is_wrong_and_by_when_to_report() -> None:
    act = models.Supervise(
        agency="云州市生态环境局", task="规范案卷归档", task_number="云环任〔2026〕2号", due_on="2026-11-08",
        found="四件案卷逾期。",
        requirement="十日内完成归档。", report_by="2026-12-10",
    )  # fmt: skip
    text = paper("supervision_notice", act)
    for expected in (
        "云州市生态环境局：", "“规范案卷归档”（云环任〔2026〕2号），应当于2026年11月8日前完成", "四件案卷逾期。",
        "十日内完成归档。", "请于2026年12月10日前书面报告办理结果。",
    ):  # fmt: skip
        assert expected in text, expected


@pytest.mark.requirement("RQ154")
@pytest.mark.parametrize(("kind", "scheme"), [("mid_term_report", "中期方案"), ("final_report", "终期方案")])
def test_the_report_has_every_unit_with_its_score_and_the_scheme_of_its_own_evaluation(
    kind: str, scheme: str
) -> None:
    result = models.ConcludeMidTerm(
        self_assessed=2, tasks_closed=5, tasks_open=3, conclusion="总体有序。", problems="归档逾期。",
        advice="限期整改。",
        results=[
            {"unit": "甲局", "self_points": 100, "deducted": 0, "score": 100, "rank": 1},
            {"unit": "乙局", "self_points": 98, "deducted": 3, "score": 97, "rank": 2, "reasons": "归档逾期扣3分"},
        ],
    )  # fmt: skip
    dates = {"units": 2, "self_by": "2026-12-01", "check_by": "2026-12-09"}
    begun = {
        "begin_mid_term": models.BeginMidTerm(scheme="中期方案", **dates),
        "begin_final": models.BeginFinal(scheme="终期方案", **dates),
    }
    text = paper("evaluation_report", result, begun, kind)
    for expected in (
        scheme,
        "已完成5项，未完成3项；2个单位提交了自评。",
        "甲局",
        "归档逾期扣3分",
        "97",
        "总体有序。",
        "限期整改。",
    ):
        assert expected in text, expected
    assert ("终期方案" if kind == "mid_term_report" else "中期方案") not in text


@pytest.mark.requirement("RQ199")
def test_the_circular_names_praise_criticism_and_the_day() -> None:
    act = models.IssueCircular(
        subject="中期评估情况", content="八项任务完成五项。", praised="甲局", criticised="乙局归档逾期",
        requirement="举一反三。",
        rectify_by="2026-12-31",
    )  # fmt: skip
    text = paper("circular", act)
    for expected in (
        "各有关单位：",
        "八项任务完成五项。",
        "予以表扬",
        "甲局",
        "予以批评",
        "乙局归档逾期",
        "2026年12月31日前完成整改",
    ):
        assert expected in text, expected
    assert "予以批评" not in paper(
        "circular", models.IssueCircular(subject="进展", content="八项任务完成五项。")
    )
