"""What was known when: one append-only row for every change of a register, and stamps for caches."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from yifa.registers.models.base import id_field
from yifa.registers.scoped import Guarded


class RegisterChange(Guarded):
    """`before` is None for a new row; both hold JSON-safe field values. `at` is the database's clock.

    `body` holds values and salts of what the log proves about a change that confers power.
    """

    id = id_field()
    model = models.CharField("登记簿", max_length=60)
    row_id = models.CharField("行", max_length=60)
    before = models.JSONField("变更前", null=True)
    after = models.JSONField("变更后")
    reason = models.CharField("理由", max_length=500)
    actor = models.CharField("操作人", max_length=100)
    actor_officer = models.CharField("操作人员编号", max_length=60, blank=True)
    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    job_id = models.UUIDField("批量导入", null=True, editable=False)  # the import it came with
    body = models.BinaryField("存证原文", null=True, editable=False)  # only of changes that confer power

    class Meta:
        verbose_name = verbose_name_plural = "登记簿变更"
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["model", "row_id", "at"], name="change_of_row"),
            models.Index(
                fields=["job_id", "id"], condition=models.Q(job_id__isnull=False), name="change_of_job"
            ),
        ]


class Stamp(models.Model):
    """A counter that grows when what a process-wide cache was made from has changed."""

    name = models.CharField(max_length=40, primary_key=True)
    version = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "缓存标记"
