"""A whole case file as one PDF: cover, contents with page numbers, papers, evidence, inventory; then 副卷.

The page numbers in the contents are the pages of this PDF and are stamped on its pages, so that a reader
finds the same number on the screen, on paper and in the contents. The bound file is a copy: the papers as
they were issued are attached to it unchanged.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

import pikepdf

from yifa.papers.exhibits import ExhibitItem, mergeable, picture
from yifa.papers.render import PaperError, render, sheet_path

Part = Literal["main", "sub"]
PART_LABELS: Mapping[Part, str] = {"main": "正卷", "sub": "副卷"}


@dataclass(frozen=True, slots=True)
class FileItem:
    """One thing that happened. `pdf` is the paper as issued; None prints `facts` (label, value) on a sheet."""

    title: str
    number: str = ""
    date: date | None = None
    pdf: bytes | None = None
    part: Part = "main"
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(slots=True)
class _Segment:
    """Pages that stand together in the bound file, from page `first` (1-based) on."""

    title: str
    pdf: pikepdf.Pdf
    entry: dict[str, Any] | None = None
    level: int = 1
    first: int = 0

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


@dataclass(slots=True)
class _Volume:
    part: Part
    items: list[FileItem]
    exhibits: list[ExhibitItem]
    bodies: list[_Segment] = field(default_factory=list)
    index: _Segment | None = None
    sheets: list[_Segment] = field(default_factory=list)
    segments: list[_Segment] = field(default_factory=list)


def assemble(
    items: Sequence[FileItem],
    cover: Mapping[str, Any],
    *,
    exhibits: Sequence[ExhibitItem] = (),
    parts: Sequence[Part] = ("main", "sub"),
    institution: str | None = None,
) -> bytes:
    """The case file as PDF bytes.

    `items` in the order they happened; `cover` is the data of a paper (agency, matter, parties, officers) with
    "file": {title, archive_number, archived_on, retention, note, filed_by, checked_by}. `parts` chooses what the
    reader may have: ("main",) leaves 副卷 out. A part without items is left out, the main part never. An item
    whose PDF cannot be read keeps its place on a sheet that says so. Raises PaperError.
    """
    volumes = [_volume(p, items, exhibits) for p in PART_LABELS if p in parts]
    volumes = [v for v in volumes if v.part == "main" or v.items or v.exhibits]
    if not volumes:
        raise PaperError("没有可装订的卷")
    maker = _Maker(dict(cover), institution)
    for volume in volumes:
        maker.fill(volume)
    after = 0
    for volume in volumes:
        after = maker.settle(volume, after)
    return _bind(volumes, maker)


def _volume(part: Part, items: Sequence[FileItem], exhibits: Sequence[ExhibitItem]) -> _Volume:
    return _Volume(part, [i for i in items if i.part == part], [e for e in exhibits if e.part == part])


class _Maker:
    """Makes the sheets of a file; keeps the data they share."""

    def __init__(self, cover: dict[str, Any], institution: str | None) -> None:
        self.cover, self.institution = cover, institution

    def sheet(
        self, name: str, volume: Mapping[str, Any], files: Mapping[str, bytes] | None = None
    ) -> pikepdf.Pdf:
        shared = self.cover.get("file")
        data = self.cover | {"file": (dict(shared) if isinstance(shared, Mapping) else {}) | dict(volume)}
        return _open(render(sheet_path(name, self.institution), data, files=files))

    def fill(self, volume: _Volume) -> None:
        """Make the papers and exhibits of a volume: everything whose length does not depend on page numbers."""
        for item in volume.items:
            entry = {"title": item.title, "number": item.number, "date": _iso(item.date), "note": ""}
            volume.bodies.append(_Segment(item.title, self._body(item), entry))
        for n, exhibit in enumerate(volume.exhibits, 1):
            volume.sheets.extend(self._exhibit(n, exhibit))

    def _body(self, item: FileItem) -> pikepdf.Pdf:
        if item.pdf is not None:
            pdf = mergeable(item.pdf)
            if pdf is not None:
                return pdf
            item = replace(item, note="该文书的电子文件无法合并到本卷，原件作为附件随卷保存。")
        entry = {
            "title": item.title,
            "number": item.number,
            "date": _iso(item.date),
            "note": item.note,
            "facts": [list(pair) for pair in item.facts],
        }
        return self.sheet("record_sheet", {"entry": entry})

    def _exhibit(self, n: int, exhibit: ExhibitItem) -> Iterator[_Segment]:
        facts = exhibit.facts() | {"n": n}
        image = picture(exhibit)
        pdf = mergeable(exhibit.data) if exhibit.data and exhibit.media_type == "application/pdf" else None
        note = "" if image or pdf else exhibit.why_not_shown()
        files = {image.name: image.data} if image else None
        shown = facts | {"note": note, "image": image.name if image else ""}
        try:
            sheet = self.sheet("exhibit_sheet", {"exhibit": shown}, files)
        except PaperError:
            sheet = self.sheet("exhibit_sheet", {"exhibit": facts | {"note": exhibit.why_not_shown()}})
        if pdf is not None:
            sheet.pages.extend(pdf.pages)
        yield _Segment(f"证据{n} {exhibit.title}", sheet, facts, level=2)

    def settle(self, volume: _Volume, after: int) -> int:
        """Give every segment its first page, making the contents anew until its own length is stable."""
        label = {"part_label": PART_LABELS[volume.part]}
        contents, index = self.sheet("contents_list", label), self.sheet("evidence_index", label)
        inventory = self.sheet("inventory_note", label)
        for _ in range(6):
            cover = _Segment("封面", self.sheet("file_cover", label | self._counts(volume, after)))
            listed = _Segment("卷内目录", contents)
            volume.index = _Segment("证据目录", index, {"title": "证据目录", "number": "", "note": ""})
            evidence = [volume.index, *volume.sheets] if volume.sheets else []
            volume.segments = [cover, listed, *volume.bodies, *evidence, _Segment("备考表", inventory)]
            page = after + 1
            for segment in volume.segments:
                segment.first, page = page, page + segment.pages
            before = contents, index
            contents = self.sheet("contents_list", label | {"entries": self._entries(volume)})
            index = self.sheet(
                "evidence_index", label | {"entries": [s.entry | _at(s) for s in volume.sheets if s.entry]}
            )
            inventory = self.sheet("inventory_note", label | self._counts(volume, after))
            if len(contents.pages) == len(before[0].pages) and len(index.pages) == len(before[1].pages):
                break
        else:
            raise PaperError("卷内目录的页数不能稳定")
        listed.pdf, volume.index.pdf = contents, index
        volume.segments[-1].pdf = inventory
        volume.segments[0].pdf = self.sheet("file_cover", label | self._counts(volume, after))
        return volume.segments[-1].last

    @staticmethod
    def _entries(volume: _Volume) -> list[dict[str, Any]]:
        listed = [s for s in volume.segments if s.entry is not None and s.level == 1]
        rows = [(s.entry or {}) | _at(s) | {"n": n} for n, s in enumerate(listed, 1)]
        start = len(rows)
        for n, sheet in enumerate(volume.sheets, 1):
            entry = sheet.entry or {}
            rows.append(
                {"title": f"证据{n}　{entry.get('title', '')}", "n": start + n, "note": "证据"} | _at(sheet)
            )
        back = volume.segments[-1]
        return [*rows, {"title": "备考表", "n": len(rows) + 1} | _at(back)]

    @staticmethod
    def _counts(volume: _Volume, after: int) -> dict[str, Any]:
        if not volume.segments:
            return {}
        last = volume.segments[-1].last
        return {
            "count": len(volume.items),
            "exhibits": len(volume.exhibits),
            "first": after + 1,
            "last": last,
            "pages": last - after,
        }


def _at(segment: _Segment) -> dict[str, Any]:
    span = str(segment.first) if segment.pages == 1 else f"{segment.first}-{segment.last}"
    return {"page": segment.first, "pages": span}


def _bind(volumes: Sequence[_Volume], maker: _Maker) -> bytes:
    bound = pikepdf.Pdf.new()
    with bound.open_outline() as outline:
        for volume in volumes:
            top = pikepdf.OutlineItem(PART_LABELS[volume.part], len(bound.pages))
            outline.root.append(top)
            under = top
            for segment in volume.segments:
                child = pikepdf.OutlineItem(segment.title, len(bound.pages))
                (under.children if segment.level == 2 else top.children).append(child)
                if segment is volume.index:
                    under = child
                bound.pages.extend(segment.pdf.pages)
    _stamp(bound, maker)
    _make_jumps(bound)
    _attach(bound, volumes)
    return _save(bound, maker)


def _stamp(bound: pikepdf.Pdf, maker: _Maker) -> None:
    """Print each page's number in its upper right corner."""
    folios = maker.sheet("folios", {"first": 1, "last": len(bound.pages)})
    wide, high, edge = 68.0, 20.0, 24.0
    for page, folio in zip(bound.pages, folios.pages, strict=True):
        for key in ("/StructParents", "/Tabs"):
            if key in page:
                del page[key]
        llx, lly, urx, ury = (float(v) for v in page.cropbox)
        turned = int(page.get("/Rotate", 0)) % 360
        corner = {
            0: (urx - edge - wide, ury - edge - high, urx - edge, ury - edge),
            90: (llx + edge, ury - edge - wide, llx + edge + high, ury - edge),
            180: (llx + edge, lly + edge, llx + edge + wide, lly + edge + high),
            270: (urx - edge - high, lly + edge, urx - edge, lly + edge + wide),
        }[turned - turned % 90]
        _lay_over(bound, page, folio, pikepdf.Rectangle(*corner))


