"""Time that does not count: each stretch with its reason and article, once, and an open one said to be open."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from yifa.law.asking import Mistake, read_pause
from yifa.law.clocks import SHANGHAI, due, due_for, suspended
from yifa.law.figure_rows import read_files
from yifa.law.figures import DEFAULT_FIGURES, Figure
from yifa.law.pauses import Pause
from yifa.law.proving import prove

MARKET = "《市场监督管理行政处罚程序规定》第64条"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def figure(id: str, sector: str = "", *, on: date = date(2026, 3, 2), region: str = "") -> Figure:
    return DEFAULT_FIGURES.resolve(id, on, sector=sector, regions=(region,) if region else ()).figure


def test_every_stretch_is_told_with_its_reason_and_article() -> None:
    basis = "市场监督管理行政处罚程序规定第六十四条第二款"
    pauses = [
        Pause(at("2026-03-10T09:00"), at("2026-03-20T17:00"), "鉴定", basis),
        Pause(at("2026-04-08T09:00"), at("2026-04-13T17:00"), "听证", basis),
    ]
    # 31 May + 10 + 5 days: Monday 15 June
    result = due(90, "cd", at("2026-03-02T10:00"), pauses=pauses)
    assert result.due.date() == date(2026, 6, 15)
    told = [s for s in result.steps if s.startswith("扣除中止")]
    assert told == [
        f"扣除中止：2026年3月11日至2026年3月20日，共10日（鉴定，{basis}）。",
        f"扣除中止：2026年4月9日至2026年4月13日，共5日（听证，{basis}）。",
    ]


def test_stretches_that_overlap_are_left_out_once_and_both_reasons_told() -> None:
    pauses = [
        Pause(at("2026-03-15T09:00"), at("2026-03-25T17:00"), "听证"),
        Pause(at("2026-03-10T09:00"), at("2026-03-20T17:00"), "鉴定"),
        Pause(at("2026-03-12T09:00"), at("2026-03-14T17:00"), "鉴定"),
    ]
    result = due(90, "cd", at("2026-03-02T10:00"), pauses=pauses)
    assert result.due.date() == date(2026, 6, 15)  # 11–25 March are fifteen days, not twenty-two
    told = [s for s in result.steps if s.startswith("扣除中止")]
    assert told == ["扣除中止：2026年3月11日至2026年3月25日，共15日（鉴定；听证）。"]


def test_hours_left_out_are_told_with_their_reason() -> None:
    pause = Pause(at("2026-03-02T12:00"), at("2026-03-02T18:30"), "不可抗力", "某规定第三条")
    steps = due(24, "h", at("2026-03-02T10:00"), pauses=[pause]).steps
    assert (
        "扣除中止：2026年3月2日12时00分至2026年3月2日18时30分，共6小时30分（不可抗力，某规定第三条）。"
        in steps
    )


def test_a_pause_that_still_lasts_is_said_to_last_since_when_and_why() -> None:
    open_pause = Pause(at("2026-03-10T09:00"), None, "鉴定", "某规定第三条")
    result = due(15, "cd", at("2026-03-02T10:00"), pauses=[open_pause], now=at("2026-03-20T10:00"))
    assert result.open_pause
    assert result.steps[-1].startswith("仍在中止期间（鉴定，某规定第三条），自2026年3月10日9时00分起")
    steps = suspended(15, "cd", at("2026-03-02T10:00"), [open_pause])
    assert (
        steps[-1]
        == "中止：自2026年3月10日9时00分起停止计算（鉴定，某规定第三条），尚未恢复，恢复后重新得出到期日。"
    )
    assert not any("到期" in s for s in steps[:-1])
    with pytest.raises(ValueError, match="没有尚未结束的中止"):
        suspended(15, "cd", at("2026-03-02T10:00"), [])


def test_an_earlier_pause_is_told_while_another_lasts() -> None:
    pauses = [
        Pause(at("2026-03-10T09:00"), None, "听证"),
        Pause(at("2026-03-03T09:00"), at("2026-03-05T09:00"), "检测"),
    ]
    assert suspended(15, "cd", at("2026-03-02T10:00"), pauses)[2:] == (
        "曾经中止：2026年3月3日9时00分至2026年3月5日9时00分（检测）。",
        "中止：自2026年3月10日9时00分起停止计算（听证），尚未恢复，恢复后重新得出到期日。",
    )


# What the statutes say does not count, read from them: figure, sector, region, reason, the article.
NOT_COUNTED = [
    ("P20", "market", "", "鉴定", MARKET),
    ("P20", "market", "", "公告", MARKET),
    ("P20", "market", "", "听证", MARKET),
    ("P20", "market", "", "中止", MARKET),
    ("P20", "housing", "", "检测", "《住房和城乡建设行政处罚程序规定》第29条、第30条"),
    ("P20", "housing", "", "中止调查", "《住房和城乡建设行政处罚程序规定》第29条、第30条"),
    ("P20", "agri", "", "公告", "《农业行政处罚程序规定》第58条"),
    ("P20", "medical_insurance", "", "专家评审", "《医疗保障行政处罚程序暂行规定》第45条"),
    ("P20", "medical_insurance", "", "检测", "《医疗保障行政处罚程序暂行规定》第45条"),
    ("P20", "public_security", "", "鉴定", "《中华人民共和国治安管理处罚法》第118条"),
    ("P03", "market", "", "检验", "《市场监督管理行政处罚程序规定》第18条"),
    ("K04", "", "", "检疫", "《中华人民共和国行政强制法》第25条"),
    ("K04", "", "", "鉴定", "《中华人民共和国行政强制法》第25条"),
    ("L03", "", "", "专家评审", "《中华人民共和国行政许可法》第45条"),
    ("L04", "", "", "招标", "《中华人民共和国行政许可法》第45条"),
    ("M07", "", "150000", "补充材料", "《内蒙古自治区行政执法公示执法全过程记录重大执法决定法制审核办法》第31条"),
    ("S02", "", "", "不可抗力", "《中华人民共和国行政诉讼法》第48条"),
    ("R01", "", "", "不可抗力", "《中华人民共和国行政复议法》第20条"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "sector", "region", "reason", "article"), NOT_COUNTED)
def test_a_figure_knows_what_its_statute_leaves_out(
    id: str, sector: str, region: str, reason: str, article: str
) -> None:
    assert figure(id, sector, region=region).excluding(reason) == article


@pytest.mark.parametrize(
    ("id", "sector", "reason"),
    [
        ("P20", "", "鉴定"),  # the statute itself leaves nothing out
        ("P20", "transport", "鉴定"),
        ("P20", "public_security", "公告"),
        ("M07", "market", "补充材料"),
        ("P28", "", "不可抗力"),
        ("P20", "market", ""),
    ],
)  # fmt: skip
def test_what_no_text_leaves_out_counts(id: str, sector: str, reason: str) -> None:
    assert figure(id, sector).excluding(reason) == ""


def test_before_2026_public_security_left_out_identification_only() -> None:
    old = figure("P20", "public_security", on=date(2025, 3, 3))
    assert (old.number, old.verified, bool(old.excluding("鉴定")), old.excluding("听证")) == (
        30,
        False,
        True,
        "",
    )


def test_a_reason_with_an_article_is_cited_and_one_without_is_cautioned_against() -> None:
    pauses = [Pause(at("2026-03-10T09:00"), at("2026-03-20T17:00"), "鉴定")]
    cited = due_for(figure("P20", "market"), at("2026-03-02T10:00"), pauses=pauses).steps
    assert any(s.endswith(f"共10日（鉴定，{MARKET}）。") for s in cited)
    assert not any(s.startswith("注意") for s in cited)
    doubtful = due_for(figure("P20"), at("2026-03-02T10:00"), pauses=pauses).steps
    assert any(s.startswith("注意：") and "“鉴定”" in s for s in doubtful)
    nameless = due_for(
        figure("P20", "market"), at("2026-03-02T10:00"), pauses=[Pause(pauses[0].start, pauses[0].end)]
    )
    assert any("没有写明事由的中止" in s for s in nameless.steps)


@pytest.mark.parametrize(
    ("text", "start", "end", "reason"),
    [
        ("2026-03-10..2026-03-20:鉴定", "2026-03-10T00:00", "2026-03-20T00:00", "鉴定"),
        ("2026-03-10..2026-03-20：鉴定", "2026-03-10T00:00", "2026-03-20T00:00", "鉴定"),
        ("2026-03-10T09:30..2026-03-20T17:00: 听证 ", "2026-03-10T09:30", "2026-03-20T17:00", "听证"),
        ("2026-03-10..:鉴定", "2026-03-10T00:00", "", "鉴定"),
        ("2026-03-10..", "2026-03-10T00:00", "", ""),
        ("2026-03-10..2026-03-20T17:00:30", "2026-03-10T00:00", "2026-03-20T17:00:30", ""),
        ("2026-03-10..2026-03-20T17:00:00+08:00:公告", "2026-03-10T00:00", "2026-03-20T17:00", "公告"),
    ],
)
def test_a_pause_is_read_with_its_reason(text: str, start: str, end: str, reason: str) -> None:
    pause = read_pause(text)
    assert pause == Pause(at(start), at(end) if end else None, reason)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-03-10", "应写作 起..止:事由"),
        ("..2026-03-20:鉴定", "应写作 起..止:事由"),
        ("2026-03-10..昨天", "不是日期时间"),
        ("2026-03-20..2026-03-10:鉴定", "早于"),
        ("2026-03-10..2026-03-20:" + "长" * 61, "不能超过60个字"),
    ],
)
def test_a_pause_that_cannot_be_read_is_a_sentence(text: str, message: str) -> None:
    with pytest.raises(Mistake, match=message) as caught:
        read_pause(text)
    assert caught.value.field == "pause"


ROW = """group = "样例"
[sources.s]
title = "样例规定"
in_force_from = 2020-01-01
[[figure]]
id = "A1"
subject = "办理"
amount = "5"
number = 5
unit = "wd"
source = "s"
article = "10"
excludes = {words}
{more}
"""
TEXT = {"样例规定": {"10": "应当在五个工作日内办理。", "11": "鉴定、听证的时间不计入前条期限。"}}


def row(tmp_path: Path, words: str, more: str = "") -> Figure:
    file = tmp_path / "own.toml"
    file.write_text(ROW.format(words=words, more=more), encoding="utf-8")
    rows, problems = read_files([file])
    assert not problems, problems
    return rows[0]


def test_what_a_row_leaves_out_is_proven_by_the_text(tmp_path: Path) -> None:
    good = row(tmp_path, '["鉴定", "听证"]', 'excludes_article = "11"')
    assert prove([good], TEXT)[0].outcome == "proven"
    assert good.excluding("听证") == "《样例规定》第11条"
    wrong = prove([row(tmp_path, '["公告"]', 'excludes_article = "11"')], TEXT)[0]
    assert (wrong.outcome, wrong.detail) == ("mismatch", "第11条没有“公告”")
    assert prove([row(tmp_path, '["鉴定"]')], TEXT)[0].detail == "第10条没有“鉴定”"
    assert "没有第12条" in prove([row(tmp_path, '["鉴定"]', 'excludes_article = "12"')], TEXT)[0].detail


@pytest.mark.parametrize(
    ("words", "more", "line", "message"),
    [
        ('["鉴定"]', 'counts = "before"', 13, "自触发之日起算"),
        ("[]", 'excludes_article = "11"', 14, "却没有写不计入的是什么"),
        ('["鉴定"]', 'excludes_article = "十一"', 14, "应为数字"),
        ('"鉴定"', "", 13, "应为列表"),
    ],
)
def test_a_wrong_exclusion_names_its_line(
    tmp_path: Path, words: str, more: str, line: int, message: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(ROW.format(words=words, more=more), encoding="utf-8")
    problems = read_files([file])[1]
    assert [(p.line, message in p.message) for p in problems] == [(line, True)], problems
