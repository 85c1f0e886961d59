"""Stored files (content-addressed, encrypted one key each) and the exhibits (证据) that refer to them."""

from __future__ import annotations

from django.db import models

from yifa.matters.models.base import Protected
from yifa.matters.models.matter import Matter
from yifa.registers.scoped import Guarded


class StoredFile(Protected):
    """Bytes kept in the file store under their own key; `sha256` is of the plain bytes."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    storage_key = models.CharField(max_length=200, unique=True)
    uploaded_by = models.ForeignKey(
        "registers.Officer", null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(editable=False)
    body = models.BinaryField(editable=False, default=bytes)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="file_sha256")]


class FileKey(Guarded):
    """The key of one stored file. Destroying it erases the file; the digest stays provable."""

    file = models.OneToOneField(
        StoredFile, primary_key=True, on_delete=models.PROTECT, related_name="key_row"
    )
    node = models.CharField(max_length=40)
    agency = models.ForeignKey("registers.Agency", on_delete=models.PROTECT, related_name="+")
    key = models.BinaryField(null=True)
    destroyed_by = models.ForeignKey("matters.Act", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Its own: what the base says of managers needs no migration here."""


class Exhibit(Protected):
    """A piece of evidence of one of the eight kinds (处罚法 46), entered by an act."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="exhibits")
    act = models.ForeignKey("matters.Act", on_delete=models.PROTECT, related_name="exhibits")
    position = models.IntegerField()
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, default="", blank=True)
    collected_on = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, default="", blank=True)
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "position"], name="exhibit_once")]
        indexes = [models.Index(fields=["matter"], name="exhibit_matter")]
