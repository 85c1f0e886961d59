"""What agencies keep so that plans can be measured: trainings with who attended, and filings of major penalties."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Standing, id_field, one_of
from yifa.registers.models.mandates import Mandate
from yifa.registers.models.people import Officer


class Training(Standing):
    """培训: one session. Its length is kept in minutes; how many minutes make a 学时 is a figure (F02)."""

    class Kind(models.TextChoices):
        LAW = "law", "公共法律知识"
        BUSINESS = "business", "业务知识"
        SKILL = "skill", "执法技能"
        GRANTED = "granted", "下放、赋权事项"

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="组织机关")
    title = models.CharField("培训名称", max_length=200)
    kind = models.CharField("课程类别", max_length=10, choices=Kind.choices)
    on = models.DateField("培训日期")
    minutes = models.PositiveIntegerField("时长（分钟）")
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所培训的赋权"
    )
    teacher = models.CharField("授课人", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "培训记录"
        ordering = ["-on", "title"]
        constraints = [
            one_of("kind", ["law", "business", "skill", "granted"], "training_kind"),
            models.UniqueConstraint(
                fields=["agency", "title", "on"],
                name="training_once",
                violation_error_message="该次培训已登记",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, 60_000)),
                name="training_minutes",
                violation_error_message="时长至少 1 分钟",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.on}）"

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.GRANTED and self.mandate_id is None:
            raise ValidationError({"mandate": "下放、赋权事项的培训须写明是哪一项赋权"})


class TrainingAttendance(Standing):
    """培训登记卡: one officer at one training; `minutes` only where less than the whole was attended."""

    id = id_field()
    training = models.ForeignKey(Training, models.PROTECT, related_name="attended", verbose_name="培训")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="trainings", verbose_name="人员")
    minutes = models.PositiveIntegerField("实际参加（分钟）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "培训登记卡"
        ordering = ["training", "officer"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "officer"], name="attendance_once", violation_error_message="该人员已登记"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.training_id and self.minutes is not None and self.minutes > self.training.minutes:
            raise ValidationError({"minutes": "不能超过培训时长"})


class DecisionFiling(Standing):
    """重大行政处罚备案: which decision was filed with whom, and when."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    number = models.CharField("案号", max_length=80)
    decided_on = models.DateField("决定日期")
    filed_on = models.DateField("报备日期")
    filed_with = models.CharField("备案机关", max_length=200)
    document = models.CharField("报备文号", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "重大处罚备案"
        ordering = ["-filed_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "filed_on"],
                name="decision_filing_once",
                violation_error_message="该决定当日已登记备案",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        super().clean()
        if self.filed_on and self.decided_on and self.filed_on < self.decided_on:
            raise ValidationError({"filed_on": "报备日期不能早于决定日期"})
