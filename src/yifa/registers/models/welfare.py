"""权益保障: insurance, injuries at work, counselling. Personal; only few may read it (RQ014)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Dated, GuardedStanding, dates_in_order, id_field, one_of
from yifa.registers.models.people import Officer
from yifa.registers.scoped import Guarded


class Insurance(GuardedStanding, Dated):
    """人身意外伤害保险、工伤保险 of an officer, from its first to its last day."""

    class Kind(models.TextChoices):
        ACCIDENT = "accident", "人身意外伤害保险"
        WORK_INJURY = "work_injury", "工伤保险"
        OTHER = "other", "其他保险"

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="insurances", verbose_name="人员")
    kind = models.CharField("险种", max_length=12, choices=Kind.choices)
    insurer = models.CharField("承保机构", max_length=200)
    policy_no = models.CharField("保单号", max_length=100, blank=True)
    amount_yuan = models.PositiveBigIntegerField("保险金额（元）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员保险"
        ordering = ["officer", "-valid_from"]
        constraints = [
            dates_in_order("insurance_dates"),
            one_of("kind", ["accident", "work_injury", "other"], "insurance_kind"),
            models.UniqueConstraint(
                fields=["officer", "kind", "valid_from"],
                name="insurance_once",
                violation_error_message="该险种当日已登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.get_kind_display()}"


class Injury(GuardedStanding):
    """工伤: what happened, whether it was recognised, and what was paid (保险抚恤)."""

    class Recognised(models.TextChoices):
        WAITING = "waiting", "待认定"
        YES = "yes", "认定工伤"
        NO = "no", "不予认定"

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="injuries", verbose_name="人员")
    on = models.DateField("受伤日期")
    what = models.TextField("经过和伤情")
    recognised = models.CharField(
        "认定", max_length=8, choices=Recognised.choices, default=Recognised.WAITING
    )
    document = models.CharField("认定文书", max_length=200, blank=True)
    paid_yuan = models.PositiveBigIntegerField("赔付、抚恤金额（元）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工伤和抚恤"
        ordering = ["officer", "-on"]
        constraints = [
            one_of("recognised", ["waiting", "yes", "no"], "injury_recognised"),
            models.UniqueConstraint(
                fields=["officer", "on"], name="injury_once_a_day", violation_error_message="该人员当日已登记"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.on}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.on and self.on > timezone.localdate():
            wrong["on"] = "受伤日期不能晚于今天"
        if self.recognised != self.Recognised.WAITING and not self.document.strip():
            wrong["document"] = "已经认定或者不予认定的，填写认定文书"
        if wrong:
            raise ValidationError(wrong)


class Counsellor(Dated):
    """Who may read and answer the bookings of an agency's people. Named one by one; no role brings it."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="counsellors", verbose_name="服务的机关")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="counsels", verbose_name="心理咨询人员")
    qualification = models.CharField("资格、聘任文件", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "心理咨询人员"
        ordering = ["agency", "valid_from"]
        constraints = [
            dates_in_order("counsellor_dates"),
            models.UniqueConstraint(
                fields=["agency", "officer", "valid_from"],
                name="counsellor_once",
                violation_error_message="该人员已登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.officer}"


class Counselling(Guarded):
    """心理咨询: an officer books for themself; whoever counsels answers. Only those two sides read it."""

    class State(models.TextChoices):
        ASKED = "asked", "已预约，待安排"
        SET = "set", "已安排"
        DONE = "done", "已完成"
        CRISIS = "crisis", "已转危机干预"
        WITHDRAWN = "withdrawn", "本人取消"

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="counselling", verbose_name="预约人")
    asked_at = models.DateTimeField("预约时间", default=timezone.now)
    wish = models.CharField("希望的时间和方式", max_length=200)
    about = models.CharField("想谈的事（可以不填）", max_length=500, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ASKED)
    meets_at = models.DateTimeField("安排的时间", null=True, blank=True)
    place = models.CharField("地点或者方式", max_length=200, blank=True)
    note = models.TextField("干预登记", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "心理咨询预约"
        ordering = ["-asked_at"]
        constraints = [
            one_of("state", ["asked", "set", "done", "crisis", "withdrawn"], "counselling_state"),
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(state__in=["asked", "set"]),
                name="counselling_open_once",
                violation_error_message="您已有一个尚未完成的预约",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if not self.wish.strip():
            wrong["wish"] = "请写明希望的时间和方式"
        if self.state == self.State.SET and not (self.meets_at and self.place.strip()):
            wrong["place"] = "请写明安排的时间和地点"
        if self.state == self.State.CRISIS and not self.note.strip():
            wrong["note"] = "转危机干预的，请登记采取的措施"
        if wrong:
            raise ValidationError(wrong)
