"""What a remedy against a decision leaves in the file of the decided case. The machine records all of it.

The remedy is a matter of its own (行政复议应诉); it names this case by number and tells it what happens.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import Field

from yifa.institutions.common.forms import Payload
from yifa.institutions.common.remedy_choices import Result, Standing
from yifa.matters.payloads import Day, Line, OptionalLine, OptionalProse, Prose


class RemedyBegun(Payload):
    """当事人对本案决定申请行政复议或者起诉."""

    kind: ClassVar[str] = "remedy_begun"

    remedy: Line = Field(title="复议应诉案号")
    body: Line = Field(title="行政复议机关或者受诉人民法院")
    received_on: Day = Field(title="本机关收到之日")


class RemedyStayed(Payload):
    """停止执行."""

    kind: ClassVar[str] = "remedy_stayed"

    remedy: Line = Field(title="复议应诉案号")
    started_on: Day = Field(title="停止执行之日")
    document: OptionalLine = Field("", title="决定（裁定）文号")
    reasons: Prose = Field(title="理由和范围")


class RemedyResumed(Payload):
    """恢复执行."""

    kind: ClassVar[str] = "remedy_resumed"

    remedy: Line = Field(title="复议应诉案号")
    done_on: Day = Field(title="恢复执行之日")
    reasons: Prose = Field(title="停止执行的原因消除的情况")


class RemedyResult(Payload):
    """复议、诉讼结果: who decided what, and what holds of this case's decision from then on."""

    kind: ClassVar[str] = "remedy_result"
    schema_version: ClassVar[int] = 2  # 2: 以违反法定程序为由撤销

    remedy: Line = Field(title="复议应诉案号")
    body: Line = Field(title="行政复议机关或者人民法院")
    document_number: Line = Field(title="文书文号")
    decided_on: Day = Field(title="作出日期")
    settled_on: Day = Field(title="对本机关生效之日", description="收到复议决定之日，或者裁判生效之日")
    result: Result = Field(title="结果")
    standing: Standing = Field(title="对原行政行为的效力")
    content: OptionalProse = Field("", title="主文")
    redo: bool = Field(False, title="责令重新作出行政行为")
    to_perform: OptionalProse = Field("", title="本机关须履行的内容")
    perform_by: Day | None = Field(None, title="履行期限届满之日")
    procedural_ground: bool | None = Field(None, title="以违反法定程序为由撤销")

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Records of version 1 do not say why the decision was upset."""
        return {"procedural_ground": None, **payload}


__all__ = ["RemedyBegun", "RemedyResult", "RemedyResumed", "RemedyStayed"]
