"""A matter's case file: every act has its place in the contents, with its paper or, when it made none, its facts.

What was done apart for the case (hearing, review, meeting) stands in it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from yifa.law.procedure import Procedure
from yifa.matters import discovery, erasure, files, paperwork, picture, served
from yifa.matters.models import Exhibit, Matter, Paper
from yifa.matters.models.papers import PaperState
from yifa.papers import casefile as binding
from yifa.papers import describe
from yifa.papers.exhibits import ExhibitItem
from yifa.registers.models import Officer

# Texts longer than this are cut on the facts sheet; the act itself keeps the whole.
SHEET_TEXT = 1500
GONE = "内容不在记录中"


def build(matter: Matter, parts: Sequence[binding.Part] = ("main", "sub")) -> bytes:
    """The whole file as one PDF. Constant number of queries, plus one read per stored file."""
    raw = picture.fetch(str(matter.pk), str(matter.agency_id))
    procedure = discovery.for_matter(matter)
    papers: dict[str, list[Paper]] = {}
    of_the_case = Q(matter=matter) | served.serving(matter.pk)
    for paper in Paper.objects.filter(of_the_case).select_related("file").order_by("id"):
        papers.setdefault(str(paper.act_id), []).append(paper)
    rows = list(raw["acts"] or ())
    apart = served.apart(matter)
    people = paperwork.people_in(raw, [*rows, *(r for a in apart for r in a.rows)])
    told = _told(rows, matter.procedure)
    own = [_items([row], procedure, papers, people, told) for row in rows]
    blocks = [
        (a, [_items(a.rows, discovery.for_matter(a.matter), papers, people, {}, apart=True)]) for a in apart
    ]
    merged = served.among(own, [row["id"] for row in rows], blocks)
    return binding.assemble(
        [item for items in merged for item in items],
        cover_data(matter, raw),
        exhibits=[
            _exhibit(e) for e in Exhibit.objects.filter(matter=matter).select_related("file").order_by("id")
        ],
        parts=parts,
        institution=matter.procedure.partition(".")[0],
    )


def _items(
    rows: Sequence[Mapping[str, Any]],
    procedure: Procedure,
    papers: Mapping[str, Sequence[Paper]],
    people: Mapping[str, Any],
    told: Mapping[str, str],
    apart: bool = False,
) -> list[binding.FileItem]:
    """Papers of these acts, and a sheet of facts for each that made none."""
    found: list[binding.FileItem] = []
    for row in rows:
        made = papers.get(row["id"], ())
        found.extend(_paper_item(p) for p in made)
        if not made:
            title = procedure.act_title(row["kind"])
            title = f"{procedure.title}：{title}" if apart else title
            found.append(_act_item(row, title, procedure.id, people, told.get(row["id"], "")))
    return found


def _paper_item(paper: Paper) -> binding.FileItem:
    part: binding.Part = "sub" if paper.part == "sub" else "main"
    if paper.state == PaperState.READY and paper.file is not None:
        try:
            return binding.FileItem(paper.title, paper.number, paper.day, files.read(paper.file), part)
        except files.FileUnreadable as problem:
            return binding.FileItem(paper.title, paper.number, paper.day, None, part, note=str(problem))
    note = (
        "文书生成中,装订时尚未完成" if paper.state == PaperState.QUEUED else f"文书生成失败:{paper.problem}"
    )
    return binding.FileItem(paper.title, paper.number, paper.day, None, part, note=note)


def _told(rows: Sequence[Mapping[str, Any]], procedure: str) -> dict[str, str]:
    """Act id → by which act its content was removed."""
    return erasure.told_of(
        ((r["kind"], picture.payload_of(r, procedure), datetime.fromisoformat(r["to"])) for r in rows),
        procedure,
    )


def _act_item(
    row: Mapping[str, Any], title: str, procedure: str, people: Mapping[str, Any], erased: str
) -> binding.FileItem:
    day = date.fromisoformat(paperwork.local_day(row["to"]))
    facts = [("办理人员", "、".join(f"{a['name']} {a['certificate']}".strip() for a in row["actors"]))]
    values = picture.payload_of(row, procedure)
    model = discovery.payload_model(procedure, row["kind"])
    shown = describe(model, values, people) if model else dict(values)
    titles = shown.get("_titles", {})
    for name in values:
        text = _text(shown, name)
        if text:
            facts.append((titles.get(name, name), text[:SHEET_TEXT]))
    return binding.FileItem(title, "", day, None, "main", tuple(facts), "" if values else erased or GONE)


def _text(shown: Mapping[str, Any], name: str) -> str:
    """A payload value in words: labels for choices, names for ids, yuan for fen, 是/否 for flags."""
    value = shown.get(f"{name}_label", shown.get(f"{name}_name", shown.get(name)))
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and name.endswith("_fen"):
        return f"{value // 100:,}.{value % 100:02d}元"
    if isinstance(value, list):
        return ";".join(_row_text(v) for v in value)
    return str(value)


def _row_text(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    names = [
        n
        for n in value
        if not n.startswith("_") and not n.endswith(("_label", "_name", "_certificate", "_post"))
    ]
    return ",".join(t for t in (_text(value, n) for n in names) if t)


def _exhibit(exhibit: Exhibit) -> ExhibitItem:
    content, note = None, exhibit.source
    if exhibit.file is not None:
        try:
            content = files.read(exhibit.file)
        except files.FileUnreadable as problem:
            note = f"{note} {problem}".strip()
    return ExhibitItem(
        title=exhibit.title,
        kind=exhibit.kind,
        filename=exhibit.file.name if exhibit.file else "",
        media_type=exhibit.file.media_type if exhibit.file else "",
        sha256=exhibit.sha256,
        data=content,
        source=note,
        collected=datetime.combine(exhibit.collected_on, datetime.min.time())
        if exhibit.collected_on
        else None,
    )


def files_it(kind: str) -> bool:
    """Whether acts of that kind put the file into the archive: 归档, and 归档 of what ended or goes on otherwise."""
    return kind == "archive" or kind.startswith("archive_")


def _in_words(row: Mapping[str, Any], procedure: str) -> Mapping[str, Any]:
    """The payload of an act, closed choices with their words."""
    values = picture.payload_of(row, procedure)
    model = discovery.payload_model(procedure, row["kind"])
    return describe(model, values) if model else values


def _officers(matter: Matter, raw: Mapping[str, Any]) -> list[dict[str, str]]:
    """Who entered the matter; of one that the machine opened, who works on it."""
    actors = [a for r in (raw["acts"] or ())[:1] for a in r["actors"]]
    if matter.handlers and not any(a.get("officer_id") for a in actors):
        rows = (
            Officer.objects.filter(pk__in=matter.handlers)
            .prefetch_related("certificates")
            .order_by("name", "pk")
        )
        numbers = {o.pk: [c.number for c in o.certificates.all()] for o in rows}
        return [{"name": o.name, "certificate": (numbers[o.pk] or [""])[-1]} for o in rows]
    return [{"name": a["name"], "certificate": a["certificate"]} for a in actors]


def cover_data(matter: Matter, raw: Mapping[str, Any]) -> dict[str, Any]:
    """What cover, contents and inventory print."""
    archive = next((r for r in reversed(raw["acts"] or ()) if files_it(r["kind"])), None)
    filed = next((r for r in raw["acts"] or () if r["kind"] == "file"), None)
    kept = _in_words(archive, matter.procedure) if archive else {}
    procedure = discovery.procedures().get(matter.procedure)
    return {
        "paper": {
            "kind": "file_cover",
            "title": "卷宗",
            "number": matter.number,
            "date": paperwork.local_day(raw["now"]),
        },
        "agency": paperwork.agency_data(str(matter.agency_id)),
        "matter": {
            "number": matter.number,
            "title": matter.title,
            "code": matter.code,
            "procedure": procedure.title if procedure else matter.procedure,
            "opened_on": paperwork.local_day(filed["to"] if filed else matter.opened_at.isoformat()),
            "closed_on": paperwork.local_day(matter.closed_at.isoformat()) if matter.closed_at else "",
            "facts": dict(raw["facts"] or {}),
        },
        "parties": paperwork.parties_data(matter),
        "officers": _officers(matter, raw),
        "file": {
            "title": matter.title,
            "archive_number": kept.get("archive_number", ""),
            "archived_on": paperwork.local_day(archive["to"]) if archive else "",
            "retention": kept.get("retention_label", kept.get("retention", "")),
            "note": kept.get("note", ""),
            "filed_by": archive["actors"][0]["name"] if archive and archive["actors"] else "",
            "checked_by": "",
        },
    }
