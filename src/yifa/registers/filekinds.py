"""Kinds of files that may be uploaded: extension, beginning of the content and declared type must agree.

Pure: bytes in, words out. Nothing is unpacked or decoded but the directory of a ZIP. A file of another kind is taken
inside a .zip, whose bytes nobody here opens.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
_TS_PACKET = 188

# Types that a browser or a phone declares when it does not know better: they say nothing.
SAYS_NOTHING = ("", "application/octet-stream", "binary/octet-stream", "application/x-download")
# Declared as something that a browser would run: refused whatever the name is.
RUNS = ("html", "javascript", "ecmascript", "svg", "xhtml", "x-msdownload", "x-sh", "x-httpd")


@dataclass(frozen=True, slots=True)
class Kind:
    """`title` in Chinese; `media_type` is stored instead of what the browser said; `families` may be declared."""

    title: str
    media_type: str
    families: tuple[str, ...]
    fits: Callable[[bytes], bool]


def kind_of(name: str) -> Kind | None:
    """The kind that a file name claims, None when its extension is none of ours."""
    return KINDS.get(_extension(name))


def mismatch(name: str, declared: str, content: bytes) -> str:
    """Why name, declared type and content do not fit together, in Chinese; empty when they do."""
    kind = kind_of(name)
    if kind is None:
        shown = f".{_extension(name)}" if _extension(name) else "没有扩展名的"
        return f"不能上传{shown}文件。可以上传：{accepted_words()}；其他格式的文件请压缩成.zip后上传"
    if not kind.fits(content):
        return f"文件内容不是{kind.title}，与扩展名.{_extension(name)}不符。请核对文件；改过扩展名的，请改回后重新上传"
    said = declared.split(";")[0].strip().lower()
    if any(word in said for word in RUNS) or not (
        said in SAYS_NOTHING or said.split("/")[0] in kind.families
    ):
        return f"上传时声明的类型“{said[:60]}”与扩展名.{_extension(name)}不符。请核对文件后重新上传"
    return ""


def accepted_words() -> str:
    """All extensions, as a sentence shows them."""
    return "、".join(f".{extension}" for extension in KINDS)


def table_mismatch(name: str, content: bytes) -> str:
    """Why a file is no table that its name claims (.xlsx or .csv), in Chinese; empty when it is.

    What is wrong inside (a broken archive, a password, an old workbook) is told by the reader, which knows more.
    """
    extension = _extension(name)
    if extension not in ("xlsx", "csv", "txt", "xls"):
        return "只能导入.xlsx工作簿或者.csv文件，请另存为其中一种后重试"
    packed = content.startswith(_ZIP)
    if extension == "xlsx" and not packed and not content.startswith(_OLE):
        return "文件内容不是.xlsx工作簿，与扩展名不符。请在表格软件中另存为.xlsx后重试"
    if extension in ("csv", "txt") and (packed or content.startswith(_OLE)):
        return "文件内容是工作簿，与扩展名.csv不符。请将扩展名改回.xlsx，或者另存为.csv后重试"
    return ""


def _extension(name: str) -> str:
    stem, dot, last = name.strip().rpartition(".")
    return last.lower() if dot and stem and last.isascii() and last.isalnum() else ""


def _starts(*heads: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(heads)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda content: content[:4] == b"RIFF" and content[8:12] == form


def _boxes(content: bytes) -> bool:
    """ISO media (MP4, MOV, 3GP) that is no picture."""
    return content[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip") and not _heic(content)


def _heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS


def _mp3(content: bytes) -> bool:
    return content[:3] == b"ID3" or (
        len(content) > 1 and content[0] == 0xFF and content[1] & 0xE6 in (0xE2, 0xE4)
    )


def _aac(content: bytes) -> bool:
    return content[:3] == b"ID3" or (len(content) > 1 and content[0] == 0xFF and content[1] & 0xF6 == 0xF0)


def _transport(content: bytes) -> bool:
    return content[:1] == b"G" and content[_TS_PACKET : _TS_PACKET + 1] in (b"G", b"")


def _pdf(content: bytes) -> bool:
    """Readers take a PDF whose mark stands within the first kilobyte."""
    return b"%PDF-" in content[:1024] and content.lstrip()[:1] != b"<"


def _package(part: str) -> Callable[[bytes], bool]:
    """A ZIP in which an entry of that name (or folder) stands. Only the directory is read."""

    def fits(content: bytes) -> bool:
        if not content.startswith(_ZIP):
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as packed:
                return any(name.lower().startswith(part) for name in packed.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            return False

    return fits


def _text(content: bytes) -> bool:
    """Text in UTF-8, UTF-16 with its mark, or GB 18030, and nothing that begins like a page or a program."""
    head = content[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(head) % 2 == 0 or len(head) == HEAD
    if b"\x00" in head or head.startswith((b"MZ", b"\x7fELF", b"%PDF-", b"#!")):
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg")):
        return False
    return any(_decodes(head, name) for name in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether it decodes, but for a character that the end of what was read cuts."""
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return len(head) == HEAD and error.start >= len(head) - 4
    return True


