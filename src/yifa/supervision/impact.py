"""What a change of a statute touches: figures, rules, procedures, papers, benchmarks, lists, powers, open matters.

Everything that cites an article is read as it stands today; nothing keeps a second list of citations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count

from yifa.law.citations import Cited, citations, short
from yifa.law.gates import all_gates
from yifa.law.procedure import Procedure
from yifa.matters import discovery
from yifa.matters.models import Matter, MatterFact
from yifa.registers import lawbook
from yifa.registers.models import Power, Statute
from yifa.registers.statute_search import versions_of
from yifa.registers.statutes.compare import Change, compare

Article = tuple[int, int]  # number and 之几
_COMMENT = re.compile(r"//.*")


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing that cites the statute. `articles` are those of it that changed; empty: it cites the whole."""

    kind: str
    id: str
    title: str
    cites: str
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """Open matters of a procedure (or on a benchmark item) that the change reaches, within the current scope."""

    title: str
    count: int
    procedure: str = ""
    violation: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """The report. `old` is None for a first version: then everything that cites the statute is listed."""

    statute: Statute
    old: Statute | None
    changes: tuple[Change, ...] = ()
    touched: tuple[Touched, ...] = ()
    matters: tuple[OpenMatters, ...] = field(default=())

    @property
    def changed(self) -> list[Change]:
        """What is not word for word as before, in its place."""
        return [c for c in self.changes if c.kind != "same"]

    def groups(self) -> list[tuple[str, list[Touched]]]:
        """What is touched, by kind, in the order found."""
        kinds = list(dict.fromkeys(t.kind for t in self.touched))
        return [(kind, [t for t in self.touched if t.kind == kind]) for kind in kinds]


def predecessor(statute: Statute) -> Statute | None:
    """The version before this one: the next older of its title, else a statute that says it is superseded by it."""
    versions = versions_of(statute)
    older = versions[versions.index(statute) + 1 :]
    return older[0] if older else statute.supersedes.order_by("-adopted_on").first()


def impact(statute: Statute, old: Statute | None = None) -> Impact:
    """What the change from `old` (the version before, unless named) to this version touches.

    A figure, rule or table is touched when it cites an article that was changed, moved or repealed, under the old
    title or the new one. The number of statements does not grow with what is found.
    """
    old = old or predecessor(statute)
    changes = (
        compare(list(old.articles.order_by("order")), list(statute.articles.order_by("order"))) if old else []
    )
    affected = {
        (a.number, a.suffix)
        for c in changes
        if c.kind in ("changed", "moved", "gone")
        for a in (c.old,)
        if a is not None
    }
    titles = {short(s.title) for s in (statute, old) if s is not None}
    only = affected if old is not None else None
    touched = tuple(_touched(titles, only))
    return Impact(statute, old, tuple(changes), touched, tuple(_matters(touched)))


def _touched(titles: Collection[str], only: Collection[Article] | None) -> Iterator[Touched]:
    yield from _those("期限和数额", _figures(titles), titles, only)
    yield from _those("规则", _gates(), titles, only)
    yield from _those("办案流程", _procedures(), titles, only)
    yield from _those("文书式样", _papers(), titles, only)
    yield from _those("裁量基准", _benchmarks(titles), titles, only)
    yield from _those("免罚清单", _exemptions(), titles, only)
    yield from _those("执法事项", _powers(titles), titles, only)


Citing = tuple[str, str, str]  # id, title, the text with the citation


def _those(
    kind: str, rows: Iterable[Citing], titles: Collection[str], only: Collection[Article] | None
) -> Iterator[Touched]:
    """The rows that cite one of the articles, or the statute as a whole."""
    for id, title, text in rows:
        cited = [c for c in citations(text, titles) if c.short_title in titles]
        named = [a for c in cited for a in c.articles]
        reached = tuple(dict.fromkeys(a for a in named if only is None or a in only))
        if reached or (cited and not named):
            yield Touched(kind, id, title, _words(text, cited), reached)


