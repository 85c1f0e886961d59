"""A matter (事): anything that moves by acts, with its parties and the facts to search and count by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.expressions import CombinedExpression

from yifa.matters.models.base import Protected
from yifa.registers.ids import new_id


class ProcedureVersion(models.Model):
    """An effective procedure, kept as text with its hash. The same version with other bytes is refused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "version"], name="procedure_version_once")
        ]


class Matter(Protected):
    """Projection of a matter's acts: where it stands now. Written only by `matters.service`."""

    procedure = models.CharField("程序", max_length=80)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField("阶段", max_length=60)
    suspended = models.BooleanField("中止", default=False)
    number = models.CharField("案号", max_length=80, blank=True, default="")
    number_year = models.IntegerField(null=True)
    number_kind = models.CharField(max_length=20, blank=True, default="")
    number_seq = models.IntegerField(null=True)
    code = models.CharField("案件码", max_length=32, unique=True)
    title = models.CharField("案由", max_length=200, blank=True, default="")
    sector = models.CharField(max_length=30, blank=True, default="")
    region_code = models.CharField(max_length=12, blank=True, default="")
    handler = models.ForeignKey("registers.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    handlers = models.JSONField("承办人", default=list)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    opened_at = models.DateTimeField("开始时间")
    closed_at = models.DateTimeField("结案时间", null=True)
    archived_at = models.DateTimeField("归档时间", null=True)
    due_at = models.DateTimeField("最近到期", null=True)
    due_clock = models.CharField(max_length=60, blank=True, default="")
    act_count = models.IntegerField(default=0)
    last_act_at = models.DateTimeField(null=True)
    party_names = models.CharField("当事人", max_length=200, blank=True, default="")
    involved = models.JSONField(
        "参与办理的人员", default=list
    )  # whoever acted, drafted, approved or was named
    known_to = models.JSONField("知悉范围", default=list)  # whom a classification lets see it besides
    # The strictest class among the matter and what it serves, as a rank; set by the database (sql/seals.sql).
    seal = models.SmallIntegerField(default=0, editable=False)
    # Of a closed case, whoever has a part in it: what row-level security looks at. Nothing for an open one.
    parts = models.GeneratedField(
        expression=Case(
            When(seal__gt=0, then=CombinedExpression(F("involved"), "||", F("known_to"))),
            output_field=models.JSONField(),
        ),
        output_field=models.JSONField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "agency", "number_year", "number_kind", "number_seq"],
                condition=Q(number_seq__isnull=False),
                name="matter_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-opened_at", "-id"], name="matter_agency_opened"),
            models.Index(fields=["-opened_at", "-id"], name="matter_opened"),
            models.Index(
                fields=["handler", "due_at", "id"], condition=Q(closed_at=None), name="matter_handler_due"
            ),
            # These hold what row-level security reads, too: open matters are counted without being fetched.
            models.Index(
                fields=["agency", "due_at", "id"],
                include=["seal", "parts"],
                condition=Q(closed_at=None),
                name="matter_agency_due",
            ),
            models.Index(
                fields=["due_at", "id"],
                include=["agency", "seal", "parts"],
                condition=Q(closed_at=None),
                name="matter_due",
            ),
            models.Index(fields=["number"], name="matter_number"),
            models.Index(fields=["agency", "seal", "id"], condition=Q(seal__gt=0), name="matter_sealed"),
            GinIndex(fields=["involved", "known_to"], condition=Q(seal__gt=0), name="matter_sealed_part"),
        ]


class Party(Protected):
    """A subject's role in a matter, with the name as it was then."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parties")
    subject = models.ForeignKey("registers.Subject", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, default="party")
    name = models.CharField("姓名或者名称", max_length=200)
    kind = models.CharField(max_length=30)
    position = models.IntegerField(default=0)
    body = models.BinaryField(editable=False, default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "subject", "role"], name="party_once")]
        indexes = [models.Index(fields=["subject", "matter"], name="party_subject")]


class MatterFact(Protected):
    """A declared fact of a matter, typed so that it can be searched and counted."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="fact_rows")
    procedure = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    text = models.CharField(max_length=200, null=True)
    integer = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    moment = models.DateTimeField(null=True)
    flag = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "name"], name="fact_once")]
        indexes = [
            models.Index(fields=["name", "text"], condition=Q(text__isnull=False), name="fact_text"),
            models.Index(fields=["name", "day"], condition=Q(day__isnull=False), name="fact_day"),
            models.Index(fields=["name", "integer"], condition=Q(integer__isnull=False), name="fact_integer"),
        ]

    @property
    def value(self) -> object:
        """The one typed value that is set, or None."""
        for candidate in (self.text, self.integer, self.day, self.moment, self.flag):
            if candidate is not None:
                return candidate
        return None


class MatterText(Protected):
    """What a matter is searched by: number, title and parties as `registers.words.entries`.

    Apart from the matter, so that recording an act does not touch the search index; asked through `matter_search`.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="text")
    opened_at = models.DateTimeField()
    words = SearchVectorField(default="", editable=False)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="matter_words"),
            models.Index(fields=["agency", "-opened_at", "-matter"], name="matter_text_agency"),
        ]