def _picture(subtype: str, fits: Callable[[bytes], bool], title: str) -> Kind:
    return Kind(title, f"image/{subtype}", ("image",), fits)


def _film(media_type: str, fits: Callable[[bytes], bool], title: str) -> Kind:
    return Kind(title, media_type, ("video", "audio", "application"), fits)


def _document(media_type: str, fits: Callable[[bytes], bool], title: str) -> Kind:
    return Kind(title, f"application/{media_type}", ("application",), fits)


def _writing(media_type: str, title: str) -> Kind:
    return Kind(title, media_type, ("text", "application"), _text)


_JPEG = _picture("jpeg", _starts(b"\xff\xd8\xff"), "JPEG图片")
_TIFF = _picture("tiff", _starts(b"II*\x00", b"MM\x00*"), "TIFF图片")
_HEIF = _picture("heic", _heic, "HEIC图片")
_OFFICE = "vnd.openxmlformats-officedocument."
_OLD = _starts(_OLE)

KINDS: dict[str, Kind] = {
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _picture("png", _starts(b"\x89PNG\r\n\x1a\n"), "PNG图片"),
    "gif": _picture("gif", _starts(b"GIF87a", b"GIF89a"), "GIF图片"),
    "webp": _picture("webp", _riff(b"WEBP"), "WebP图片"),
    "bmp": _picture("bmp", _starts(b"BM"), "BMP图片"),
    "tif": _TIFF,
    "tiff": _TIFF,
    "heic": _HEIF,
    "heif": _HEIF,
    "pdf": _document("pdf", _pdf, "PDF文件"),
    "ofd": _document("ofd", _package("ofd.xml"), "OFD文件"),
    "docx": _document(f"{_OFFICE}wordprocessingml.document", _package("word/"), "Word文档"),
    "xlsx": _document(f"{_OFFICE}spreadsheetml.sheet", _package("xl/"), "Excel工作簿"),
    "pptx": _document(f"{_OFFICE}presentationml.presentation", _package("ppt/"), "演示文稿"),
    "doc": _document("msword", _OLD, "Word文档（旧格式）"),
    "xls": _document("vnd.ms-excel", _OLD, "Excel工作簿（旧格式）"),
    "ppt": _document("vnd.ms-powerpoint", _OLD, "演示文稿（旧格式）"),
    "wps": _document("vnd.ms-works", _OLD, "WPS文档"),
    "et": _document("octet-stream", _OLD, "WPS表格"),
    "txt": _writing("text/plain", "文本"),
    "csv": _writing("text/csv", "文本表格"),
    "xml": _writing("application/xml", "XML文本"),
    "json": _writing("application/json", "JSON文本"),
    "mp4": _film("video/mp4", _boxes, "MP4视频"),
    "mov": _film("video/quicktime", _boxes, "MOV视频"),
    "m4v": _film("video/mp4", _boxes, "M4V视频"),
    "3gp": _film("video/3gpp", _boxes, "3GP视频"),
    "avi": _film("video/x-msvideo", _riff(b"AVI "), "AVI视频"),
    "mkv": _film("video/x-matroska", _starts(b"\x1aE\xdf\xa3"), "MKV视频"),
    "webm": _film("video/webm", _starts(b"\x1aE\xdf\xa3"), "WebM视频"),
    "wmv": _film("video/x-ms-wmv", _starts(b"0&\xb2u\x8ef\xcf\x11"), "WMV视频"),
    "flv": _film("video/x-flv", _starts(b"FLV\x01"), "FLV视频"),
    "mpg": _film("video/mpeg", _starts(b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3"), "MPEG视频"),
    "ts": _film("video/mp2t", _transport, "TS视频"),
    "mp3": _film("audio/mpeg", _mp3, "MP3音频"),
    "m4a": _film("audio/mp4", _boxes, "M4A音频"),
    "aac": _film("audio/aac", _aac, "AAC音频"),
    "wav": _film("audio/wav", _riff(b"WAVE"), "WAV音频"),
    "amr": _film("audio/amr", _starts(b"#!AMR"), "AMR音频"),
    "wma": _film("audio/x-ms-wma", _starts(b"0&\xb2u\x8ef\xcf\x11"), "WMA音频"),
    "ogg": _film("audio/ogg", _starts(b"OggS"), "OGG音频"),
    "zip": _document("zip", _starts(*_ZIP), "ZIP压缩包"),
    "rar": _document("vnd.rar", _starts(b"Rar!\x1a\x07"), "RAR压缩包"),
    "7z": _document("x-7z-compressed", _starts(b"7z\xbc\xaf'\x1c"), "7z压缩包"),
}
