"""Photographs on certificates: what is uploaded is decoded and drawn anew at one size; nothing else of it is kept."""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from yifa.registers.change import change
from yifa.registers.models import Officer, OfficerPhoto, PhotoData
from yifa.registers.scope import Actor

SIZE = (295, 413)  # pixels: one inch at 300 dots, upright
LEAST = 200  # pixels of the shorter side of what is uploaded
MOST_BYTES = 10 << 20
MOST_PIXELS = 40_000_000
QUALITY = 88
_UNREADABLE = "无法读取这张照片，请上传 JPEG 或者 PNG 格式的照片"


def drawn_anew(raw: bytes) -> bytes:
    """The picture as a JPEG of SIZE, turned upright and cut about its middle, without EXIF or any other remark.

    ValidationError (Chinese) for what is no JPEG or PNG, too small, or too large to be decoded safely.
    """
    if not raw:
        raise ValidationError("请选择照片")
    if len(raw) > MOST_BYTES:
        raise ValidationError("照片不能超过 10 MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(raw), formats=("JPEG", "PNG"))
            if found.width * found.height > MOST_PIXELS:
                raise ValidationError("照片的像素过多，请缩小后上传")
            if min(found.size) < LEAST:
                raise ValidationError(f"照片太小：宽和高都不能少于 {LEAST} 像素")
            upright = ImageOps.exif_transpose(found)
            assert upright is not None
            plain = Image.new("RGB", upright.size, "white")
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                clear = upright.convert("RGBA")
                plain.paste(clear, mask=clear.getchannel("A"))
            else:
                plain.paste(upright.convert("RGB"))
    except ValidationError:
        raise
    except Exception:  # a decoder may fail in any way on what it was not made for
        raise ValidationError(_UNREADABLE) from None
    out = io.BytesIO()
    ImageOps.fit(plain, SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def keep(actor: Actor, officer: Officer, raw: bytes, reason: str) -> OfficerPhoto:
    """Keep a photograph as the officer's newest. ValidationError when it is none."""
    jpeg = drawn_anew(raw)
    sha256 = hashlib.sha256(jpeg).hexdigest()
    PhotoData.objects.get_or_create(sha256=sha256, defaults={"jpeg": jpeg})
    made: OfficerPhoto = change(actor, OfficerPhoto, None, {"officer": officer, "sha256": sha256}, reason)
    return made


def newest(officer_id: Any) -> bytes | None:
    """The officer's photograph, or None. Two statements."""
    sha256 = (
        OfficerPhoto.objects.filter(officer_id=officer_id)
        .order_by("-taken_in", "-id")
        .values_list("sha256", flat=True)
        .first()
    )
    data = PhotoData.objects.filter(pk=sha256).values_list("jpeg", flat=True).first() if sha256 else None
    return bytes(data) if data is not None else None


def has_one(officer_id: Any) -> bool:
    """Whether the officer has a photograph. One statement."""
    return OfficerPhoto.objects.filter(officer_id=officer_id).exists()
