"""Penalties as benchmark tables and statutes word them, read into structured measures.

`处二千元以上二万元以下罚款` becomes a fine of 200000 to 2000000 fen; `处货值金额五倍以上十倍以下罚款` a fine of
5000 to 10000 per mille of 货值金额. Wording that was not understood comes back in `unread`, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from yifa.law.chinese_numbers import half_width_digits
from yifa.law.measure_ranges import DAY, FEN, MONTH, PERMILLE, POINT

MeasureKind = Literal[
    "fine",
    "warning",
    "criticism",
    "confiscate_gains",
    "confiscate_goods",
    "suspend_permit",
    "downgrade",
    "revoke_permit",
    "cancel_approval",
    "restrict_activity",
    "halt",
    "close",
    "restrict_occupation",
    "detention",
    "points",
    "no_penalty",
    "exempt",
    "correct",
    "demolish",
    "order",
]
MeasureParty = Literal["any", "unit", "person", "responsible"]

KIND_NAMES: dict[str, str] = {
    "fine": "罚款",
    "warning": "警告",
    "criticism": "通报批评",
    "confiscate_gains": "没收违法所得",
    "confiscate_goods": "没收非法财物",
    "suspend_permit": "暂扣许可证件",
    "downgrade": "降低资质等级",
    "revoke_permit": "吊销许可证件",
    "cancel_approval": "撤销批准文件",
    "restrict_activity": "限制开展生产经营活动",
    "halt": "责令停产停业",
    "close": "责令关闭",
    "restrict_occupation": "限制从业",
    "detention": "行政拘留",
    "points": "记分",
    "no_penalty": "不予行政处罚",
    "exempt": "免予行政处罚",
    "correct": "责令改正",
    "demolish": "责令限期拆除",
    "order": "责令",
}
_UNIT_NAMES = {DAY: "日", MONTH: "个月", POINT: "分"}
PARTY_NAMES = {"any": "", "unit": "单位", "person": "个人", "responsible": "直接责任人员"}

# Orders to put things right accompany a penalty and are not one (处罚法 28); releases are the absence of one.
ORDERS = frozenset({"correct", "demolish", "order"})
RELEASES = frozenset({"no_penalty", "exempt"})
# The kinds that open the right to a hearing whatever the amount (处罚法 63 (2)–(4)).
HEARING_KINDS = frozenset(
    {"downgrade", "revoke_permit", "cancel_approval", "halt", "close", "restrict_occupation"}
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One penalty or order. `min` and `max` are whole `unit`s (fen, permille, day, month, point), None = open.

    `basis` is what a fine is multiplied by: `每平方米`, `每处` (then amounts are fen per piece) or a sum such
    as `货值金额` (then amounts are per mille of it); `basis_note` keeps the words around it. `when` holds the
    condition written in the text, `base_floor` the least base in fen (不足十万元的，按十万元计算).
    `optional` means the authority may leave it out (可以, or one of 或者).
    """

    kind: MeasureKind
    unit: str = ""
    basis: str = ""
    min: int | None = None
    max: int | None = None
    min_inclusive: bool = True
    max_inclusive: bool = True
    party: MeasureParty = "any"
    optional: bool = False
    when: str = ""
    basis_note: str = ""
    object: str = ""
    text: str = ""
    base_floor: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def per_piece(self) -> bool:
        return self.basis.startswith("每")

    @property
    def base_words(self) -> str:
        """What a fine is multiplied by, in words: `每处违法设施`, `占地面积每平方米`, `违法销售产品货值金额`."""
        counted = self.per_piece and not re.search("面积|长度|重量|体积|数量", self.basis_note)
        return f"{self.basis}{self.basis_note}" if counted else f"{self.basis_note}{self.basis}"

    def for_quantity(self, quantity: int | Fraction | None) -> tuple[int, int | None]:
        """The fine in fen, (least, most), for the given quantity: pieces for 每…, fen for a sum of money.

        Rounds inward so that the result never leaves the range. Raises ValueError when a quantity is needed.
        """
        scale = Fraction(1)
        if self.basis:
            if quantity is None or quantity < 0:
                raise ValueError(self.basis)
            base = quantity if self.base_floor is None else max(quantity, self.base_floor)
            scale = Fraction(base) / (1 if self.per_piece else 1000)
        return _least(self, scale), _most(self, scale)

    def contains(self, other: Measure) -> bool:
        """True when every amount `other` allows is allowed here. Only meaningful for equal unit and basis."""
        return _not_below(self, other) and _not_above(self, other)

    def describe(self) -> str:
        """The measure in formal Chinese with Arabic figures."""
        name = KIND_NAMES[self.kind]
        if self.kind == "fine":
            amount = describe_bounds(self)
            target = f"对{PARTY_NAMES[self.party]}" if self.party != "any" else ""
            return f"{target}处{self.base_words}{amount}罚款"
        if self.kind == "detention":
            return f"{describe_bounds(self)}{name}"
        return f"{name}（{self.object}）" if self.object and self.object not in name else name


