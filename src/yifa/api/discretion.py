"""What would change the outcome of a proposed penalty, as the desk shows it. Reads only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from yifa.access import require
from yifa.api.schemas import FindingOut, Problem
from yifa.api.session import actor_of
from yifa.institutions.common.discretion import advice, doubt_of_rule, proposed_values
from yifa.institutions.common.several import all_acts
from yifa.law.advice import Advice, Version
from yifa.law.circumstances import CIRCUMSTANCES
from yifa.law.view import MatterView
from yifa.matters import picture, queries
from yifa.matters.looks import look_at_matter
from yifa.registers.scope import scope

router = Router(tags=["裁量"])
_FEN = Annotated[int, Field(ge=0, le=10**14)]
_COUNT = Annotated[int, Field(ge=0, le=10**9)]


class WhatIfQuery(Schema):
    """What is tried out in place of what the case has; what is left out stays as it is."""

    act: int = Field(1, ge=1, le=500, title="第几个违法行为")
    violation_code: str | None = Field(None, max_length=80, title="违法行为编码")
    conduct_on: date | None = Field(None, title="违法行为发生之日")
    tier: str | None = Field(None, max_length=200, title="裁量阶次")
    fine_fen: _FEN | None = Field(None, title="罚款，分")
    base_fen: _FEN | None = Field(None, title="计罚基数，分")
    quantity: _COUNT | None = Field(None, title="计罚数量")
    range_number: _COUNT | None = Field(None, title="法定幅度序号，从1起")
    repeat_count: _COUNT | None = Field(None, title="追溯期内已受处罚次数，不含本次")
    circumstances: list[Annotated[str, Field(max_length=40)]] | None = Field(
        None, max_length=40, title="裁量情节的代码，可重复"
    )


class ChangeOut(Schema):
    kind: Literal["tier", "circumstance"] = Field(title="阶次或者情节")
    name: str = Field(title="名称")
    direction: Literal["", "lighter", "heavier"] = Field(title="更轻、更重，空为不能直接比较")
    low: int | None = Field(title="罚款下限，分；空为不能算出")
    high: int | None = Field(title="罚款上限，分；空为没有上限或者不能算出")
    citation: str = Field(title="依据")
    sentence: str = Field(title="一句话的说明")


class VersionOut(Schema):
    name: str = Field(title="违法行为发生时或者作出决定时")
    on: date = Field(title="按哪一天")
    table: str = Field(title="裁量基准")
    document_no: str = Field(title="文号")
    fine: str = Field(title="同一阶次的罚款")
    statute: str = Field(title="法定幅度")
    applies: bool = Field(title="适用这一版本")


class WhatIfOut(Schema):
    violation_code: str = Field(title="违法行为编码")
    violation: str = Field(title="违法行为")
    table: str = Field(title="适用的基准；没有基准的为空")
    divided_by: str = Field(title="没有基准时划分法定幅度的规定")
    doubt: str = Field(title="该规定未核实的说明")
    tier: str = Field(title="裁量阶次")
    which: Literal["old", "new", "same", "undecided"] = Field(title="从旧兼从轻的结果")
    why: list[str] = Field(title="为什么适用")
    statutory: list[int | None] = Field(title="法定幅度，分")
    permitted: list[int | None] = Field(title="本案可以罚款的幅度，分")
    ok: bool | None = Field(title="没有不符合之处；空为没有选择阶次")
    findings: list[FindingOut] = Field(title="核对结果")
    reasoning: str = Field(title="说理文字")
    versions: list[VersionOut] = Field(title="新旧规定比较；相同的为空")
    changes: list[ChangeOut] = Field(title="什么会改变结果")


@router.get(
    "/matters/{matter_id}/what-if",
    response={200: WhatIfOut, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    summary="什么会改变处罚结果",
)
def what_if(request: HttpRequest, matter_id: UUID, asked: Query[WhatIfQuery]) -> dict[str, Any]:
    """The benchmark applied to what the case proposes, or to what is tried out. 409: no violation or day of conduct."""
    actor = actor_of(request)
    require(actor, "matters.read")
    unknown = [c for c in asked.circumstances or () if c not in CIRCUMSTANCES]
    if unknown:
        raise HttpError(422, f"没有名为“{unknown[0]}”的裁量情节；可选：{'、'.join(CIRCUMSTANCES)}")
    with scope(actor):
        matter = queries.find_matter(matter_id)
        if matter is None:
            raise HttpError(404, "没有找到该案件，或者不属于您可以查看的范围")
        look_at_matter(actor, matter)
        raw = picture.fetch(str(matter.pk), str(matter.agency_id), [p for p in (actor.officer_id,) if p])
        view = picture.build(raw, matter=picture.head(matter))
        held = all_acts(proposed_values(view) or view.facts)
        chosen = next((a for a in held if a.number == asked.act), None)
        if chosen is None:
            raise HttpError(422, f"本案只有{len(held)}个违法行为")
        tried = asked.model_dump(mode="json", exclude_none=True, exclude={"act"})
        found = advice(view, {**chosen.values, **tried}, timezone.localdate())
    if found is None:
        raise HttpError(409, "案件还没有写明违法行为和发生日期，请在参数中写明")
    return _plain(found, view)


def _plain(found: Advice, view: MatterView) -> dict[str, Any]:
    item, result = found.item, found.result
    return {
        "violation_code": found.question.code,
        "violation": item.violation if item else "",
        "table": "" if item is None or item.fallback else item.table,
        "divided_by": found.divided,
        "doubt": doubt_of_rule(view) if found.divided else "",
        "tier": result.tier.name if result and result.tier else "",
        "which": found.choice.which,
        "why": list(found.why),
        "statutory": [result.statutory_min, result.statutory_max] if result else [None, None],
        "permitted": [result.permitted_min, result.permitted_max] if result else [None, None],
        "ok": result.ok if result else None,
        "findings": [{**asdict(f), "field": f.field or ""} for f in result.findings] if result else [],
        "reasoning": result.reasoning if result else "",
        "versions": [_version(v, found) for v in (found.old, found.new) if v],
        "changes": list(found.changes),
    }


def _version(one: Version, found: Advice) -> dict[str, Any]:
    return {
        "name": one.name,
        "on": one.on,
        "table": one.item.table,
        "document_no": one.item.document_no,
        "fine": one.words,
        "statute": one.statute_words,
        "applies": one.item is found.choice.item,
    }
