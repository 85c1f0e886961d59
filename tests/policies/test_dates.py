"""Every date and period, with what it says and where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.policies.dates import contradictions, dates_of

WRITTEN = date(2024, 1, 5)


def only(text: str) -> tuple[str, str, date | None]:
    (mention,) = dates_of(text, 0, WRITTEN)
    return mention.kind, mention.text, mention.end


@pytest.mark.requirement("RQ171")
@pytest.mark.parametrize(
    ("text", "printed", "end"),
    [
        ("应于2024年9月底前完成", "2024年9月底前", date(2024, 9, 30)),
        ("2024年3月15日前报送", "2024年3月15日前", date(2024, 3, 15)),
        ("到2024年6月,得到整治", "到2024年6月", date(2024, 6, 30)),
        ("2025年底,全面落实", "2025年底", date(2025, 12, 31)),
        ("至2016年12月31日前,实现", "至2016年12月31日前", date(2016, 12, 31)),
        ("二○二四年十二月三十一日前", "二○二四年十二月三十一日前", date(2024, 12, 31)),
        ("２０２４年６月底前", "２０２４年６月底前", date(2024, 6, 30)),
        ("请于5月30日之前报", "5月30日之前", date(2024, 5, 30)),
        ("要在本月底前上报", "本月底前", date(2024, 1, 31)),
        ("2024年上半年完成", "2024年上半年", date(2024, 6, 30)),
        ("2024年第三季度末前", "2024年第三季度末前", date(2024, 9, 30)),
        ("6月上旬召开", "6月上旬", date(2024, 6, 10)),
    ],
)
def test_a_deadline_ends_on_its_last_day(text: str, printed: str, end: date) -> None:
    assert only(text) == ("deadline", printed, end)


@pytest.mark.parametrize(
    ("text", "length", "unit", "event"),
    [
        ("自作出重大行政处罚决定之日起15日内报送", 15, "日", "作出重大行政处罚决定"),
        ("要在执法决定作出之日起20个工作日内公布", 20, "工作日", "执法决定作出"),
        ("于下放之日起一年内开展", 1, "年", "下放"),
        ("并在公布后5日内备案", 5, "日", "公布"),
        ("应在24小时内储存", 24, "小时", ""),
        ("在信息产生(决定书送达)后3个工作日内公开", 3, "工作日", "信息产生(决定书送达)"),
        ("有效期届满30日前提出", 30, "日", "有效期届满之前"),
    ],
)
def test_a_relative_period_keeps_working_days_apart_from_days(
    text: str, length: int, unit: str, event: str
) -> None:
    (mention,) = dates_of(text)
    assert (mention.kind, mention.length, mention.unit, mention.event) == ("relative", length, unit, event)


@pytest.mark.parametrize(
    ("text", "every", "times", "unit"),
    [
        ("确保每人每年接受不少于60学时的培训", "年", Decimal(60), "学时"),
        ("每年组织不少于一次岗位培训", "年", Decimal(1), "次"),
        ("每季度至少开展1次检查", "季度", Decimal(1), "次"),
        ("每两年组织一次评估", "两年", Decimal(1), "次"),
        ("每年主动报告工作情况", "年", None, ""),
    ],
)
def test_a_frequency_says_how_often_in_what(text: str, every: str, times: Decimal | None, unit: str) -> None:
    (mention,) = dates_of(text)
    assert (mention.kind, mention.every, mention.times, mention.unit) == ("frequency", every, times, unit)


@pytest.mark.parametrize(
    ("text", "month", "day", "offset"),
    [
        ("应当于每年1月31日前公开", 1, 31, 0),
        ("于次年3月初前报", 3, 5, 1),
        ("确定每年8月为宣传月", 8, None, 0),
    ],
)
def test_a_yearly_day_says_which_year_it_falls_in(
    text: str, month: int, day: int | None, offset: int
) -> None:
    (mention,) = dates_of(text)
    assert (mention.kind, mention.month, mention.day, mention.year_offset) == ("yearly", month, day, offset)


def test_from_and_from_to_have_their_first_day() -> None:
    (begin,) = dates_of("从2013年1月1日起,裁决结果均需公开")
    assert (begin.kind, begin.start) == ("from", date(2013, 1, 1))
    (both,) = dates_of("2024年3月1日—6月30日集中整治")
    assert (both.kind, both.start, both.end) == ("from_to", date(2024, 3, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    "text",
    [
        "贯彻《提升行政执法质量三年行动计划(2023—2025年)》",
        "根据豫政办〔2012〕78号文件",
        "纳入2012年度考核",
        "纳入年底效能目标考核体系",
        "上溯一年内的信息",
        "按45分钟计算",
    ],
)
def test_a_year_in_a_name_is_no_date(text: str) -> None:
    assert dates_of(text, 0, WRITTEN) == ()


@pytest.mark.parametrize("text", ["2024年6月31日前完成", "2023年2月29日前", "今年4月31日前"])
def test_a_day_no_calendar_has_is_kept_and_said(text: str) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert mention.impossible
    assert mention.end is None
    assert list(contradictions((mention,))) == [f"“{mention.text}”不是日历上有的日期，请改正后再确认"]


def test_an_end_before_its_beginning_is_said() -> None:
    mentions = dates_of("2024年6月至2023年3月")
    assert "结束早于开始" in next(contradictions(mentions))


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(["前", "之前", "以前"]))
def test_any_day_of_the_calendar_is_read_as_it_is_written(day: date, word: str) -> None:
    (mention,) = dates_of(f"于{day.year}年{day.month}月{day.day}日{word}完成清理")
    assert mention.end == day


@given(st.text(alphabet="0123456789年月日前底于在自每至年一二三十后内起工作日个,。《》()〔〕-", max_size=80))
def test_whatever_is_typed_spans_stay_inside_and_do_not_overlap(text: str) -> None:
    last = 0
    for mention in dates_of(text, 0, WRITTEN):
        assert last <= mention.span[0] < mention.span[1] <= len(text)
        last = mention.span[1]


def test_a_month_without_a_year_is_of_the_year_said_before_it() -> None:
    ends = [mention.end for mention in dates_of("分别于2024年6月底前、10月底前报送。", 0, date(2023, 11, 27))]
    assert ends == [date(2024, 6, 30), date(2024, 10, 31)]


def test_a_date_before_a_document_number_is_kept() -> None:
    (mention,) = dates_of("要在2012年11月底前完成贯彻落实豫政办〔2012〕78号文件的工作")
    assert mention.end == date(2012, 11, 30)


@pytest.mark.parametrize(
    ("text", "printed", "end"),
    [
        ("请于2024年8月20日17时前反馈", "2024年8月20日17时前", date(2024, 8, 20)),
        ("请于8月20日（星期二）下班前反馈", "8月20日（星期二）下班前", date(2024, 8, 20)),
        ("2024.8.20前反馈", "2024.8.20前", date(2024, 8, 20)),
        ("2024-08-20前反馈", "2024-08-20前", date(2024, 8, 20)),
        ("8月初召开", "8月初", date(2024, 8, 5)),
    ],
)
def test_a_day_with_an_hour_a_weekday_or_dots(text: str, printed: str, end: date) -> None:
    assert only(text) == ("deadline", printed, end)


def test_several_days_before_one_word() -> None:
    found = dates_of("分别于4月10日、7月10日和10月10日前报送。", 0, WRITTEN)
    assert [(d.kind, d.end) for d in found] == [
        ("deadline", date(2024, 4, 10)),
        ("deadline", date(2024, 7, 10)),
        ("deadline", date(2024, 10, 10)),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("部署阶段（2024年4月中旬）：", "period", date(2024, 4, 11), date(2024, 4, 20)),
        ("检查阶段（9月）。", "period", date(2024, 9, 1), date(2024, 9, 30)),
        ("审核阶段（2024年4-5月）：", "from_to", date(2024, 4, 1), date(2024, 5, 31)),
        ("审核阶段（2024年4月上旬至5月中旬）：", "from_to", date(2024, 4, 1), date(2024, 5, 20)),
        ("审核阶段（2024.4—2024.5）", "from_to", date(2024, 4, 1), date(2024, 5, 31)),
    ],
)
def test_the_time_of_a_stage_in_brackets(text: str, kind: str, start: date, end: date) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.start, mention.end) == (kind, start, end)


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [("应在有效期届满前3个月提出", 3, "月"), ("会议召开前5日通知", 5, "日"), ("半年内完成整改", 6, "月")],
)
def test_a_period_before_something_and_half_a_year(text: str, length: int, unit: str) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.length, mention.unit) == ("relative", length, unit)


def test_a_quarter_of_each_year_and_every_other_year() -> None:
    (quarter,) = dates_of("每年第二季度报告。", 0, WRITTEN)
    assert (quarter.kind, quarter.month) == ("yearly", 6)
    (other,) = dates_of("每隔两年清理一次。", 0, WRITTEN)
    assert (other.kind, other.every) == ("frequency", "两年")


def test_the_last_day_of_force_and_the_years_in_a_name() -> None:
    (force,) = dates_of("有效期至2027年3月31日。", 0, WRITTEN)
    assert (force.kind, force.end) == ("in_force", date(2027, 3, 31))
    assert dates_of("制定全市提质行动方案（2024—2026年）。", 0, WRITTEN) == ()


def test_a_quarter_that_something_begins_with_and_every_single_quarter() -> None:
    (begins,) = dates_of("从2024年第三季度起推行。", 0, WRITTEN)
    assert (begins.kind, begins.start) == ("from", date(2024, 7, 1))
    (each,) = dates_of("每个季度第1个月20日前报送。", 0, WRITTEN)
    assert (each.kind, each.every) == ("frequency", "季度")


def test_a_span_whose_first_day_has_lost_its_word() -> None:
    (span,) = dates_of("自查阶段（2024年11月30至12月3日）。", 0, WRITTEN)
    assert (span.kind, span.start, span.end) == ("from_to", date(2024, 11, 30), date(2024, 12, 3))


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("2025年3月组织开展执法检查", [date(2025, 3, 1)]),
        ("2025年3月5日召开会议", [date(2025, 3, 5)]),
        ("2025年5月和10月分别组织培训", [date(2025, 5, 1), date(2025, 10, 1)]),
    ],
)
def test_when_something_is_done_needs_no_sign_of_a_range(text: str, starts: list[date]) -> None:
    found = dates_of(text)
    assert [(mention.kind, mention.start) for mention in found] == [("period", start) for start in starts]


@pytest.mark.parametrize("text", ["收割期间（6月5日一6月30日）", "某年6月5日到6月30日"])
def test_a_span_with_a_dash_read_wrong_or_behind_a_year_left_out(text: str) -> None:
    found = [d for d in dates_of(text, 0, WRITTEN) if d.kind == "from_to"]
    assert [(d.start, d.end) for d in found] == [(date(2024, 6, 5), date(2024, 6, 30))]


@pytest.mark.parametrize(
    ("text", "every", "days"),
    [
        ("每月25日前报送进度。", "月", [25]),
        ("分别在每月8日、18日、28日前报送进度。", "月", [8, 18, 28]),
        ("每季度末月5日前报送。", "季度", [5]),
        ("当月数据在次月6日前报送。", "月", [6]),
        ("每月1日至5日集中办理。", "月", [5]),
    ],
)
def test_the_days_of_every_month_are_kept(text: str, every: str, days: list[int]) -> None:
    found = dates_of(text, 0, WRITTEN)
    assert [(d.kind, d.every, d.day) for d in found] == [("frequency", every, day) for day in days]


@pytest.mark.parametrize(
    ("text", "every", "times", "unit"),
    [
        ("抽查频次为2次/年。", "年", 2, "次"),
        ("用三年时间对执法人员轮训一遍。", "三年", 1, "遍"),
        ("五年对全部案卷评查一轮。", "五年", 1, "轮"),
        ("每三个月召开一次会议。", "三个月", None, ""),
        ("每旬汇总一次。", "旬", None, ""),
        ("每周五下班前报送战果。", "周", None, ""),
        ("每天17时前报告。", "日", None, ""),
        ("进展情况一周一报。", "周", None, ""),
        ("按月通报、限期整改。", "月", None, ""),
    ],
)
def test_how_often_in_other_words(text: str, every: str, times: int | None, unit: str) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.every) == ("frequency", every)
    if times is not None:
        assert (mention.times, mention.unit) == (times, unit)


@pytest.mark.parametrize("text", ["按月份统计。", "逐步推进。", "统一标准。", "一年来的工作。"])
def test_words_that_only_look_like_every_month(text: str) -> None:
    assert dates_of(text, 0, WRITTEN) == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("整改阶段（2024年5月下旬）", date(2024, 5, 21), date(2024, 5, 31)),
        ("排查阶段（3月中旬至6月初）", date(2024, 3, 11), date(2024, 6, 5)),
        ("培训时间为2024年6月3日至7日。", date(2024, 6, 3), date(2024, 6, 7)),
        ("7月8-12日组织考试。", date(2024, 7, 8), date(2024, 7, 12)),
        ("2024年3月1日——3月15日自查。", date(2024, 3, 1), date(2024, 3, 15)),
        ("2024年3月1日 — 3月15日自查。", date(2024, 3, 1), date(2024, 3, 15)),
        ("自4月20日至年底开展整治。", date(2024, 4, 20), date(2024, 12, 31)),
        ("即日起至2025年底集中治理。", WRITTEN, date(2025, 12, 31)),
    ],
)
def test_a_span_has_the_first_and_the_last_day_that_are_meant(text: str, start: date, end: date) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.start, mention.end) == (start, end)


def test_a_thing_begins_with_the_first_day_of_a_part_of_a_month() -> None:
    (begins,) = dates_of("从6月下旬开始抽查。", 0, WRITTEN)
    assert (begins.kind, begins.start) == ("from", date(2024, 6, 21))


@pytest.mark.parametrize("year", ["20xx", "20**", "20__", "某"])
def test_a_year_that_was_taken_out_hides_no_span(year: str) -> None:
    (span,) = dates_of(f"整治时间从{year}年11月3日起至{year}年12月9日结束。")
    assert (span.kind, span.start, span.end) == ("from_to", None, None)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("请于6月20日18:00前报送。", date(2024, 6, 20)),
        ("请于6月20日（含）前报送。", date(2024, 6, 20)),
        ("请在6月20前报送。", date(2024, 6, 20)),
        ("在年底开展考核。", date(2024, 12, 31)),
        ("二季度末前完成。", date(2024, 6, 30)),
        ("报送截止日期为9月5日。", date(2024, 9, 5)),
    ],
)
def test_a_last_day_in_other_words(text: str, end: date) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.end) == ("deadline", end)


def test_each_of_several_months_of_a_quarter() -> None:
    found = dates_of("每季度末（分别在3月、6月和9月底）报送。", 0, WRITTEN)
    assert [d.end for d in found[1:]] == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)]


@pytest.mark.parametrize(
    "text",
    [
        "（2023—2027年）",
        "成文日期：2024年6月3日",
        "2024年6月3日",
        "<p>2024年6月3日</p>",
        "2024年6月3日 10:20",
        "截至2023年底，已有六成单位完成任务。",
        "2023年9月8日，市政府印发了《某办法》。",
        "方案于2023年9月8日经市政府第9次常务会议审议通过。",
        "上一个五年（2016—2020年）的任务已经完成。",
        "落实《某条例》（自2023年5月1日起施行）。",
        "办理时间压缩至5个工作日以内。",
        "贯彻6月3日全市会议精神。",
    ],
)
def test_what_is_only_told_is_no_date(text: str) -> None:
    assert dates_of(text, 0, WRITTEN) == ()


def test_a_stage_that_was_before_the_paper_is_one_still() -> None:
    (stage,) = dates_of("动员阶段（2024年1月2日）。", 0, WRITTEN)
    assert stage.end == date(2024, 1, 2)


@pytest.mark.parametrize(
    ("text", "length"),
    [("用3年左右时间建成体系。", 3), ("力争通过2年努力取得实效。", 2), ("用3至5年时间完成。", 5)],
)
def test_how_long_something_shall_take(text: str, length: int) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.length, mention.unit) == ("relative", length, "年")


@given(st.dates(date(2024, 2, 1), date(2024, 12, 31)), st.sampled_from(["召开会议", "组织考试", "开展抽查"]))
def test_any_day_on_which_something_is_done_is_read_without_a_year(day: date, what: str) -> None:
    (mention,) = dates_of(f"{day.month}月{day.day}日{what}。", 0, WRITTEN)
    assert (mention.kind, mention.start, mention.end) == ("period", day, day)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("防火期为10月1日至次年5月31日。", date(2024, 10, 1), date(2025, 5, 31)),
        ("自今年11月至明年3月份集中整治。", date(2024, 11, 1), date(2025, 3, 31)),
        ("从现在起到年底集中排查。", WRITTEN, date(2024, 12, 31)),
    ],
)
def test_a_span_may_end_in_the_year_after(text: str, start: date, end: date) -> None:
    (span,) = dates_of(text, 0, WRITTEN)
    assert (span.kind, span.start, span.end) == ("from_to", start, end)


def test_a_span_of_each_year_may_end_in_the_year_after() -> None:
    (span,) = dates_of("每年11月15日至次年3月15日为供暖期。")
    assert (span.kind, span.month, span.day, span.year_offset) == ("yearly", 3, 15, 1)


def test_the_days_of_each_year_behind_the_first() -> None:
    found = dates_of("每年的3月10日前报送，4月20日前公布。", 0, WRITTEN)
    assert [(d.kind, d.month, d.day) for d in found] == [("yearly", 3, 10), ("yearly", 4, 20)]
    halves = dates_of("每年上半年、下半年各检查一次。", 0, WRITTEN)
    assert [(d.kind, d.month) for d in halves] == [("yearly", 6), ("yearly", 12)]


def test_several_months_share_one_day() -> None:
    found = dates_of("于2月、5月和8月的20日前报送。", 0, WRITTEN)
    assert [d.end for d in found] == [date(2024, 2, 20), date(2024, 5, 20), date(2024, 8, 20)]


@pytest.mark.parametrize(
    ("text", "length", "unit"), [("接报后20分钟内核实。", 20, "分钟"), ("应在半个月内办结。", 15, "日")]
)
def test_short_periods(text: str, length: int, unit: str) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.length, mention.unit) == ("relative", length, unit)


@pytest.mark.parametrize(
    ("text", "end"),
    [("2025年内建成平台。", date(2025, 12, 31)), ("到“十五五”末全面达标。", date(2030, 12, 31))],
)
def test_the_end_of_a_year_or_of_a_plan_of_five(text: str, end: date) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.end) == ("deadline", end)


@pytest.mark.parametrize("text", ["条例已于2023年5月15日起施行。", "该制度已自2024年3月1日起实行。"])
def test_what_has_begun_already_is_no_date(text: str) -> None:
    assert dates_of(text, 0, WRITTEN) == ()


def test_a_day_without_a_month_is_of_each_month_where_months_are_told_of() -> None:
    found = dates_of("各县每月3日前报送。市局汇总后，7日前报省厅。", 0, WRITTEN)
    assert [(d.kind, d.every, d.day) for d in found] == [("frequency", "月", 3), ("frequency", "月", 7)]
    assert dates_of("应当在10日前提出。", 0, WRITTEN) == ()


@pytest.mark.parametrize(
    ("text", "end"),
    [("请于20240930前报送。", date(2024, 9, 30)), ("各单位于年9月底前完成。", date(2024, 9, 30))],
)
def test_a_day_that_lost_some_of_its_signs(text: str, end: date) -> None:
    (mention,) = dates_of(text, 0, WRITTEN)
    assert (mention.kind, mention.end) == ("deadline", end)


def test_a_span_whose_year_was_lost() -> None:
    found = dates_of("活动时间。年4月1日—4月30日。总结阶段。年5月6日—10日。", 0, WRITTEN)
    assert [(d.kind, d.start, d.end) for d in found] == [
        ("from_to", date(2024, 4, 1), date(2024, 4, 30)),
        ("from_to", date(2024, 5, 6), date(2024, 5, 10)),
    ]


def test_a_span_from_this_year_on_has_its_end_without_a_day_of_the_paper() -> None:
    (span,) = dates_of("从今年起至2026年底开展整治。")
    assert (span.kind, span.start, span.end) == ("from_to", None, date(2026, 12, 31))


@pytest.mark.parametrize(
    "text", ["截至2010年1月底，全区现有矿山80座。", "明确2021—2022年度重点。", "至2024年全国两会结束。"]
)
def test_what_was_reached_and_what_only_names_a_year(text: str) -> None:
    assert dates_of(text) == ()
