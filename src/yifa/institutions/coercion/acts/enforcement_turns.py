"""Suspension, termination, reversal, agreement (行政强制法第三十九条至第四十二条)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from yifa.institutions.coercion.acts.base import Instalment
from yifa.institutions.coercion.acts.choices import (
    ENFORCEMENT,
    BackTo,
    ReversalGround,
    SuspendGround,
    TerminateGround,
)
from yifa.institutions.common.forms import Payload
from yifa.matters.payloads import Day, Fen, FileRef, OptionalLine, OptionalProse, Prose


class Suspend(Payload):
    """中止执行."""

    kind: ClassVar[str] = "suspend"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"started_on"})

    ground: SuspendGround = Field(title="中止执行的情形")
    public_interest_unharmed: bool = Field(
        False, title="中止执行不损害公共利益", description="可能造成难以弥补的损失的填写"
    )
    reasons: Prose = Field(title="理由和证据")
    started_on: Day = Field(title="中止之日")


class Resume(Payload):
    """恢复执行."""

    kind: ClassVar[str] = "resume"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    reasons: Prose = Field(title="中止执行的情形消失的情况")
    done_on: Day = Field(title="恢复之日")


class EndUnresumed(Payload):
    """中止执行满三年，不再执行."""

    kind: ClassVar[str] = "end_unresumed"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"ended_on"})

    harmless: bool = Field(False, title="没有明显社会危害")
    unable: bool = Field(False, title="当事人确无能力履行")
    reasons: Prose = Field(title="核查情况")
    ended_on: Day = Field(title="决定日期")


class Terminate(Payload):
    """终结执行."""

    kind: ClassVar[str] = "terminate"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"ended_on"})

    ground: TerminateGround = Field(title="终结执行的情形")
    no_assets: bool = Field(False, title="没有遗产或者财产可供执行")
    no_successor: bool = Field(False, title="没有义务承受人")
    document: OptionalLine = Field("", title="撤销决定、裁判的文号", description="行政决定被撤销的填写")
    reasons: Prose = Field(title="理由和证据")
    ended_on: Day = Field(title="终结之日")


class Reverse(Payload):
    """执行回转: what was taken is given back, or paid for."""

    kind: ClassVar[str] = "reverse"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    ground: ReversalGround = Field(title="情形")
    document: OptionalLine = Field("", title="撤销、变更的文书文号")
    restored: bool = Field(False, title="已恢复原状或者退还财物")
    restoration: OptionalProse = Field("", title="恢复原状或者退还财物的情况")
    compensation_fen: Fen | None = Field(
        None, title="赔偿的数额", description="不能恢复原状或者退还财物的填写"
    )
    done_on: Day = Field(title="办理日期")


class Agree(Payload):
    """执行协议."""

    kind: ClassVar[str] = "agree"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"made_on"})

    made_on: Day = Field(title="签订日期")
    harms_nobody: bool = Field(False, title="不损害公共利益和他人合法权益")
    stages: tuple[Instalment, ...] = Field(title="分阶段履行的约定", min_length=1)
    waived_fen: Fen | None = Field(None, title="减免的加处罚款或者滞纳金")
    made_good: OptionalProse = Field("", title="当事人采取补救措施的情况", description="减免的填写")
    file: FileRef | None = Field(None, title="执行协议")


class ResumeAfterBreach(Payload):
    """当事人不履行执行协议，恢复强制执行."""

    kind: ClassVar[str] = "resume_after_breach"
    procedure: ClassVar[str] = ENFORCEMENT
    today: ClassVar[frozenset[str]] = frozenset({"done_on"})

    breach: Prose = Field(title="不履行协议的情况")
    back_to: BackTo = Field(title="恢复到")
    done_on: Day = Field(title="恢复之日")


__all__ = ["Agree", "EndUnresumed", "Resume", "ResumeAfterBreach", "Reverse", "Suspend", "Terminate"]
