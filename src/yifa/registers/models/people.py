"""Officers, the roles they hold and the certificates they act under."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yifa.registers.ids import new_code
from yifa.registers.models.agencies import Agency, Unit
from yifa.registers.models.base import Dated, Standing, dates_in_order, id_field, one_of
from yifa.registers.node import current_node


class Role(models.TextChoices):
    """What a person may do, as the procedures name it. The three administrators exclude each other."""

    HANDLER = "handler", "承办人"
    UNIT_HEAD = "unit_head", "承办机构负责人"
    AGENCY_HEAD = "agency_head", "机关负责人"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核人员"
    HEARING_OFFICER = "hearing_officer", "听证主持人"
    ARCHIVIST = "archivist", "档案管理员"
    SUPERVISOR = "supervisor", "监督人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Secrecy(models.TextChoices):
    """Classes of secrecy, from open to closed."""

    ORDINARY = "ordinary", "一般"
    PERSONAL = "personal", "个人隐私"
    BUSINESS = "business", "商业秘密"
    STATE = "state", "国家秘密"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


AUXILIARIES_ASSIST = "执法辅助人员只能协助，不能授予办案、审批、监督的岗位角色"
NO_CERTIFICATE = "执法辅助人员不能取得行政执法证（行政执法监督条例第十七条第二款）"
APART = "系统、安全、审计三员不得由同一人兼任，也不得兼任办案、监督岗位"


class Officer(Dated):
    """执法人员 of an agency; `auxiliary` people may assist but never act."""

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers", verbose_name="所属机关")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="officers", verbose_name="内设机构"
    )
    staff_no = models.CharField("工号", max_length=40, blank=True)
    name = models.CharField("姓名", max_length=100)
    post = models.CharField("职务", max_length=100, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    legal_qualified = models.BooleanField("取得法律职业资格", default=False)
    reviewing_since = models.DateField(
        "开始从事法制审核日期",
        null=True,
        blank=True,
        help_text="首次从事法制审核工作的日期，含在其他机关从事的；没有从事过的不填",
    )
    auxiliary = models.BooleanField("执法辅助人员", default=False)
    clearance = models.CharField(
        "可接触的密级", max_length=10, choices=Secrecy.choices, default=Secrecy.ORDINARY
    )

    class Meta:
        verbose_name = verbose_name_plural = "执法人员"
        ordering = ["name"]
        constraints = [
            dates_in_order("officer_dates"),
            one_of("clearance", list(Secrecy.values), "officer_clearance"),
            models.UniqueConstraint(
                fields=["node", "agency", "staff_no"],
                condition=~Q(staff_no=""),
                name="officer_staff_no_once",
                violation_error_message="该工号已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.unit is not None and self.unit.agency_id != self.agency_id:
            raise ValidationError({"unit": "内设机构不属于所属机关"})
        if self.reviewing_since and self.reviewing_since > timezone.localdate():
            raise ValidationError({"reviewing_since": "开始从事法制审核日期不能晚于今天"})


class RoleGrant(Dated):
    """An officer holds a role in an agency, perhaps only for one unit, between two dates."""

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="grants", verbose_name="人员")
    role = models.CharField("岗位角色", max_length=30, choices=Role.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="grants", verbose_name="机关")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="内设机构"
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位角色"
        constraints = [
            dates_in_order("grant_dates"),
            one_of("role", list(Role.values), "grant_role"),
            models.UniqueConstraint(
                fields=["officer", "role", "agency", "unit", "valid_from"],
                nulls_distinct=False,
                name="grant_once",
                violation_error_message="该角色已授予",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.unit is not None and self.unit.agency_id != self.agency_id:
            raise ValidationError({"unit": "内设机构不属于所选机关"})
        if self.officer_id and self.officer.auxiliary and self.role not in ADMINISTRATORS:
            raise ValidationError({"role": AUXILIARIES_ASSIST})
        if self.role in Role.values and self._clashes():
            raise ValidationError({"role": APART})

    def _clashes(self) -> bool:
        """Whether an administrator would hold another role, or two of the three. The database judges again."""
        others = RoleGrant.objects.filter(officer_id=self.officer_id).exclude(role=self.role)
        if self.role not in ADMINISTRATORS:
            others = others.filter(role__in=ADMINISTRATORS)
        overlapping = Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        if self.valid_to is not None:
            overlapping &= Q(valid_from__lte=self.valid_to)
        if others.filter(overlapping).exclude(pk=self.pk).exists():
            return True
        if self.role not in ADMINISTRATORS:
            return False
        from yifa.registers.models.posts import PostHolding

        posts = PostHolding.objects.filter(overlapping, officer_id=self.officer_id)
        return posts.exclude(post__role_names="").exists()


class Certificate(Dated):
    """行政执法证. Numbers are opaque: there is no national rule. Its states are in `CertificateState`.

    `code` (128 random bits) is the address under which a citizen checks it. Once a node keeps
    applications, what it issues later rests on one that passed the check and the exam (行政执法监督条例 17(2)); older
    ones are entered as they are.
    """

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="certificates", verbose_name="持证人")
    number = models.CharField("证号", max_length=60)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="certificates", verbose_name="执法主体")
    kind = models.CharField("执法类别", max_length=100, blank=True)
    area = models.CharField("执法区域", max_length=100, blank=True)
    valid_to = models.DateField("有效期至")
    application = models.ForeignKey(
        "registers.CertificateApplication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name="申领",
    )
    code = models.CharField("核验码", max_length=40, default=new_code, unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "行政执法证"
        ordering = ["number"]
        constraints = [
            dates_in_order("certificate_dates"),
            models.UniqueConstraint(
                fields=["node", "number"],
                name="certificate_number_once",
                violation_error_message="该证号已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        super().clean()
        if self.officer_id and self.officer.auxiliary:
            raise ValidationError({"officer": NO_CERTIFICATE})
        if self._state.adding and self.valid_from:
            self._check_application()

    def _check_application(self) -> None:
        from yifa.registers.models.certificate_steps import STEPS, CertificateApplication

        wanted = self.application
        if wanted is None:
            kept = CertificateApplication.objects.filter(
                agency__node=self.node, applied_on__lte=self.valid_from
            )
            if kept.exists():
                raise ValidationError({"application": "本地已登记申领，发证须依据资格审核和考试都通过的申领"})
            return
        if wanted.officer_id != self.officer_id or wanted.agency_id != self.agency_id:
            raise ValidationError({"application": "该申领不是这名人员在这个机关的申领"})
        step = wanted.step_on(self.valid_from)
        if step != "ready":
            raise ValidationError(
                {"application": f"不能发证：{STEPS[step]}（行政执法监督条例第十七条第二款）"}
            )

    def state_on(self, day: date) -> str:
        """valid | suspended | withdrawn | cancelled | expired | not_yet on that day."""
        if day < self.valid_from:
            return "not_yet"
        past = [s for s in self.states.all() if s.since <= day]
        current = max(past, key=lambda s: s.since).state if past else "valid"
        if current == "valid" and self.valid_to and day > self.valid_to:
            return "expired"
        return current


class CertificateState(Standing):
    """From `since` on, the certificate is in this state until a later row says otherwise."""

    class State(models.TextChoices):
        VALID = "valid", "有效"
        SUSPENDED = "suspended", "暂扣"
        WITHDRAWN = "withdrawn", "收回"
        CANCELLED = "cancelled", "注销"

    id = id_field()
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="states", verbose_name="行政执法证"
    )
    since = models.DateField("起始日期")
    state = models.CharField("状态", max_length=20, choices=State.choices)
    reason = models.CharField("原因", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "执法证状态"
        ordering = ["certificate", "since"]
        constraints = [
            one_of("state", ["valid", "suspended", "withdrawn", "cancelled"], "certificate_state"),
            models.UniqueConstraint(
                fields=["certificate", "since"],
                name="certificate_state_once_a_day",
                violation_error_message="该证件当日已有状态变更",
            ),
        ]
