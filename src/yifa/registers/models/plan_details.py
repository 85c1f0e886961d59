"""Dates, targets and duties that a plan's task sets, each with the words and the place it was read from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yifa.registers.models.base import id_field, one_of
from yifa.registers.models.plans import PlanTask, PolicyPlan
from yifa.registers.scoped import Guarded

KINDS = ["deadline", "from", "from_to", "yearly", "frequency", "relative", "in_force", "period"]


class Detail(Guarded):
    """What was read at a place: of a task, or of the whole plan where `task` is None."""

    id = id_field()
    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="+", verbose_name="方案")
    position = models.PositiveIntegerField("顺序", default=0)
    text = models.CharField("原文", max_length=1000)
    span_start = models.PositiveIntegerField(default=0)
    span_end = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class PlanTaskDate(Detail):
    """A date or period; fields as in `policies.document.DateMention`. `chosen`: the task's clock runs by it."""

    class Kind(models.TextChoices):
        DEADLINE = "deadline", "截止"
        FROM = "from", "起始"
        FROM_TO = "from_to", "起止"
        YEARLY = "yearly", "每年"
        FREQUENCY = "frequency", "频次"
        RELATIVE = "relative", "自事件起"
        IN_FORCE = "in_force", "施行"
        PERIOD = "period", "期间"

    task = models.ForeignKey(
        PlanTask, models.PROTECT, null=True, blank=True, related_name="dates", verbose_name="任务"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    purpose = models.CharField("用途", max_length=500, blank=True)
    start = models.DateField("起始", null=True, blank=True)
    end = models.DateField("截止", null=True, blank=True)
    month = models.PositiveSmallIntegerField("月", null=True, blank=True)
    day = models.PositiveSmallIntegerField("日", null=True, blank=True)
    year_offset = models.SmallIntegerField("年份偏移", default=0)
    length = models.PositiveIntegerField("长度", null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    every = models.CharField("每", max_length=20, blank=True)
    times = models.DecimalField("次数", max_digits=14, decimal_places=4, null=True, blank=True)
    event = models.CharField("起算事件", max_length=300, blank=True)
    impossible = models.BooleanField("不存在的日期", default=False)
    chosen = models.BooleanField("作为任务期限", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "任务期限"
        ordering = ["plan", "task", "position"]
        base_manager_name = "objects"
        constraints = [
            one_of("kind", KINDS, "plan_date_kind"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(chosen=True),
                name="plan_date_chosen_once",
                violation_error_message="一项任务只能按一个期限计算",
            ),
        ]
        indexes = [models.Index(fields=["plan", "task"], name="plan_date_task")]

    def __str__(self) -> str:
        return self.text


class PlanTaskTarget(Detail):
    """A number to reach or keep within; money in 元."""

    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="targets", verbose_name="任务")
    comparison = models.CharField("比较", max_length=2, choices=[(c, c) for c in (">=", "<=", "=", ">", "<")])
    value = models.DecimalField("数值", max_digits=20, decimal_places=4)
    unit = models.CharField("单位", max_length=20)
    purpose = models.CharField("用途", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任务指标"
        ordering = ["plan", "task", "position"]
        base_manager_name = "objects"
        constraints = [one_of("comparison", [">=", "<=", "=", ">", "<"], "plan_target_comparison")]

    def __str__(self) -> str:
        return self.text


class PlanTaskDuty(Detail):
    """To report, file, publish or notify: to whom and by when, as printed."""

    class Kind(models.TextChoices):
        REPORT = "report", "报告"
        FILE = "file", "备案"
        PUBLISH = "publish", "公开"
        NOTIFY = "notify", "通知"

    task = models.ForeignKey(
        PlanTask, models.PROTECT, null=True, blank=True, related_name="duties", verbose_name="任务"
    )
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    to = models.JSONField("向谁", default=list, blank=True)
    by = models.CharField("何时", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送义务"
        ordering = ["plan", "task", "position"]
        base_manager_name = "objects"
        constraints = [one_of("kind", ["report", "file", "publish", "notify"], "plan_duty_kind")]

    def __str__(self) -> str:
        return self.text
