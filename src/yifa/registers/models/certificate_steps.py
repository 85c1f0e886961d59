"""How a certificate comes about and is kept: application, check, exam, yearly review.

行政执法监督条例 17(2): the supervision organ checks the qualification, and who meets the conditions and passed the exam
gets the certificate.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Standing, id_field, one_of
from yifa.registers.models.people import NO_CERTIFICATE, Certificate, Officer


class CertificateApplication(Standing):
    """申领 of a certificate by an officer for one agency; its steps are rows that point to it."""

    class Cause(models.TextChoices):
        FIRST = "first", "首次申领"
        RENEWAL = "renewal", "到期换发"
        TRANSFER = "transfer", "调动换发"
        REPLACEMENT = "replacement", "遗失、损毁补发"

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="applications", verbose_name="申领人")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="执法主体")
    cause = models.CharField("事由", max_length=12, choices=Cause.choices, default=Cause.FIRST)
    applied_on = models.DateField("申领日期")
    kind = models.CharField("执法类别", max_length=100)
    area = models.CharField("执法区域", max_length=100)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执法证申领"
        ordering = ["-applied_on"]
        constraints = [
            one_of("cause", ["first", "renewal", "transfer", "replacement"], "application_cause"),
            models.UniqueConstraint(
                fields=["officer", "agency", "applied_on"],
                name="application_once_a_day",
                violation_error_message="该人员当日已有申领",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.get_cause_display()}（{self.applied_on}）"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.officer_id and self.officer.auxiliary:
            wrong["officer"] = NO_CERTIFICATE
        elif self.officer_id and self.agency_id and self.officer.agency_id != self.agency_id:
            wrong["agency"] = "申领人不属于该机关"
        if self.applied_on and self.applied_on > timezone.localdate():
            wrong["applied_on"] = "申领日期不能晚于今天"
        if self.withdrawn_on and self.applied_on and self.withdrawn_on < self.applied_on:
            wrong["withdrawn_on"] = "撤回日期不能早于申领日期"
        if wrong:
            raise ValidationError(wrong)

    def step_on(self, day: date) -> str:
        """applied | refused | checked | failed | ready | withdrawn | issued: how far it has come on that day.

        Reads `checks`, `exams` and `certificates`; prefetch them for lists.
        """
        if self.withdrawn_on and self.withdrawn_on <= day:
            return "withdrawn"
        if any(c.valid_from <= day for c in self.certificates.all()):
            return "issued"
        check = max((c for c in self.checks.all() if c.on <= day), key=lambda c: c.on, default=None)
        if check is None:
            return "applied"
        if not check.passed:
            return "refused"
        exam = max((e for e in self.exams.all() if e.on <= day), key=lambda e: e.on, default=None)
        if exam is None:
            return "checked"
        return "ready" if exam.passed else "failed"


STEPS = {
    "applied": "已申领，待资格审核",
    "refused": "资格审核未通过",
    "checked": "资格审核通过，待考试",
    "failed": "考试未通过",
    "ready": "考试通过，待发证",
    "withdrawn": "已撤回",
    "issued": "已发证",
}


class QualificationCheck(Standing):
    """资格审核 of an application; with several the newest counts."""

    id = id_field()
    application = models.ForeignKey(
        CertificateApplication, models.PROTECT, related_name="checks", verbose_name="申领"
    )
    on = models.DateField("审核日期")
    passed = models.BooleanField("审核通过", default=False)
    checked_by = models.CharField("审核机关", max_length=200)
    helped_by = models.CharField("协助核查的乡镇、街道", max_length=200, blank=True)
    note = models.CharField("审核意见", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "资格审核"
        ordering = ["application", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "on"],
                name="check_once_a_day",
                violation_error_message="该申领当日已有审核结论",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{'通过' if self.passed else '未通过'}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if not self.passed and not self.note.strip():
            wrong["note"] = "审核未通过须写明理由"
        if self.application_id and self.on and self.on < self.application.applied_on:
            wrong["on"] = "审核日期不能早于申领日期"
        if wrong:
            raise ValidationError(wrong)


class ExamResult(Standing):
    """执法资格考试 of an application.

    Who holds the legal qualification may be exempted (国办发〔2018〕118号（二十三）).
    """

    id = id_field()
    application = models.ForeignKey(
        CertificateApplication, models.PROTECT, related_name="exams", verbose_name="申领"
    )
    on = models.DateField("考试日期")
    name = models.CharField("考试名称", max_length=200)
    exempt = models.BooleanField("免试", default=False)
    score = models.PositiveSmallIntegerField("成绩", null=True, blank=True)
    pass_mark = models.PositiveSmallIntegerField("合格分数", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "资格考试成绩"
        ordering = ["application", "on"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "on"],
                name="exam_once_a_day",
                violation_error_message="该申领当日已有考试成绩",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}：{self.name}"

    @property
    def passed(self) -> bool:
        """Exempted, or the score reaches the pass mark of that exam."""
        if self.exempt:
            return True
        return self.score is not None and self.pass_mark is not None and self.score >= self.pass_mark

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.exempt and self.application_id and not self.application.officer.legal_qualified:
            wrong["exempt"] = "取得法律职业资格的才可以免试（国办发〔2018〕118号（二十三））"
        if not self.exempt and self.score is None:
            wrong["score"] = "请填写成绩"
        if not self.exempt and self.pass_mark is None:
            wrong["pass_mark"] = "请填写该次考试的合格分数"
        if self.application_id and self.on and self.on < self.application.applied_on:
            wrong["on"] = "考试日期不能早于申领日期"
        if wrong:
            raise ValidationError(wrong)


class CertificateReview(Standing):
    """年度审验 of a certificate."""

    class Result(models.TextChoices):
        PASSED = "passed", "合格"
        FAILED = "failed", "不合格"
        POSTPONED = "postponed", "暂缓"

    id = id_field()
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="reviews", verbose_name="行政执法证"
    )
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("审验日期")
    result = models.CharField("审验结果", max_length=10, choices=Result.choices)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执法证年度审验"
        ordering = ["certificate", "-year"]
        constraints = [
            one_of("result", ["passed", "failed", "postponed"], "review_result"),
            models.UniqueConstraint(
                fields=["certificate", "year"],
                name="review_once_a_year",
                violation_error_message="该证件本年度已审验",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}：{self.year}年度{self.get_result_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.result in ("failed", "postponed") and not self.note.strip():
            wrong["note"] = "不合格或者暂缓的须写明原因"
        if self.on and self.on > timezone.localdate():
            wrong["on"] = "审验日期不能晚于今天"
        if self.certificate_id and self.on and self.on < self.certificate.valid_from:
            wrong["on"] = "审验日期不能早于发证日期"
        if wrong:
            raise ValidationError(wrong)
