"""Yearly verification of enforcing bodies (执法主体年度认定公布)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Dated, dates_in_order, id_field, one_of


class AgencyVerification(Dated):
    """What the supervision organ found of one agency in one year's review, in force from `valid_from` on.

    行政执法监督条例 17(1): it confirms the standing of enforcing bodies and shows those confirmed to the public. That
    it is done anew every year is local practice, so `valid_to` is what the document says; without one it holds until
    the next. An entrusted organisation is no body of its own: its principal's row counts (行政处罚法 20(4)).
    """

    class Result(models.TextChoices):
        VERIFIED = "verified", "认定"
        REFUSED = "refused", "不予认定"

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="verifications", verbose_name="执法主体")
    year = models.PositiveSmallIntegerField("年度")
    result = models.CharField("认定结果", max_length=10, choices=Result.choices)
    decided_by = models.CharField("认定机关", max_length=200)
    document = models.CharField("认定文件", max_length=200)
    reasons = models.CharField("不予认定的理由", max_length=500, blank=True)
    published_on = models.DateField("公告日期", null=True, blank=True)
    published_at = models.CharField("公告载体", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执法主体年度认定"
        ordering = ["agency", "-valid_from"]
        constraints = [
            dates_in_order("verification_dates"),
            one_of("result", ["verified", "refused"], "verification_result"),
            models.UniqueConstraint(
                fields=["agency", "year", "valid_from"],
                name="verification_once",
                violation_error_message="该机关当日已有本年度的认定",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(1990, 2200)),
                name="verification_year",
                violation_error_message="年度应在1990年至2200年之间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.year}年度{self.get_result_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.result == self.Result.REFUSED and not self.reasons.strip():
            wrong["reasons"] = "不予认定须写明理由"
        if self.agency_id and self.agency.kind == Agency.Kind.ENTRUSTED:
            wrong["agency"] = "受委托组织以委托机关名义执法，认定登记在委托机关（行政处罚法第二十条第四款）"
        if self.published_on and self.published_on > timezone.localdate():
            wrong["published_on"] = "公告日期不能晚于今天"
        if self.published_on and not self.published_at.strip():
            wrong["published_at"] = "请填写公告载体"
        if wrong:
            raise ValidationError(wrong)


def standing_on(rows: Iterable[AgencyVerification], day: date) -> str:
    """verified | refused | run_out | none on that day, by the newest row that had begun by then."""
    begun = [r for r in rows if r.valid_from <= day]
    if not begun:
        return "none"
    newest = max(begun, key=lambda r: (r.valid_from, r.year))
    if newest.result == AgencyVerification.Result.REFUSED:
        return "refused"
    return "run_out" if newest.valid_to and day > newest.valid_to else "verified"
