"""What hangs on the list of powers: their states, and the lists that agencies keep and publish beside it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.models.agencies import Agency, Power, Unit
from yifa.registers.models.base import Dated, Standing, dates_in_order, id_field, one_of
from yifa.registers.models.law import Statute
from yifa.registers.models.mandates import Mandate


class PowerState(Standing):
    """From `since` on, an item of the list of powers is in this state until a later row says otherwise.

    认领 → 公布 → (暂停 → 恢复公布) → 取消 or 收回. Only a published item may be exercised.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", "已认领"
        PUBLISHED = "published", "已公布"
        SUSPENDED = "suspended", "暂停实施"
        CANCELLED = "cancelled", "取消"
        TAKEN_BACK = "taken_back", "收回"

    id = id_field()
    power = models.ForeignKey(Power, models.PROTECT, related_name="states", verbose_name="执法事项")
    since = models.DateField("起始日期")
    state = models.CharField("状态", max_length=20, choices=State.choices)
    document = models.CharField(
        "依据文件", max_length=200, help_text="公布、调整、取消或者收回的文件名称和文号"
    )
    reason = models.CharField("原因", max_length=500, blank=True)
    statute = models.ForeignKey(
        Statute,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="因何法律文件修改而调整",
    )

    class Meta:
        verbose_name = verbose_name_plural = "执法事项状态"
        ordering = ["power", "since"]
        constraints = [
            one_of("state", ["claimed", "published", "suspended", "cancelled", "taken_back"], "power_state"),
            models.UniqueConstraint(
                fields=["power", "since"],
                name="power_state_once_a_day",
                violation_error_message="该事项当日已有状态变更",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power}：{self.get_state_display()}"

    def clean(self) -> None:
        super().clean()
        if self.power_id and self.since and self.since < self.power.valid_from:
            raise ValidationError({"since": "状态的起始日期不能早于事项的生效日期"})


class MandateEvaluation(Standing):
    """赋权事项评估: how a township or entrusted organisation exercised what it was given, at least once a year.

    行政处罚法 24(1): the province evaluates regularly. `outcome` adjust or take_back asks for a change of the mandate.
    """

    class Outcome(models.TextChoices):
        KEEP = "keep", "继续行使"
        ADJUST = "adjust", "调整"
        TAKE_BACK = "take_back", "收回"

    id = id_field()
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="evaluations", verbose_name="授权、委托或者赋权"
    )
    on = models.DateField("评估日期")
    outcome = models.CharField("结论", max_length=12, choices=Outcome.choices)
    finding = models.TextField("评估情况")
    document = models.CharField("评估文件", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "赋权事项评估"
        ordering = ["mandate", "on"]
        constraints = [
            one_of("outcome", ["keep", "adjust", "take_back"], "evaluation_outcome"),
            models.UniqueConstraint(
                fields=["mandate", "on"], name="evaluation_once_a_day", violation_error_message="当日已有评估"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate}：{self.on}"

    def clean(self) -> None:
        super().clean()
        if self.mandate_id and self.on and self.on < self.mandate.valid_from:
            raise ValidationError({"on": "评估日期不能早于赋权的生效日期"})


class Listed(Dated):
    """A row of a list that an agency keeps and publishes; the list of powers says which item it belongs to."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    power = models.ForeignKey(
        Power, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="执法事项"
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.power_id and self.power is not None and self.power.agency_id != self.agency_id:
            raise ValidationError({"power": "该事项不属于所选机关"})


class InspectionItem(Listed):
    """随机抽查事项清单: what is inspected by draw, whom, how many of them and how often."""

    name = models.CharField("抽查事项", max_length=200)
    objects_of = models.CharField("检查对象", max_length=200)
    content = models.TextField("检查内容")
    method = models.CharField("检查方式", max_length=200)
    share_percent = models.PositiveSmallIntegerField("抽查比例（%）", null=True, blank=True)
    times_a_year = models.PositiveSmallIntegerField("每年次数", null=True, blank=True)
    with_law = models.CharField("检查依据", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "随机抽查事项清单"
        ordering = ["agency", "name"]
        constraints = [
            dates_in_order("inspection_item_dates"),
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"],
                name="inspection_item_once",
                violation_error_message="该抽查事项已登记",
            ),
            models.CheckConstraint(
                condition=models.Q(share_percent__isnull=True) | models.Q(share_percent__range=(1, 100)),
                name="inspection_item_share",
                violation_error_message="抽查比例为 1 至 100",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewItem(Listed):
    """重大执法决定法制审核目录: which decisions of the agency the legal reviewers see before they are made."""

    name = models.CharField("审核事项", max_length=300)
    type = models.CharField("决定类别", max_length=2, choices=Power.Type.choices)
    amount_yuan = models.PositiveBigIntegerField("金额标准（元，达到即审核）", null=True, blank=True)
    standard = models.TextField("其他标准", blank=True)
    basis = models.CharField("依据", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "重大执法决定法制审核目录"
        ordering = ["agency", "type", "name"]
        constraints = [
            dates_in_order("review_item_dates"),
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"],
                name="review_item_once",
                violation_error_message="该审核事项已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.amount_yuan is None and not self.standard.strip():
            raise ValidationError({"standard": "请填写金额标准或者其他标准"})


class RecordingItem(Listed):
    """音像记录事项清单: where recording is required, wanted or left out."""

    class Need(models.TextChoices):
        WHOLE = "whole", "全过程音像记录"
        KEY = "key", "关键环节音像记录"
        OPTIONAL = "optional", "可以不作音像记录"

    scene = models.CharField("环节、场合", max_length=200)
    need = models.CharField("记录要求", max_length=12, choices=Need.choices)
    special = models.BooleanField("特殊场景", default=False)
    guidance = models.TextField("处置指引", blank=True, help_text="特殊场景须写明怎样处置")
    basis = models.CharField("依据", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "音像记录事项清单"
        ordering = ["agency", "scene"]
        constraints = [
            dates_in_order("recording_item_dates"),
            one_of("need", ["whole", "key", "optional"], "recording_need"),
            models.UniqueConstraint(
                fields=["agency", "scene", "valid_from"],
                name="recording_item_once",
                violation_error_message="该环节已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.scene

    def clean(self) -> None:
        super().clean()
        if self.special and not self.guidance.strip():
            raise ValidationError({"guidance": "特殊场景须写明处置指引"})


class Problem(Listed):
    """突出问题清单和整治台账: what is wrong, what is done about it until when, and when it was struck off (销号)."""

    problem = models.CharField("突出问题", max_length=300)
    measures = models.TextField("整治措施")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    due = models.DateField("整治期限")
    filed_on = models.DateField("备案日期", null=True, blank=True)
    result = models.TextField("整治结果", blank=True)
    struck_off_on = models.DateField("销号日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "突出问题整治台账"
        ordering = ["agency", "due"]
        constraints = [
            dates_in_order("problem_dates"),
            models.UniqueConstraint(
                fields=["agency", "problem", "valid_from"],
                name="problem_once",
                violation_error_message="该问题已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.problem

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.unit is not None and self.unit.agency_id != self.agency_id:
            wrong["unit"] = "责任单位不属于所选机关"
        if self.due and self.valid_from and self.due < self.valid_from:
            wrong["due"] = "整治期限不能早于列入日期"
        if self.struck_off_on and not self.result.strip():
            wrong["result"] = "销号须写明整治结果"
        if wrong:
            raise ValidationError(wrong)

    def overdue(self, on: date) -> bool:
        """Not struck off although the time is over."""
        return self.struck_off_on is None and on > self.due


class SupportingRule(Listed):
    """配套制度库: the rules of its own that an agency needs to carry the law out, and those that it lacks."""

    class Topic(models.TextChoices):
        DISCLOSURE = "disclosure", "行政执法公示"
        RECORDING = "recording", "执法全过程记录"
        REVIEW = "review", "重大执法决定法制审核"
        DISCRETION = "discretion", "行政裁量权基准"
        TRANSFER = "transfer", "行政执法与刑事司法衔接"
        HEARING = "hearing", "听证"
        CERTIFICATE = "certificate", "执法人员资格和证件管理"
        LIABILITY = "liability", "执法责任和过错追究"
        COMPLAINT = "complaint", "投诉举报处理"
        ARCHIVE = "archive", "案卷管理和评查"
        MEDIATION = "mediation", "行政调解"
        OTHER = "other", "其他"

    topic = models.CharField("制度类别", max_length=20, choices=Topic.choices)
    title = models.CharField("制度名称", max_length=200)
    document_no = models.CharField("文号", max_length=100, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责机构"
    )
    text = models.TextField("制度文本", blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    published_at = models.CharField("发布载体", max_length=200, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filed_with = models.CharField("备案机关", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "配套制度库"
        ordering = ["agency", "topic", "title"]
        constraints = [
            dates_in_order("supporting_rule_dates"),
            models.UniqueConstraint(
                fields=["agency", "title", "valid_from"],
                name="supporting_rule_once",
                violation_error_message="该制度已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.filed_on and not self.filed_with.strip():
            wrong["filed_with"] = "已备案的，须写明备案机关"
        if self.published_on and self.filed_on and self.filed_on < self.published_on:
            wrong["filed_on"] = "备案日期不能早于发布日期"
        if wrong:
            raise ValidationError(wrong)
