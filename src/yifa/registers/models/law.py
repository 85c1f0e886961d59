"""Statutes with their articles, benchmarks, exemption lists, and holidays that override the calendar."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from yifa.registers.models.base import Standing, dates_in_order, id_field, one_of


class Statute(models.Model):
    """One version of a law, regulation, rule or normative document, as it was read from its files.

    `adopted_on` is the newest date in its history (passed, revised or amended): with the title it names the
    version. `effective_from` is None where the text does not say when this version came into force.
    `unread` lists what the parser could not read: [{source, line, text, why}].
    """

    class Kind(models.TextChoices):
        LAW = "law", "法律"
        REGULATION = "regulation", "行政法规"
        RULE = "rule", "部门规章"
        LOCAL = "local", "地方性法规、地方政府规章"
        NORMATIVE = "normative", "规范性文件"

    id = id_field()
    title = models.CharField("名称", max_length=200)
    short_title = models.CharField("简称", max_length=200)
    kind = models.CharField("效力级别", max_length=20, choices=Kind.choices)
    document_no = models.CharField("文号", max_length=100, blank=True)
    amendments = models.JSONField("制定修改沿革", default=list, blank=True)
    adopted_on = models.DateField("通过、公布或最近修改日期", null=True, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name="被何文件取代"
    )
    preamble = models.TextField("条文以外的正文", blank=True)
    unread = models.JSONField("未能识别的内容", default=list, blank=True)
    source = models.CharField("来源文件", max_length=300, blank=True)
    sha256 = models.CharField("来源摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "法律文件"
        ordering = ["title", "adopted_on"]
        constraints = [
            dates_in_order("statute_dates", "effective_from", "effective_to"),
            one_of("kind", ["law", "regulation", "rule", "local", "normative"], "statute_kind"),
            models.UniqueConstraint(
                fields=["title", "adopted_on"], nulls_distinct=False, name="statute_version_once"
            ),
        ]
        indexes = [models.Index(fields=["short_title"], name="statute_short_title")]

    def __str__(self) -> str:
        return self.title


class Article(models.Model):
    """第`number`条之`suffix` (suffix 0 = none). `order` is its place in the text, from 1."""

    id = id_field()
    statute = models.ForeignKey(Statute, models.PROTECT, related_name="articles", verbose_name="法律文件")
    number = models.PositiveIntegerField("条号")
    suffix = models.PositiveIntegerField("之几", default=0)
    label = models.CharField("条", max_length=60)
    book = models.CharField("编", max_length=200, blank=True)
    chapter = models.CharField("章", max_length=200, blank=True)
    section = models.CharField("节", max_length=200, blank=True)
    text = models.TextField("条文")
    order = models.PositiveIntegerField("顺序")
    words = SearchVectorField("检索词", default="", editable=False)  # statutes.words.entries(text)

    class Meta:
        verbose_name = verbose_name_plural = "条文"
        ordering = ["statute", "order"]
        constraints = [
            models.UniqueConstraint(fields=["statute", "order"], name="article_order_once"),
            models.UniqueConstraint(fields=["statute", "number", "suffix"], name="article_number_once"),
        ]
        indexes = [GinIndex(fields=["words"], name="article_words")]

    def __str__(self) -> str:
        return self.label


class PublishedTable(models.Model):
    """A table that an authority published: `data` is its content as read, `sha256` that of the file it came from.

    `region` and `sector` empty: everywhere, in every field.
    """

    id = id_field()
    title = models.CharField("名称", max_length=200)
    document_no = models.CharField("文号", max_length=100, blank=True)
    authority = models.CharField("制定机关", max_length=200, blank=True)
    region = models.CharField("适用区划", max_length=12, blank=True)
    sector = models.CharField("适用领域", max_length=20, blank=True)
    effective_from = models.DateField("施行日期")
    effective_to = models.DateField("失效日期", null=True, blank=True)
    data = models.JSONField("内容")
    sha256 = models.CharField("来源摘要", max_length=64)

    class Meta:
        abstract = True
        ordering = ["title", "effective_from"]

    def __str__(self) -> str:
        return self.title


def _each_version_once(name: str, message: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["title", "document_no", "effective_from"], name=name, violation_error_message=message
    )


class BenchmarkTable(PublishedTable):
    """裁量权基准 as published: `data` is what `yifa.law.discretion.load_benchmark` reads."""

    class Meta(PublishedTable.Meta):
        verbose_name = verbose_name_plural = "裁量权基准"
        constraints = [
            dates_in_order("benchmark_dates", "effective_from", "effective_to"),
            _each_version_once("benchmark_version_once", "该裁量权基准已登记"),
        ]


class ExemptionTable(PublishedTable):
    """免罚清单 (首违不罚、轻微免罚) as published: `data` is what `yifa.law.exemption_list.load_exemptions` reads."""

    class Meta(PublishedTable.Meta):
        verbose_name = verbose_name_plural = "免罚清单"
        constraints = [
            dates_in_order("exemption_dates", "effective_from", "effective_to"),
            _each_version_once("exemption_version_once", "该免罚清单已登记"),
        ]


class Holiday(Standing):
    """One day that the calendar shipped with the code has wrong, or does not know yet."""

    day = models.DateField("日期", primary_key=True)
    working = models.BooleanField("工作日")
    name = models.CharField("名称", max_length=60, blank=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ["day"]


class PublishedYear(models.Model):
    """A year whose holiday arrangement is entered completely: dates in it are no longer provisional."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "已公布的节假日年份"
        constraints = [
            models.CheckConstraint(condition=models.Q(year__gte=1949, year__lte=2200), name="published_year")
        ]
