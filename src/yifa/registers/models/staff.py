"""What is kept of people beside their post: yearly assessment, leaving, and the few facts that staff figures need."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Standing, id_field, one_of
from yifa.registers.models.people import Officer

EXIT_REASONS = [
    "transfer", "posted", "retired", "resigned", "assessment", "unlawful", "disqualified", "deceased",
]  # fmt: skip


class StaffDetail(Standing):
    """Year of birth, field of study and kind of employment: only for figures, never shown to the public."""

    class Employment(models.TextChoices):
        ADMINISTRATIVE = "administrative", "行政编制"
        INSTITUTION = "institution", "事业编制"
        CONTRACT = "contract", "合同制"
        DISPATCHED = "dispatched", "劳务派遣"
        BORROWED = "borrowed", "借用"

    class Field(models.TextChoices):
        LAW = "law", "法学"
        SCIENCE = "science", "理工农医"
        MANAGEMENT = "management", "经济管理"
        OTHER = "other", "其他专业"

    id = id_field()
    officer = models.OneToOneField(Officer, models.PROTECT, related_name="detail", verbose_name="人员")
    birth_year = models.PositiveSmallIntegerField("出生年份", null=True, blank=True)
    profession = models.CharField("专业", max_length=12, choices=Field.choices, blank=True)
    employment = models.CharField("编制类别", max_length=16, choices=Employment.choices, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员基本情况"
        ordering = ["officer"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_year__isnull=True) | models.Q(birth_year__range=(1920, 2200)),
                name="detail_birth_year",
                violation_error_message="出生年份不对",
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer)


class OfficerAssessment(Standing):
    """年度考核 of an officer (RQ009)."""

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", "优秀"
        COMPETENT = "competent", "称职"
        BASIC = "basic", "基本称职"
        FAILED = "failed", "不称职"

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="assessments", verbose_name="人员")
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("考核日期")
    grade = models.CharField("考核等次", max_length=12, choices=Grade.choices)
    score = models.PositiveSmallIntegerField("得分", null=True, blank=True)
    plan = models.CharField("考核方案", max_length=200, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员年度考核"
        ordering = ["officer", "-year"]
        constraints = [
            one_of("grade", ["excellent", "competent", "basic", "failed"], "assessment_grade"),
            models.UniqueConstraint(
                fields=["officer", "year"],
                name="assessment_once_a_year",
                violation_error_message="该人员本年度已考核",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100),
                name="assessment_score",
                violation_error_message="得分为 0 至 100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.year}年度{self.get_grade_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.on and self.on > timezone.localdate():
            wrong["on"] = "考核日期不能晚于今天"
        if self.grade == self.Grade.FAILED and not self.note.strip():
            wrong["note"] = "不称职须写明原因"
        if wrong:
            raise ValidationError(wrong)


class OfficerExit(Standing):
    """退出 of an officer: the last day at work and why (RQ010). Written by `registers.leaving`, once."""

    class Reason(models.TextChoices):
        TRANSFER = "transfer", "调往其他执法机关"
        POSTED = "posted", "调离执法岗位"
        RETIRED = "retired", "退休"
        RESIGNED = "resigned", "辞职"
        ASSESSMENT = "assessment", "考核不合格退出"
        UNLAWFUL = "unlawful", "违法违纪退出"
        DISQUALIFIED = "disqualified", "取消执法资格"
        DECEASED = "deceased", "死亡"

    id = id_field()
    officer = models.OneToOneField(Officer, models.PROTECT, related_name="exit", verbose_name="人员")
    reason = models.CharField("退出原因", max_length=12, choices=Reason.choices)
    last_day = models.DateField("最后在岗日期")
    document = models.CharField("文件", max_length=200, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    to_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调往机关"
    )
    follows = models.OneToOneField(
        Officer, models.PROTECT, null=True, blank=True, related_name="came_by", verbose_name="在新机关的登记"
    )
    published_on = models.DateField("公告日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人员退出"
        ordering = ["-last_day"]
        constraints = [one_of("reason", EXIT_REASONS, "exit_reason")]

    def __str__(self) -> str:
        return f"{self.officer}：{self.get_reason_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        transfer = self.reason == self.Reason.TRANSFER
        if transfer and self.to_agency_id is None:
            wrong["to_agency"] = "请选择调往的机关"
        if not transfer and self.to_agency_id is not None:
            wrong["to_agency"] = "只有调往其他执法机关的填写"
        if self.officer_id and self.to_agency_id == self.officer.agency_id:
            wrong["to_agency"] = "不能调往原机关"
        if self.last_day and self.last_day > timezone.localdate():
            wrong["last_day"] = "最后在岗日期不能晚于今天，到期时再办理"
        elif self.officer_id and self.last_day and self.last_day < self.officer.valid_from:
            wrong["last_day"] = "最后在岗日期不能早于任职日期"
        if self.reason in ("unlawful", "disqualified", "assessment") and not self.document.strip():
            wrong["document"] = "请填写作出处理的文件"
        if wrong:
            raise ValidationError(wrong)
