"""The evaluation report as an office document, with the same figures as the paper of the plan's matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from yifa.registers.models import PlanEvaluation

_COLUMNS = (
    ("rank", "名次"),
    ("unit", "单位"),
    ("self_points", "自评分"),
    ("deducted", "扣分"),
    ("score", "得分"),
    ("reasons", "扣分理由"),
)


def report(evaluation: PlanEvaluation, values: Mapping[str, Any], on: date) -> bytes:
    """`values` is what `evaluating.payload` gives. No statement."""
    document = Document()
    title = document.add_heading(f"{evaluation.title}报告", level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    plan = evaluation.plan
    document.add_paragraph(f"方案：{plan.title}{f'（{plan.number}）' if plan.number else ''}")
    document.add_heading("一、评估的组织", level=1)
    for line in evaluation.scheme.splitlines():
        document.add_paragraph(line)
    document.add_paragraph(f"自评截止{_day(evaluation.self_by)}，核查截止{_day(evaluation.check_by)}。")
    document.add_heading("二、任务完成情况", level=1)
    document.add_paragraph(
        f"已完成{values['tasks_closed']}项，未完成{values['tasks_open']}项；{values['self_assessed']}个单位提交了自评。"
    )
    document.add_heading("三、各单位得分和名次", level=1)
    _table(document, values["results"])
    document.add_heading("四、评估结论", level=1)
    document.add_paragraph(str(values["conclusion"]) or "（尚未形成）")
    last = document.add_paragraph(_day(on))
    last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, rows: Any) -> None:
    table = document.add_table(rows=1, cols=len(_COLUMNS))
    table.style = "Table Grid"
    for cell, (_, title) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = title
    for row in rows:
        for cell, (name, _) in zip(table.add_row().cells, _COLUMNS, strict=True):
            value = row.get(name)
            cell.text = "" if value is None else str(value)


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
