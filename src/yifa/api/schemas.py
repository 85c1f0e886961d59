"""Shapes of the API. Titles are Chinese because the document is read by officials' IT staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from yifa.matters.models import ReadReason
from yifa.matters.payloads import Line, Moment, OptionalLine


class Problem(Schema):
    message: str = Field(title="说明")
    fields: dict[str, str] = Field({}, title="各字段的说明")


class FindingOut(Schema):
    gate: str = Field(title="规则")
    level: Literal["block", "warn", "info"] = Field(title="级别")
    message: str = Field(title="问题")
    citation: str = Field(title="依据")
    remedy: str = Field("", title="怎样补正")
    field: str = Field("", title="字段")


class Refused(Problem):
    findings: list[FindingOut] = Field([], title="不能办理的原因")
    stale: bool = Field(False, title="案件已有新的办理记录")


class Me(Schema):
    name: str = Field(title="姓名")
    officer: str = Field(title="人员编号")
    agency: str = Field(title="机关编号")
    roles: list[str] = Field(title="岗位角色")
    certificate: str = Field(title="执法证号")


class LookIn(Schema):
    model_config = ConfigDict(extra="forbid")

    kind: str = Field(
        max_length=20, title="事由", description="、".join(f"{k}={t}" for k, t in ReadReason.choices)
    )
    reason: str = Field(max_length=500, title="理由")


class LookOut(Schema):
    id: UUID
    recorded_at: datetime = Field(title="记录时间")
    reason_kind: str = Field(title="事由")


class MatterOut(Schema):
    id: UUID
    procedure: str = Field(title="程序")
    procedure_version: str = Field("", title="程序版本")
    stage: str = Field(title="阶段")
    suspended: bool = Field(title="中止")
    number: str = Field(title="案号")
    code: str = Field(title="案件码")
    title: str = Field(title="案由")
    parties: str = Field(title="当事人")
    agency: UUID = Field(title="机关编号")
    agency_name: str = Field(title="机关")
    handlers: list[str] = Field(title="承办人编号")
    opened_at: datetime = Field(title="开始时间")
    closed_at: datetime | None = Field(None, title="结案时间")
    archived_at: datetime | None = Field(None, title="归档时间")
    due_at: datetime | None = Field(None, title="最近到期")
    due_clock: str = Field("", title="最近到期的计时")
    act_count: int = Field(title="办理记录数")


class MatterQuery(Schema):
    """What a list is narrowed to."""

    cursor: str = Field("", max_length=400, title="游标，取自上一次回答")
    limit: int = Field(30, ge=1, le=100, title="每页条数")
    text: OptionalLine = Field("", title="案号、当事人或者案由")
    agency: UUID | None = Field(None, title="机关编号")
    procedure: OptionalLine = Field("", title="程序")
    stage: OptionalLine = Field("", title="阶段")
    handler: UUID | None = Field(None, title="承办人编号")
    state: Literal["", "open", "near", "overdue", "suspended", "closed", "archived"] = Field("", title="状态")


class MatterPage(Schema):
    items: list[MatterOut]
    next: str = Field("", title="下一页的游标，空为没有更多")
    previous: str = Field("", title="上一页的游标")


class ActOut(Schema):
    id: UUID
    matter: UUID
    seq: int = Field(title="序号")
    kind: str = Field(title="行为")
    title: str = Field(title="行为名称")
    mode: str = Field(title="propose 办理，attest 补记")
    stage_from: str = Field(title="原阶段")
    stage_to: str = Field(title="现阶段")
    actors: list[dict[str, Any]] = Field(title="办理人员")
    occurred_from: datetime = Field(title="发生时间起")
    occurred_to: datetime = Field(title="发生时间止")
    precision: str = Field(title="时间精度")
    recorded_at: datetime = Field(title="记录时间")
    corrects: UUID | None = Field(None, title="更正的是哪一个行为")
    payload: dict[str, Any] | None = Field(None, title="内容；依法删除的为空")
    erased: str = Field("", title="内容由哪一个行为依法删除；没有删除的为空")
    findings: list[dict[str, Any]] = Field([], title="当时的提示")
    commitment: str = Field(title="存证摘要（SHA-256）")


class ClockOut(Schema):
    id: UUID
    name: str = Field(title="计时")
    figure: str = Field(title="期限编号")
    subject: str = Field("", title="期限事项")
    citation: str = Field("", title="依据")
    started_at: datetime = Field(title="起算时间")
    due_at: datetime | None = Field(None, title="到期时间")
    provisional: bool = Field(title="含未公布放假安排的年份，结果暂定")
    paused: bool = Field(title="暂停中")
    ended_at: datetime | None = Field(None, title="结束时间")
    steps: list[Any] = Field([], title="计算过程")


class PaperOut(Schema):
    id: UUID
    matter: UUID
    act: UUID
    kind: str = Field(title="文书种类")
    title: str = Field(title="文书名称")
    number: str = Field("", title="文号")
    day: date = Field(title="日期")
    state: str = Field(title="queued 生成中，ready 已生成，failed 生成失败")
    pages: int = Field(0, title="页数")
    sha256: str = Field("", title="文件摘要")
    file: str = Field("", title="下载地址，生成前为空")


class Override(Schema):
    model_config = ConfigDict(extra="forbid")
    gate: Line = Field(title="规则")
    reason: Line = Field(title="理由")


class ProposeIn(Schema):
    """What someone asks to do. `id` makes the request repeatable: the same id is one act."""

    model_config = ConfigDict(extra="forbid")
    id: UUID | None = Field(None, title="请求方给出的编号，重复提交只办理一次")
    matter: UUID | None = Field(None, title="案件；启动新案件时不填")
    procedure: OptionalLine = Field("", title="程序；启动新案件时填写，例如 penalty.ordinary")
    kind: Line = Field(title="行为")
    payload: dict[str, Any] = Field({}, title="内容，按该行为的表单")
    occurred_from: Moment | None = Field(None, title="发生时间起")
    occurred_to: Moment | None = Field(None, title="发生时间止")
    precision: Literal["instant", "minute", "day"] = Field("minute", title="时间精度")
    co_handlers: list[UUID] = Field([], max_length=20, title="共同承办人")
    corrects: UUID | None = Field(None, title="更正的是哪一个行为")
    overrides: list[Override] = Field([], max_length=50, title="对提示说明理由后继续")
    expected_count: int | None = Field(None, ge=0, le=2**31 - 1, title="所见的办理记录数，用于防止重复办理")


class StepOut(Schema):
    roles: list[str] = Field(title="可以审批的岗位角色")
    meeting: str = Field("", title="须有的会议行为")


class Done(Schema):
    """201: the act stands. 202: it waits for the approvals in `needed`, as draft `draft`."""

    matter: UUID | None = Field(None, title="案件")
    act: UUID | None = Field(None, title="已生效的行为")
    draft: UUID | None = Field(None, title="等待审批的拟稿")
    needed: list[StepOut] = Field([], title="还需要的审批")
    findings: list[FindingOut] = Field([], title="提示")


class DryRun(Schema):
    """What the act would meet now. Nothing was written."""

    would_stand: bool = Field(title="现在提出是否可以办理（含送审）")
    fields: dict[str, str] = Field({}, title="各字段的说明")
    findings: list[FindingOut] = Field([], title="会遇到的问题和提示")
    needed: list[StepOut] = Field([], title="还需要的审批")
    message: str = Field("", title="说明")


class ActKind(Schema):
    id: str
    title: str = Field(title="行为名称")
    origin: str = Field(title="从哪些阶段")
    target: str = Field(title="到哪个阶段")
    who: str = Field(title="由谁办理和审批")


class ProcedureOut(Schema):
    id: str
    title: str = Field(title="程序名称")
    version: str = Field(title="版本")
    basis: list[str] = Field(title="依据")
    stages: dict[str, str] = Field(title="阶段")
    acts: list[ActKind] = Field(title="行为")


class LawQuery(Schema):
    """Where and when a figure is asked for."""

    on: str = Field("", max_length=40, title="基准日，如 2026-03-01；默认今天")
    region: str = Field("", max_length=12, title="行政区划代码，须已登记；上级自动补全")
    sector: str = Field("", max_length=40, title="领域，如 market")


class DueQuery(LawQuery):
    figure: str = Field(max_length=40, title="期限的编号，如 P21")
    start: str = Field(
        alias="from", max_length=40, title="起算的日期或者时刻，不写时区按北京时间；以小时计算的须写明时刻"
    )
    on: str = Field("", max_length=40, title="按哪一天施行的规定，默认起算之日")
    pause: list[Annotated[str, Field(max_length=160)]] = Field(
        [], max_length=50, title="中止期间 起..止:事由，可重复；尚未结束的写作 起..:事由；事由可以不写"
    )
    extend: list[Annotated[int, Field(ge=1, le=36_500)]] = Field(
        [], max_length=10, title="经批准延长多少，与期限同一单位，可重复"
    )


class PauseOut(Schema):
    start: str = Field(alias="from", title="中止的开始")
    end: str | None = Field(alias="to", title="中止的结束，仍在中止的为空")
    reason: str = Field(title="事由")


class DueOut(Schema):
    asked: str = Field(title="所问的编号")
    figure: str = Field(title="适用的编号")
    subject: str = Field(title="事项")
    amount: int = Field(title="数值")
    unit: Literal["wd", "cd", "h", "mo", "y"] = Field(title="单位：工作日、自然日、小时、月、年")
    citation: str = Field(title="依据")
    verified: bool = Field(title="已与原文核对")
    start: str = Field(alias="from", title="起算时间")
    due: str = Field(title="到期时间")
    provisional: bool = Field(title="含未公布放假安排的年份，结果暂定")
    open_pause: bool = Field(title="仍在中止，按现在恢复计算")
    pauses: list[PauseOut] = Field(title="所给的中止期间")
    extended: list[int] = Field(title="所给的延长")
    steps: list[str] = Field(title="计算过程")


class FigureOut(Schema):
    asked: str = Field(title="所问的编号")
    on: date = Field(title="基准日")
    id: str = Field(title="适用的编号")
    group: str = Field(title="分组")
    subject: str = Field(title="事项")
    trigger: str = Field(title="起算或者适用")
    amount: str = Field(title="数额的原文")
    number: int | None = Field(title="用于计算的整数，金额以元计")
    comparison: str = Field(title="≤、≥ 或者空")
    unit: str = Field(title="单位")
    wording: str = Field(title="数额，含单位和未核实的标记")
    extension: str = Field(title="延长")
    extension_number: int | None = Field(title="延长多少")
    extension_unit: str | None = Field(title="延长的单位")
    extension_by: str = Field(title="由谁批准延长")
    extension_times: int = Field(title="可以延长几次")
    extension_again_by: str = Field(title="此后再延长由谁决定")
    extension_again_number: int | None = Field(title="再延长最多多少，条文没有限定的为空")
    excludes: list[str] = Field(title="不计入期限的时间")
    excludes_article: str = Field(title="不计入的规定在第几条，空为本条")
    source: str = Field(title="来源")
    edition: str = Field(title="版本")
    article: str = Field(title="条")
    citation: str = Field(title="依据")
    quote: list[str] = Field(title="原文")
    note: str = Field(title="说明")
    verified: bool = Field(title="已与原文核对")
    doubt: str = Field(title="存疑")
    conflict: str = Field(title="来源不一致之处")
    conflict_rule: str = Field(title="按哪一规则处理")
    in_force_from: date = Field(title="施行日")
    in_force_to: date | None = Field(title="失效日")
    sector: str | None = Field(title="限于领域")
    region: str | None = Field(title="限于地区")
    overlays: str | None = Field(title="取代的编号")
    counts: Literal["after", "before"] = Field(title="after 自触发之日起，before 自事件日倒推")
    yields_to_lower: bool = Field(title="部门规定的数额更低的从其规定")
    see: list[str] = Field(title="另见")
    open_matters: str = Field(title="对未结事项中已经起算的期限")
    open_matters_basis: str = Field(title="其依据")
    why: list[str] = Field(title="为什么是这一项")


class FiguresOut(Schema):
    on: date = Field(title="基准日")
    regions: list[str] = Field(title="行政区划，由小到大")
    sector: str = Field(title="领域")
    figures: list[FigureOut]