def _words(text: str, cited: list[Cited]) -> str:
    """The citation itself where it stands in a longer text."""
    return text if len(text) <= 80 else "；".join(dict.fromkeys(text[c.start : c.end] for c in cited))


def _figures(titles: Collection[str]) -> Iterator[Citing]:
    for figure in lawbook.current().figures:
        if short(figure.source) in titles:
            yield (
                figure.id,
                figure.subject,
                f"《{figure.source}》{'、'.join(map(_place, figure.article.split('、')))}",
            )


def _place(article: str) -> str:
    """第29条之1 for the figure's `29之1`."""
    number, mark, suffix = article.partition("之")
    return f"第{number}条{mark}{suffix}" if number else ""


def _gates() -> Iterator[Citing]:
    discovery.procedures()  # importing the institutions registers their gates
    return ((g.name, g.title, g.citation) for g in all_gates())


def _procedures() -> Iterator[Citing]:
    for procedure in discovery.procedures().values():
        yield procedure.id, procedure.title, "；".join(procedure.basis)
        for act in procedure.acts.values():
            yield procedure.id, f"{procedure.title} · {act.title}", "；".join(act.basis)


@lru_cache(maxsize=1)
def _papers() -> tuple[Citing, ...]:
    """Templates with the articles in their wording; comments of the template are not wording."""
    found = []
    for institution in (*discovery.institutions(), *sorted(discovery.SHARED_FOLDERS)):
        for path in sorted((discovery.folder(institution) / "papers").glob("*.typ")):
            text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
            found.append((f"{institution}/{path.stem}", path.stem, text))
    return tuple(found)


def _benchmarks(titles: Collection[str]) -> Iterator[Citing]:
    for item in (i for table in lawbook.current().benchmarks for i in table.items):
        bases = [b for b in (*item.basis, *item.breached) if short(b.law.strip("《》")) in titles]
        if bases:
            yield item.code, item.violation, "；".join(b.cite() for b in bases)


def _exemptions() -> Iterator[Citing]:
    for listed in lawbook.current().exemptions.lists:
        for entry in listed.entries:
            yield entry.code, entry.violation, entry.basis


def _powers(titles: Collection[str]) -> Iterator[Citing]:
    wanted = re.compile("|".join(map(re.escape, titles)))
    rows = (
        Power.objects.filter(basis__regex=wanted.pattern).select_related("agency").order_by("agency", "code")
    )
    for power in rows[:2000]:
        yield power.code, f"{power.name}（{power.agency}）", power.basis


def _matters(touched: Collection[Touched]) -> Iterator[OpenMatters]:
    """Open matters under the procedures and on the benchmark items touched; counts within the scope. Two queries."""
    reached = _procedures_reached(touched)
    counted = (
        Matter.objects.filter(closed_at=None, procedure__in=list(reached))
        .values_list("procedure")
        .annotate(Count("id"))
        .order_by("procedure")
    )
    for procedure, number in counted:
        yield OpenMatters(discovery.procedure(procedure).title, number, procedure=procedure)
    codes = {t.id: t.title for t in touched if t.kind == "裁量基准"}
    if codes:
        rows = (
            MatterFact.objects.filter(name="violation_code", text__in=list(codes), matter__closed_at=None)
            .values_list("text")
            .annotate(Count("matter", distinct=True))
            .order_by("text")
        )
        for code, number in rows:
            yield OpenMatters(codes[code], number, violation=code)


def _procedures_reached(touched: Collection[Touched]) -> set[str]:
    """Procedures whose own articles, rules or clocks are touched."""
    gates = {t.id for t in touched if t.kind == "规则"}
    figures = {t.id for t in touched if t.kind == "期限和数额"}
    named = {t.id for t in touched if t.kind == "办案流程"}
    return named | {p.id for p in discovery.procedures().values() if _uses(p, gates, figures)}


def _uses(procedure: Procedure, gates: Collection[str], figures: Collection[str]) -> bool:
    acts = procedure.acts.values()
    used = {g for act in acts for g in act.gates} | set(procedure.watch)
    return bool(used & set(gates)) or any(start.figure in figures for act in acts for start in act.start)
