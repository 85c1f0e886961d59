"""Files of figures that a province, city or ministry adds to those shipped with the program."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from yifa.law.figure_overlays import OverlayText, read_overlays
from yifa.law.figures import DEFAULT_FIGURES
from yifa.registers.models.base import dates_in_order, id_field
from yifa.registers.node import current_node


class FigureOverlay(models.Model):
    """The text of one TOML file of figures. Its rows apply within `valid_from` and `valid_to`, as far as they go.

    `correction` says that the last change put wrong data right (running periods are then recomputed); empty for
    new law. An overlay is never deleted: it ends with `valid_to`.
    """

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    name = models.CharField("名称", max_length=100)
    text = models.TextField("内容（TOML）")
    sha256 = models.CharField("来源摘要", max_length=64)
    region = models.CharField("适用区划", max_length=12, blank=True)
    sector = models.CharField("适用领域", max_length=20, blank=True)
    valid_from = models.DateField("施行日期", null=True, blank=True)
    valid_to = models.DateField("失效日期", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    correction = models.CharField("更正理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限和数额的叠加文件"
        ordering = ["name"]
        constraints = [
            dates_in_order("figure_overlay_dates", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["node", "name"],
                name="figure_overlay_once",
                violation_error_message="该名称的期限和数额文件已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a text that cannot be read onto the shipped figures; overlays among each other are the loader's."""
        _, problems = read_overlays(DEFAULT_FIGURES, [self.as_text()])
        if problems:
            raise ValidationError([str(p) for p in problems])

    def as_text(self) -> OverlayText:
        """The text with its scope and dates, as the law core reads it."""
        return OverlayText(self.name, self.text, self.region, self.sector, self.valid_from, self.valid_to)
