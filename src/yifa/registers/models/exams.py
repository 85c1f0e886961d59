"""资格网上考试: the question bank, how a paper is composed, and what was drawn for whom (RQ005).

行政执法监督条例 17(2): the certificate goes to whoever passed the qualification exam. A paper is drawn by a seed
that stays with it, from a bank whose state stays with it, so that anybody can draw it again.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from yifa.registers.models.base import Dated, Standing, dates_in_order, id_field, one_of
from yifa.registers.models.certificate_steps import CertificateApplication, ExamResult
from yifa.registers.models.people import Officer
from yifa.registers.node import current_node

LETTERS = "ABCDEF"
TRUE_FALSE = ("对", "错")


class QuestionKind(models.TextChoices):
    SINGLE = "single", "单项选择题"
    MULTIPLE = "multiple", "多项选择题"
    JUDGE = "judge", "判断题"


class Question(Dated):
    """A question of the bank. `answer`: one letter, several letters in order, or 对 / 错. It names its article."""

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    number = models.CharField("题号", max_length=40)
    category = models.CharField("类别", max_length=60)
    kind = models.CharField("题型", max_length=10, choices=QuestionKind.choices)
    text = models.TextField("题干")
    option_a = models.CharField("选项A", max_length=500, blank=True)
    option_b = models.CharField("选项B", max_length=500, blank=True)
    option_c = models.CharField("选项C", max_length=500, blank=True)
    option_d = models.CharField("选项D", max_length=500, blank=True)
    option_e = models.CharField("选项E", max_length=500, blank=True)
    option_f = models.CharField("选项F", max_length=500, blank=True)
    answer = models.CharField("答案", max_length=10, help_text="选择题填字母，例如B、ACD；判断题填对或者错")
    basis = models.CharField("依据", max_length=300, help_text="法律、法规、规章的名称和条款")

    class Meta:
        verbose_name = verbose_name_plural = "考试题库"
        ordering = ["number"]
        constraints = [
            dates_in_order("question_dates"),
            one_of("kind", list(QuestionKind.values), "question_kind"),
            models.UniqueConstraint(
                fields=["node", "number"], name="question_once", violation_error_message="该题号已登记"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def options(self) -> list[tuple[str, str]]:
        """(letter, text) of every option; of a true-or-false question the two answers there are."""
        if self.kind == QuestionKind.JUDGE:
            return [(word, word) for word in TRUE_FALSE]
        texts = [(letter, str(getattr(self, f"option_{letter.lower()}")).strip()) for letter in LETTERS]
        return [(letter, text) for letter, text in texts if text]

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        letters = [letter for letter, _ in self.options()]
        if self.kind == QuestionKind.JUDGE:
            if self.answer not in TRUE_FALSE:
                wrong["answer"] = "判断题的答案填对或者错"
            if any(str(getattr(self, f"option_{x.lower()}")).strip() for x in LETTERS):
                wrong["option_a"] = "判断题不填选项"
        elif self.kind in QuestionKind.values:
            if len(letters) < 2 or letters != list(LETTERS[: len(letters)]):
                wrong["option_a"] = "选项从A起依次填写，至少两项"
            wrong |= self._answered(letters)
        if wrong:
            raise ValidationError(wrong)

    def _answered(self, letters: list[str]) -> dict[str, str]:
        given = list(self.answer)
        if not given or any(x not in letters for x in given):
            return {"answer": "答案须是所列选项的字母"}
        if given != sorted(set(given)):
            return {"answer": "答案的字母按顺序填写，不重复"}
        if self.kind == QuestionKind.SINGLE and len(given) != 1:
            return {"answer": "单项选择题只有一个答案"}
        if self.kind == QuestionKind.MULTIPLE and len(given) < 2:
            return {"answer": "多项选择题至少有两个答案"}
        return {}


class ExamScheme(Dated):
    """组卷方案: how long an exam takes, what passes it, and (in its parts) what it consists of."""

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    name = models.CharField("考试名称", max_length=200)
    minutes = models.PositiveSmallIntegerField(
        "考试时间（分钟）", validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    pass_mark = models.PositiveSmallIntegerField("合格分数", validators=[MinValueValidator(1)])
    organised_by = models.CharField("组织机关", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "组卷方案"
        ordering = ["name"]
        constraints = [
            dates_in_order("scheme_dates"),
            models.CheckConstraint(condition=Q(minutes__range=(1, 480)), name="scheme_minutes"),
            models.UniqueConstraint(
                fields=["node", "name", "valid_from"],
                name="scheme_once",
                violation_error_message="该组卷方案已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExamPart(Standing):
    """So many questions of one category and kind, with the points for each."""

    id = id_field()
    scheme = models.ForeignKey(ExamScheme, models.PROTECT, related_name="parts", verbose_name="组卷方案")
    position = models.PositiveSmallIntegerField("顺序", validators=[MinValueValidator(1)])
    category = models.CharField("类别", max_length=60)
    kind = models.CharField("题型", max_length=10, choices=QuestionKind.choices)
    number = models.PositiveSmallIntegerField(
        "题数", validators=[MinValueValidator(0), MaxValueValidator(500)], help_text="停用的部分填0"
    )
    points = models.PositiveSmallIntegerField("每题分数", validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = verbose_name_plural = "组卷要求"
        ordering = ["scheme", "position"]
        constraints = [
            one_of("kind", list(QuestionKind.values), "part_kind"),
            models.UniqueConstraint(
                fields=["scheme", "position"],
                name="part_position_once",
                violation_error_message="该顺序已有要求",
            ),
            models.UniqueConstraint(
                fields=["scheme", "category", "kind"],
                name="part_once",
                violation_error_message="该类别和题型已有要求",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}：{self.category}{self.get_kind_display()}"


class ExamBank(models.Model):
    """The bank as it was when papers were drawn: numbers of the questions by category and kind. Never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    pools = models.JSONField("各类题目")

    class Meta:
        verbose_name = verbose_name_plural = "题库快照"


