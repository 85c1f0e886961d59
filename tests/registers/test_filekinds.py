"""Extension, declared type and content of an upload must agree."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from yifa.registers.filekinds import KINDS, kind_of, mismatch, table_mismatch


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, form)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
# One file of each kind as programs write them: pictures by Pillow, archives by zipfile, the rest their first bytes.
SAMPLES = {
    "jpg": picture("JPEG"), "jpeg": picture("JPEG"), "png": picture("PNG"), "gif": picture("GIF"),
    "webp": picture("WEBP"), "bmp": picture("BMP"), "tif": picture("TIFF"), "tiff": picture("TIFF"),
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heif": b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00",
    "pdf": b"%PDF-1.7\n%\xe2\xe3", "ofd": packed("OFD.xml", "Doc_0/Document.xml"),
    "docx": packed("[Content_Types].xml", "word/document.xml"),
    "xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": packed("[Content_Types].xml", "ppt/presentation.xml"),
    "doc": OLD, "xls": OLD, "ppt": OLD, "wps": OLD, "et": OLD,
    "txt": "现场情况：無異常".encode("gb18030"), "csv": "\ufeff名称,数量".encode(), "json": b'{"a": 1}',
    "xml": '<?xml version="1.0"?><发票/>'.encode(),
    "mp4": b"\x00\x00\x00\x20ftypisom", "mov": b"\x00\x00\x00\x14ftypqt  ", "m4v": b"\x00\x00\x00\x20ftypM4V ",
    "3gp": b"\x00\x00\x00\x1cftyp3gp4", "avi": b"RIFF\x10\x00\x00\x00AVI LIST", "mkv": b"\x1aE\xdf\xa3\x93",
    "webm": b"\x1aE\xdf\xa3\x93", "wmv": ASF, "flv": b"FLV\x01\x05", "mpg": b"\x00\x00\x01\xba\x44",
    "ts": b"G\x40" + b"\x00" * 186 + b"G\x40", "mp3": b"ID3\x03\x00", "m4a": b"\x00\x00\x00\x20ftypM4A ",
    "aac": b"\xff\xf1\x50", "wav": b"RIFF\x10\x00\x00\x00WAVEfmt ", "amr": b"#!AMR\n", "wma": ASF,
    "ogg": b"OggS\x00", "zip": packed("a.dav"), "rar": b"Rar!\x1a\x07\x01\x00", "7z": b"7z\xbc\xaf'\x1c\x00",
}  # fmt: skip
FOREIGN = {
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "program": b"MZ\x90\x00\x03\x00\x00\x00",
    "drawing": b"<svg onload=alert(1)>",
    "script": b"#!/bin/sh\nrm -rf /\n",
}


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("extension", SAMPLES)
def test_each_kind_is_taken_under_its_own_name_and_foreign_content_is_not(extension: str) -> None:
    name = f"现场.{extension.upper()}"
    assert mismatch(name, "", SAMPLES[extension]) == ""
    assert mismatch(name, "application/octet-stream", SAMPLES[extension]) == ""
    for what, content in FOREIGN.items():
        assert "与扩展名" in mismatch(name, "", content), what


def test_a_kind_under_the_name_of_another_is_refused_with_what_to_do() -> None:
    said = mismatch("照片.png", "image/png", SAMPLES["jpg"])
    assert said == "文件内容不是PNG图片，与扩展名.png不符。请核对文件；改过扩展名的，请改回后重新上传"
    assert mismatch("决定书.docx", "", SAMPLES["xlsx"])
    assert mismatch("决定书.docx", "", SAMPLES["zip"])
    assert mismatch("录像.mp4", "", SAMPLES["heic"])
    assert mismatch("说明.txt", "", SAMPLES["png"])
    assert mismatch("坏的.docx", "", b"PK\x03\x04 broken")


def test_what_the_browser_declares_must_fit_too() -> None:
    assert "声明的类型“text/html”" in mismatch("a.pdf", "text/html; charset=utf-8", SAMPLES["pdf"])
    assert mismatch("a.pdf", "image/png", SAMPLES["pdf"])
    assert mismatch("a.png", "image/svg+xml", SAMPLES["png"])
    assert mismatch("a.csv", "application/vnd.ms-excel", SAMPLES["csv"]) == ""
    assert mismatch("a.mp4", "video/mp4", SAMPLES["mp4"]) == ""


@pytest.mark.parametrize("name", ["a", ".png", "a.exe", "a.docm", "a.", "a.p\u202eng", "a.图片"])
def test_other_kinds_are_named_with_a_way_out(name: str) -> None:
    said = mismatch(name, "", SAMPLES["png"])
    assert said.startswith("不能上传") and said.endswith("其他格式的文件请压缩成.zip后上传")


def test_what_is_stored_is_not_what_the_browser_said() -> None:
    kind = kind_of("a.JPG")
    assert kind is not None and kind.media_type == "image/jpeg"


def test_text_may_be_cut_in_the_middle_of_a_character() -> None:
    long = ("一" * 40_000).encode()
    assert mismatch("a.txt", "text/plain", long) == ""
    assert mismatch("a.txt", "text/plain", "甲".encode("utf-16")) == ""
    assert mismatch("a.txt", "text/plain", b"\xff\xff\xff\xff" * 20_000)


def test_a_table_is_what_its_name_says() -> None:
    assert table_mismatch("a.xlsx", SAMPLES["xlsx"]) == ""
    assert table_mismatch("a.csv", "名称\n".encode("gbk")) == ""
    assert "不是.xlsx工作簿" in table_mismatch("a.xlsx", b"a,b\n1,2\n")
    assert "内容是工作簿" in table_mismatch("a.csv", SAMPLES["xlsx"])
    assert "只能导入" in table_mismatch("a.html", b"<table>")
    assert table_mismatch("a.xlsx", OLD) == "", "the reader says more of old and locked workbooks"
