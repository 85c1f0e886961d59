"""Clocks: a figure of the law running on a matter, with every step of the computation kept in words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yifa.matters.models.base import Protected
from yifa.matters.models.matter import Matter


class Clock(Protected):
    """Nearing and overdue are states computed from `due_at`; nothing counts days in a job."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=60)
    figure = models.CharField(max_length=20)
    subject = models.CharField(max_length=120, default="")
    amount = models.IntegerField(null=True)
    unit = models.CharField(max_length=5, default="")
    citation = models.CharField(max_length=200, default="")
    why = models.JSONField(default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("matters.Act", on_delete=models.PROTECT, related_name="+")
    pauses = models.JSONField(default=list)
    paused = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    steps = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("matters.Act", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["matter", "name"], name="clock_matter"),
            models.Index(fields=["agency", "due_at"], condition=Q(ended_at=None), name="clock_open_due"),
        ]


class ClockEvent(Protected):
    """Trace of a clock: start, pause, resume, extend, end, recompute. Append-only."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(max_length=12)
    act = models.ForeignKey("matters.Act", null=True, on_delete=models.PROTECT, related_name="+")
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    note = models.CharField(max_length=400, default="", blank=True)
    recorded_at = models.DateTimeField()
