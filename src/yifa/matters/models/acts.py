"""Acts: the append-only record. An immutable envelope, and a body that only a recorded erasure can remove."""

from __future__ import annotations

from django.db import models

from yifa.matters.models.base import Precision, Protected
from yifa.matters.models.matter import Matter, ProcedureVersion
from yifa.registers.scoped import Guarded


class Act(Protected):
    """Envelope of an act. The table's triggers refuse UPDATE, DELETE and TRUNCATE."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="acts")
    seq = models.IntegerField()
    kind = models.CharField(max_length=60)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    schema_version = models.IntegerField(default=1)
    mode = models.CharField(max_length=10, default="propose")
    stage_from = models.CharField(max_length=60, blank=True)
    stage_to = models.CharField(max_length=60)
    actors = models.JSONField(default=list)
    occurred_from = models.DateTimeField()
    occurred_to = models.DateTimeField()
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.MINUTE)
    recorded_at = models.DateTimeField()
    source_recorded_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    findings = models.JSONField(default=list)
    commitment = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "seq"], name="act_seq_once")]
        indexes = [models.Index(fields=["kind", "occurred_to"], name="act_kind_occurred")]


class ActBody(Guarded):
    """The exact bytes that were committed: values and salts.

    `erased_by` names the act that removed them; `head` then keeps the lines that open what the act's columns say.
    """

    act = models.OneToOneField(Act, primary_key=True, on_delete=models.PROTECT, related_name="body_row")
    node = models.CharField(max_length=40)
    agency = models.ForeignKey("registers.Agency", on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField(null=True)
    erased_by = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, related_name="+")
    head = models.BinaryField(null=True)

    class Meta:
        """Its own: what the base says of managers needs no migration here."""


class Refusal(Protected):
    """A proposal that was refused, with the reasons given. Append-only."""

    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="refusals")
    procedure = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    draft_id = models.UUIDField(null=True)
    officer = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=list)
    payload_sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["matter", "recorded_at"], name="refusal_matter")]
