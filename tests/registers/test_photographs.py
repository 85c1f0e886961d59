"""What is uploaded as a photograph is decoded and drawn anew: one size, upright, nothing of the camera's remarks."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from registers import make
from yifa.registers import photographs
from yifa.registers.models import OfficerPhoto, PhotoData, RegisterChange
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.requirement("RQ002")


def picture(size: tuple[int, int] = (600, 800), form: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    made = Image.new(mode, size, more.pop("colour", "red"))
    made.save(out, form, **more)
    return out.getvalue()


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(600, 800), (3000, 1000), (200, 2000)])
def test_it_has_one_size_whatever_came(form: str, size: tuple[int, int]):
    made = opened(photographs.drawn_anew(picture(size, form)))
    assert (made.format, made.size, made.mode) == ("JPEG", (295, 413), "RGB")


def test_nothing_of_where_and_when_it_was_taken_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "照相机"
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 0.0)  # latitude
    raw = picture(exif=exif.tobytes(), comment=b"taken at home")
    assert b"Exif" in raw and b"taken at home" in raw
    made = photographs.drawn_anew(raw)
    assert b"Exif" not in made and b"taken at home" not in made
    assert not opened(made).getexif()


def test_a_picture_that_lies_on_its_side_is_turned_up():
    flat = Image.new("RGB", (800, 600), "blue")
    flat.paste("white", (0, 0, 400, 600))  # what is left now is above when turned by 90 degrees clockwise
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    flat.save(out, "JPEG", exif=exif.tobytes())
    made = opened(photographs.drawn_anew(out.getvalue()))
    above, below = made.getpixel((147, 20)), made.getpixel((147, 393))
    assert min(above) > 200 and below[2] > 200 and below[0] < 60


def test_what_is_transparent_becomes_white():
    raw = picture(form="PNG", mode="RGBA", colour=(0, 0, 0, 0))
    assert min(opened(photographs.drawn_anew(raw)).getpixel((100, 100))) > 240


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 400 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = (20_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


WRONG = {
    "nothing": (b"", "请选择照片"),
    "no picture": (b"%PDF-1.7 ...", "无法读取"),
    "another format": (picture(form="GIF", mode="P", colour=0), "无法读取"),
    "a web page": (b"<html><script>alert(1)</script></html>", "无法读取"),
    "half a file": (picture()[:300], "无法读取"),
    "too small": (picture((199, 400)), "太小"),
    "too many bytes": (b"\xff\xd8" + b"0" * (10 << 20), "10 MB"),
    "a bomb": (bomb(), "像素过多|无法读取"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_photograph_is_refused_in_words(what: str):
    raw, said = WRONG[what]
    with pytest.raises(ValidationError, match=said):
        photographs.drawn_anew(raw)


@pytest.mark.django_db
def test_the_newest_counts_and_each_is_proved(db: None) -> None:
    with scope(IMPORTER):
        officer = make.officer("安宁", make.agency(1, make.region()))
        assert photographs.newest(officer.pk) is None
        first = photographs.keep(IMPORTER, officer, picture(colour="red"), "本人提供")
        second = photographs.keep(IMPORTER, officer, picture(colour="blue"), "换照片")
        again = photographs.newest(officer.pk)
        assert again is not None
        assert hashlib.sha256(again).hexdigest() == second.sha256 != first.sha256
        assert opened(again).getpixel((10, 10))[2] > 200
        assert (OfficerPhoto.objects.count(), PhotoData.objects.count()) == (2, 2)
        assert bytes(RegisterChange.objects.get(row_id=second.pk).body)
        with pytest.raises(ValidationError):
            photographs.keep(IMPORTER, officer, b"x", "坏文件")
        assert OfficerPhoto.objects.count() == 2
