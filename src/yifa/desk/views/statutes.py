"""法律法规: articles by citation, full-text search, a statute with its versions, and what a change touches."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from yifa.desk.views.base import NotThere, desk, show
from yifa.registers.models import Statute
from yifa.registers.scope import Actor
from yifa.registers.statute_search import PAGE, look_up, search, versions_of
from yifa.registers.statutes.typed import typed_citations
from yifa.supervision.impact import impact, predecessor

HERE = "法律法规"


@desk
def citation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Cited articles with their text; any other words are searched for in all statutes."""
    text = "".join(c for c in request.GET.get("q", "") if c.isprintable()).strip()[:200]
    day = _day(request.GET.get("on", ""))
    found = [look_up(typed, day) for typed in typed_citations(text)] if text else []
    cited = any(f.statute for f in found)
    context: dict[str, Any] = {"q": text, "found": found if cited else []}
    if any(f.asked_article for f in found) and not cited:
        context["unloaded"] = "、".join(f.cited for f in found if f.asked_article)
    if text and not (cited and any(f.articles for f in found)):
        page = _page(request.GET.get("page", ""))
        answer = search(text, day, page=page)
        more = answer.total > page * PAGE
        context |= {"answer": answer, "before": page - 1, "after": page + 1 if more else 0}
        context["nothing_loaded"] = not answer.hits and not Statute.objects.exists()
    if not text:
        rows = Statute.objects.annotate(size=Count("articles")).order_by("kind", "title", "-adopted_on")
        context["statutes"] = rows[:500]
    return show(request, actor, "desk/citation.html", context, crumbs=[(HERE, "")])


@desk
def statute(request: HttpRequest, actor: Actor, statute_id: UUID) -> HttpResponse:
    """A statute's articles, its versions, what it supersedes. Four statements."""
    found = _statute(statute_id)
    context = {
        "statute": found,
        "articles": found.articles.exclude(text="").order_by("order"),
        "versions": versions_of(found),
        "older": list(found.supersedes.all()),
        "today": _today(),
    }
    return show(request, actor, "desk/statute.html", context, crumbs=[_crumb(), (found.title, "")])


@desk
def changes(request: HttpRequest, actor: Actor, statute_id: UUID) -> HttpResponse:
    """This version beside an older one, and everything in the system that the change touches."""
    found = _statute(statute_id)
    old = _statute(request.GET.get("from", "")) if request.GET.get("from") else predecessor(found)
    report = impact(found, old)
    context = {"report": report, "versions": [v for v in versions_of(found) if v.pk != found.pk]}
    crumbs = [_crumb(), (found.title, reverse("desk:statute", args=[found.pk])), ("修改和影响", "")]
    return show(request, actor, "desk/statute_changes.html", context, crumbs=crumbs)


def _crumb() -> tuple[str, str]:
    return HERE, reverse("desk:citation")


def _today() -> date:
    return timezone.localdate()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _today()


def _page(text: str) -> int:
    return min(int(text), 50) if text.isascii() and text.isdigit() and int(text) > 0 else 1


def _statute(statute_id: UUID | str) -> Statute:
    try:
        found = Statute.objects.filter(pk=UUID(str(statute_id))).select_related("superseded_by").first()
    except ValueError:
        found = None
    if found is None:
        raise NotThere("没有找到这部法律文件。", "在“法律法规”中按名称查找")
    return found
