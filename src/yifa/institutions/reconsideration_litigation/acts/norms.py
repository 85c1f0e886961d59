"""Review of the documents a decision rests on (行政复议法 56–60、行政诉讼法 53、64); change of track (复议法 55)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from yifa.institutions.common.forms import Payload, needed
from yifa.institutions.reconsideration_litigation.acts.choices import RECONSIDERATION, NormFinding, NormRole
from yifa.matters.payloads import Day, FileRef, Line, OptionalLine, OptionalProse, Prose


class ChangeTrack(Payload):
    """简易程序转为普通程序."""

    kind: ClassVar[str] = "change_track"
    procedure: ClassVar[str] = RECONSIDERATION

    document_number: OptionalLine = Field("", title="通知文号")
    noticed_on: Day = Field(title="收到转为普通程序的通知之日")
    copy_received_on: Day = Field(
        title="收到申请书副本之日", description="普通程序的答复期限自该日起算，与登记收到时一致"
    )
    reasons: OptionalProse = Field("", title="转为普通程序的理由")


class ReceiveNormReview(Payload):
    """收到规范性文件（依据）附带审查的通知或者转送."""

    kind: ClassVar[str] = "receive_norm_review"
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    norm: Line = Field(title="被审查的规范性文件或者依据", description="名称和文号")
    clauses: Line = Field(title="被审查的条款")
    role: NormRole = Field(title="本机关在审查中的地位")
    notice_number: OptionalLine = Field("", title="通知（转送）文号")
    received_on: Day = Field(title="收到之日")
    questions: Prose = Field(title="申请人的理由或者审查机关提出的问题")


class AnswerNormReview(Payload):
    """就有关条款的合法性提交书面答复（处理意见）."""

    kind: ClassVar[str] = "answer_norm_review"
    today: ClassVar[frozenset[str]] = frozenset({"sent_on"})

    norm: Line = Field(title="被审查的规范性文件或者依据", description="与登记收到时一致")
    sent_on: Day = Field(title="提交日期")
    opinion: Prose = Field(title="对有关条款合法性的意见")
    materials: Prose = Field(title="提交的材料", description="制定依据、起草说明、合法性审核意见等")


class ReceiveNormResult(Payload):
    """附带审查的结果."""

    kind: ClassVar[str] = "receive_norm_result"
    today: ClassVar[frozenset[str]] = frozenset({"received_on"})

    norm: Line = Field(title="被审查的规范性文件或者依据", description="与登记收到时一致")
    document_number: Line = Field(title="决定书或者建议书文号")
    received_on: Day = Field(title="收到之日")
    finding: NormFinding = Field(title="审查结果")
    ordered: OptionalProse = Field("", title="责令纠正或者建议的内容")
    document: FileRef | None = Field(None, title="文书")

    @field_validator("ordered")
    @classmethod
    def _what_is_ordered(cls, value: str, info: ValidationInfo) -> str:
        stopped = info.data.get("finding") == NormFinding.UNLAWFUL
        return needed(value, stopped, "有关条款停止执行或者不合法的，须写明责令纠正或者建议的内容")


class CorrectNorm(Payload):
    """停止执行、纠正有关条款的情况."""

    kind: ClassVar[str] = "correct_norm"
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    norm: Line = Field(title="被审查的规范性文件或者依据", description="与登记收到时一致")
    done_on: Day = Field(title="完成日期")
    measures: Prose = Field(
        title="停止执行、修改、废止的情况", description="本机关不是制定机关的，写明停止适用的情况"
    )


__all__ = ["AnswerNormReview", "ChangeTrack", "CorrectNorm", "ReceiveNormResult", "ReceiveNormReview"]
