"""The file store: bytes encrypted with a key of their own (AES-256-GCM), kept by random key, named by SHA-256.

Destroying a file's key (only by a recorded act) erases it; its digest stays provable.
"""

from __future__ import annotations

import hashlib
import os
from io import BytesIO
from pathlib import PurePath

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from yifa.ledger.commit import commit
from yifa.ledger.store.pending import leaf_row, queue
from yifa.matters.committed import stored_fields
from yifa.matters.dbclock import database_now
from yifa.matters.models import FileKey, StoredFile
from yifa.registers.ids import new_id
from yifa.registers.node import current_node

NONCE_BYTES = 12


class FileUnreadable(Exception):
    """A stored file cannot be shown: erased, missing, or changed behind our back. The message says which."""


def store(
    content: bytes,
    *,
    name: str,
    media_type: str,
    agency_id: str,
    officer_id: str = "",
    secrecy: str = "ordinary",
) -> StoredFile:
    """Encrypt and keep bytes; returns the row, and queues its leaf. The object is written before the row that names it.

    Must run inside the caller's transaction.
    """
    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE_BYTES)
    file_id = new_id()
    sealed = nonce + AESGCM(key).encrypt(nonce, content, str(file_id).encode())
    path = f"files/{str(file_id)[:4]}/{file_id}"
    now = database_now()
    saved = default_storage.save(path, ContentFile(sealed))
    row = StoredFile(
        id=file_id,
        agency_id=agency_id,
        secrecy=secrecy,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type[:100],
        name=PurePath(name).name[:255] or "file",
        storage_key=saved,
        uploaded_by_id=officer_id or None,
        uploaded_at=now,
    )
    proof = commit(stored_fields(row))
    row.body = proof.body
    row.save(force_insert=True)
    queue([leaf_row("file", row.pk, proof, now)])
    FileKey(file=row, node=current_node(), agency_id=agency_id, key=key).save(force_insert=True)
    return row


def read(file: StoredFile) -> bytes:
    """The plain bytes. Raises FileUnreadable when erased, missing or altered."""
    key_row = FileKey.objects.filter(file=file).first()
    return opened(file, bytes(key_row.key) if key_row and key_row.key is not None else None)


def opened(file: StoredFile, key: bytes | None) -> bytes:
    """The plain bytes by a key that is at hand; None: it is destroyed. Raises as `read`."""
    if key is None:
        raise FileUnreadable(_why_gone(file))
    try:
        with default_storage.open(file.storage_key, "rb") as handle:
            sealed = handle.read()
    except (OSError, FileNotFoundError):
        raise FileUnreadable("文件存储中没有找到该文件,请联系系统管理员") from None
    try:
        content = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], str(file.pk).encode())
    except InvalidTag:
        raise FileUnreadable("文件内容与保存时不一致,请联系系统管理员") from None
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileUnreadable("文件校验值不一致,请联系系统管理员")
    return content


def _why_gone(file: StoredFile) -> str:
    """By which act a file was destroyed."""
    from yifa.matters.erasure import destroyed_by, sentence  # reads files itself, by way of the papers

    by = destroyed_by(file.pk)
    return sentence(by) if by else "该文件已不可读,只保留其校验值"


def open_file(file: StoredFile) -> BytesIO:
    """The plain bytes as a file object."""
    return BytesIO(read(file))
