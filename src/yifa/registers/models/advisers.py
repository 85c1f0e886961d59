"""Legal advisers and public lawyers as a pool (RQ016); special supervisors and contact points (RQ018)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.models.agencies import Agency, Region
from yifa.registers.models.base import Dated, Standing, dates_in_order, id_field, one_of
from yifa.registers.models.people import Officer
from yifa.registers.node import current_node


class Adviser(Dated):
    """公职律师 or 法律顾问, whom every agency of the node may call on (国办发〔2018〕118号（十一）)."""

    class Kind(models.TextChoices):
        PUBLIC_LAWYER = "public_lawyer", "公职律师"
        COUNSEL = "counsel", "法律顾问"
        EXPERT = "expert", "法律专家"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    name = models.CharField("姓名", max_length=100)
    kind = models.CharField("类别", max_length=14, choices=Kind.choices)
    licence = models.CharField("执业证号", max_length=60, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="advisers", verbose_name="所在机关"
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="在编人员"
    )
    organisation = models.CharField("工作单位", max_length=200, blank=True, help_text="机关以外的填写")
    fields = models.CharField("专业领域", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法律顾问和公职律师"
        ordering = ["name"]
        constraints = [
            dates_in_order("adviser_dates"),
            one_of("kind", ["public_lawyer", "counsel", "expert"], "adviser_kind"),
            models.UniqueConstraint(
                fields=["node", "name", "kind", "valid_from"],
                name="adviser_once",
                violation_error_message="该人员已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.kind == self.Kind.PUBLIC_LAWYER and self.agency_id is None:
            wrong["agency"] = "公职律师须填写所在机关"
        if self.agency_id is None and not self.organisation.strip():
            wrong["organisation"] = "请填写所在机关或者工作单位"
        if self.officer_id and self.officer is not None and self.officer.agency_id != self.agency_id:
            wrong["officer"] = "该人员不属于所在机关"
        if wrong:
            raise ValidationError(wrong)


class AdviserTask(Standing):
    """派单: an agency calls on an adviser; either a recusal or an opinion ends it."""

    id = id_field()
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="tasks", verbose_name="顾问或者律师")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="申请机关")
    about = models.CharField("事项", max_length=300)
    number = models.CharField("案号", max_length=100, blank=True)
    asked_on = models.DateField("派单日期")
    due = models.DateField("答复期限", null=True, blank=True)
    recused = models.BooleanField("回避", default=False)
    recusal_reason = models.CharField("回避理由", max_length=300, blank=True)
    opinion = models.TextField("法律意见", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法律顾问派单"
        ordering = ["-asked_on"]
        constraints = [
            dates_in_order("adviser_task_dates", "asked_on", "answered_on"),
            models.UniqueConstraint(
                fields=["adviser", "agency", "about", "asked_on"],
                name="adviser_task_once",
                violation_error_message="已派过单",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser}：{self.about}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.recused and not self.recusal_reason.strip():
            wrong["recusal_reason"] = "回避须写明理由"
        if self.recused and self.opinion.strip():
            wrong["opinion"] = "已回避的不能出具意见，请改派他人"
        if self.opinion.strip() and self.answered_on is None:
            wrong["answered_on"] = "请填写答复日期"
        if self.answered_on and self.asked_on and self.answered_on < self.asked_on:
            wrong["answered_on"] = "答复日期不能早于派单日期"
        if self.adviser_id and self.asked_on and not _serves(self.adviser, self.asked_on):
            wrong["adviser"] = "该人员当日不在聘期内"
        elif self._stood_back():
            wrong["adviser"] = "该人员对这个案件已经回避，请改派他人"
        if wrong:
            raise ValidationError(wrong)

    def _stood_back(self) -> bool:
        """Whether the adviser has recused themself from the same case before."""
        if not self.adviser_id or not self.number.strip() or self.recused:
            return False
        earlier = AdviserTask.objects.filter(adviser_id=self.adviser_id, number=self.number, recused=True)
        return earlier.exclude(pk=self.pk).exists()


class Contact(Dated):
    """特邀监督员, 监督联系点 or a member of the advisory board of the supervision organ."""

    class Kind(models.TextChoices):
        SUPERVISOR = "supervisor", "特邀监督员"
        POINT = "point", "监督联系点"
        BOARD = "board", "咨询委员"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    name = models.CharField("姓名或者名称", max_length=200)
    organisation = models.CharField("单位", max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在区域")
    phone = models.CharField("电话", max_length=40, blank=True)
    document = models.CharField("聘任、设立文件", max_length=200, blank=True)
    end_reason = models.CharField("解聘、撤销的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "特邀监督员和联系点"
        ordering = ["kind", "name"]
        constraints = [
            dates_in_order("contact_dates"),
            one_of("kind", ["supervisor", "point", "board"], "contact_kind"),
            models.UniqueConstraint(
                fields=["node", "kind", "name", "valid_from"],
                name="contact_once",
                violation_error_message="已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContactTask(Standing):
    """A task given to a special supervisor or a contact point, and what came of it (意见收集)."""

    id = id_field()
    contact = models.ForeignKey(
        Contact, models.PROTECT, related_name="tasks", verbose_name="监督员或者联系点"
    )
    about = models.CharField("任务", max_length=300)
    asked_on = models.DateField("派发日期")
    due = models.DateField("反馈期限", null=True, blank=True)
    answer = models.TextField("反馈意见", blank=True)
    answered_on = models.DateField("反馈日期", null=True, blank=True)
    outcome = models.TextField("处理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "监督员和联系点任务"
        ordering = ["-asked_on"]
        constraints = [
            dates_in_order("contact_task_dates", "asked_on", "answered_on"),
            models.UniqueConstraint(
                fields=["contact", "about", "asked_on"],
                name="contact_task_once",
                violation_error_message="该任务已派发",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact}：{self.about}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.answer.strip() and self.answered_on is None:
            wrong["answered_on"] = "请填写反馈日期"
        if self.answered_on and self.asked_on and self.answered_on < self.asked_on:
            wrong["answered_on"] = "反馈日期不能早于派发日期"
        if self.contact_id and self.asked_on and not _serves(self.contact, self.asked_on):
            wrong["contact"] = "当日不在聘任、设立期间"
        if wrong:
            raise ValidationError(wrong)


def _serves(row: Dated, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
