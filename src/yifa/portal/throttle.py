"""How often one address may guess: counted for each minute in the cache that all processes share."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from yifa.registers.events import client_address

MINUTE = 60


def count_guess(request: HttpRequest, what: str) -> None:
    """Count a wrong guess from this address. The address is not kept, only its digest, for two minutes."""
    key = _key(request, what)
    cache.set(key, cache.get(key, 0) + 1, 2 * MINUTE)


def guessed_too_often(request: HttpRequest, what: str, limit: int) -> bool:
    """Whether this address has already used up its guesses of this minute. Counts nothing."""
    guesses: int = cache.get(_key(request, what), 0)
    return guesses >= limit


def _key(request: HttpRequest, what: str) -> str:
    digest = hashlib.sha256(f"{what}|{client_address(request)}".encode()).hexdigest()[:32]
    return f"guess:{digest}:{int(time.time()) // MINUTE}"
