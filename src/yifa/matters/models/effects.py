"""What follows from an act: queued work, disclosure to the public, and alerts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yifa.matters.models.base import Protected
from yifa.matters.models.matter import Matter


class Effect(Protected):
    """One piece of work an act causes. (act, name, ordinal) is unique: handlers are at-least-once and idempotent."""

    act = models.ForeignKey("matters.Act", on_delete=models.PROTECT, related_name="effects")
    name = models.CharField(max_length=60)
    ordinal = models.IntegerField(default=0)
    target = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="queued")
    attempts = models.IntegerField(default=0)
    problem = models.CharField(max_length=400, default="", blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "name", "ordinal"], name="effect_once")]
        indexes = [models.Index(fields=["state"], condition=Q(state="queued"), name="effect_queued")]


class Disclosure(Protected):
    """A decision shown to the public: a redacted projection only. Withdrawal keeps the row and says why."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="disclosures")
    act = models.OneToOneField("matters.Act", on_delete=models.PROTECT, related_name="disclosure")
    paper_kind = models.CharField(max_length=60)
    code = models.CharField(max_length=32, db_index=True)
    number = models.CharField(max_length=80, default="", blank=True)
    title = models.CharField(max_length=200, default="", blank=True)
    agency_name = models.CharField(max_length=200)
    party_name = models.CharField("当事人(脱敏)", max_length=200, default="")
    content = models.JSONField(default=dict)
    search = models.TextField(default="")
    decided_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="pending")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="", blank=True)
    until = models.DateField("公示截止", null=True)
    bodies = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(published_at__isnull=False),
                name="disclosure_published",
            ),
            models.Index(fields=["state", "due_at"], name="disclosure_due"),
        ]


class Alert(Protected):
    """A finding on a matter at rest, or one that an attested fact brought with it. Supervision works on these."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="alerts")
    act = models.ForeignKey("matters.Act", null=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=80)
    level = models.CharField(max_length=10)
    message = models.TextField()
    citation = models.CharField(max_length=200)
    remedy = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, default="open")
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "state", "-raised_at"], name="alert_open")]
