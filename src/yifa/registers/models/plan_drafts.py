"""A policy document that its author is still going through: what was read in it and what was changed so far.

Nothing of it stands in the ledger. It is kept so that a closed browser loses nothing, and only its author reads it.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import id_field, one_of
from yifa.registers.models.people import Officer
from yifa.registers.models.plans import PolicyPlan
from yifa.registers.node import current_node
from yifa.registers.scoped import Guarded


class PlanDraft(Guarded):
    """One document of a file, on its way into the ledger. `edited` is `supervision.plans.edited.Edited` as JSON.

    The text it was read from, which nobody changes and which may have twenty megabytes, stands beside it in `text`.
    """

    class State(models.TextChoices):
        OPEN = "open", "待核对"
        ACCEPTED = "accepted", "已采纳"
        DROPPED = "dropped", "已放弃"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    author = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="核对人")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    title = models.CharField("标题", max_length=300)
    file_name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64)
    place = models.PositiveSmallIntegerField("文件中的第几份", default=0)
    documents = models.PositiveSmallIntegerField("文件中共几份", default=1)
    edited = models.JSONField("核对内容", default=dict)
    text = models.TextField("原文", blank=True, default="")
    version = models.PositiveIntegerField("修改次数", default=0)
    plan = models.ForeignKey(
        PolicyPlan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="方案"
    )
    made_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)
    changed_at = models.DateTimeField("最近修改", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "待核对的方案"
        ordering = ["-changed_at"]
        base_manager_name = "objects"
        constraints = [one_of("state", ["open", "accepted", "dropped"], "plan_draft_state")]
        indexes = [models.Index(fields=["author", "state", "-changed_at"], name="plan_draft_own")]

    def __str__(self) -> str:
        return self.title
