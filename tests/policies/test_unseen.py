"""Papers of the genre that the parser was not written with, against what a reader finds in them (`unseen/README.md`).

`pytest tests/policies/test_unseen.py -s` prints the table with every miss and every extra value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from policies import facts, files, scoring, spoiling
from yifa.policies import parse
from yifa.policies.dates import dates_of
from yifa.policies.document import Reading
from yifa.policies.reading import PolicyUnreadable
from yifa.policies.targets import targets_of
from yifa.policies.units import units_of

LEAST = 0.95
NAMES = facts.names(facts.UNSEEN)
MAKERS = {"txt": str.encode, "docx": files.docx, "html": files.html, "pdf": files.pdf}


def text_of(name: str) -> str:
    return (facts.UNSEEN / f"{name}.txt").read_text("utf-8")


def read_as(name: str, kind: str) -> Reading:
    return parse.parse_file(MAKERS[kind](text_of(name)), f"{name}.{kind}")


@pytest.fixture(scope="module")
def scores() -> dict[str, scoring.Score]:
    found = {}
    for name in NAMES:
        file = facts.load(name, facts.UNSEEN)
        found[name] = scoring.score(file, read_as(name, file.get("as", "txt")))
    print("\n" + scoring.table(found))
    return found


@pytest.mark.parametrize("kind", scoring.HELD)
def test_the_unseen_papers_together(scores: dict[str, scoring.Score], kind: str) -> None:
    found = scoring.together(scores.values())[kind]
    assert found.expected >= 60
    assert found.recall >= LEAST, found.missed
    assert found.precision >= LEAST, found.extra


# --- the same papers as other files, damaged, glued ------------------------------------------------------


@pytest.mark.parametrize(("name", "kind"), [("03", "pdf"), ("05", "docx"), ("17", "html"), ("09", "pdf")])
def test_the_kind_of_file_makes_no_difference(name: str, kind: str) -> None:
    found = scoring.score(facts.load(name, facts.UNSEEN), read_as(name, kind))
    for held in scoring.HELD:
        assert min(found[held].recall, found[held].precision) >= LEAST, (held, found[held])


WHOLE = (
    spoiling.read_as_latin,
    spoiling.read_as_windows,
    spoiling.twice_latin,
    spoiling.gbk_as_latin,
    spoiling.entities,
    spoiling.in_a_site,
    spoiling.with_pinyin,
)
DAMAGED = ("01", "03", "09", "17")


def after(spoil: Callable[[str], bytes]) -> tuple[scoring.Score, list[Reading]]:
    """The papers spoiled, read and scored together."""
    readings = [parse.parse_file(spoil(text_of(name)), "某.txt") for name in DAMAGED]
    pairs = zip(DAMAGED, readings, strict=True)
    return scoring.together(scoring.score(facts.load(n, facts.UNSEEN), r) for n, r in pairs), readings


@pytest.mark.parametrize("spoil", WHOLE, ids=lambda f: f.__name__)
def test_what_can_be_turned_back_is_read_as_well_as_before(spoil: Callable[[str], bytes]) -> None:
    found, readings = after(spoil)
    for held in scoring.HELD:
        assert min(found[held].recall, found[held].precision) >= LEAST, (held, found[held])
    assert all(reading.problems or reading.mended for reading in readings)


def test_utf_8_read_as_gbk_loses_characters_and_says_so() -> None:
    found, readings = after(spoiling.utf8_as_gbk)
    for held in scoring.HELD:
        assert min(found[held].recall, found[held].precision) >= 0.85, (held, found[held])
    assert all(any("丢失" in said for said in reading.problems) for reading in readings)


def test_lost_bytes_leave_most_of_a_paper_readable() -> None:
    found, readings = after(spoiling.byte_lost)
    for held in scoring.HELD:
        assert min(found[held].recall, found[held].precision) >= 0.7, (held, found[held])
    assert all(reading.mended for reading in readings)


def test_papers_glued_without_any_separator_are_several() -> None:
    glued = ("01", "17", "16", "06")
    reading = parse.parse_text("\n".join(text_of(name).strip() for name in glued))
    for name in glued:
        row = facts.load(name, facts.UNSEEN)["document"][0]
        matching = [d for d in reading.documents if facts.title(d.title) == facts.title(row["title"])]
        assert [len(d.tasks) for d in matching] == [len(row["task"])], name


@pytest.mark.parametrize(
    "raw", [b"", b" \n\t ", bytes(range(256)) * 40, b"\x00\x01\x02" * 5000, b"%PDF-1.7 junk"]
)
def test_what_is_no_paper_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(PolicyUnreadable, match="文件"):
        parse.parse_file(raw, "某.txt")


# --- the words of everyday papers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "comparison", "value", "unit"),
    [
        ("法制审核人员占比≥5%。", ">=", 5, "%"),
        ("不合格率≤ 3 ％。", "<=", 3, "%"),
        ("每人每年不少于 60 学时。", ">=", 60, "学时"),
        ("每人每年不少于60学时。", ">=", 60, "学时"),
        ("全年检查不超过 2 次。", "<=", 2, "次"),
        ("处 3 万元以上罚款的，应当备案。", ">=", 30000, "元"),
        ("处３万元以上罚款的，应当备案。", ">=", 30000, "元"),
        ("合并率达到六成以上。", ">=", 60, "%"),
        ("抽查比例不低于百分之二十。", ">=", 20, "%"),
        ("增幅超过20%的予以预警。", ">", 20, "%"),
    ],
)
def test_a_target_of_everyday_words(text: str, comparison: str, value: int, unit: str) -> None:
    assert [(t.comparison, t.value, t.unit) for t in targets_of(text)] == [(comparison, value, unit)]


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        ("自作出决定之日起15日内报备案。", "relative", {"length": 15, "unit": "日"}),
        ("自作出决定之日起 15 日内报备案。", "relative", {"length": 15, "unit": "日"}),
        ("每年不少于60学时。", "frequency", {"every": "年", "times": 60, "unit": "学时"}),
        ("每年不少于 60 学时。", "frequency", {"every": "年", "times": 60, "unit": "学时"}),
        ("2025年6月31日前完成。", "deadline", {"end": None, "impossible": True}),
        ("完成时限：2025年9月30日", "deadline", {"end": date(2025, 9, 30)}),
        ("2025年 9 月 30 日前完成。", "deadline", {"end": date(2025, 9, 30)}),
        ("于八月三十一日前完成。", "deadline", {"end": date(2025, 8, 31)}),
        ("4至10月开展检查。", "from_to", {"start": date(2025, 4, 1), "end": date(2025, 10, 31)}),
        ("10月起全面推开。", "from", {"start": date(2025, 10, 1)}),
    ],
)
def test_a_date_of_everyday_words(text: str, kind: str, fields: dict[str, object]) -> None:
    (mention,) = dates_of(text, written=date(2025, 1, 6))
    assert mention.kind == kind
    assert {name: getattr(mention, name) for name in fields} == fields


def test_all_agencies_stay_a_collective_name() -> None:
    (unit,) = units_of("加强公示。（责任单位：各行政执法机关）")
    assert (unit.name, unit.role, unit.collective) == ("各行政执法机关", "responsible", True)


def test_a_label_ends_where_the_next_one_begins() -> None:
    text = "出台办法。牵头单位：市司法局；指导单位：省司法厅；配合单位：市财政局；完成时间：5月底前。"
    assert [(u.name, u.role) for u in units_of(text)] == [("市司法局", "lead"), ("市财政局", "cooperating")]
