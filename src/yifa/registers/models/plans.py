"""Policy plans that an agency adopted: outline, tasks, who answers for each, what collective names stand for.

Plans are public documents: everybody at work reads them, the public those that were published. How far a unit has come
stands in the matter of its task, which only that agency reads; `matter_id` says which one it is.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.registers.models.agencies import Agency, Region
from yifa.registers.models.base import Dated, dates_in_order, id_field, one_of
from yifa.registers.node import current_node
from yifa.registers.scoped import Guarded


class PlanSource(Guarded):
    """A file that plans were read in: its whole text, mended where it was damaged, and its digest as it came."""

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="采纳机关")
    file_name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64)
    text = models.TextField("原文")
    mended = models.JSONField("修补之处", default=list, blank=True)  # [start, end, was, kind]
    problems = models.JSONField("提示", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案原文"
        ordering = ["file_name"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"],
                name="plan_source_once",
                violation_error_message="同一文件已由本机关登记",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class PolicyPlan(Guarded):
    """方案: one document of a file, as a person accepted it. Spans of everything below it are offsets in `source.text`.

    `span_start` is where the document begins in its file: the same document of the same file is adopted once by an
    agency. `publish_number` of `publish_unit` (wd, cd) from the day of issue is the time in which the plan itself
    asks to be published, `publish_rule` the words that say so.
    """

    class Level(models.TextChoices):
        NATIONAL = "national", "国家"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWN = "town", "乡级"

    class State(models.TextChoices):
        RUNNING = "running", "实施中"
        ENDED = "ended", "已终结"
        WITHDRAWN = "withdrawn", "已撤销"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans", verbose_name="采纳机关")
    title = models.CharField("标题", max_length=300)
    number = models.CharField("文号", max_length=100, blank=True)
    issuer = models.CharField("发文机关", max_length=300, blank=True)
    issued = models.DateField("印发日期", null=True, blank=True)
    level = models.CharField("层级", max_length=10, choices=Level.choices)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="适用区划"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级方案"
    )
    adopted_on = models.DateField("采纳日期")
    period_from = models.DateField("实施起始日", null=True, blank=True)
    period_to = models.DateField("实施截止日", null=True, blank=True)
    publish_number = models.PositiveSmallIntegerField("公开期限", null=True, blank=True)
    publish_unit = models.CharField(
        "公开期限单位", max_length=2, blank=True, choices=[("wd", "个工作日"), ("cd", "日")]
    )
    publish_rule = models.CharField("公开期限的原文", max_length=500, blank=True)
    escalate_after = models.PositiveSmallIntegerField(
        "逾期几日上报",
        default=7,
        help_text="日历日。任务逾期这么多日仍未销号的，告知采纳方案的机关；本机关自定",
    )
    mid_term_on = models.DateField("中期评估日期", null=True, blank=True)
    final_on = models.DateField("终期评估日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    published_on = models.DateField("公开日期", null=True, blank=True)
    published_at = models.CharField("公开载体", max_length=200, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filed_with = models.CharField("备案机关", max_length=200, blank=True)
    source = models.ForeignKey(PlanSource, models.PROTECT, related_name="plans", verbose_name="原文")
    span_start = models.PositiveIntegerField("起始位置", default=0)
    span_end = models.PositiveIntegerField("结束位置", default=0)
    cites = models.JSONField("所引文件", default=list, blank=True)  # [title, number, start, end]
    not_understood = models.JSONField("未能理解的内容", default=list, blank=True)  # [text, start, end, why]
    matter_id = models.UUIDField("事项", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "政策方案"
        ordering = ["-adopted_on", "title"]
        base_manager_name = "objects"
        constraints = [
            one_of("level", ["national", "province", "city", "county", "town"], "plan_level"),
            one_of("state", ["running", "ended", "withdrawn"], "plan_state"),
            dates_in_order("plan_period", "period_from", "period_to"),
            models.CheckConstraint(
                condition=Q(publish_number__isnull=True, publish_unit="")
                | Q(publish_number__gte=1, publish_unit__in=["wd", "cd"]),
                name="plan_publish_rule",
                violation_error_message="公开期限须同时写明数和单位（日或者工作日）",
            ),
            models.UniqueConstraint(
                fields=["agency", "source", "span_start"],
                condition=~Q(state="withdrawn"),
                name="plan_once",
                violation_error_message="同一文件已由本机关采纳",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="plan_number")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.parent_id is not None and self.parent_id == self.pk:
            raise ValidationError({"parent": "上级方案不能是方案自己"})


class PlanHeading(Guarded):
    """A line of the outline; level 1 is 一、. `mark` as printed."""

    id = id_field()
    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="headings", verbose_name="方案")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField("顺序")
    level = models.PositiveSmallIntegerField("层次")
    mark = models.CharField("序号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=500)
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "方案提纲"
        ordering = ["plan", "position"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_heading_once")]

    def __str__(self) -> str:
        return f"{self.mark}{self.title}"


class PlanTask(Guarded):
    """任务: `no` as printed. `due_on` is the last day by the clock chosen, for `recurs` the nearest to come when

    it was accepted; None where the task runs from an event or sets no time. `indicator` is what the platform
    measures of it; `indicator_proposed` what was proposed.
    """

    class Recurs(models.TextChoices):
        ONCE = "once", "一次"
        YEARLY = "yearly", "每年"
        HALF = "half", "每半年"
        QUARTERLY = "quarterly", "每季度"
        MONTHLY = "monthly", "每月"
        EVENT = "event", "自事件发生起"
        NONE = "none", "未定期限"

    id = id_field()
    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="tasks", verbose_name="方案")
    heading = models.ForeignKey(
        PlanHeading, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="所属提纲"
    )
    carries_out = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_out_by",
        verbose_name="对应上级任务",
    )
    position = models.PositiveIntegerField("顺序")
    no = models.CharField("任务编号", max_length=40, blank=True)
    title = models.CharField("任务", max_length=500)
    text = models.TextField("任务内容")
    path = models.JSONField("所属层次", default=list, blank=True)
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)
    recurs = models.CharField("期限种类", max_length=10, choices=Recurs.choices, default=Recurs.NONE)
    due_on = models.DateField("期限", null=True, blank=True)
    indicator = models.CharField("平台指标", max_length=40, blank=True)
    indicator_proposed = models.CharField("建议的指标", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案任务"
        ordering = ["plan", "position"]
        base_manager_name = "objects"
        constraints = [
            one_of(
                "recurs",
                ["once", "yearly", "half", "quarterly", "monthly", "event", "none"],
                "plan_task_recurs",
            ),
            models.UniqueConstraint(fields=["plan", "position"], name="plan_task_once"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="plan_task_due")]

    def __str__(self) -> str:
        return f"{self.no}{self.title}"


class CollectiveUnit(Dated):
    """集合称谓: what a name such as 各行政执法机关 stands for. The rule is a row that people see and change.

    `pattern` is a regular expression that the whole name must match. Agencies meant are those of `kinds` and `sectors`
    (empty: all) whose region is the plan's own (`own`), or lies below it by one level or more (`below`), or both; or,
    where `names` is filled, just those named. `source` says who set the rule and by what.
    """

    class Reach(models.TextChoices):
        OWN = "own", "本级"
        BELOW = "below", "下级"
        BOTH = "both", "本级和下级"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    title = models.CharField("称谓", max_length=100)
    pattern = models.CharField("识别规则（正则表达式）", max_length=300)
    place = models.PositiveSmallIntegerField("先后", default=100, help_text="数小的先用")
    reach = models.CharField("范围", max_length=6, choices=Reach.choices, default=Reach.OWN)
    region_level = models.PositiveSmallIntegerField(
        "行政层级", null=True, blank=True, choices=Region.Level.choices, help_text="不填为各层级"
    )
    kinds = models.CharField("主体性质", max_length=100, blank=True, help_text="以顿号分隔；不填为各类")
    sectors = models.CharField("执法领域", max_length=200, blank=True, help_text="以顿号分隔；不填为各领域")
    names = models.TextField("指明的机关", blank=True, help_text="机关全称，以顿号分隔；填写后只指这些机关")
    source = models.CharField("规则的来源", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "集合称谓规则"
        ordering = ["place", "title"]
        constraints = [
            dates_in_order("collective_dates"),
            one_of("reach", ["own", "below", "both"], "collective_reach"),
            models.UniqueConstraint(
                fields=["node", "title", "valid_from"],
                name="collective_once",
                violation_error_message="该称谓已有规则",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        import re

        try:
            re.compile(self.pattern)
        except re.error:
            raise ValidationError({"pattern": "识别规则不是有效的正则表达式"}) from None


class PlanTaskUnit(Guarded):
    """A unit that a task names, and the agency it is; `agency` None: named as printed, not known here.

    A collective name is one row for each agency it stands for (`via` is the rule). `charged` units answer for the
    task in a matter of their own (`matter_id`); `problem` says why it could not be opened.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "牵头单位"
        COOPERATING = "cooperating", "配合单位"
        RESPONSIBLE = "responsible", "责任单位"

    id = id_field()
    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="units", verbose_name="方案")
    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="units", verbose_name="任务")
    role = models.CharField("职责", max_length=12, choices=Role.choices)
    name = models.CharField("名称（原文）", max_length=200)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机关"
    )
    collective = models.BooleanField("集合称谓", default=False)
    via = models.ForeignKey(
        CollectiveUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所用规则"
    )
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)
    charged = models.BooleanField("负责办理", default=False)
    due_on = models.DateField("期限", null=True, blank=True)  # the task's, as long as there is no matter
    matter_id = models.UUIDField("任务事项", null=True, blank=True, editable=False)
    problem = models.CharField("未能交办的原因", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务单位"
        ordering = ["task", "span_start", "name"]
        base_manager_name = "objects"
        constraints = [
            one_of("role", ["lead", "cooperating", "responsible"], "plan_unit_role"),
            models.UniqueConstraint(
                fields=["task", "role", "name", "agency"], nulls_distinct=False, name="plan_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(charged=False) | Q(agency__isnull=False), name="plan_unit_charged_known"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "plan"], condition=Q(charged=True), name="plan_unit_charged"),
            models.Index(fields=["matter_id"], condition=Q(matter_id__isnull=False), name="plan_unit_matter"),
            # What the board counts is read from the index alone.
            models.Index(
                fields=["plan"],
                include=["agency", "matter_id", "due_on"],
                condition=Q(charged=True),
                name="plan_unit_board",
            ),
        ]

    def __str__(self) -> str:
        return self.name
