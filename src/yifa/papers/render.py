"""Typst template and data in, PDF/A-3b bytes out. Same input, same bytes.

Data reaches the template only as the virtual file /data.json: it is never part of the source, so no
text that a party or an official typed can be read as markup.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from yifa.papers import clean, fonts, words

_HERE = Path(__file__).parent
_INSTITUTIONS = _HERE.parent / "institutions"
_COMMON = _INSTITUTIONS / "common" / "papers"
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_UNSHOWN = re.compile(r'the text `"?(.+?)"?` could not be displayed', re.DOTALL)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class PaperError(Exception):
    """A paper could not be made: the template is missing or wrong, or the data is not JSON-safe."""


def sheet_path(name: str, institution: str | None = None) -> Path:
    """Path of a sheet about the file itself (file_cover, contents_list…): the institution's own, else the shared."""
    own = _INSTITUTIONS / institution / "papers" / f"{name}.typ" if institution else None
    return own if own and own.is_file() else _HERE / "sheets" / f"{name}.typ"


def template_path(institution: str, template: str) -> Path:
    """Path of a template, e.g. ("penalty", "notice"): the institution's own, else the shared one. Raises PaperError."""
    if not (_NAME.match(institution) and _NAME.match(template)):
        raise PaperError(f"文书模板名称不合法:{institution}/{template}")
    for folder in (_INSTITUTIONS / institution / "papers", _COMMON):
        path = folder / f"{template}.typ"
        if path.is_file():
            return path
    raise PaperError(f"没有这个文书模板:{institution}/{template}")


def render(
    template: Path | str,
    data: Mapping[str, Any],
    *,
    files: Mapping[str, bytes] | None = None,
    created: datetime | None = None,
    proof: tuple[str, bytes] | None = None,
) -> bytes:
    """One paper as PDF/A-3b bytes.

    `template` is a path to a .typ file, or "institution/template". `data` holds JSON values only (amounts in
    fen; a float is refused). `files` are further virtual files, UTF-8 text only (an exhibit as SVG). The
    PDF's creation time is `created`, else midnight (Shanghai) of data["paper"]["date"], so that bytes depend on
    the input alone. `proof` is the name and text of a JSON file that travels inside the PDF as an associated file.
    Characters the fonts lack are printed as 〓 and listed at the end of the paper. Raises PaperError.
    """
    path = (
        template_path(*template.split("/", 1))
        if isinstance(template, str) and "/" in template
        else Path(template)
    )
    faces = fonts.load()
    refused: frozenset[str] = frozenset()
    for _ in range(8):
        try:
            shown, lost = clean.printable(data, faces.missing, refused)
        except TypeError as error:
            raise PaperError(str(error)) from error
        sources = _sources(path, shown, lost, faces, proof) | {f"/{k}": v for k, v in (files or {}).items()}
        try:
            return _compile(sources, faces, created or _created(data))
        except typst.TypstError as error:
            # Coverage is per character; shaping a sequence can still fail. Give that sequence up, not the paper.
            more = _unshown(error) - refused
            if not more:
                raise PaperError(f"文书模板 {path.name} 无法生成：{error}") from error
            refused |= more
    raise PaperError(f"文书模板 {path.name} 无法生成：字库缺字过多")


def _compile(sources: Mapping[str, bytes], faces: fonts.FontSet, created: datetime) -> bytes:
    # A compiler is cheap (0.3 ms) and refuses to be shared between threads; fonts and caches are shared.
    # Its stubs do not know that `input` may be a folder of virtual files.
    folder: Any = dict(sources)
    compiler = typst.Compiler(input=folder, font_paths=faces.handle)
    made = compiler.compile(format="pdf", pdf_standards="a-3b", timestamp=int(created.timestamp()))
    assert isinstance(made, bytes)
    return made


def _sources(
    path: Path, data: Any, lost: tuple[str, ...], faces: fonts.FontSet, proof: tuple[str, bytes] | None
) -> dict[str, bytes]:
    if not path.is_file():
        raise PaperError(f"没有这个文书模板:{path.name}")
    extra = {
        "faces": faces.faces,
        "own_title": faces.own_title,
        "lost": [f"U+{ord(c):04X}" for c in lost],
        "qr": _qr(data),
        "proof": proof[0] if proof else "",
    }
    parts = {"data": data, "words": clean.word_table(data), "setting": extra}
    sources = {
        f"/{name}.json": json.dumps(value, ensure_ascii=False).encode() for name, value in parts.items()
    }
    for other in sorted({*_COMMON.glob("_*.typ"), *path.parent.glob("_*.typ")}):
        sources[f"/{other.name}"] = _read(other, other.stat().st_mtime_ns)
    for shared in (_HERE / "lib.typ", _HERE / "file.typ"):
        sources[f"/{shared.name}"] = _read(shared, shared.stat().st_mtime_ns)
    sources["main.typ"] = _read(path, path.stat().st_mtime_ns)
    if proof:
        sources["/proof.json"] = proof[1]
    return sources


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


def _qr(data: Any) -> str:
    """The QR code of paper.url as SVG text, or "" when the paper carries no address."""
    paper = data.get("paper") if isinstance(data, Mapping) else None
    url = paper.get("url") if isinstance(paper, Mapping) else None
    return qr_svg(url) if isinstance(url, str) and url else ""


@lru_cache(maxsize=1024)
def qr_svg(text: str) -> str:
    """A QR code (error level M) as SVG text with a quiet zone; "" when the text is too long for one."""
    try:
        code = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError:
        return ""
    buffer = io.BytesIO()
    code.save(buffer, kind="svg", border=1, xmldecl=False, svgns=True, omitsize=False)
    return buffer.getvalue().decode()


def _created(data: Mapping[str, Any]) -> datetime:
    paper = data.get("paper")
    value = paper.get("date") if isinstance(paper, Mapping) else None
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return _EPOCH
    return datetime.combine(day, time(), tzinfo=words.SHANGHAI)


def _unshown(error: typst.TypstError) -> frozenset[str]:
    """The characters that the compiler says no font shows; empty when the error is another one."""
    found = _UNSHOWN.search(str(error))
    text = found.group(1) if found else ""
    return frozenset(re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m.group(1), 16)), text))
