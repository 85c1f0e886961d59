"""How plans are watched over: evaluation with its scheme and scores, liaison officers, meetings, inspections."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import Dated, Standing, dates_in_order, id_field, one_of
from yifa.registers.models.people import Officer
from yifa.registers.models.plans import PlanTask, PolicyPlan
from yifa.registers.scoped import Guarded


class PlanEvaluation(Guarded):
    """中期、终期评估 of a plan: the scheme with its items, self-assessment of each unit, the check, the ranking."""

    class Kind(models.TextChoices):
        MID = "mid", "中期评估"
        FINAL = "final", "终期评估"
        YEARLY = "yearly", "年度评估"

    class State(models.TextChoices):
        SELF = "self", "自评中"
        CHECKING = "checking", "核查中"
        CONCLUDED = "concluded", "已形成结果"

    id = id_field()
    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="evaluations", verbose_name="方案")
    kind = models.CharField("评估", max_length=8, choices=Kind.choices)
    title = models.CharField("名称", max_length=200)
    scheme = models.TextField("评估方案")
    starts_on = models.DateField("开始日期")
    self_by = models.DateField("自评截止日期")
    check_by = models.DateField("核查截止日期")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.SELF)
    result = models.TextField("评估结论", blank=True)
    concluded_on = models.DateField("形成结果日期", null=True, blank=True)
    circular = models.CharField("通报文号", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案评估"
        ordering = ["plan", "starts_on"]
        base_manager_name = "objects"
        constraints = [
            one_of("kind", ["mid", "final", "yearly"], "evaluation_kind"),
            one_of("state", ["self", "checking", "concluded"], "evaluation_state"),
            models.UniqueConstraint(
                fields=["plan", "kind", "starts_on"],
                name="plan_evaluation_once",
                violation_error_message="该评估已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.starts_on and self.self_by and self.self_by < self.starts_on:
            wrong["self_by"] = "自评截止日期不能早于开始日期"
        if self.self_by and self.check_by and self.check_by < self.self_by:
            wrong["check_by"] = "核查截止日期不能早于自评截止日期"
        if wrong:
            raise ValidationError(wrong)


class EvaluationItem(Guarded):
    """评估指标: what is looked at and the points it is worth."""

    id = id_field()
    evaluation = models.ForeignKey(PlanEvaluation, models.PROTECT, related_name="items", verbose_name="评估")
    position = models.PositiveSmallIntegerField("顺序")
    title = models.CharField("指标", max_length=300)
    standard = models.TextField("评分标准")
    points = models.PositiveSmallIntegerField("分值")
    task = models.ForeignKey(
        PlanTask, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对应任务"
    )

    class Meta:
        verbose_name = verbose_name_plural = "评估指标"
        ordering = ["evaluation", "position"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "position"], name="evaluation_item_once"),
            models.CheckConstraint(
                condition=Q(points__range=(1, 100)),
                name="evaluation_item_points",
                violation_error_message="分值为 1 至 100",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvaluationUnit(Guarded):
    """One unit in an evaluation: when and by whom it was assessed and checked, its score and rank.

    `score` is in points: what the items are worth less the deductions. Units with one score share a rank.
    """

    id = id_field()
    evaluation = models.ForeignKey(PlanEvaluation, models.PROTECT, related_name="units", verbose_name="评估")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="单位")
    self_on = models.DateField("自评日期", null=True, blank=True)
    self_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="自评人"
    )
    self_report = models.TextField("自评报告", blank=True)
    checked_on = models.DateField("核查日期", null=True, blank=True)
    checked_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核查人"
    )
    finding = models.TextField("核查意见", blank=True)
    score = models.SmallIntegerField("得分", null=True, blank=True)
    rank = models.PositiveIntegerField("名次", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "评估单位"
        ordering = ["evaluation", "rank", "agency"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["evaluation", "agency"], name="evaluation_unit_once")]

    def clean(self) -> None:
        super().clean()
        if self.checked_by_id is not None and self.checked_by_id == self.self_by_id:
            raise ValidationError({"checked_by": "自评人不能核查自己的自评"})


class SelfScore(Guarded):
    """自评分: the points that a unit gives itself for an item, with what it rests on."""

    id = id_field()
    unit = models.ForeignKey(EvaluationUnit, models.PROTECT, related_name="scores", verbose_name="单位")
    item = models.ForeignKey(EvaluationItem, models.PROTECT, related_name="scores", verbose_name="指标")
    points = models.PositiveSmallIntegerField("自评分")
    note = models.TextField("依据和说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "自评分"
        ordering = ["unit", "item"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["unit", "item"], name="self_score_once")]

    def clean(self) -> None:
        super().clean()
        if self.item_id and self.points is not None and self.points > self.item.points:
            raise ValidationError({"points": f"不能超过该项分值 {self.item.points} 分"})


class Deduction(Guarded):
    """扣分: points taken from a unit for an item, with the reason. What one time costs is a rule of the scheme."""

    id = id_field()
    unit = models.ForeignKey(EvaluationUnit, models.PROTECT, related_name="deductions", verbose_name="单位")
    item = models.ForeignKey(EvaluationItem, models.PROTECT, related_name="deductions", verbose_name="指标")
    points = models.PositiveSmallIntegerField("扣分")
    reason = models.TextField("扣分理由")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="核查人")

    class Meta:
        verbose_name = verbose_name_plural = "扣分"
        ordering = ["unit", "item"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(points__gte=1), name="deduction_points", violation_error_message="扣分至少 1 分"
            )
        ]


class PlanLiaison(Dated):
    """联络员: whom an agency named for a plan, or for the work as a whole."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    topic = models.CharField("工作或者方案", max_length=200)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="联络员（本机关人员）"
    )
    name = models.CharField("联络员姓名", max_length=60)
    post = models.CharField("职务", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40, blank=True)
    filed_on = models.DateField("报送日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联络员"
        ordering = ["agency", "topic"]
        constraints = [
            dates_in_order("liaison_dates"),
            models.UniqueConstraint(
                fields=["agency", "topic", "valid_from"],
                name="liaison_once",
                violation_error_message="该机关当日已登记联络员",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.officer_id and self.officer is not None and self.officer.agency_id != self.agency_id:
            raise ValidationError({"officer": "联络员不属于所选机关"})


class PlanMeeting(Standing):
    """会商: a meeting about plans, what was decided, and who does what by when (督办)."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="召集机关")
    held_on = models.DateField("会议日期")
    topic = models.CharField("议题", max_length=200)
    plan_number = models.CharField("所涉方案文号", max_length=100, blank=True)
    present = models.TextField("参加单位和人员")
    minutes = models.TextField("会议纪要")
    to_do = models.TextField("议定事项", blank=True)
    responsible = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任机关"
    )
    due = models.DateField("办理期限", null=True, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)
    result = models.TextField("办理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会商纪要"
        ordering = ["-held_on", "topic"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "held_on", "topic"],
                name="plan_meeting_once",
                violation_error_message="该次会商已登记",
            )
        ]

    def __str__(self) -> str:
        return self.topic

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.to_do.strip() and self.responsible_id is None:
            wrong["responsible"] = "有议定事项的，须写明责任机关"
        if self.due and self.held_on and self.due < self.held_on:
            wrong["due"] = "办理期限不能早于会议日期"
        if self.done_on and not self.result.strip():
            wrong["result"] = "办结须写明办理结果"
        if wrong:
            raise ValidationError(wrong)


class PlanInspection(Standing):
    """督查: what was found at an agency, the circular that names it, and the rectification."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="督查机关")
    inspected = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="被督查机关")
    on = models.DateField("督查日期")
    task = models.CharField("督查任务", max_length=200)
    plan_number = models.CharField("所涉方案文号", max_length=100, blank=True)
    found = models.TextField("发现的问题")
    circular = models.CharField("通报文号", max_length=100, blank=True)
    circular_on = models.DateField("通报日期", null=True, blank=True)
    rectify_by = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    result = models.TextField("整改结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查通报"
        ordering = ["-on", "inspected"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "inspected", "on", "task"],
                name="plan_inspection_once",
                violation_error_message="该次督查已登记",
            )
        ]

    def __str__(self) -> str:
        return self.task

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.circular.strip() and self.circular_on is None:
            wrong["circular_on"] = "有通报的，须写明通报日期"
        if self.rectify_by and self.on and self.rectify_by < self.on:
            wrong["rectify_by"] = "整改期限不能早于督查日期"
        if self.rectified_on and not self.result.strip():
            wrong["result"] = "整改完成须写明整改结果"
        if wrong:
            raise ValidationError(wrong)