def _lay_over(bound: pikepdf.Pdf, page: pikepdf.Page, folio: pikepdf.Page, corner: pikepdf.Rectangle) -> None:
    # pikepdf's own overlay draws random names; a fixed one keeps the same file the same bytes.
    sheet = bound.copy_foreign(folio.as_form_xobject())
    name = page.add_resource(sheet, pikepdf.Name.XObject, pikepdf.Name("/YifaFolio"))
    drawing = page.calc_form_xobject_placement(
        sheet, name, corner, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + drawing)


def _make_jumps(bound: pikepdf.Pdf) -> None:
    """Turn the addresses yifa-page:N of the contents into jumps inside the file."""
    for page in bound.pages:
        for annotation in page.get("/Annots", pikepdf.Array()):
            action = annotation.get("/A")
            address = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
            if address.startswith("yifa-page:"):
                target = bound.pages[int(address.split(":")[1]) - 1]
                del annotation["/A"]
                annotation["/Dest"] = pikepdf.Array([target.obj, pikepdf.Name.Fit])


def _attach(bound: pikepdf.Pdf, volumes: Sequence[_Volume]) -> None:
    n = 0
    for volume in volumes:
        for item in volume.items:
            n += 1
            if item.pdf is None:
                continue
            name = f"{n:03d} {item.title} {item.number}".strip().replace("/", "／") + ".pdf"
            original = pikepdf.AttachedFileSpec(
                bound,
                item.pdf,
                filename=name,
                mime_type="application/pdf",
                description=f"{PART_LABELS[volume.part]}：{item.title}（原件）",
                creation_date=_pdf_date(item.date),
                mod_date=_pdf_date(item.date),
            )
            original.obj["/AFRelationship"] = pikepdf.Name.Source
            bound.attachments[name] = original


def _save(bound: pikepdf.Pdf, maker: _Maker) -> bytes:
    matter = maker.cover.get("matter")
    title = str(matter.get("title", "")) if isinstance(matter, Mapping) else ""
    with bound.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = f"案卷 {title}".strip()
    bound.Root.PageMode = pikepdf.Name.UseOutlines
    out = io.BytesIO()
    bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _open(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def _iso(value: date | None) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat() if value else None


def _pdf_date(value: date | None) -> str:
    return f"D:{value or date(2000, 1, 1):%Y%m%d}000000+08'00'"
