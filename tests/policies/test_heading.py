"""Title, number, issuer, date, and what is cited."""

from __future__ import annotations

from datetime import date

import pytest

from policies import papers
from yifa.policies.heading import cites_of
from yifa.policies.parse import parse_text


@pytest.mark.parametrize(
    ("name", "number", "issuer", "issued"),
    [
        ("PLAN", "云政办发〔2024〕9号", "云岭省人民政府办公厅", date(2024, 2, 9)),
        ("POINTS", "临法办[2023]4号", "临江市全面依法治市委员会办公室", date(2023, 3, 6)),
        ("THREE_SYSTEMS", "青政办发【2019】31", "青石县人民政府办公室", date(2019, 5, 20)),
        ("ASSIGNMENT", "西政发〔2022〕12号", "西河区人民政府", date(2022, 4, 1)),
        ("RULES", "市人民政府令第18号", "市人民政府", date(2021, 7, 8)),
        ("NO_TASKS", None, "海晏市司法局", date(2024, 1, 15)),
    ],
)
def test_the_head_of_each_paper(name: str, number: str | None, issuer: str, issued: date) -> None:
    document = parse_text(getattr(papers, name)).documents[0]
    assert (document.number, document.issuer, document.issued) == (number, issuer, issued)


NOTICE = (
    "某市司法局关于加强执法监督的通知\n{number}\n各区司法局：\n"
    "一、要求\n（一）加强监督。要落实责任。\n{signed}\n{day}\n"
)


@pytest.mark.parametrize(
    "number",
    [
        "豫政办〔2012〕78号",
        "(豫政办[2012]78号)",
        "（豫政办［2012］78号）",
        "豫政办(2012)78号",
        "豫政办【2012】78号",
        "豫政办〔2012〕78",
    ],
)
def test_a_number_in_any_kind_of_brackets(number: str) -> None:
    text = NOTICE.format(number=number, signed="某市司法局", day="2024年1月2日")
    assert parse_text(text).documents[0].number == number.strip("()（）")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("二○一二年六月十四日", date(2012, 6, 14)),
        ("二〇二三年十月二十日", date(2023, 10, 20)),
        ("二O一九年十二月三十一日", date(2019, 12, 31)),
        ("２０２４年３月８日", date(2024, 3, 8)),
        ("2024 年 3 月 8 日", date(2024, 3, 8)),
        ("2024-03-08", date(2024, 3, 8)),
        ("2023年2月30日", None),
    ],
)
def test_a_date_however_it_is_written(day: str, expected: date | None) -> None:
    text = NOTICE.format(number="某司〔2024〕1号", signed="某 市 司 法 局", day=day)
    document = parse_text(text).documents[0]
    assert document.issued == expected
    assert document.issuer == "某市司法局"


def test_several_units_that_sign_together() -> None:
    text = NOTICE.format(number="某司〔2024〕1号", signed="某市司法局　某市财政局", day="2024年1月2日")
    assert parse_text(text).documents[0].issuer == "某市司法局、某市财政局"


def test_without_a_signature_the_issuer_is_in_the_title() -> None:
    text = NOTICE.format(number="某司〔2024〕1号", signed="", day="")
    assert parse_text(text).documents[0].issuer == "某市司法局"


def cited(text: str, own: str = "本方案") -> list[tuple[str, str | None]]:
    return [(c.title, c.number) for c in cites_of(text, 0, len(text), own)]


def test_cited_documents_with_their_numbers_each_once() -> None:
    text = (
        "根据《国务院关于加强法治政府建设的意见》(国发〔2010〕33号)和《甲市办法》（甲政发[2020]5号，以下简称《办法》）,"
        "落实《国务院关于加强法治政府建设的意见》和《办法》要求,参照《转发〈乙指引〉的通知》。"
    )
    assert cited(text) == [
        ("国务院关于加强法治政府建设的意见", "国发〔2010〕33号"),
        ("甲市办法", "甲政发[2020]5号"),
        ("转发〈乙指引〉的通知", None),
    ]


def test_a_short_name_stands_for_the_title_it_was_given_to() -> None:
    text = "按照《甲市关于执法的意见》(甲政〔2012〕7号,以下简称《意见》)执行。学习《意见》。"
    assert cited(text) == [("甲市关于执法的意见", "甲政〔2012〕7号")]


def test_a_document_cites_neither_itself_nor_its_own_short_name() -> None:
    text = (
        "现制定《甲市实施方案》(以下简称《方案》)如下。各单位要落实《方案》。"
        "本实施细则(以下简称《细则》)依据《乙法》。《细则》"
    )
    assert cited(text, "甲市实施方案") == [("乙法", None)]


def test_the_span_of_a_cited_document_is_where_it_stands() -> None:
    text = "依据《甲法》和《乙法》"
    assert [text[slice(*c.span)] for c in cites_of(text, 0, len(text), "")] == ["《甲法》", "《乙法》"]


