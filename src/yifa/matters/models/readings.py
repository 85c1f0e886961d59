"""Who took material of a case to read from outside the case's own work (调阅). Append-only."""

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
