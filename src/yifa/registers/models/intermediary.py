"""中介服务清单: services that applicants must buy before a permit, by what law and price; their clean-up (RQ048)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yifa.law.permit_items import PLACED, SOURCES
from yifa.registers.models.agencies import Power
from yifa.registers.models.base import Standing, id_field, one_of
from yifa.registers.models.power_lists import Listed


class IntermediaryService(Listed):
    """A service that must be bought for an item; `source` is the kind of text that requires it."""

    class Pricing(models.TextChoices):
        STATE = "state", "政府定价"
        GUIDED = "guided", "政府指导价"
        MARKET = "market", "市场调节价"
        AGENCY = "agency", "由行政机关付费"

    name = models.CharField("中介服务名称", max_length=200)
    result = models.CharField("服务成果", max_length=200, blank=True)
    providers = models.CharField("提供服务的机构及资质", max_length=300, blank=True)
    source = models.CharField("设定依据的种类", max_length=20, choices=list(SOURCES.items()))
    basis = models.CharField("设定依据", max_length=300, help_text="例如《某某法》第某条")
    pricing = models.CharField("定价方式", max_length=8, choices=Pricing.choices)
    fee_standard = models.CharField("收费标准", max_length=300, blank=True)
    fee_document = models.CharField("收费文件", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "中介服务清单"
        ordering = ["agency", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="intermediary_dates",
                violation_error_message="失效日期不能早于生效日期",
            ),
            one_of("pricing", ["state", "guided", "market", "agency"], "intermediary_pricing"),
            models.UniqueConstraint(
                fields=["agency", "power", "name", "valid_from"],
                nulls_distinct=False,
                name="intermediary_once",
                violation_error_message="该中介服务已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.power is not None and self.power.type != Power.Type.PERMIT:
            wrong["power"] = "中介服务须对应行政许可事项"
        if self.basis and not PLACED.search(self.basis):
            wrong["basis"] = "写明文件名称和条款，例如《某某法》第某条"
        priced = self.pricing in (self.Pricing.STATE, self.Pricing.GUIDED)
        if priced and not (self.fee_standard.strip() and self.fee_document.strip()):
            wrong["fee_standard"] = "政府定价、政府指导价须写明收费标准和收费文件"
        if wrong:
            raise ValidationError(wrong)


class ServiceCleanup(Standing):
    """清理: what was proposed for a service and what was decided, by which document."""

    class Outcome(models.TextChoices):
        KEEP = "keep", "保留"
        CANCEL = "cancel", "取消"
        MERGE = "merge", "合并"
        FEE = "fee", "降低收费"
        TO_AGENCY = "to_agency", "改由行政机关委托并付费"

    id = id_field()
    service = models.ForeignKey(
        IntermediaryService, models.PROTECT, related_name="cleanups", verbose_name="中介服务"
    )
    proposed_on = models.DateField("提出清理日期")
    proposal = models.CharField("拟处理意见", max_length=10, choices=Outcome.choices)
    reason = models.TextField("理由")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    outcome = models.CharField("决定", max_length=10, choices=Outcome.choices, blank=True)
    document = models.CharField("决定文件", max_length=200, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "中介服务清理"
        ordering = ["service", "-proposed_on"]
        constraints = [
            one_of("proposal", ["keep", "cancel", "merge", "fee", "to_agency"], "cleanup_proposal"),
            one_of("outcome", ["", "keep", "cancel", "merge", "fee", "to_agency"], "cleanup_outcome"),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(decided_on__isnull=True),
                name="cleanup_open_once",
                violation_error_message="该中介服务已有尚未决定的清理意见",
            ),
            models.UniqueConstraint(
                fields=["service", "proposed_on"],
                name="cleanup_once_a_day",
                violation_error_message="该中介服务当日已有清理意见",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}：{self.get_proposal_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        today = timezone.localdate()
        if self.proposed_on and self.proposed_on > today:
            wrong["proposed_on"] = "提出日期不能晚于今天"
        if self.decided_on is None and (self.outcome or self.document or self.published_on):
            wrong["decided_on"] = "填写了决定的，须写明决定日期"
        if self.decided_on is not None:
            if self.proposed_on and self.decided_on < self.proposed_on:
                wrong["decided_on"] = "决定日期不能早于提出日期"
            if not self.outcome:
                wrong["outcome"] = "请选择决定"
            if not self.document.strip():
                wrong["document"] = "请填写决定文件"
            if self.published_on and self.published_on < self.decided_on:
                wrong["published_on"] = "公布日期不能早于决定日期"
        if wrong:
            raise ValidationError(wrong)