def test_an_office_whose_seal_another_one_sets_is_the_issuer() -> None:
    signed = "某市联席会议办公室\n（某市市场监督管理局代章）"
    text = NOTICE.format(number="某联〔2024〕1号", signed=signed, day="2024年1月26日").replace(
        "某市司法局关于", "关于"
    )
    assert parse_text(text).documents[0].issuer == "某市联席会议办公室"


def test_the_title_above_a_long_line_about_its_publication() -> None:
    text = (
        "某市文件管理办法\n（2031年1月6日某市人民政府令第9号公布 自2031年3月1日起施行）\n"
        "第一条 为了规范管理，制定本办法。\n第二条 各部门应当定期清理。\n"
    )
    document = parse_text(text).documents[0]
    assert (document.title, document.number) == ("某市文件管理办法", "某市人民政府令第9号")


def test_the_name_of_a_file_is_the_title_without_its_ending() -> None:
    text = "某市消防整治实施方案.docx\n一、主要任务\n（一）排查隐患。\n"
    assert parse_text(text).documents[0].title == "某市消防整治实施方案"


def test_a_title_above_a_table_of_bars() -> None:
    text = "某区任务清单\n| 序号 | 重点任务 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 公布清单 | 区司法局 |\n"
    assert parse_text(text).documents[0].title == "某区任务清单"


def test_particulars_between_bars() -> None:
    text = (
        "索 引 号 | 1234567 | 主题分类 | 司法 |\n发文字号 | 某政发〔2031〕3号 | 制发机构 | 某市人民政府 |\n"
        "各县人民政府：\n《某市示范创建方案》已经市政府同意，现印发给你们。\n某市示范创建方案\n一、主要任务\n（一）补齐短板。\n"
    )
    assert parse_text(text).documents[0].number == "某政发〔2031〕3号"


def test_a_plan_behind_a_short_notice_that_does_not_name_it() -> None:
    text = (
        "市政府办公室关于分解落实《年度报告》的通知\n各县政府：\n现将《年度报告》确定的任务进行分解，请于2031年1月20日前报送方案。\n"
        "2031年1月10日\n《年度报告》重点工作责任分解\n一、改善环境\n（一）新建公园2处。\n"
    )
    (document,) = parse_text(text).documents
    assert document.title == "《年度报告》重点工作责任分解"
    assert [d.text for d in document.dates] == ["2031年1月20日前"]


def test_a_title_above_a_purpose_that_is_broken_into_lines() -> None:
    text = (
        "工地扬尘治理工作方案\n为推进生态文明建设，有效治理工地\n扬尘，制定本方案。\n一、主要任务\n"
        "（一）落实责任。\n"
    )
    assert parse_text(text).documents[0].title == "工地扬尘治理工作方案"


ITEMS = "为规范执法，制定本方案。\n一、任务\n（一）健全制度。\n"
BODY = (
    "各镇人民政府：\n《{0}》已经县政府同意，现印发给你们。\n某县人民政府办公室\n2031年3月8日\n{1}\n" + ITEMS
)


def test_particulars_two_in_a_line_or_in_brackets() -> None:
    page = (
        "索引号：A/1 公开方式：主动公开\n发文文号：某政办发〔2031〕7号 发布机关：县政府办\n成文日期：2031-03-01\n"
        "某县普法方案\n"
    )
    (document,) = parse_text(page + ITEMS).documents
    assert (document.title, document.number, document.issued) == (
        "某县普法方案",
        "某政办发〔2031〕7号",
        date(2031, 3, 1),
    )
    (document,) = parse_text(
        "【发文字号】某政发〔2031〕2号\n【时效性】有效\n某县普法方案\n一、任务\n（一）健全制度。\n"
    ).documents
    assert (document.title, document.number) == ("某县普法方案", "某政发〔2031〕2号")


@pytest.mark.parametrize(
    "lines",
    [
        "某政办〔2031〕7号 某县人民政府办公室关于印发普法方案的通知",
        "某县人民政府办公室关于印发普法方案的通知（某政办〔2031〕7号）",
        "某县人民政府办公室关于印发普法方案的通知\n某政办〔2031〕7号          2031-03-08",
        "某县人民政府办公室关于印发普法方案的通知\n来源信息\n某县人民政府办公室\n\n关于印发普法方案的通知\n某政办〔2031〕7号\n字号：",
        "法规信息网\n某县人民政府办公室关于印发普法方案的通知\n某政办〔2031〕7号",
        "某县人民政府办公室关于印发普法方案的\n\n通    知\n某政办〔2031〕7号",
    ],
)
def test_the_number_and_the_title_wherever_the_page_puts_them(lines: str) -> None:
    (document,) = parse_text(
        f"{lines}\n\n各镇人民政府：\n现将有关事项通知如下：\n一、任务\n（一）健全制度。\n"
    ).documents
    assert (document.title, document.number) == (
        "某县人民政府办公室关于印发普法方案的通知",
        "某政办〔2031〕7号",
    )


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("某县2031年重点工作\n\n任务分解方案", "某县2031年重点工作任务分解方案"),
        ("某县治理“餐桌\n\n污染”工作方案", "某县治理“餐桌污染”工作方案"),
        ("《某县稳定增长的实施细则》", "某县稳定增长的实施细则"),
    ],
)
def test_a_title_that_the_page_prints_in_paragraphs_or_in_quotes(printed: str, title: str) -> None:
    (document,) = parse_text(BODY.format(title, "\n" + printed + "\n")).documents
    assert (document.title, document.issuer) == (title, "某县人民政府办公室")
    (alone,) = parse_text(f"{printed}\n为规范执法，制定本方案。\n一、任务\n（一）健全制度。\n").documents
    assert alone.title == title or title.endswith(alone.title) and "任务分解" in title


