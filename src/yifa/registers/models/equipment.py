"""执法装备: recorders, cameras and the like; who has them (RQ013)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from yifa.registers.models.agencies import Agency, Unit
from yifa.registers.models.base import Standing, dates_in_order, id_field, one_of
from yifa.registers.models.people import Officer


class Equipment(Standing):
    """One thing of an agency. Who keeps it just now is the open row of `issues`."""

    class Kind(models.TextChoices):
        RECORDER = "recorder", "执法记录仪"
        CAMERA = "camera", "照相机、录像机"
        STATION = "station", "数据采集站"
        TERMINAL = "terminal", "移动执法终端"
        PRINTER = "printer", "便携式打印机"
        VEHICLE = "vehicle", "执法车辆"
        DETECTOR = "detector", "检测设备"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        IN_USE = "in_use", "在用"
        SPARE = "spare", "备用"
        REPAIR = "repair", "维修"
        RETIRED = "retired", "报废"

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="equipment", verbose_name="机关")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="使用单位"
    )
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    number = models.CharField("编号", max_length=60)
    model_name = models.CharField("型号", max_length=100, blank=True)
    keeper = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="保管人"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.SPARE)
    bought_on = models.DateField("购置日期", null=True, blank=True)
    retired_on = models.DateField("报废日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执法装备"
        ordering = ["agency", "kind", "number"]
        constraints = [
            dates_in_order("equipment_dates", "bought_on", "retired_on"),
            one_of("state", ["in_use", "spare", "repair", "retired"], "equipment_state"),
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="equipment_number_once",
                violation_error_message="该编号已登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.unit is not None and self.unit.agency_id != self.agency_id:
            wrong["unit"] = "使用单位不属于所选机关"
        if self.keeper is not None and self.keeper.agency_id != self.agency_id:
            wrong["keeper"] = "保管人不属于所选机关"
        if self.state == self.State.RETIRED and self.retired_on is None:
            wrong["retired_on"] = "报废须填写报废日期"
        if wrong:
            raise ValidationError(wrong)


class EquipmentIssue(Standing):
    """领用 and 归还 of a thing. Nobody gets what somebody else has not given back."""

    id = id_field()
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="issues", verbose_name="装备")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="equipment", verbose_name="领用人")
    issued_on = models.DateField("领用日期")
    returned_on = models.DateField("归还日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "装备领用"
        ordering = ["equipment", "-issued_on"]
        constraints = [
            dates_in_order("issue_dates", "issued_on", "returned_on"),
            models.UniqueConstraint(
                fields=["equipment"],
                condition=models.Q(returned_on__isnull=True),
                name="issue_open_once",
                violation_error_message="该装备已被领用，尚未归还",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipment}：{self.officer}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.officer_id and self.equipment_id and self.officer.agency_id != self.equipment.agency_id:
            wrong["officer"] = "领用人不属于装备所在机关"
        if self.equipment_id and self.equipment.state == Equipment.State.RETIRED and not self.returned_on:
            wrong["equipment"] = "已报废的装备不能领用"
        if self.issued_on and self.issued_on > timezone.localdate():
            wrong["issued_on"] = "领用日期不能晚于今天"
        if self.issued_on and self.returned_on and self.returned_on < self.issued_on:
            wrong["returned_on"] = "归还日期不能早于领用日期"
        if wrong:
            raise ValidationError(wrong)
