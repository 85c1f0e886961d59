"""A large policy document between its upload and its drafts: kept, read by the queue. Its author's alone."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import id_field, one_of
from yifa.registers.models.people import Officer
from yifa.registers.node import current_node
from yifa.registers.scoped import Guarded


class PlanReading(Guarded):
    """One file or pasted text. Its bytes are kept, encrypted with `key`, until they are in drafts or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取"
        READ = "read", "已读完"
        FAILED = "failed", "没有读成"
        DROPPED = "dropped", "已放弃"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    author = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="上传人")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    file_name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("文件摘要", max_length=64)
    size = models.BigIntegerField("文件大小", default=0)
    storage_key = models.CharField(max_length=200, blank=True)
    key = models.BinaryField(null=True, editable=False)  # the kept file's; None once the file is gone
    done = models.BigIntegerField("已读字数", default=0)
    of = models.BigIntegerField("总字数", default=0)
    document = models.PositiveIntegerField("读到第几份", default=0)
    documents = models.PositiveIntegerField("文件中共几份", default=0)
    tasks = models.PositiveIntegerField("已读任务", default=0)
    problems = models.JSONField("说明", default=list)
    drafts = models.JSONField("读成的方案", default=list)  # ids of PlanDraft
    known = models.JSONField("已采纳的方案", default=list)  # ids of PolicyPlan
    reader = models.UUIDField(null=True, editable=False)  # who reads it now: a reader taken over from stops
    tries = models.PositiveSmallIntegerField("读取次数", default=0)
    touched_at = models.DateTimeField("最近进展", db_default=Now(), editable=False)
    made_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "方案的读取"
        ordering = ["-made_at"]
        base_manager_name = "objects"
        constraints = [
            one_of("state", ["waiting", "reading", "read", "failed", "dropped"], "plan_reading_state")
        ]
        indexes = [models.Index(fields=["author", "state", "-made_at"], name="plan_reading_own")]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.get_state_display()}）"

    @property
    def busy(self) -> bool:
        """Whether the queue is at it."""
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def percent(self) -> int:
        """How much of the text is read, in hundredths."""
        return min(100, self.done * 100 // self.of) if self.of else 0
