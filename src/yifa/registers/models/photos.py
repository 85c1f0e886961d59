"""Photographs of officers for their certificates: one picture of a fixed size, nothing of the file it came from."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from yifa.registers.models.base import id_field
from yifa.registers.models.people import Officer


class OfficerPhoto(models.Model):
    """A photograph, JPEG as `registers.photographs` made it. The newest counts; earlier ones stay."""

    id = id_field()
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="photos", verbose_name="人员")
    sha256 = models.CharField("摘要", max_length=64)
    taken_in = models.DateTimeField("收存时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "执法证照片"
        ordering = ["officer", "-taken_in"]

    def __str__(self) -> str:
        return str(self.officer)


class PhotoData(models.Model):
    """The picture itself, apart from its row, so that lists and histories do not carry it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    jpeg = models.BinaryField()
