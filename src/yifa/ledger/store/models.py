"""Rows of the log. Everything is insert-only; only a pending leaf goes, and only once it stands in the log.

No row holds personal data: leaves are lists of salted digests, and ids are random.
"""

from __future__ import annotations

from django.db import models


class PendingLeaf(models.Model):
    """A leaf waiting to be put into the log, written in the transaction of the thing it proves."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    leaf = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="pending_once")]


class Entry(models.Model):
    """An entry of the log: its place, what it proves, the exact leaf, and its hash in the tree (RFC 6962)."""

    index = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    leaf = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="entry_once")]


class Tile(models.Model):
    """A full tile (C2SP tlog-tiles): 256 hashes, and their root for the level above."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    data = models.BinaryField()
    root = models.BinaryField()


class Checkpoint(models.Model):
    """A signed head of the log. `note` is the whole signed note; cosignatures are kept beside it."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()


class Publication(models.Model):
    """A checkpoint may be shown: it is kept outside the database too, and the witnesses asked for have answered."""

    checkpoint = models.OneToOneField(
        Checkpoint, primary_key=True, on_delete=models.PROTECT, related_name="publication"
    )
    published_at = models.DateTimeField()


class Cosignature(models.Model):
    """A witness's signature line on a checkpoint (C2SP tlog-cosignature)."""

    id = models.BigAutoField(primary_key=True)
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=255)
    line = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["witness", "checkpoint"], name="cosignature_once")]


class Witnessed(models.Model):
    """Another node's log, as this node last cosigned it (C2SP tlog-witness). Its size never shrinks."""

    origin = models.CharField(max_length=255, primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    seen_at = models.DateTimeField()


class WitnessConflict(models.Model):
    """Evidence that another log signed what does not follow from what it signed before. Kept for good."""

    id = models.BigAutoField(primary_key=True)
    origin = models.CharField(max_length=255)
    held = models.TextField()
    offered = models.TextField()
    problem = models.CharField(max_length=200)
    seen_at = models.DateTimeField()