def _least(measure: Measure, scale: Fraction) -> int:
    if measure.min is None:
        return 0
    exact = measure.min * scale
    rounded = -((-exact.numerator) // exact.denominator)
    return rounded + 1 if not measure.min_inclusive and exact == rounded else rounded


def _most(measure: Measure, scale: Fraction) -> int | None:
    if measure.max is None:
        return None
    exact = measure.max * scale
    rounded = exact.numerator // exact.denominator
    return max(rounded - 1, 0) if not measure.max_inclusive and exact == rounded else rounded


def _not_below(outer: Measure, inner: Measure) -> bool:
    if outer.min is None:
        return True
    if inner.min is None:
        return False
    return inner.min > outer.min or (
        inner.min == outer.min and (outer.min_inclusive or not inner.min_inclusive)
    )


def _not_above(outer: Measure, inner: Measure) -> bool:
    if outer.max is None:
        return True
    if inner.max is None:
        return False
    return inner.max < outer.max or (
        inner.max == outer.max and (outer.max_inclusive or not inner.max_inclusive)
    )


@dataclass(frozen=True, slots=True)
class ParsedMeasures:
    """What was read, in the order of the text, and the wording that was not understood (empty when all was)."""

    measures: tuple[Measure, ...]
    unread: str = ""

    @property
    def fines(self) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures if m.kind == "fine")


@lru_cache(maxsize=8192)
def parse_measures(text: str) -> ParsedMeasures:
    """Read a penalty wording. Never raises on text; empty text gives no measures and nothing unread."""
    from yifa.law.measure_reading import read_measures

    return read_measures(half_width_digits(text))


def yuan(fen: int) -> str:
    """An amount in fen as official papers write it: 200000 → `2000元`, 1250 → `12.5元`."""
    whole, rest = divmod(fen, 100)
    return f"{whole}元" if not rest else f"{whole}.{rest:02d}".rstrip("0") + "元"


def amount(value: int, unit: str) -> str:
    """A value with its unit in Chinese: fen → 元, permille → 倍 or ％."""
    if unit == FEN:
        return yuan(value)
    if unit == PERMILLE and value < 1000:
        return f"{value // 10}%" if not value % 10 else f"{value // 10}.{value % 10}%"
    if unit == PERMILLE:
        whole, rest = divmod(value, 1000)
        return f"{whole}倍" if not rest else f"{whole}.{rest:03d}".rstrip("0") + "倍"
    return f"{value}{_UNIT_NAMES.get(unit, unit)}"


def describe_bounds(measure: Measure) -> str:
    """`2000元以上20000元以下`, `5000元`, `1倍以上不满3倍`."""
    if measure.min is not None and measure.min == measure.max:
        return amount(measure.min, measure.unit)
    low = high = ""
    if measure.min is not None:
        value = amount(measure.min, measure.unit)
        low = f"{value}以上" if measure.min_inclusive else f"超过{value}"
    if measure.max is not None:
        value = amount(measure.max, measure.unit)
        high = f"{value}以下" if measure.max_inclusive else f"不满{value}"
    return low + high


def with_context(measure: Measure, *, party: MeasureParty, optional: bool, when: str) -> Measure:
    """The measure with the words that stood before it applied to it."""
    return replace(
        measure,
        party=party if measure.party == "any" else measure.party,
        optional=measure.optional or optional,
        when=when,
    )
