"""司法所: which of them has how many people who know the law (RQ017)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.models.agencies import Agency, Region
from yifa.registers.models.base import Dated, dates_in_order, id_field
from yifa.registers.models.people import Officer


class JudicialOffice(Dated):
    """A 司法所 of a justice bureau, for one street or town."""

    id = id_field()
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="judicial_offices", verbose_name="司法行政机关"
    )
    name = models.CharField("司法所名称", max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在乡镇、街道")
    places = models.PositiveSmallIntegerField("编制数", default=0)
    phone = models.CharField("电话", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "司法所"
        ordering = ["agency", "name"]
        constraints = [
            dates_in_order("judicial_office_dates"),
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"],
                name="judicial_office_once",
                violation_error_message="该司法所已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.agency_id and self.agency.sector != Agency.Sector.JUSTICE:
            raise ValidationError({"agency": "司法所属于司法行政机关"})


class JudicialOfficeMember(Dated):
    """An officer of the bureau who works at the 司法所."""

    id = id_field()
    office = models.ForeignKey(JudicialOffice, models.PROTECT, related_name="members", verbose_name="司法所")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="judicial_offices", verbose_name="人员")
    heads = models.BooleanField("负责人", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "司法所人员"
        ordering = ["office", "valid_from"]
        constraints = [
            dates_in_order("judicial_member_dates"),
            models.UniqueConstraint(
                fields=["office", "officer", "valid_from"],
                name="judicial_member_once",
                violation_error_message="该人员当日已在该所",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}：{self.officer}"

    def clean(self) -> None:
        super().clean()
        if self.office_id and self.officer_id and self.office.agency_id != self.officer.agency_id:
            raise ValidationError({"officer": "人员不属于该司法所的司法行政机关"})
