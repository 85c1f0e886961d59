"""Loading a whole file into a register: what was asked, how far it is, and its rows until they are written."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from yifa.registers.models.agencies import Agency
from yifa.registers.models.base import id_field, one_of
from yifa.registers.node import current_node


class ImportJob(models.Model):
    """One file, or the taking back of one (`undoes`).

    A file is read and judged (reading → judged), confirmed by a person, and written (writing → written). `written_to`
    is the last row that is in the register: it moves in the same transaction as the rows before it, so a job that was
    cut off goes on there and writes nothing twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待读取"
        READING = "reading", "正在读取和试算"
        JUDGED = "judged", "试算完成，等待确认"
        CONFIRMED = "confirmed", "已确认，等待写入"
        WRITING = "writing", "正在写入"
        WRITTEN = "written", "已写入"
        UNREADABLE = "unreadable", "文件不能导入"
        DROPPED = "dropped", "已放弃"
        UNDONE = "undone", "已撤销"

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    sheet = models.CharField("登记簿", max_length=40)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name="撤销的导入"
    )
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField("理由", max_length=400)
    actor = models.CharField("操作人", max_length=100)
    actor_officer = models.CharField("操作人员编号", max_length=60, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="机关"
    )
    agencies = models.JSONField("可登记的机关", null=True)  # None: not limited to agencies
    file_name = models.CharField("文件名", max_length=200, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64, blank=True)
    size = models.BigIntegerField("文件大小", default=0)
    storage_key = models.CharField(max_length=200, blank=True)
    key = models.BinaryField(null=True, editable=False)  # the kept file's; None once the file is gone
    fields = models.JSONField("列", default=list)  # names of the fields of the staged cells, in order
    pages = models.JSONField("工作表", default=list)
    notes = models.JSONField("说明", default=list)  # [level, text]
    rows = models.BigIntegerField("行数", default=0)
    new = models.BigIntegerField("新建", default=0)
    changed = models.BigIntegerField("变更", default=0)
    same = models.BigIntegerField("相同", default=0)
    refused = models.BigIntegerField("不能导入", default=0)
    written_to = models.BigIntegerField("已写到", default=0)
    written = models.BigIntegerField("已写入", default=0)
    failed = models.BigIntegerField("写入时不能导入", default=0)
    reader = models.UUIDField(null=True, editable=False)  # who reads it now: a reader taken over from stops
    touched_at = models.DateTimeField("最近进展", db_default=Now(), editable=False)
    made_at = models.DateTimeField("上传时间", db_default=Now(), editable=False)
    judged_at = models.DateTimeField("试算完成时间", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量导入"
        ordering = ["-made_at", "-id"]
        constraints = [
            one_of("state", [str(v) for v in (
                "waiting", "reading", "judged", "confirmed", "writing", "written", "unreadable", "dropped", "undone",
            )], "import_state"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["node", "-made_at"], name="import_newest")]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.get_state_display()}）"

    @property
    def busy(self) -> bool:
        """Whether the queue is at it."""
        return self.state in (
            self.State.WAITING,
            self.State.READING,
            self.State.CONFIRMED,
            self.State.WRITING,
        )

    @property
    def short(self) -> str:
        """The number people call it by."""
        return self.id.hex[-8:].upper()


class ImportRow(models.Model):
    """One row of a file between reading and writing. Loaded by COPY, which row-level security does not allow: only
    the pages and tasks of imports read it, and it is emptied when the job has ended.

    `cells` are cleaned texts in the order of the job's fields.
    """

    class Verdict(models.TextChoices):
        NEW = "n", "新建"
        CHANGED = "c", "变更"
        SAME = "s", "相同"
        REFUSED = "x", "不能导入"

    pk = models.CompositePrimaryKey("job_id", "n")
    job_id = models.UUIDField()
    n = models.BigIntegerField()
    page = models.SmallIntegerField(default=0)
    line = models.IntegerField()
    verdict = models.CharField(max_length=1, choices=Verdict.choices, default=Verdict.NEW)
    row_id = models.UUIDField(null=True)  # the id that a new row gets
    change_id = models.UUIDField(null=True)
    target = models.CharField(max_length=60, null=True)  # the row it is about, when there is one
    seen = models.CharField(max_length=32, null=True)  # digest of that row when it was judged
    cells = ArrayField(models.TextField())
    problem = models.TextField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "待导入的行"
        indexes = [
            models.Index(
                fields=["job_id", "verdict", "n"],
                condition=models.Q(verdict__in=["c", "x"]),
                name="import_row_told",
            )
        ]
