"""Regions, agencies, their units and their powers."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.registers.models.base import Dated, dates_in_order, id_field, one_of
from yifa.registers.node import current_node


class Region(Dated):
    """行政区划: six digits for province, city and county (GB/T 2260), nine for a street or town.

    `valid_from` None: in force for as long as anyone asks (the published tables carry no dates).
    """

    class Level(models.IntegerChoices):
        PROVINCE = 1, "省级"
        CITY = 2, "市级"
        COUNTY = 3, "县级"
        STREET = 4, "乡级"

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级区划"
    )
    level = models.PositiveSmallIntegerField("层级", choices=Level.choices)
    valid_from = models.DateField("生效日期", null=True, blank=True)  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code"]
        constraints = [
            dates_in_order("region_dates"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}([0-9]{3}){0,2}$"), name="region_code"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="region_level"),
        ]

    def __str__(self) -> str:
        return self.name


class Agency(Dated):
    """执法主体: a statutory organ, an authorised organisation or an entrusted one."""

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "法定行政机关"
        AUTHORISED = "authorised", "法律法规授权组织"
        ENTRUSTED = "entrusted", "受委托组织"

    class Sector(models.TextChoices):
        MARKET = "market", "市场监管"
        URBAN = "urban", "城市管理"
        AGRICULTURE = "agri", "农业农村"
        ECOLOGY = "eco", "生态环境"
        TRANSPORT = "transport", "交通运输"
        CULTURE = "culture", "文化旅游"
        EMERGENCY = "emergency", "应急管理"
        HOUSING = "housing", "住房城乡建设"
        JUSTICE = "justice", "司法行政"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    name = models.CharField("机关名称", max_length=200)
    short_name = models.CharField("简称", max_length=60, blank=True)
    code = models.CharField("统一社会信用代码", max_length=18)
    region = models.ForeignKey(Region, models.PROTECT, related_name="agencies", verbose_name="行政区划")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级或委托机关"
    )
    kind = models.CharField("主体性质", max_length=20, choices=Kind.choices, default=Kind.STATUTORY)
    sector = models.CharField("执法领域", max_length=20, blank=True)
    doc_prefix = models.CharField("文号机关代字", max_length=20, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    reconsideration_body = models.CharField("行政复议机关", max_length=100, blank=True)
    court = models.CharField("管辖法院", max_length=100, blank=True)
    pay_account = models.CharField("罚款缴纳账户", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "执法主体"
        ordering = ["code"]
        constraints = [
            dates_in_order("agency_dates"),
            one_of("kind", ["statutory", "authorised", "entrusted"], "agency_kind"),
            models.UniqueConstraint(
                fields=["node", "code"],
                name="agency_code_once",
                violation_error_message="该统一社会信用代码已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def principal(self) -> Agency:
        """In whose name it acts: an entrusted organisation in that of who entrusted it (行政处罚法 20(4))."""
        return self.parent if self.kind == self.Kind.ENTRUSTED and self.parent is not None else self

    def clean(self) -> None:
        super().clean()
        from yifa.law.codes import check_uscc

        wrong = check_uscc(self.code)
        if wrong:
            raise ValidationError({"code": wrong})
        if self.kind == self.Kind.ENTRUSTED and self.parent_id is None:
            raise ValidationError({"parent": "受委托组织须填写委托机关(行政处罚法第二十条)"})


class Unit(Dated):
    """内设机构 of an agency."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units", verbose_name="所属机关")
    name = models.CharField("机构名称", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "内设机构"
        ordering = ["name"]
        constraints = [
            dates_in_order("unit_dates"),
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"],
                name="unit_once",
                violation_error_message="该内设机构已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Power(Dated):
    """权责清单 and 执法事项目录 in one list. Codes are opaque: provinces number them differently."""

    class Type(models.TextChoices):
        PERMIT = "01", "行政许可"
        PENALTY = "02", "行政处罚"
        COERCION = "03", "行政强制"
        LEVY = "04", "行政征收"
        GRANT = "05", "行政给付"
        INSPECTION = "06", "行政检查"
        CONFIRMATION = "07", "行政确认"
        AWARD = "08", "行政奖励"
        ADJUDICATION = "09", "行政裁决"
        OTHER = "10", "其他行政权力"
        SERVICE = "20", "公共服务"

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="powers", verbose_name="实施机关")
    code = models.CharField("实施编码", max_length=60)
    base_code = models.CharField("基本编码", max_length=60, blank=True)
    name = models.CharField("事项名称", max_length=500)
    type = models.CharField("事项类型", max_length=2, choices=Type.choices)
    basis = models.TextField("设定依据", blank=True)
    industry = models.CharField("行业部门", max_length=100, blank=True)
    exercised_at = models.PositiveSmallIntegerField(
        "行使层级", choices=Region.Level.choices, null=True, blank=True
    )
    inspected_by_draw = models.BooleanField("列入随机抽查", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "执法事项"
        ordering = ["code"]
        constraints = [
            dates_in_order("power_dates"),
            models.UniqueConstraint(
                fields=["agency", "code", "valid_from"],
                name="power_once",
                violation_error_message="该事项已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def state_on(self, day: date) -> str:
        """claimed | published | suspended | cancelled | taken_back on that day; published where none is entered."""
        past = [s for s in self.states.all() if s.since <= day]
        return max(past, key=lambda s: s.since).state if past else "published"
