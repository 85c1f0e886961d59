"""信用风险分类: which class a subject is in, since when, by whom it was judged and where that is published."""

from __future__ import annotations

from django.db import models

from yifa.registers.models.base import Dated, GuardedStanding, dates_in_order, id_field, one_of
from yifa.registers.models.subjects import Subject


class SubjectCredit(GuardedStanding, Dated):
    """A class from `valid_from` to `valid_to`. A is the lowest risk. `source` says whence it comes."""

    class Grade(models.TextChoices):
        A = "A", "A 信用风险低"
        B = "B", "B 信用风险一般"
        C = "C", "C 信用风险较高"
        D = "D", "D 信用风险高"

    id = id_field()
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="credits", verbose_name="行政相对人")
    grade = models.CharField("信用风险类别", max_length=1, choices=Grade.choices)
    source = models.CharField("来源", max_length=200, help_text="评定机关和发布平台")

    class Meta:
        verbose_name = verbose_name_plural = "信用风险分类"
        ordering = ["subject", "valid_from"]
        constraints = [
            dates_in_order("credit_dates"),
            one_of("grade", ["A", "B", "C", "D"], "credit_grade"),
            models.UniqueConstraint(
                fields=["subject", "valid_from"],
                name="credit_once",
                violation_error_message="该相对人当日已有信用风险类别",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.grade}"
