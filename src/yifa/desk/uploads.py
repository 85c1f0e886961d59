"""Files that come with a form: each is stored at once under its own key, and the form keeps its id.

Name, declared type and content must fit together (`registers.filekinds`).
A browser cannot keep a chosen file when a page comes back with errors, and nobody should choose it twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from yifa.desk.forms import FieldSpec, Tree, find_field, set_value
from yifa.matters import files
from yifa.registers.filekinds import kind_of, mismatch
from yifa.registers.scope import Actor

REFUSED = (".exe", ".bat", ".cmd", ".com", ".js", ".vbs", ".scr", ".msi", ".html", ".htm", ".svg", ".xhtml")


def take_uploads(
    request: HttpRequest, actor: Actor, fields: Sequence[FieldSpec], tree: Tree, agency_id: str
) -> dict[str, str]:
    """Store each file that belongs to a file field and put its id there; messages by path otherwise."""
    errors: dict[str, str] = {}
    for path in request.FILES:
        spec = find_field(fields, tree, path)
        wanted = spec is not None and (
            spec.widget == "file" or (spec.item is not None and spec.item.widget == "file")
        )
        if not wanted:
            continue
        for upload in request.FILES.getlist(path)[:20]:
            content = b"" if refusal(upload) else upload.read()
            name = clean_name(upload.name or "附件")
            wrong = refusal(upload) or mismatch(name, upload.content_type or "", content)
            kind = kind_of(name)
            if wrong or kind is None:
                errors[path] = wrong
                continue
            stored = files.store(
                content,
                name=name,
                media_type=kind.media_type,
                agency_id=agency_id,
                officer_id=actor.officer_id,
            )
            set_value(fields, tree, path, str(stored.pk))
    return errors


def refusal(upload: UploadedFile[bytes]) -> str:
    """Why a file cannot be taken, or an empty text."""
    limit = int(settings.YIFA_UPLOAD_LIMIT)
    if not upload.size:
        return "文件是空的，请重新选择"
    if upload.size > limit:
        return f"文件太大（最多 {limit // 1024 // 1024} MB）"
    if (upload.name or "").lower().endswith(REFUSED):
        return "不能上传程序或者网页文件，请上传图片、PDF、文档、音频或者视频"
    return ""


def clean_name(name: str) -> str:
    """A file name without paths, control characters or undue length."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in base if c.isprintable()).encode("utf-8", "ignore").decode()
    return kept[-120:] or "附件"
