"""Evidence on its way into a case file: what can be shown is shown, the rest is named with its digest."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = (
    1800  # pixels; enough for an A4 print at 200 dpi, small enough for a file of hundreds of photos
)
MOST_PIXELS = 120_000_000
MOST_PAGES = 3000
_WRONG_PDF = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RuntimeError,
)
_HARMLESS = {"/URI", "/GoTo"}


@dataclass(frozen=True, slots=True)
class ExhibitItem:
    """A piece of evidence: `data` is the file when it may and can be bound, None when it stays in storage."""

    title: str
    kind: str
    filename: str
    media_type: str
    sha256: str
    data: bytes | None = None
    source: str = ""
    collected: date | None = None
    part: Literal["main", "sub"] = "main"

    def facts(self) -> dict[str, Any]:
        """What the sheet and the index print about it."""
        return {
            "title": self.title,
            "kind": self.kind,
            "filename": self.filename,
            "sha256": self.sha256,
            "source": self.source,
            "collected": _written(self.collected),
        }

    def why_not_shown(self) -> str:
        """The sentence printed in place of an exhibit that is no picture and no readable PDF."""
        if self.data is None:
            return "本证据的原始文件另行保存，未装入本卷；可凭上列文件摘要核对。"
        return f"本证据为 {self.media_type or '未知类型'} 文件，不能打印入卷，原始文件另行保存；可凭上列文件摘要核对。"


def _written(collected: date | None) -> str:
    """ISO text; a naive midnight stands for a day whose hour nobody recorded."""
    if isinstance(collected, datetime) and collected.tzinfo is None and collected.time() == time():
        return collected.date().isoformat()
    return collected.isoformat() if collected else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image a template can place: `name` is its virtual file name."""

    name: str
    data: bytes


def picture(exhibit: ExhibitItem) -> Picture | None:
    """A print copy of an image exhibit, upright and of moderate size; None when it is no image we can read."""
    if not exhibit.data or not exhibit.media_type.startswith("image/"):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(exhibit.data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                out = io.BytesIO()
                _on_white(upright).save(out, "JPEG", quality=85)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
        MemoryError,
    ):
        return None
    return Picture("exhibit.svg", _as_svg(out.getvalue(), upright.size))


def _as_svg(jpeg: bytes, size: tuple[int, int]) -> bytes:
    """The compiler takes virtual files as text only: a JPEG travels inside an SVG."""
    box = f'width="{size[0]}" height="{size[1]}"'
    inside = base64.b64encode(jpeg).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="data:image/jpeg;base64,{inside}"/></svg>'
    ).encode()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGB", "L"):
        return image
    solid = image.convert("RGBA")
    page = Image.new("RGB", solid.size, "white")
    page.paste(solid, mask=solid.getchannel("A"))
    return page


def mergeable(raw: bytes) -> pikepdf.Pdf | None:
    """A PDF whose pages can be bound, with scripts and launch actions taken out; None when it cannot be read."""
    try:
        pdf = pikepdf.open(io.BytesIO(raw))
        if not 0 < len(pdf.pages) <= MOST_PAGES:
            return None
        for page in pdf.pages:
            if len(page.mediabox) != 4 or len(page.cropbox) != 4:
                return None
            page.contents_coalesce()
            _disarm(page)
    except _WRONG_PDF:
        return None
    return pdf


def _disarm(page: pikepdf.Page) -> None:
    if "/AA" in page:
        del page["/AA"]
    kept = []
    for annotation in page.get("/Annots", []):
        if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") == "/RichMedia":
            continue
        if "/AA" in annotation:
            del annotation["/AA"]
        action = annotation.get("/A")
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in _HARMLESS:
            del annotation["/A"]
        kept.append(annotation)
    if "/Annots" in page:
        page["/Annots"] = pikepdf.Array(kept)
