"""Acts that erase: the content of records (销毁办案内容), and files of evidence or papers (销毁证据或文书文件).

Grounds and their articles: 档案法第二十一条 (no destruction on one's own authority), 个人信息保护法第四十七条,
行政诉讼法第九十四条, 行政复议法第七十七条. How archives are appraised and destroyed is for the national archives
authority to lay down (档案法第二十一条第一款); its rules are not among the texts this was checked against, so the
approval they lead to is asked for by number and no step of theirs is imitated here.
"""

from __future__ import annotations

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from yifa.matters.payloads import ActPayload, Choice, Day, Line, OptionalProse, Prose

RecordRef = Annotated[UUID, Field(json_schema_extra={"widget": "record"})]
KeptRef = Annotated[UUID, Field(json_schema_extra={"widget": "kept"})]
MOST_AT_ONCE = 100


class ErasureGround(Choice):
    RETENTION = (
        "retention",
        "保管期限届满，经鉴定销毁（档案法第二十一条，个人信息保护法第四十七条第一款第二项）",
    )
    JUDGMENT = "judgment", "人民法院生效裁判（行政诉讼法第九十四条）"
    REVIEW = "review", "行政复议决定（行政复议法第七十七条）"
    PURPOSE = "purpose", "处理目的已实现、无法实现或者不再必要（个人信息保护法第四十七条第一款第一项）"
    UNLAWFUL = "unlawful", "违反法律、行政法规处理个人信息（个人信息保护法第四十七条第一款第四项）"
    OTHER_LAW = "other_law", "法律、行政法规规定的其他情形（个人信息保护法第四十七条第一款第五项）"


class _Erasing(ActPayload):
    """On what ground, by whose document, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    ground: ErasureGround = Field(title="销毁的情形")
    basis: Line = Field(title="具体依据", description="写明法律、法规条款；裁判、复议决定写明主文所在项")
    document_number: Line = Field(title="批准文件、裁判或者复议决定的文号")
    approved_on: Day = Field(title="该文件的日期")
    appraisal: OptionalProse = Field(
        "", title="鉴定意见", description="保管期限届满的填写：鉴定人员、时间和结论"
    )
    reasons: Prose = Field(title="理由", description="这项记录长期保留，不要写入要删除的内容")

    @field_validator("appraisal")
    @classmethod
    def _appraised(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("ground") == ErasureGround.RETENTION and not value:
            raise ValueError("保管期限届满销毁的，须填写鉴定意见")
        return value


class EraseBody(_Erasing):
    """销毁办案内容."""

    kind: ClassVar[str] = "erase_body"

    acts: tuple[RecordRef, ...] = Field(
        title="删除哪些记录的内容",
        description="只删除记录的内容；办理了什么、何时、何人办理仍然保留。由记录形成的文书和证据文件另行销毁",
        min_length=1,
        max_length=MOST_AT_ONCE,
    )


class DestroyFile(_Erasing):
    """销毁证据或文书文件."""

    kind: ClassVar[str] = "destroy_file"

    files: tuple[KeptRef, ...] = Field(
        title="销毁哪些文件",
        description="证据、文书和记录所附的文件；名称和校验值仍然保留",
        min_length=1,
        max_length=MOST_AT_ONCE,
    )


__all__ = ["DestroyFile", "EraseBody"]
