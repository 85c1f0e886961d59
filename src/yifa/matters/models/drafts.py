"""What people are working on, and the approvals that pin exactly what was seen."""

from __future__ import annotations

from django.db import models

from yifa.matters.models.base import Precision, Protected
from yifa.matters.models.matter import Matter


class DraftState(models.TextChoices):
    OPEN = "open", "拟稿中"
    SUBMITTED = "submitted", "审批中"
    RETURNED = "returned", "已退回"
    DONE = "done", "已生效"
    DROPPED = "dropped", "已放弃"


class Draft(Protected):
    """A proposed act not yet in effect. Its id comes from the client and becomes the act's id."""

    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="drafts")
    procedure = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    author = models.ForeignKey("registers.Officer", on_delete=models.PROTECT, related_name="+")
    co_handlers = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    version = models.IntegerField(default=0)
    payload = models.JSONField(default=dict)
    act_count = models.IntegerField(default=0)
    occurred_from = models.DateTimeField(null=True)
    occurred_to = models.DateTimeField(null=True)
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.MINUTE)
    waiting_roles = models.JSONField(default=list)
    waiting_officer = models.ForeignKey(
        "registers.Officer", null=True, on_delete=models.PROTECT, related_name="+", verbose_name="转交给"
    )
    waiting_since = models.DateTimeField(null=True)
    step = models.IntegerField(default=0)
    corrects = models.UUIDField(null=True)
    overrides = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "state", "-updated_at"], name="draft_agency_state"),
            models.Index(fields=["author", "state"], name="draft_author_state"),
        ]


class DraftVersion(Protected):
    """Every saved version of a draft, kept for good."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_version_once")]


class ApprovalAction(models.TextChoices):
    SUBMIT = "submit", "送审"
    APPROVE = "approve", "同意"
    RETURN = "return", "退回"
    DELEGATE = "delegate", "转交"
    VOID = "void", "失效"


class Approval(Protected):
    """One step of a chain: who, in which role, with which certificate, what opinion, and the hashes of what was seen.

    Append-only. `void` rows are written by the machine when an edit or a new finding undid what stood before.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="approvals")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    step = models.IntegerField(default=0)
    action = models.CharField(max_length=10, choices=ApprovalAction.choices)
    officer = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, default="")
    role = models.CharField(max_length=40, default="")
    certificate = models.CharField(max_length=60, default="", blank=True)
    opinion = models.TextField(default="", blank=True)
    seen = models.JSONField(default=dict)
    body = models.BinaryField()
    commitment = models.BinaryField()
    recorded_at = models.DateTimeField()
    source_recorded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["draft", "recorded_at"], name="approval_draft")]

    @property
    def at(self) -> object:
        """When the step was taken: the source's time for imports, the database's clock otherwise."""
        return self.source_recorded_at or self.recorded_at
