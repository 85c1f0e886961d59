"""The law itself: articles by citation, benchmark tables, procedures with their diagram."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from yifa.desk.pickers import benchmark_items, in_force_on
from yifa.desk.views.base import NotThere, desk, show
from yifa.law.benchmarks import BenchmarkItem
from yifa.law.flow import flow_rows, flow_svg
from yifa.matters import discovery, queries
from yifa.registers.models import Agency, Article, Statute
from yifa.registers.scope import Actor

_CITED = re.compile(
    r"^[《〈]?(?P<law>[^》〉\d]+?)[》〉]?\s*(?:第)?\s*(?P<rest>[\d一二三四五六七八九十百千〇零].*)?$"
)
_NUMBER = re.compile(r"(\d+)(?:\s*(?:-|–|至)\s*(\d+))?(?:条)?(?:之(\d+|[一二三四五六七八九十]+))?")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


@desk
def citation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The text of cited articles when loaded; otherwise how to load them."""
    text = request.GET.get("q", "").strip()[:200].replace("\x00", "")
    found = [lookup(part) for part in split_citation(text)] if text else []
    context = {
        "q": text,
        "found": found,
        "missing": [f["cited"] for f in found if not f["articles"]],
        "statutes": []
        if text
        else Statute.objects.annotate(size=Count("articles")).order_by("kind", "title")[:500],
    }
    return show(request, actor, "desk/citation.html", context, crumbs=[("法律法规", "")])


def split_citation(text: str) -> list[str]:
    """`行政处罚法 54、55;行政强制法 12` as its parts; one without a law's name takes that before it."""
    parts: list[str] = []
    law = ""
    for piece in re.split("[;\uff1b\u3001,\uff0c]", text):
        piece = piece.strip()
        if not piece:
            continue
        found = _CITED.match(piece)
        if found and found["law"].strip(" 第"):
            law = found["law"].strip()
        elif law:
            piece = f"{law} {piece}"
        parts.append(piece)
    return parts[:20]


def lookup(cited: str) -> dict[str, Any]:
    """Articles that one citation names. Two statements."""
    found = _CITED.match(cited)
    law = found["law"].strip(" 第") if found else cited
    numbers = _numbers(found["rest"] or "") if found else []
    name = re.sub(r"^中华人民共和国", "", law.strip("《》"))
    matching = Q(short_title=name) | Q(title=law) | Q(title=f"中华人民共和国{name}") | Q(title__endswith=name)
    statutes = list(Statute.objects.filter(matching).order_by("title", "-effective_from")[:20])
    statute = min(statutes, key=lambda s: (s.short_title != name, len(s.title)), default=None)
    if statute is None or not numbers:
        return {"cited": cited, "statute": statute, "articles": []}
    wanted = Q()
    for number, suffix in numbers:
        wanted |= Q(number=number, suffix=suffix)
    return {
        "cited": cited,
        "statute": statute,
        "articles": list(Article.objects.filter(wanted, statute=statute)),
    }


def _numbers(text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for first, last, suffix in _NUMBER.findall(_arabic(text))[:1]:
        start, end = int(first), int(last or first)
        out += [(n, _small(suffix) if suffix else 0) for n in range(start, min(end, start + 30) + 1)]
    return out


def _arabic(text: str) -> str:
    """第五十四条 → 第54条, up to 999."""

    def number(found: re.Match[str]) -> str:
        return str(_small(found[0]))

    return re.sub(r"[零〇一二三四五六七八九十百]+", number, text)


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    total, current = 0, 0
    for c in text:
        if c in "十百":
            total += (current or 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _DIGITS.get(c, 0)
    return total + current


@desk
def statute(request: HttpRequest, actor: Actor, statute_id: str) -> HttpResponse:
    """A statute's articles."""
    found = Statute.objects.filter(pk=statute_id).first()
    if found is None:
        raise NotThere("没有找到这部法律文件。", "在“法律法规”中按名称查找")
    context = {"statute": found, "articles": found.articles.order_by("order")}
    crumbs = [("法律法规", reverse("desk:citation")), (found.title, "")]
    return show(request, actor, "desk/statute.html", context, crumbs=crumbs)


@desk
def benchmarks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Discretion benchmarks: every violation with its range and tiers, searchable."""
    text = request.GET.get("q", "").strip()[:80]
    today = timezone.localdate()
    every = request.GET.get("all") == "1"
    labels = dict(Agency.Sector.choices)
    items = [
        {"item": i, "sector": labels.get(i.sector, i.sector), "now": in_force_on(i, today)}
        for i in benchmark_items()
        if not text or text in i.violation or text in i.code
    ]
    items = [i for i in items if every or i["now"]]
    found = _chosen_item(request.GET.get("code", ""), request.GET.get("from", ""))
    context = {"q": text, "items": items[:300], "total": len(items), "every": every, "chosen": found}
    crumbs = [("裁量基准", reverse("desk:benchmarks")), (found.code, "")] if found else [("裁量基准", "")]
    return show(request, actor, "desk/benchmarks.html", context, crumbs=crumbs)


def _chosen_item(code: str, started: str) -> BenchmarkItem | None:
    """The item of that code that took effect on that day; without a day, the one in force today."""
    versions = [i for i in benchmark_items() if code and i.code == code]
    exact = (i for i in versions if started and i.effective_from and i.effective_from.isoformat() == started)
    current = (i for i in versions if in_force_on(i, timezone.localdate()))
    return next(exact, None) or next(current, None) or next(iter(versions), None)


@desk
def procedures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every procedure as it binds the actor's agency: its diagram, and the table that says the same."""
    known = discovery.at(Agency.objects.filter(pk=actor.agency_id or queries.NIL).first())
    chosen = known.get(request.GET.get("id", "")) or next(iter(known.values()), None)
    context = {
        "procedures": list(known.values()),
        "chosen": chosen,
        "flow": mark_safe(flow_svg(chosen)) if chosen else "",
        "rows": flow_rows(chosen) if chosen else (),
    }
    return show(request, actor, "desk/procedures.html", context, crumbs=[("办案流程", "")])