def test_many_offices_that_sign_two_on_a_line() -> None:
    signed = "\n".join(f"某{n}市人民政府 某{n}省公安厅" for n in "甲乙丙丁戊己庚")
    (document,) = parse_text(
        f"关于印发普法方案的通知\n各单位：\n现将有关事项通知如下。\n{signed}\n2031年3月8日\n"
    ).documents
    assert document.issuer is not None
    assert document.issuer.split("、") == [
        f"某{n}{name}" for n in "甲乙丙丁戊己庚" for name in ("市人民政府", "省公安厅")
    ]


def test_a_way_through_the_page_and_its_particulars_are_no_title() -> None:
    page = "法规库> 政策参考> 关于平安建设的意见\n• 【所属类别】政策参考\n• 【发布文号】某办发[2031]8号\n\n"
    text = page + "某省委政法委、某省综治委关于平安建设的意见\n各市：\n一、任务\n（一）健全制度。\n"
    (document,) = parse_text(text).documents
    assert (document.title, document.number) == (
        "某省委政法委、某省综治委关于平安建设的意见",
        "某办发[2031]8号",
    )


def test_a_plan_named_with_other_marks_than_its_title_is_printed_with() -> None:
    text = (
        "某省委办公厅转发《省委政法委、省综治委关于平安建设的意见》的通知\n各市：\n"
        "《省委政法委、省综治委关于平安建设的意见》已经省委同意，现转发你们。\n某省委办公厅\n2031年4月3日\n\n"
        "省委政法委 省综治委关于平安建设的意见\n为推进平安建设，提出如下意见。\n"
        "一、我省取得阶段性成效，为深入建设奠定了良好基础\n（一）最早开展。群众满意。\n二、任务\n（一）健全制度。\n"
    )
    (document,) = parse_text(text).documents
    assert (document.title, document.issuer) == ("省委政法委省综治委关于平安建设的意见", "某省委办公厅")
    assert [task.title for task in document.tasks] == ["健全制度"]


def test_particulars_parted_by_blanks_only() -> None:
    page = "某区政府关于普法工作的意见\n发布机构 某区政府 文    号 某政办〔2031〕1号\n分 类 公开 有 效 性 有效\n\n"
    (document,) = parse_text(page + "各镇人民政府：\n一、任务\n（一）健全制度。\n").documents
    assert document.number == "某政办〔2031〕1号"


def test_the_council_itself_and_a_word_of_the_page_below_a_title() -> None:
    (document,) = parse_text("国务院关于加强普法工作的意见\n通知\n一、任务\n（一）健全制度。\n").documents
    assert (document.title, document.issuer) == ("国务院关于加强普法工作的意见", "国务院")


def test_particulars_in_a_table_of_bars_with_a_rule_under_its_head() -> None:
    page = (
        "文 号 | 某政办〔2031〕1号 | 发文日期 | 2031-01-30 16:20 |\n---|---|---|---|\n"
        "发布机构 | 某区政府办公室 | 有 效 性 | 有效 |\n"
        "标 题 | 关于普法工作的意见 |\n关于普法工作的意见\n各镇人民政府：\n一、任务\n（一）健全制度。\n"
    )
    (document,) = parse_text(page).documents
    assert (document.title, document.number, document.issued) == (
        "关于普法工作的意见",
        "某政办〔2031〕1号",
        date(2031, 1, 30),
    )


def test_day_and_visits_of_the_page_above_a_title() -> None:
    page = (
        "日期: 2031-09-28浏览量:127来源:政府办责任编辑:某某\n某县普法工作方案\n一、任务\n（一）健全制度。\n"
    )
    (document,) = parse_text(page).documents
    assert document.title == "某县普法工作方案"


def test_a_title_whose_lines_end_as_titles_do() -> None:
    lines = (
        "某市政府办公室关于印发推行执法公示制度\n\n执法记录制度法制审核制度\n\n试 点 方 案 的 通 知\n\n"
        "某政办〔2031〕7号\n\n"
    )
    (document,) = parse_text(
        lines + "各县人民政府：\n\n现将有关事项通知如下：\n\n一、任务\n\n（一）健全制度。\n"
    ).documents
    assert document.title == "某市政府办公室关于印发推行执法公示制度执法记录制度法制审核制度试点方案的通知"
    assert (document.number, document.issuer) == ("某政办〔2031〕7号", "某市政府办公室")
