"""What must hold for every wording and every penalty: exact amounts, monotone ranges, never above the statute."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yifa.law.benchmark_loading import read_benchmark_bytes
from yifa.law.benchmarks import BenchmarkUnreadable, load_benchmark
from yifa.law.chinese_numbers import read_integer, write_integer
from yifa.law.circumstances import CIRCUMSTANCES
from yifa.law.discretion import Deviation, assess
from yifa.law.fallback_bands import AGRI, fallback_bands
from yifa.law.json_places import read_placed_json
from yifa.law.measures import Measure, parse_measures
from yifa.law.several_acts import Norm, higher_fine

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int, two: str = "二") -> str:
    """A formatter of its own, by string work: groups of four digits, zeros collapsed."""
    groups = []
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    text = ""
    for index in range(len(groups) - 1, -1, -1):
        part = ""
        for digit, unit in zip(f"{groups[index]:04d}", ("千", "百", "十", ""), strict=True):
            part += "零" if digit == "0" else DIGITS[int(digit)] + unit
        while "零零" in part:
            part = part.replace("零零", "零")
        part = part.rstrip("零")
        if not text:
            part = part.lstrip("零")
        if part:
            text += part + ("", "万", "亿")[index]
    if text.startswith("一十"):
        text = text[1:]
    if two != "二" and text.startswith("二") and len(text) > 1 and text[1] in "千百万亿":
        text = two + text[1:]
    return text


amounts = st.one_of(
    st.integers(1, 9999),
    st.integers(1, 99_999_999),
    st.integers(1, 99).map(lambda n: n * 10_000),
    st.integers(1, 99).map(lambda n: n * 500),
)
notations = st.sampled_from(["二", "两", "digits", "grouped", "full", "wan"])


def written(number: int, notation: str) -> str:
    if notation == "digits":
        return str(number)
    if notation == "grouped":
        return f"{number:,}"
    if notation == "full":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if notation == "wan" and number % 1000 == 0 and number >= 10_000:
        whole, rest = divmod(number, 10_000)
        return f"{whole}.{rest // 1000}万" if rest else f"{whole}万"
    return in_chinese(number, "两" if notation == "两" else "二")


@given(amounts)
def test_numbers_survive_writing_and_reading(number: int) -> None:
    assert read_integer(in_chinese(number)) == number
    assert read_integer(in_chinese(number, "两")) == number
    assert write_integer(number) == in_chinese(number)


@given(amounts, amounts, notations, notations, st.sampled_from(["处", "并处", "可以处", "处以", "对单位处"]))
def test_a_range_is_read_exactly(one: int, two: int, first: str, second: str, verb: str) -> None:
    low, high = sorted((one, two))
    parsed = parse_measures(f"{verb}{written(low, first)}元以上{written(high, second)}元以下的罚款。")
    assert parsed.unread == ""
    (fine,) = parsed.measures
    assert (fine.min, fine.max) == (low * 100, high * 100)
    assert (fine.min_inclusive, fine.max_inclusive) == (True, True)
    assert fine.basis == "" and fine.optional == ("可以" in verb)


@given(amounts, amounts)
def test_reading_is_monotone(one: int, two: int) -> None:
    low, high = sorted((one, two))
    smaller, larger = (parse_measures(f"处{in_chinese(n)}元罚款").measures[0] for n in (low, high))
    assert smaller.min is not None and larger.min is not None
    assert smaller.min <= larger.min


@given(st.integers(1, 20), st.integers(1, 9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_larger_base_never_lowers_a_multiple(times: int, tenth: int, one: int, two: int) -> None:
    (fine,) = parse_measures(
        f"处货值金额{in_chinese(times)}点{DIGITS[tenth]}倍以上{in_chinese(times + 3)}倍以下罚款"
    ).measures
    low, high = sorted((one, two))
    (a, b), (c, d) = fine.for_quantity(low), fine.for_quantity(high)
    assert b is not None and d is not None
    assert a <= c and b <= d
    # the exact bounds, in fen times 1000, are never left
    assert a * 1000 >= low * (times * 1000 + tenth * 100) and b * 1000 <= low * (times + 3) * 1000


@given(st.text(max_size=60))
def test_any_text_is_read_or_returned(text: str) -> None:
    parsed = parse_measures(text)
    for found in parsed.measures:
        assert found.text in "".join(text.split()) or found.text
        assert isinstance(found.min, int | None) and isinstance(found.max, int | None)


@given(
    st.text(
        alphabet="处以罚款元万千百十一二三五两点倍每平方米上下不满对单位个人的，；。、并或者责令改正没收吊销可",
        max_size=40,
    )
)
def test_near_misses_never_raise(text: str) -> None:
    parsed = parse_measures(text)
    assert parsed.measures or parsed.unread or not text.strip("，；。、")


STATUTE = st.tuples(st.integers(1, 200), st.integers(1, 200)).map(sorted)
CODES = st.lists(st.sampled_from([*CIRCUMSTANCES, "unknown"]), max_size=3, unique=True)
DEVIATIONS = st.one_of(
    st.none(),
    st.builds(
        Deviation,
        reasons=st.sampled_from(["", "显失公平"]),
        approval=st.sampled_from(["", "main_head", "collective", "maker"]),
        upper=st.booleans(),
    ),
)


@given(
    statute=STATUTE,
    tier=st.tuples(st.integers(1, 300), st.integers(1, 300)).map(sorted),
    fine=st.integers(-1, 4_000_000),
    basis=st.sampled_from(["", "每平方米", "货值金额"]),
    quantity=st.one_of(st.none(), st.integers(0, 50)),
    codes=CODES,
    deviation=DEVIATIONS,
    count=st.integers(0, 4),
    party=st.sampled_from(["natural", "individual_business", "legal", "other_org"]),
    sector=st.sampled_from(["urban", "market", "agri", ""]),
)
def test_nothing_passes_outside_the_statute(
    statute: list[int], tier: list[int], fine: int, basis: str, quantity: int | None, codes: list[str],
    deviation: Deviation | None, count: int, party: Any, sector: str,
) -> None:  # fmt: skip
    unit = "倍" if basis == "货值金额" else "元"
    words = [
        f"处{basis}{in_chinese(low)}{unit}以上{in_chinese(high)}{unit}以下罚款"
        for low, high in (statute, tier)
    ]
    benchmark = load_benchmark(
        {
            "benchmark": {
                "title": "表",
                "document_no": "某规〔2025〕1号",
                "authority": "局",
                "sector": sector,
            },
            "items": [
                {
                    "violation": "行为",
                    "groups": [
                        {
                            "range": words[0],
                            "tiers": [{"tier": "一", "condition": "第一次被处罚的。", "standard": words[1]}],
                        }
                    ],
                }
            ],
        }
    )
    result = assess(
        benchmark.items[0], tier="一", fine_fen=fine, quantity=quantity, party_kind=party, circumstances=codes,
        repeat_count=count, deviation=deviation,
    )  # fmt: skip
    scale = 1 if not basis else quantity
    per = 1 if basis == "货值金额" else 100
    if scale is None:
        assert not result.ok and result.permitted_max is None
        return
    least, most = statute[0] * scale * per, statute[1] * scale * per
    if result.permitted_max is not None:
        assert result.permitted_max <= most
    if result.permitted_min is not None and result.permitted_max is not None:
        assert result.permitted_min <= result.permitted_max
    if result.ok:
        assert 0 <= fine <= most
        held = [CIRCUMSTANCES[c] for c in codes]
        assert (
            fine >= least or any(c.mitigates for c in held) or (fine == 0 and any(c.releases for c in held))
        )
        assert not (fine > 0 and any(c.effect == "must_none" for c in held))
        in_tier = tier[0] * scale * per <= fine <= tier[1] * scale * per
        approved = deviation is not None and deviation.reasons and deviation.approval
        assert in_tier or approved or (fine == 0 and any(c.releases for c in held))
    assert result.reasoning.startswith("当事人的行为属于")


@given(st.text(max_size=80))
def test_no_text_breaks_the_json_reader(text: str) -> None:
    placed = read_placed_json('{"benchmark": {"title": "x"}, "items": [{"no": 1}, ' + text)
    assert isinstance(placed.value, dict)


@given(
    low=st.one_of(st.none(), st.integers(1, 9999)), width=st.integers(1, 99_999),
    sector=st.sampled_from(["market", "agri", ""]), regions=st.sampled_from([(), ("500000",)]),
)  # fmt: skip
def test_bands_lie_in_the_range_in_order_and_never_overlap(
    low: int | None, width: int, sector: str, regions: tuple[str, ...]
) -> None:
    fine = Measure("fine", "fen", "", low, (low or 0) + width)
    found = fallback_bands(fine, sector=sector, regions=regions)
    if found is None:
        return
    spans = [part.for_quantity(None) for _, part in found.parts]
    for (_, one), (two, _) in pairwise(spans):
        # Agriculture counts 30 % in both parts (以下, 以上); elsewhere no amount is in two.
        assert one is not None and (one < two or (one == two and found.citation == AGRI))
    assert all(part.min is not None and part.min >= (low or 0) for _, part in found.parts)
    assert all(part.max is not None and part.max <= (low or 0) + width for _, part in found.parts)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**9))), min_size=1, max_size=5
    )
)
def test_one_act_is_never_fined_by_the_lower_norm(fines: list[tuple[int, int | None]]) -> None:
    norms = [Norm(f"规范{i}", low, high) for i, (low, high) in enumerate(fines)]
    found = higher_fine(norms).norm
    if found is not None and found.high is not None:
        assert all(n.high is not None and n.high <= found.high for n in norms)


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]))
def test_no_bytes_break_the_reader(raw: bytes, start: bytes) -> None:
    with suppress(BenchmarkUnreadable):
        read_benchmark_bytes(start + raw)
