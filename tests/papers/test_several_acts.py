"""Papers of a case with several violations name each with its law and its own part of the fine."""

from __future__ import annotations

from typing import Any

import pytest

from papers.sample import PAYLOADS, PEOPLE, case
from papers.test_templates import text_of
from yifa.papers import render, template_path
from yifa.papers.describe import describe

SECOND = {
    "violation_code": "YZ-CG-005", "conduct": "运输渣土途中未密闭，遗撒约三平方米。", "conduct_on": "2026-09-02",
    "violated": "《某条例》第二十条", "basis": "《某条例》第四十条", "kinds": ["fine", "warning"], "fine_fen": 234_560,
    "tier": "较轻", "reasoning": "及时清扫。",
}  # fmt: skip


def printed(kind: str, template: str, *rows: dict[str, Any]) -> str:
    model, values = PAYLOADS[kind]
    kinds = [*values["kinds"], *(["warning"] if "warning" not in values["kinds"] else [])]
    payload = model.model_validate({**values, "kinds": kinds, "further_violations": list(rows)}).model_dump(
        mode="json"
    )
    data = case(kind, "文书") | {"act": describe(model, payload, PEOPLE)}
    return text_of(render(template_path("penalty", template), data))


@pytest.mark.parametrize(
    ("kind", "template"), [("report", "report"), ("notify", "notice"), ("decide", "penalty_decision")]
)
def test_each_violation_is_printed_with_its_law_and_amount(kind: str, template: str) -> None:
    text = printed(kind, template, SECOND)
    assert (
        "违法行为二：" in text and "运输渣土途中未密闭，遗撒约三平方米。" in text
    )  # a page may end between them
    assert "违法行为二违反了《某条例》第二十条的规定。" in text and "及时清扫。" in text
    assert "违法行为二适用的裁量阶次：较轻。" in text
    amount = "人民币贰仟叁佰肆拾伍元陆角整（2,345.60元）"
    assert f"违法行为二，依据《某条例》第四十条的规定，罚款{amount}，警告" in text
    # 12,000.50 altogether: what is left of it is the first violation's.
    assert "以上处罚由下列各项组成：违法行为一，罚款9,654.90元；" in text


def test_three_are_numbered_on_and_one_alone_says_nothing_of_parts() -> None:
    third = {**SECOND, "conduct": "第三项事实", "kinds": ["warning"], "fine_fen": 0}
    text = printed("decide", "penalty_decision", SECOND, third)
    assert "违法行为三：第三项事实" in text and "违法行为三，依据《某条例》第四十条的规定，警告。" in text
    alone = printed("decide", "penalty_decision")
    assert not any(words in alone for words in ("违法行为一", "违法行为二", "由下列各项组成"))
