"""Where the power of an agency comes from when it is not its own: authorisation, entrustment, grant to a township."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.registers.models.agencies import Agency, Power
from yifa.registers.models.base import Dated, dates_in_order, id_field, one_of


def split_codes(text: str) -> tuple[str, ...]:
    """Codes written one after another, however they are set apart."""
    return tuple(filter(None, re.split(r"[\s、，,;；]+", text)))


class Mandate(Dated):
    """One document by which an agency may do one kind of act, in force from `valid_from` to `valid_to`.

    行政处罚法 19 (authorised by law or regulation), 20–21 (entrusted in writing, published), 24 (granted to a township
    by the province, published, evaluated regularly); 行政许可法 23–24. `codes` empty: every item of the type.
    """

    class Kind(models.TextChoices):
        AUTHORISED = "authorised", "法律、法规授权"
        ENTRUSTED = "entrusted", "委托"
        GRANTED = "granted", "赋权（乡镇、街道）"

    id = id_field()
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="mandates", verbose_name="行使机关或者组织"
    )
    kind = models.CharField("权力来源", max_length=12, choices=Kind.choices)
    type = models.CharField("事项类型", max_length=2, choices=Power.Type.choices)
    codes = models.TextField(
        "事项编码", blank=True, help_text="空格、顿号或者换行分隔；不填为该类型的全部事项"
    )
    scope = models.TextField("具体事项和权限")
    grantor = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="given", verbose_name="委托机关"
    )
    grantor_name = models.CharField("授权或者赋权机关", max_length=200, blank=True)
    document = models.CharField("文件（委托书、决定）", max_length=200)
    basis = models.CharField("法律依据", max_length=300, help_text="法律、法规、规章的名称和条款")
    published_on = models.DateField("公布日期", null=True, blank=True)
    published_at = models.CharField("公布载体", max_length=200, blank=True)
    evaluated_on = models.DateField("最近评估日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "授权、委托和赋权"
        ordering = ["agency", "type", "valid_from"]
        constraints = [
            dates_in_order("mandate_dates"),
            one_of("kind", ["authorised", "entrusted", "granted"], "mandate_kind"),
            models.CheckConstraint(
                condition=~Q(kind="entrusted") | (Q(grantor__isnull=False) & Q(valid_to__isnull=False)),
                name="mandate_entrusted_is_limited",
                violation_error_message="委托须登记委托机关和期限",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.get_kind_display()}{self.get_type_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.kind == self.Kind.ENTRUSTED:
            wrong = self._entrusted()
        elif self.kind == self.Kind.GRANTED and not self.grantor_name:
            wrong["grantor_name"] = "赋权须写明作出决定的省、自治区、直辖市（行政处罚法第二十四条）"
        if wrong:
            raise ValidationError(wrong)

    def _entrusted(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.grantor is None:
            wrong["grantor"] = "须登记委托机关（行政处罚法第二十条）"
        elif self.grantor_id == self.agency_id:
            wrong["grantor"] = "不能委托自己"
        elif self.grantor.kind == Agency.Kind.ENTRUSTED:
            wrong["grantor"] = "受委托组织不得再委托其他组织（行政处罚法第二十条第四款）"
        if self.valid_to is None:
            wrong["valid_to"] = "委托书须载明期限（行政处罚法第二十条第二款）"
        if self.type == Power.Type.PERMIT and self.agency.kind != Agency.Kind.STATUTORY:
            wrong["agency"] = "行政许可只能委托其他行政机关实施（行政许可法第二十四条第一款）"
        return wrong

    def items(self) -> tuple[str, ...]:
        """The codes of the items, in the order written; empty for all of the type."""
        return split_codes(self.codes)
