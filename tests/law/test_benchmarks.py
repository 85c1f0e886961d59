"""Benchmark tables: a real one, the demonstration city's, and broken ones."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import yifa.demo
from yifa.cli.benchmark import app
from yifa.law.benchmark_loading import read_benchmark_bytes, read_benchmark_file, read_lookback
from yifa.law.benchmarks import (
    Basis,
    Benchmark,
    BenchmarkUnreadable,
    Repeat,
    lint,
    load_benchmark,
    read_repeat,
)
from yifa.law.chinese_numbers import write_integer
from yifa.law.measures import ORDERS, RELEASES

REFERENCE = Path(os.environ.get("YIFA_REFERENCE_DATA") or Path(__file__).parents[3] / "shared" / "data")
SHENZHEN = REFERENCE / "benchmarks" / "shenzhen_urban_management_discretion_2023.json"
DEMO = sorted((Path(next(iter(yifa.demo.__path__))) / "data").glob("benchmark*.json"))

needs_reference = pytest.mark.skipif(
    not SHENZHEN.exists(), reason="the reference data is not on this machine"
)


def row(**change: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "no": 1,
        "law": "《某条例》",
        "violation": "某行为",
        "basis": [{"law": "《某条例》", "article": "13"}],
        "groups": [
            {
                "range": "处一千元以上五千元以下罚款",
                "tiers": [
                    {"tier": "情节较轻", "condition": "第一次被处罚的。", "standard": "处一千元罚款。"},
                    {"tier": "情节较重", "condition": "第二次被处罚的。", "standard": "处三千元罚款。"},
                    {"tier": "情节严重", "condition": "第三次及以上被处罚的。", "standard": "处五千元罚款。"},
                ],
            }
        ],
    }
    return {**base, **change}


def table(*rows: Any, **head: Any) -> dict[str, Any]:
    base = {
        "title": "某市裁量基准",
        "document_no": "某规〔2025〕1号",
        "authority": "某局",
        "issued": "2025-01-01",
        "effective": "2025-02-01",
        "lookback_months": 12,
    }
    return {"benchmark": {**base, **head}, "items": list(rows or [row()])}


def with_tiers(range_: str, *tiers: tuple[str, str, str]) -> dict[str, Any]:
    return row(
        groups=[
            {
                "range": range_,
                "tiers": [{"tier": n, "condition": c, "standard": s} for n, c, s in tiers],
            }
        ]
    )


def codes(benchmark: Benchmark) -> Counter[str]:
    return Counter(f.code for f in lint(benchmark))


@pytest.fixture(scope="module")
def shenzhen() -> Benchmark:
    return read_benchmark_file(SHENZHEN)


@needs_reference
@pytest.mark.requirement("RQ037")
def test_every_range_and_tier_of_a_real_table_is_read(shenzhen: Benchmark) -> None:
    groups = [g for i in shenzhen.items for g in i.groups]
    tiers = [t for i in shenzhen.items for _, _, t in i.tiers()]
    assert (len(shenzhen.items), len(groups), len(tiers)) == (75, 79, 234)
    assert shenzhen.problems == ()
    for part in (*groups, *tiers):
        assert part.measures and not part.parsed.unread
    assert (shenzhen.effective_from, shenzhen.effective_to) == (date(2023, 12, 15), date(2028, 12, 14))
    assert (shenzhen.lookback_months, shenzhen.lookback_given) == (12, True)


@needs_reference
def test_kinds_of_a_real_table_counted_by_hand(shenzhen: Benchmark) -> None:
    kinds = Counter(m.kind for i in shenzhen.items for _, _, t in i.tiers() for m in t.measures)
    # 3 tiers 不予处罚; items 33–38, 55, 56 and group 2 of 58 confiscate gains in each of 3 tiers; 11 and 12 revoke;
    # 3 and 10 confiscate goods; item 55 fines units and persons in each of its 3 tiers.
    assert kinds["no_penalty"] == 3
    assert kinds["confiscate_gains"] == 9 * 3
    assert kinds["revoke_permit"] == 2
    assert kinds["confiscate_goods"] == 2
    assert kinds["fine"] == 234 - 3 + 3


@needs_reference
def test_oddities_of_a_real_table(shenzhen: Benchmark) -> None:
    found = lint(shenzhen)
    errors = {(f.no, f.group, f.tier, f.code) for f in found if f.level == "error"}
    assert errors == {
        (27, 1, "情节较轻", "outside"),  # 1000 yuan in a range from 2000
        (58, 1, "情节较重", "overlap"),  # the second time is also in group 2
        (58, 1, "情节严重", "overlap"),
    }
    warned = {(f.no, f.group, f.code) for f in found if f.level == "warn"}
    confiscates = {(n, 1, "kind") for n in (33, 34, 35, 36, 37, 38, 55, 56)}
    assert warned == confiscates | {
        (3, 1, "repeat"),  # only a tier for the third time
        (10, 1, "kind"),  # the tier confiscates, the range does not say so
        (11, 1, "kind"),
        (12, 1, "kind"),
        (41, 1, "coverage"),  # from 50,000, lowest tier 100,000
        (41, 1, "repeat"),
        (41, 2, "repeat"),
        (52, 1, "coverage"),
        (52, 1, "repeat"),
        (58, 2, "kind"),
        (60, 1, "repeat"),  # counts being discovered, not being punished
        (74, 3, "party"),  # a tier for persons in a range that does not say so
    }
    assert all(f.line for f in found)


@needs_reference
def test_lint_command_on_a_real_table() -> None:
    result = CliRunner().invoke(app, ["lint", str(SHENZHEN), "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["items"], answer["groups"], answer["tiers"]) == (75, 79, 234)
    assert answer["errors"] == 4
    line = next(f["line"] for f in answer["findings"] if f["no"] == 27)
    assert "情节较轻" in "".join(SHENZHEN.read_text("utf-8").splitlines()[line - 1 : line + 2])


@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_the_demonstration_tables_are_clean(path: Path) -> None:
    benchmark = read_benchmark_file(path)
    assert lint(benchmark) == ()
    assert benchmark.region == "990100"
    assert benchmark.lookback_given


def test_the_demonstration_city_has_what_its_cases_need() -> None:
    tables = [read_benchmark_file(p) for p in DEMO]
    in_2025 = [b for b in tables if b.in_force(date(2025, 6, 1))]
    today = [b for b in tables if b.in_force(date(2026, 11, 22))]
    assert len({i.code for b in in_2025 for i in b.items}) >= 36
    assert len({i.code for b in today for i in b.items}) >= 36
    assert len({b.sector for b in today}) >= 4
    for tables_of_a_day in (in_2025, today):
        found = [i.code for b in tables_of_a_day for i in b.items]
        assert len(found) == len(set(found))
    small_person = [
        i for b in today for i in b.items for _, _, t in i.tiers()
        for m in t.parsed.fines if m.party in ("any", "person") and m.unit == "fen" and not m.basis
        and m.max and m.max <= 20_000
    ]  # fmt: skip
    small_unit = [
        i for b in today for i in b.items for _, _, t in i.tiers()
        for m in t.parsed.fines if m.party in ("any", "unit") and not m.basis and m.max and m.max <= 300_000
    ]  # fmt: skip
    kinds = {m.kind for b in today for i in b.items for g in i.groups for m in g.measures}
    bases = {m.basis for b in today for i in b.items for g in i.groups for m in g.measures}
    assert len(small_person) >= 5 and len(small_unit) >= 5
    assert {"confiscate_gains", "confiscate_goods", "revoke_permit", "halt", "warning"} <= kinds
    assert {"货值金额", "每平方米", "违法所得", "建设工程造价"} <= bases


def test_a_sound_table_has_no_findings() -> None:
    assert lint(load_benchmark(table())) == ()


def test_effective_dates_are_checked() -> None:
    assert codes(load_benchmark(table(effective=None)))["effective"] == 1
    assert codes(load_benchmark(table(effective="2024-12-01")))["effective"] == 1
    assert codes(load_benchmark(table(effective_to="2025-01-31")))["effective"] == 1
    broken = load_benchmark(table(effective="2025-02-30"))
    assert codes(broken)["date"] == 1 and not broken.in_force(date(2026, 1, 1))
    assert codes(load_benchmark(table(document_no="某规2025第1号")))["document_no"] == 1


def test_a_look_back_that_is_not_stated_is_one_year_and_said() -> None:
    benchmark = load_benchmark(table(lookback_months=None))
    assert benchmark.lookback_months == 12
    assert codes(benchmark) == {"lookback": 1}


@pytest.mark.parametrize(
    ("note", "months"),
    [
        ("向前追溯一周年；无相同违法行为被处罚记录为第一次", 12),
        ("两年内", 24),
        ("六个月内", 6),
        ("自发生之日起", None),
    ],
)
def test_look_back_notes(note: str, months: int | None) -> None:
    assert read_lookback(note) == months


@pytest.mark.parametrize(
    ("condition", "repeat"),
    [
        ("第一次被处罚的。", Repeat(1, 1)),
        ("第三次及以上被处罚的。", Repeat(3, None)),
        ("第2次被处罚的。", Repeat(2, 2)),
        ("第二次被处罚，或者随意丢弃、抛撒生活垃圾的。", Repeat(2, 2, only=False)),
        ("具有下列情形之一：（1）第三次及以上被处罚的；（2）威胁工作人员。", Repeat(3, None, only=False)),
        ("第一次被发现未报备擅自停止的。", Repeat(1, 1, counts="被发现")),
        ("第一次被处罚，单位及时恢复原状或赔偿的。", Repeat(1, 1)),
        ("违法行为轻微并及时改正的。", None),
    ],
)
def test_repeat_counts(condition: str, repeat: Repeat | None) -> None:
    assert read_repeat(condition) == repeat


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        (Basis("《某条例》", "13", "2", "4"), "《某条例》第十三条第二款第四项"),
        (Basis("某条例", "29-1"), "《某条例》第二十九条之一"),
        (Basis("《法典》", "1169", "1"), "《法典》第一千一百六十九条第一款"),
    ],
)
def test_citations(basis: Basis, cited: str) -> None:
    assert basis.cite() == cited


R3 = ("第一次被处罚的。", "第二次被处罚的。", "第三次及以上被处罚的。")
RANGE = "处一千元以上五千元以下罚款"
A, C, E = "处一千元罚款", "处三千元罚款", "处五千元罚款"
TOOLS = "，没收工具"
LOW, UPPER, MIDDLE = "处一千元以上三千元以下罚款", "处三千元以上五千元以下罚款", "处二千元以上五千元以下罚款"


@pytest.mark.parametrize(
    ("range_", "tiers", "code", "place"),
    [
        (RANGE, [("轻", R3[0], "处五百元罚款"), ("重", R3[1], C), ("极", R3[2], E)], "outside", "轻"),
        (RANGE, [("轻", R3[0], A), ("重", R3[1], C), ("极", R3[2], "处六千元罚款")], "outside", "极"),
        (RANGE, [("轻", "甲", LOW), ("重", "乙", MIDDLE)], "overlap", "轻、重"),
        (RANGE, [("轻", "甲", LOW), ("重", "乙", UPPER)], "overlap", "轻、重"),
        (RANGE, [("轻", "甲", "处一千元以上二千元以下罚款"), ("重", "乙", UPPER)], "gap", "轻、重"),
        (RANGE, [("轻", "甲", A), ("重", "乙", A), ("极", "丙", E)], "overlap", "轻、重"),
        (RANGE, [("轻", "甲", A), ("重", "乙", "处四千元罚款")], "coverage", "重"),
        (RANGE, [("轻", "甲", "处二千元罚款"), ("重", "乙", E)], "coverage", "轻"),
        (RANGE, [("轻", "甲", A), ("重", "甲", E)], "duplicate", "轻、重"),
        (RANGE, [("轻", "甲", A), ("轻", "乙", E)], "duplicate", ""),
        (RANGE, [("情节严重", "甲", A), ("情节较轻", "乙", E)], "order", "情节严重、情节较轻"),
        (RANGE, [("轻", "甲", A), ("重", "乙", "狠狠处罚")], "unread", "重"),
        (RANGE, [("轻", "甲", "处货值金额一倍罚款"), ("重", "乙", E)], "unit", "轻"),
        (RANGE, [("轻", "甲", A), ("重", "乙", "处五千元罚款，吊销许可证")], "kind", "重"),
        (RANGE, [("轻", "甲", A), ("重", "乙", "处五千元以上三千元以下罚款")], "inverted", "重"),
        (RANGE, [("轻", R3[0], A), ("重", R3[2], E)], "repeat", ""),
        (RANGE, [("轻", R3[0], A), ("重", R3[1], E)], "repeat", ""),
        ("处五千元以上一千元以下罚款", [("轻", "甲", "处二千元罚款")], "inverted", ""),
        ("处若干罚款", [("轻", "甲", "处二千元罚款")], "unread", ""),
        (RANGE + TOOLS, [("轻", "甲", A), ("重", "乙", E + TOOLS)], "kind", "轻"),
        (RANGE, [], "tiers", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_table(
    range_: str, tiers: list[tuple[str, str, str]], code: str, place: str
) -> None:
    found = [f for f in lint(load_benchmark(table(with_tiers(range_, *tiers)))) if f.code == code]
    assert found, code
    assert found[0].no == 1 and found[0].tier == place
    assert "第1项" in found[0].place


def test_a_missing_basis_and_double_rows() -> None:
    assert codes(load_benchmark(table(row(basis=[]))))["basis"] == 1
    assert codes(load_benchmark(table(row(basis=[{"law": "《别的法》", "article": "3"}]))))["basis"] == 1
    assert codes(load_benchmark(table(row(), row(no=1, code="B", violation="又一行为"))))["duplicate"] == 1
    assert codes(load_benchmark(table(row(), row(no=2))))["duplicate"] == 1
    assert codes(load_benchmark(table(row(), row(no=3, violation="又一行为"))))["numbering"] == 1


def test_wording_that_is_not_understood_is_kept_with_its_row() -> None:
    benchmark = load_benchmark(
        table(with_tiers("看着办", ("轻", "甲", "随便罚"), ("重", "乙", "处五千元罚款")))
    )
    (group,) = benchmark.items[0].groups
    assert group.range == "看着办" and group.parsed.unread == "看着办"
    assert [t.standard for t in group.tiers] == ["随便罚", "处五千元罚款"]


@pytest.mark.parametrize("data", [[], {}, "x", 3, None, {"title": "x"}])
def test_what_is_no_table_is_refused(data: Any) -> None:
    with pytest.raises(BenchmarkUnreadable):
        load_benchmark(data)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        7,
        "一行文字",
        [],
        {},
        {"no": 2},
        row(no="二"),
        row(violation=""),
        row(violation=["x"]),
        row(groups=None),
        row(groups=[]),
        row(groups=["x"]),
        row(groups=[{"range": 5, "tiers": []}]),
        row(groups=[{"range": "处五千元罚款", "tiers": [None]}]),
        row(groups=[{"range": "处五千元罚款", "tiers": [{"tier": 1, "condition": None, "standard": {}}]}]),
        row(basis="第三条"),
        row(basis=[{"law": "《法》"}]),
        row(violation="坏\x00字"),
        row(violation="长" * 5000),
        row(basis=[{"law": "《法》", "article": {"no": 1}}]),
    ],
)
def test_a_bad_row_is_reported_and_the_others_are_loaded(bad: Any) -> None:
    good = row(no=2, violation="另一行为")
    benchmark = load_benchmark(table(bad, good))
    assert "另一行为" in [i.violation for i in benchmark.items]
    assert benchmark.problems
    assert all(f.level == "error" and f.place for f in benchmark.problems)


def text_of(*rows: Any) -> str:
    return json.dumps(table(*rows), ensure_ascii=False, indent=1)


def test_a_broken_line_costs_only_its_row() -> None:
    lines = text_of(
        row(no=1, violation="甲"), row(no=2, violation="乙"), row(no=3, violation="丙")
    ).splitlines()
    at = next(i for i, line in enumerate(lines) if '"乙"' in line)
    lines[at] = lines[at].replace('"乙",', '"乙')
    benchmark = read_benchmark_bytes("\n".join(lines).encode())
    assert [i.violation for i in benchmark.items] == ["甲", "丙"]
    assert any(f.line in (at + 1, at + 2) for f in benchmark.problems)


def test_a_missing_comma_between_rows_costs_nothing() -> None:
    text = text_of(row(no=1, violation="甲"), row(no=2, violation="乙")).replace(
        '},\n  {\n   "no": 2', '}\n  {\n   "no": 2'
    )
    benchmark = read_benchmark_bytes(text.encode())
    assert [i.violation for i in benchmark.items] == ["甲", "乙"]
    assert [f.code for f in benchmark.problems] == ["json"]


def test_a_file_cut_short_keeps_what_came_before() -> None:
    text = text_of(row(no=1, violation="甲"), row(no=2, violation="乙"))
    benchmark = read_benchmark_bytes(text[: text.index('"乙"') + 8].encode())
    assert [i.violation for i in benchmark.items] == ["甲"]
    assert benchmark.problems


def test_a_broken_heading_keeps_the_rows() -> None:
    text = text_of(row(violation="甲")).replace('"authority": "某局",', '"authority": "某局')
    benchmark = read_benchmark_bytes(text.encode())
    assert [i.violation for i in benchmark.items] == ["甲"]
    assert {f.code for f in benchmark.problems} >= {"json"}


def test_bytes_that_are_not_utf8_are_named_by_line() -> None:
    raw = text_of(row(no=1, violation="甲"), row(no=2, violation="乙行为")).encode()
    benchmark = read_benchmark_bytes(raw.replace("乙行为".encode(), b"\xff\xfe\xfd"))
    line = raw[: raw.index("乙行为".encode())].count(b"\n") + 1
    assert ("encoding", line) in [(f.code, f.line) for f in benchmark.problems]
    assert "甲" in [i.violation for i in benchmark.items]


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "空的"),
        (b"not json", "JSON"),
        (b"[]", "不是"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "JSON"),
        (text_of().encode("gb18030"), "GB18030"),
        (text_of().encode("utf-16"), "UTF-16"),
        (b"[" * 100_000, "嵌套"),
        (b'{"benchmark": NaN}', "JSON"),
    ],
)
def test_files_that_are_no_table(raw: bytes, word: str) -> None:
    with pytest.raises(BenchmarkUnreadable, match=word):
        read_benchmark_bytes(raw)


def test_a_byte_order_mark_is_no_error() -> None:
    assert read_benchmark_bytes(text_of().encode("utf-8-sig")).problems == ()


def test_lint_command_exit_codes(tmp_path: Path) -> None:
    def run(raw: bytes) -> Any:
        path = tmp_path / "table.json"
        path.write_bytes(raw)
        return CliRunner().invoke(app, ["lint", str(path), "--json"])

    assert run(text_of().encode()).exit_code == 0
    broken = run(text_of(row(no=1), "不是条目").encode())
    assert broken.exit_code == 1
    assert json.loads(broken.stdout)["items"] == 1
    nothing = run(b"%PDF-1.7")
    assert nothing.exit_code == 1 and json.loads(nothing.stdout)["findings"][0]["code"] == "unreadable"
    assert CliRunner().invoke(app, ["lint", str(tmp_path / "absent.json")]).exit_code == 2


def test_demonstration_tiers_never_add_a_kind_the_statute_does_not_name() -> None:
    for path in DEMO:
        for item in read_benchmark_file(path).items:
            for group in item.groups:
                allowed = {m.kind for m in group.measures} | ORDERS | RELEASES
                assert {m.kind for t in group.tiers for m in t.measures} <= allowed, item.code


def article_text(law: str, article: str) -> str:
    """The text of one article of a national law, wherever its file keeps it."""
    for path in sorted((REFERENCE / "laws" / "national").glob("*.md")):
        if f"# {law}\n" not in path.read_text("utf-8"):
            continue
        parts = [path, *sorted(path.parent.glob(f"{path.stem}__*.md"))]
        text = "\n".join(p.read_text("utf-8") for p in parts)
        found = re.search(
            rf"^\*\*第{write_integer(int(article))}条\*\*(.*?)(?=^\*\*第|^#|\Z)", text, re.M | re.S
        )
        if found:
            return found[1]
    return ""


@needs_reference
@pytest.mark.parametrize("path", DEMO, ids=lambda p: p.stem)
def test_the_demonstration_cites_real_articles_with_their_real_amounts(path: Path) -> None:
    for item in read_benchmark_file(path).items:
        text = "".join(article_text(b.law.strip("《》"), b.article) for b in item.basis)
        assert text, item.cite_basis()
        for group in item.groups:
            for words in re.findall(
                r"(?:百分之)?[一二三四五六七八九十百千万]+(?:元|倍|(?=以[上下]))", group.range
            ):
                assert words in text, (item.code, words)