class ExamAttempt(models.Model):
    """One sitting of one applicant. At most one runs at a time; the questions and answers are in `ExamPaper`."""

    id = id_field()
    application = models.ForeignKey(
        CertificateApplication, models.PROTECT, related_name="attempts", verbose_name="申领"
    )
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="attempts", verbose_name="考生")
    scheme = models.ForeignKey(ExamScheme, models.PROTECT, related_name="attempts", verbose_name="组卷方案")
    bank = models.ForeignKey(ExamBank, models.PROTECT, related_name="+", verbose_name="题库快照")
    seed = models.CharField("抽题种子", max_length=32)
    paper_sha256 = models.CharField("试卷摘要", max_length=64)
    pass_mark = models.PositiveSmallIntegerField("合格分数")
    started_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("截止时间")
    submitted_at = models.DateTimeField("交卷时间", null=True, blank=True)
    score = models.PositiveSmallIntegerField("成绩", null=True, blank=True)
    result = models.OneToOneField(
        ExamResult, models.PROTECT, null=True, blank=True, related_name="attempt", verbose_name="登记的成绩"
    )

    class Meta:
        verbose_name = verbose_name_plural = "网上考试"
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(submitted_at__isnull=True), name="attempt_running_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("started_at")), name="attempt_times"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, score__isnull=True)
                | Q(submitted_at__isnull=False, score__isnull=False),
                name="attempt_marked_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}：{self.scheme}"


class ExamPaper(models.Model):
    """The questions of an attempt as they stood, and the answers as they were given."""

    attempt = models.OneToOneField(ExamAttempt, models.PROTECT, primary_key=True, related_name="paper")
    questions = models.JSONField("试题")
    answers = models.JSONField("答案", default=dict)
    saved_at = models.DateTimeField("保存时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "试卷"
