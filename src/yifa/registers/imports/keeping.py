"""The uploaded file until it has been read: encrypted with a key of its own that goes with it."""

from __future__ import annotations

import os
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NONCE = 12


class Kept(Protocol):
    """A row that has a file until it is read."""

    pk: Any
    storage_key: Any
    key: Any


def keep(job: Kept, raw: bytes, folder: str = "imports") -> None:
    """Store the bytes; sets the job's `storage_key` and `key`, which the caller saves."""
    key, nonce = AESGCM.generate_key(256), os.urandom(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, raw, str(job.pk).encode())
    job.storage_key = default_storage.save(f"{folder}/{job.pk}", ContentFile(sealed))
    job.key = key


def fetch(job: Kept) -> bytes:
    """The bytes again. Raises FileNotFoundError when they are gone."""
    if job.key is None:
        raise FileNotFoundError(job.storage_key)
    with default_storage.open(job.storage_key, "rb") as handle:
        sealed = handle.read()
    return AESGCM(bytes(job.key)).decrypt(sealed[:NONCE], sealed[NONCE:], str(job.pk).encode())


def forget(job: Kept) -> None:
    """Remove the bytes and their key; the caller saves."""
    if job.storage_key:
        default_storage.delete(job.storage_key)
    job.storage_key, job.key = "", None
