"""Several violations in one case: each with its own facts, law, tier and fine, beside the first."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import not_before
from yifa.institutions.penalty.acts.base import CARRIED, PenaltyContent
from yifa.institutions.penalty.acts.choices import Circumstance, PenaltyKind
from yifa.matters.payloads import (
    Count,
    Day,
    Fen,
    OptionalLine,
    OptionalProse,
    Prose,
    Row,
    ViolationCode,
)

_RANGE_HELP = "没有裁量基准时照抄条文中的处罚文字，例如“处一万元以上十万元以下罚款”"


class FurtherViolation(Row):
    """Another violation of the same case, decided for itself; `fine_fen` is its own part of the total."""

    violation_code: ViolationCode = Field(title="违法行为（裁量基准编码）")
    conduct: Prose = Field(title="违法事实")
    conduct_on: Day = Field(title="违法行为发生之日")
    conduct_until: Day | None = Field(None, title="违法行为终了之日", description="有连续或者继续状态的填写")
    violated: Prose = Field(title="违反的规定")
    basis: Prose = Field(title="处理依据")
    kinds: tuple[PenaltyKind, ...] = Field(title="处罚种类", min_length=1)
    fine_fen: Fen = Field(0, title="该项罚款数额", description="没有罚款的填0")
    tier: OptionalLine = Field("", title="裁量阶次")
    range_number: Count | None = Field(None, title="法定幅度序号", description="有几个幅度的填写，从1起")
    statutory_range: OptionalProse = Field("", title="法定处罚幅度", description=_RANGE_HELP)
    quantity: Count | None = Field(None, title="计罚数量")
    base_fen: Fen | None = Field(None, title="计罚基数")
    circumstances: tuple[Circumstance, ...] = Field((), title="裁量情节")
    repeat_count: Count = Field(0, title="追溯期内同类违法已受处罚次数（不含本次）")
    reasoning: OptionalProse = Field("", title="裁量理由")

    @field_validator("conduct_until")
    @classmethod
    def _until_after_start(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info, "conduct_on", "不能早于违法行为发生之日")

    @field_validator("fine_fen")
    @classmethod
    def _fine_matches_kinds(cls, value: int, info: ValidationInfo) -> int:
        fined = PenaltyKind.FINE in info.data.get("kinds", ())
        if fined and not value:
            raise ValueError("处以罚款的，须填写罚款数额")
        if value and not fined:
            raise ValueError("填写了罚款数额，但处罚种类中没有罚款")
        return value


class SeveralActs(PenaltyContent):
    """Content with further violations: `kinds` and `fine_fen` are then those of all of them together."""

    schema_version: ClassVar[int] = 2
    carried: ClassVar[frozenset[str]] = CARRIED | {"further_violations", "statutory_range"}

    statutory_range: OptionalProse = Field("", title="法定处罚幅度", description=_RANGE_HELP)
    further_violations: tuple[FurtherViolation, ...] = Field(
        (), title="其他违法行为", description="一案有几个违法行为的逐项填写；罚款数额和处罚种类填写合计"
    )

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had one violation and no words of the statute's range."""
        return {"statutory_range": "", "further_violations": [], **payload} if version < 2 else payload

    @field_validator("further_violations")
    @classmethod
    def _parts_of_the_whole(
        cls, value: tuple[FurtherViolation, ...], info: ValidationInfo
    ) -> tuple[FurtherViolation, ...]:
        if not value or "kinds" not in info.data:
            return value
        missing = {k for row in value for k in row.kinds} - set(info.data["kinds"])
        if missing:
            raise ValueError(
                f"处罚种类中没有“{min(k.label for k in missing)}”；合计的处罚种类应当包括各项的种类"
            )
        total = info.data.get("fine_fen") or 0
        parts = sum(row.fine_fen for row in value)
        if parts > total:
            raise ValueError("各项罚款之和超过了罚款数额；罚款数额填写全部违法行为的合计")
        return value
