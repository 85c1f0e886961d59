"""Passed, promulgated, amended, in force: what the head of a text says, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from yifa.registers.statutes import history
from yifa.registers.statutes.assemble import assemble
from yifa.registers.statutes.parse import parse


def steps(line: str) -> list[tuple[str, str, str]]:
    return [(e.kind, e.on.isoformat(), e.document_no) for e in history.events_in(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "（2018年12月21日国家某某局令第2号公布 根据2021年7月2日国家某某局令第42号第一次修正）",
            [
                ("promulgated", "2018-12-21", "国家某某局令第2号"),
                ("amended", "2021-07-02", "国家某某局令第42号"),
            ],
        ),
        (
            "（2010年1月21日，某某部令第12号公布，2010年5月1日起施行。）",
            [("promulgated", "2010-01-21", "某某部令第12号"), ("in_force", "2010-05-01", "")],
        ),
        (
            "根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正",
            [("amended", "2009-08-27", "")],
        ),
        (
            "(1996年9月23日某市人民政府第15号令发布 自发布之日起施行)",
            [("promulgated", "1996-09-23", "某市人民政府第15号令"), ("in_force", "1996-09-23", "")],
        ),
        (
            "（2014年8月1日经某市人民政府常务会议通过  2014年8月8日某市人民政府令第9号公布  自2014年10月1日起施行）",
            [
                ("passed", "2014-08-01", ""),
                ("promulgated", "2014-08-08", "某市人民政府令第9号"),
                ("in_force", "2014-10-01", ""),
            ],
        ),
        ("为了规范行政处罚，制定本办法。", []),
        ("2021年2月30日某某部令第1号公布", []),
    ],
)
def test_the_steps_of_a_head_line(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert steps(line) == expected


def version(head: str, closing: str) -> tuple[date | None, date | None]:
    [statute] = assemble([parse("甲", f"# 中华人民共和国甲法\n\n{head}\n\n**第一条**　{closing}\n")])
    return statute.adopted_on, statute.effective_from


def test_a_revised_law_names_its_own_day() -> None:
    head = "1996年3月17日全国人民代表大会通过\n\n2021年1月22日全国人民代表大会常务委员会修订"
    assert version(head, "本法自2021年7月15日起施行。") == (date(2021, 1, 22), date(2021, 7, 15))


def test_the_first_versions_day_is_not_the_amended_versions_day() -> None:
    head = "2003年8月27日全国人民代表大会常务委员会通过\n\n根据2019年4月23日某决定修正"
    assert version(head, "本法自2004年7月1日起施行。") == (date(2019, 4, 23), None)


def test_from_the_day_of_publication() -> None:
    head = "（2020年3月4日某某部令第1号公布）"
    assert version(head, "本法自公布之日起施行。") == (date(2020, 3, 4), date(2020, 3, 4))
    twice = "（2020年3月4日某某部令第1号公布 2022年3月4日某某部令第2号修正）"
    assert version(twice, "本法自公布之日起施行。") == (date(2022, 3, 4), None)


@pytest.mark.parametrize(
    ("title", "head", "kind"),
    [
        ("中华人民共和国甲法", "2020年1月1日全国人民代表大会常务委员会通过", "law"),
        ("甲条例", "2020年1月1日国务院令第700号公布", "regulation"),
        ("甲程序规定", "2020年1月1日某某部令第1号公布", "rule"),
        ("云南省甲条例", "2020年1月1日云南省人民代表大会常务委员会通过", "local"),
        ("关于甲的指导意见", "", "normative"),
        ("甲规定", "", None),
    ],
)
def test_the_level_is_told_or_left_open(title: str, head: str, kind: str | None) -> None:
    assert parse("甲", f"# {title}\n\n{head}\n\n第一条 甲。\n").kind == kind


def test_books_in_several_files_become_one_statute() -> None:
    files = [
        parse("x__code", "# 中华人民共和国甲法典\n\n2020年5月28日全国人民代表大会通过\n"),
        parse("x__code__00-end", "# 附则\n\n**第三条**　本法自2021年1月1日起施行。\n"),
        parse("x__code__01-first", "# 第一编　总则\n\n## 第一章　一\n\n**第一条**　甲。\n"),
        parse("x__code__02-second", "# 第二编　分则\n\n## 第一分编　乙\n\n**第二条**　乙。\n"),
        parse("x__code__03-amendment", "# 修正案\n\n2022年1月1日通过\n\n**第一条**　丙。\n"),
    ]
    code, amendment = assemble(files)
    assert [(a.number, a.book, a.chapter) for a in code.articles] == [
        (1, "第一编 总则", "第一章 一"),
        (2, "第二编 分则 第一分编 乙", ""),
        (3, "附则", ""),
    ]
    assert (code.short_title, code.effective_from, len(code.names)) == ("甲法典", date(2021, 1, 1), 4)
    assert (amendment.title, len(amendment.articles)) == ("中华人民共和国甲法典修正案", 1)


def test_a_later_version_in_a_file_of_its_own_stays_apart() -> None:
    old = parse("x__law", "# 中华人民共和国甲法\n\n1990年1月1日通过\n\n**第一条**　旧。\n")
    text = "# 中华人民共和国甲法\n\n2026年6月26日修订\n\n**第一条**　新，自2027年1月1日起施行。\n"
    new = parse("x__law__versions__2027-01-01", text)
    found = assemble([old, new])
    assert [(s.adopted_on, len(s.articles)) for s in found] == [(date(1990, 1, 1), 1), (date(2026, 6, 26), 1)]
