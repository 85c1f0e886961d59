"""Papers (文书) and the numbers they carry: gapless per agency, Shanghai year and kind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yifa.matters.models.base import Protected
from yifa.matters.models.files import StoredFile
from yifa.matters.models.matter import Matter
from yifa.registers.scoped import Guarded


class PaperState(models.TextChoices):
    QUEUED = "queued", "生成中"
    READY = "ready", "已生成"
    FAILED = "failed", "生成失败"


class Paper(Protected):
    """A legal document made by an act. Its bytes are stored once and never rendered again."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    act = models.ForeignKey("matters.Act", on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    number = models.CharField("文号", max_length=80, default="", blank=True)
    number_year = models.IntegerField(null=True)
    number_kind = models.CharField(max_length=20, default="", blank=True)
    number_seq = models.IntegerField(null=True)
    served = models.BooleanField(default=False)
    part = models.CharField(max_length=10, default="main")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.QUEUED)
    problem = models.CharField(max_length=400, default="", blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, default="", blank=True)
    pages = models.IntegerField(default=0)
    body = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "kind"], name="paper_once"),
            models.UniqueConstraint(
                fields=["node", "agency", "number_year", "number_kind", "number_seq"],
                condition=Q(number_seq__isnull=False),
                name="paper_number_once",
            ),
        ]
        indexes = [models.Index(fields=["matter"], name="paper_matter")]


class NumberCounter(Guarded):
    """The last number used for an agency, year and kind. Locked when the next one is taken."""

    id = models.BigAutoField(primary_key=True)
    node = models.CharField(max_length=40)
    agency = models.ForeignKey("registers.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    kind = models.CharField(max_length=20)
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "agency", "year", "kind"], name="counter_once")
        ]


class NumberVoid(Protected):
    """A number that was taken and given up, with the reason. Append-only."""

    year = models.IntegerField()
    kind = models.CharField(max_length=20)
    seq = models.IntegerField()
    reason = models.CharField(max_length=400)
    officer = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "agency", "year", "kind", "seq"], name="void_once")
        ]
