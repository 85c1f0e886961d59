"""Statutes and their articles from Markdown files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from yifa.registers.change import change, change_many, writing
from yifa.registers.loading.report import LoadReport, Progress, read_text, silent
from yifa.registers.models import Article, Statute
from yifa.registers.scope import Actor
from yifa.registers.statutes.assemble import ParsedStatute, assemble
from yifa.registers.statutes.parse import ParsedArticle, ParsedFile, parse
from yifa.registers.words import entries

# Part of the digest, so that texts are read again when the parser reads better.
PARSER = b"1\n"
_BATCH = 2000
_SHIFT = 1_000_000
_REASON = "装载法律法规"


def load_laws(actor: Actor, path: Path, progress: Progress = silent) -> LoadReport:
    """Load every `*.md` below a folder, or one file. Files that have not changed are left alone.

    The articles are the content of their statute: the statute's change record, which holds the digest of the
    files, covers them. An article that a corrected file no longer has is kept with an empty text.
    """
    report = LoadReport()
    digests: dict[str, str] = {}
    files = _parse_all(path, report, digests, progress)
    statutes = _distinct(assemble(files), report)
    for statute in statutes:
        for name, unread in statute.unread:
            add = report.problem if unread.mistake else report.note
            add(f"{name}.md", unread.line, f"{unread.why}:{unread.text}" if unread.text else unread.why)
    total = sum(len(s.articles) for s in statutes)
    progress(0, total)
    try:
        _store(actor, statutes, digests, report, progress)
    except ValidationError as error:
        report.problem(str(path), 0, ";".join(error.messages))
    return report


def _parse_all(
    path: Path, report: LoadReport, digests: dict[str, str], progress: Progress
) -> list[ParsedFile]:
    paths = [path] if path.is_file() else sorted(path.rglob("*.md")) if path.is_dir() else []
    if not paths:
        report.problem(str(path), 0, "没有找到 .md 文件" if path.exists() else "没有这个文件或文件夹")
    root = path.parent if path.is_file() else path
    files = []
    for number, file in enumerate(paths, 1):
        text = read_text(file, report)
        if text is not None:
            name = file.relative_to(root).with_suffix("").as_posix()
            digests[name] = hashlib.sha256(PARSER + file.read_bytes()).hexdigest()
            files.append(parse(name, text))
        progress(number, len(paths))
    return files


def _distinct(statutes: Sequence[ParsedStatute], report: LoadReport) -> list[ParsedStatute]:
    """Without those that another file already gives in the same version, or whose title cannot be stored."""
    seen: dict[tuple[str, Any], str] = {}
    kept = []
    for statute in statutes:
        name = f"{statute.names[0]}.md"
        first = seen.setdefault((statute.title, statute.adopted_on), name)
        if first != name:
            report.problem(name, 0, f"与 {first} 是同一法律的同一版本,未装载")
        elif len(statute.title) > 200:
            report.problem(name, 1, "标题超过 200 字,未装载")
        else:
            kept.append(statute)
    return kept


def _store(
    actor: Actor,
    statutes: Sequence[ParsedStatute],
    digests: dict[str, str],
    report: LoadReport,
    progress: Progress,
) -> None:
    by_key = {(s.title, s.adopted_on): s for s in statutes}
    total = sum(len(s.articles) for s in statutes)
    with writing(actor):
        rows = [_values(s, digests) for s in statutes]
        result = change_many(actor, Statute, rows, _REASON, key=["title", "adopted_on"])
        new = [(row, by_key[row.title, row.adopted_on]) for row in result.created]
        changed = [(row, by_key[row.title, row.adopted_on]) for row in result.updated]
        done = total - sum(len(s.articles) for _, s in new + changed)
        articles = [_article(row, a, n) for row, s in new for n, a in enumerate(s.articles, 1)]
        for start in range(0, len(articles), _BATCH):
            batch = articles[start : start + _BATCH]
            Article.objects.bulk_create(batch)
            done += len(batch)
            progress(done, total)
        for row, statute in changed:
            _replace_articles(row, statute)
            done += len(statute.articles)
            progress(done, total)
        _close_superseded(actor, {s.title for s in statutes})
    report.created, report.updated, report.unchanged = len(new), len(changed), result.unchanged
    report.counts["法律文件"], report.counts["条文"] = len(statutes), total


def _values(statute: ParsedStatute, digests: dict[str, str]) -> dict[str, Any]:
    more = f" 等{len(statute.names)}个文件" if len(statute.names) > 1 else ""
    parts = "".join(digests[name] for name in statute.names)
    return {
        "title": statute.title,
        "short_title": statute.short_title,
        "kind": statute.kind,
        "document_no": statute.document_no[:100],
        "amendments": [
            {"kind": e.kind, "on": e.on.isoformat(), "text": e.text, "document_no": e.document_no}
            for e in statute.events
        ],
        "adopted_on": statute.adopted_on,
        "effective_from": statute.effective_from,
        "preamble": statute.preamble,
        "unread": [
            {"source": f"{name}.md", "line": u.line, "text": u.text, "why": u.why}
            for name, u in statute.unread
        ],
        "source": f"{statute.names[0][-250:]}.md{more}",
        "sha256": parts if len(statute.names) == 1 else hashlib.sha256(parts.encode()).hexdigest(),
    }


def _article(row: Statute, article: ParsedArticle, order: int) -> Article:
    return Article(
        statute=row,
        number=article.number,
        suffix=article.suffix,
        label=article.label,
        book=article.book,
        chapter=article.chapter,
        section=article.section,
        text=article.text,
        order=order,
        words=entries(article.text),
    )


def _replace_articles(row: Statute, statute: ParsedStatute) -> None:
    """Bring the stored articles to the new text. Orders are moved out of the way first: they are unique."""
    stored = {(a.number, a.suffix): a for a in row.articles.all()}
    for old in stored.values():
        old.order += _SHIFT
    Article.objects.bulk_update(stored.values(), ["order"], batch_size=500)
    fresh: list[Article] = []
    changed: list[Article] = []
    for order, parsed in enumerate(statute.articles, 1):
        article = _article(row, parsed, order)
        found = stored.pop((article.number, article.suffix), None)
        if found is not None:
            article.pk = found.pk
        (changed if found is not None else fresh).append(article)
    for order, gone in enumerate(stored.values(), len(statute.articles) + 1):
        gone.text, gone.words, gone.order = "", "", order
        changed.append(gone)
    names = ["label", "book", "chapter", "section", "text", "words", "order"]
    Article.objects.bulk_update(changed, names, batch_size=500)
    Article.objects.bulk_create(fresh)


def _close_superseded(actor: Actor, titles: set[str]) -> None:
    """A version ends the day before the next one of that title comes into force, where that day is known."""
    versions: dict[str, list[Statute]] = {}
    for row in Statute.objects.filter(title__in=titles, adopted_on__isnull=False).order_by("adopted_on"):
        versions.setdefault(row.title, []).append(row)
    for rows in versions.values():
        for older, newer in zip(rows, rows[1:], strict=False):
            if older.effective_to is None and newer.effective_from is not None:
                end = newer.effective_from - timedelta(days=1)
                change(
                    actor, Statute, older.pk, {"effective_to": end}, f"被{newer.effective_from}施行的文本取代"
                )
