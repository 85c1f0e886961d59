"""标准化许可事项: what an agency publishes of a permit in its list of powers (行政许可法 30, 42, 58)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from yifa.law import permit_items as law
from yifa.law.figures import DEFAULT_FIGURES
from yifa.registers.models.agencies import Power
from yifa.registers.models.base import Dated, dates_in_order, id_field, one_of

GENERAL = "L03"


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return list(words.items())


class PermitItem(Dated):
    """One version of an item of 行政许可 (`Power.type` 01), in force from `valid_from` to `valid_to`.

    Lists are as `yifa.law.permit_items` reads them. `period_days` is set only where a law or regulation sets another
    period than 许可法 42(1) or 43. `fee_fen` 0: nothing is charged, as 许可法 58(1) has it unless a law says otherwise.
    """

    id = id_field()
    power = models.ForeignKey(Power, models.PROTECT, related_name="permit_items", verbose_name="执法事项")
    category = models.CharField("事项类别", max_length=20, choices=_choices(law.CATEGORIES))
    basis = models.TextField("设定依据")
    safety_item = models.BooleanField("直接关系公共安全、人身健康、生命财产安全", default=False)
    limited = models.BooleanField("有数量限制", default=False)
    conditions = models.JSONField("条件", default=list, blank=True)
    materials = models.JSONField("申请材料", default=list, blank=True)
    steps = models.JSONField("听证、检验、检测等特别程序", default=list, blank=True)
    services = models.JSONField("须委托的中介服务", default=list, blank=True)
    fee_fen = models.BigIntegerField("收费（分）", default=0)
    fee_source = models.CharField("收费依据的种类", max_length=20, blank=True, choices=_choices(law.SOURCES))
    fee_basis = models.CharField("收费依据", max_length=200, blank=True)
    fee_standard = models.CharField("公布的收费项目和标准", max_length=200, blank=True)
    period_days = models.PositiveIntegerField("法律、法规另有规定的期限", null=True, blank=True)
    period_unit = models.CharField("期限单位", max_length=2, default="wd", choices=_choices(law.UNITS))
    period_from = models.CharField(
        "期限起算", max_length=10, default="accepted", choices=_choices(law.STARTS)
    )
    period_source = models.CharField(
        "另行规定期限的文件", max_length=20, blank=True, choices=_choices(law.SOURCES)
    )
    period_basis = models.CharField("另行规定期限的条款", max_length=200, blank=True)
    period_extension = models.PositiveIntegerField("另行规定的延长", null=True, blank=True)
    promise_days = models.PositiveIntegerField("承诺时限（工作日）", null=True, blank=True)
    licence = models.CharField("许可证件", max_length=200, blank=True)
    document = models.CharField("取消、下放或者承接的文件", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "许可事项"
        ordering = ["power", "valid_from"]
        constraints = [
            dates_in_order("permit_item_dates"),
            one_of("category", list(law.CATEGORIES), "permit_item_category"),
            models.CheckConstraint(
                condition=models.Q(fee_fen__gte=0),
                name="permit_item_fee",
                violation_error_message="收费不能为负数",
            ),
            models.UniqueConstraint(
                fields=["power", "valid_from"],
                name="permit_item_once",
                violation_error_message="该许可事项在这一生效日期已登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power}（{self.valid_from.isoformat()}起）"

    def clean(self) -> None:
        super().clean()
        found: dict[str, list[str]] = {}
        if self.power_id and self.power.type != Power.Type.PERMIT:
            found["power"] = ["只有行政许可事项可以登记许可条件和材料"]
        for place, message in law.wrong(self.as_data(), general_days()):
            name, _, rest = place.partition(".")
            number = rest.partition(".")[0]
            found.setdefault(name, []).append(f"第{int(number) + 1}项：{message}" if number else message)
        if found:
            raise ValidationError(found)

    def as_data(self) -> dict[str, Any]:
        """The item as the plain data that files have."""
        skipped = ("id", "power", "valid_from", "valid_to", "withdrawn_by")
        return {f.name: getattr(self, f.name) for f in self._meta.concrete_fields if f.name not in skipped}


def general_days() -> int | None:
    """The working days of 许可法 42(1) (L03), which no place or sector has lowered."""
    return next((row.number for row in DEFAULT_FIGURES if row.id == GENERAL), None)
