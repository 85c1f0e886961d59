"""行政相对人: the people and organisations that the law is applied to. Under row-level security."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from yifa.registers.models.base import Dated, GuardedStanding, dates_in_order, id_field, one_of
from yifa.registers.node import current_node


class Subject(GuardedStanding, Dated):
    class Kind(models.TextChoices):
        NATURAL = "natural", "自然人"
        INDIVIDUAL_BUSINESS = "individual_business", "个体工商户"
        LEGAL = "legal", "法人"
        OTHER_ORG = "other_org", "非法人组织"

    class IdentifierKind(models.TextChoices):
        USCC = "uscc", "统一社会信用代码"
        IDENTITY = "identity", "居民身份证"
        PASSPORT = "passport", "护照"
        HK_MACAU = "hk_macau", "港澳居民来往内地通行证"
        TAIWAN = "taiwan", "台湾居民来往大陆通行证"
        RESIDENCE = "residence", "外国人永久居留身份证"
        OTHER = "other", "其他"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    kind = models.CharField("类别", max_length=30, choices=Kind.choices)
    name = models.CharField("名称或姓名", max_length=200)
    identifier_kind = models.CharField("证件类型", max_length=20, choices=IdentifierKind.choices, blank=True)
    identifier = models.CharField("证件号码", max_length=60, blank=True)
    legal_rep = models.CharField("法定代表人或负责人", max_length=100, blank=True)
    address = models.CharField("住址或住所", max_length=300, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    birth_date = models.DateField("出生日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="并入",
        db_index=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "行政相对人"
        ordering = ["name"]
        constraints = [
            dates_in_order("subject_dates"),
            one_of("kind", ["natural", "individual_business", "legal", "other_org"], "subject_kind"),
            models.CheckConstraint(
                condition=Q(identifier="", identifier_kind="") | (~Q(identifier="") & ~Q(identifier_kind="")),
                name="subject_identifier_has_kind",
                violation_error_message="证件类型与证件号码须同时填写",
            ),
            models.UniqueConstraint(
                fields=["node", "identifier_kind", "identifier"],
                condition=~Q(identifier=""),
                name="subject_identifier_once",
                violation_error_message="该证件号码已登记",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="subject_not_merged_into_itself",
                violation_error_message="不能并入自己",
            ),
        ]
        indexes = [
            models.Index(fields=["node", "name"], name="subject_name"),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="subject_merged"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        from yifa.law.codes import check_identity_number, check_uscc

        wrong: str | None = None
        if self.identifier_kind == self.IdentifierKind.USCC:
            wrong = check_uscc(self.identifier)
        elif self.identifier_kind == self.IdentifierKind.IDENTITY:
            wrong = check_identity_number(self.identifier)
        if wrong:
            raise ValidationError({"identifier": wrong})
