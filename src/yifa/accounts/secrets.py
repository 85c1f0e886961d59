"""Secrets at rest: what second factors keep is encrypted with a key made from the node's secret key."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(text: str) -> str:
    """The text, readable only with the node's secret key."""
    return _fernet(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """What `encrypt` was given. Raises ValueError when the secret key is another one now."""
    try:
        return _fernet(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).decrypt(text).decode()
    except (InvalidToken, ValueError):
        raise ValueError("encrypted with another secret key") from None


@lru_cache(maxsize=4)
def _fernet(key: str, earlier: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(one)) for one in (key, *earlier)])


def _derived(secret: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"yifa second factors")
    return base64.urlsafe_b64encode(kdf.derive(secret.encode()))
