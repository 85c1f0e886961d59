"""Who looked into what is not their own work, and took material of it to read (调阅). Append-only."""

from __future__ import annotations

from django.db import models

from yifa.matters.models.base import Protected
from yifa.matters.models.matter import Matter


class Reading(Protected):
    """One retrieval of a paper, a piece of evidence, a case file or its proofs: by whom, what, and when."""

    class What(models.TextChoices):
        PAPER = "paper", "文书"
        FILE = "file", "证据或者附件"
        CASE_FILE = "case_file", "案卷"
        PROOF = "proof", "证明"

    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="readings")
    what = models.CharField("调阅内容", max_length=10, choices=What.choices)
    object_id = models.UUIDField()
    officer = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("调阅人", max_length=100)
    recorded_at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["matter", "recorded_at"], name="reading_matter")]


class ReadReason(models.TextChoices):
    """For what official purpose somebody looks into a case that is not theirs."""

    LEADING = "leading", "审批、督办"
    ASSIST = "assist", "协助办理、交接"
    ARCHIVING = "archiving", "整理归档"
    REVIEW = "review", "案卷评查"
    SUPERVISION = "supervision", "执法监督检查"
    COMPLAINT = "complaint", "核查投诉举报"
    REMEDY = "remedy", "复议、诉讼、信访"
    REGISTER = "register", "登记、核对当事人"
    OTHER = "other", "其他"


class ProtectedRead(Protected):
    """One opening of a case, or of a party's full particulars, by somebody who does not work on it, with the reason.

    It holds for the same thing until the day ends (Asia/Shanghai). `agency` is the case's, so that those who work on
    it see who looked; of a party it is the reader's own.
    """

    # One also reads one's own looks elsewhere, and the audit administrator everybody's.
    named_by_agency = False

    class What(models.TextChoices):
        MATTER = "matter", "案件"
        DRAFT = "draft", "拟稿"
        FILE = "file", "文件"
        SUBJECT = "subject", "当事人完整信息"

    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="looks")
    what = models.CharField("查看内容", max_length=10, choices=What.choices)
    object_id = models.UUIDField()
    reason_kind = models.CharField("事由", max_length=12, choices=ReadReason.choices)
    reason = models.CharField("理由", max_length=500)
    officer = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("查看人", max_length=100)
    reader_agency = models.ForeignKey("registers.Agency", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    body = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["matter", "recorded_at"], name="look_matter"),
            models.Index(fields=["officer", "object_id", "recorded_at"], name="look_officer"),
        ]
