"""HTTP to witnesses: several at once, none waited for longer than the limit, whatever it does."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

TIMEOUT = 1.0  # seconds
_MAX_ANSWER = 64 * 1024

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and content type of an answer; status 0 when there was none, and why in `body`."""

    status: int
    body: bytes
    content_type: str = ""


SILENCE = Answer(0, b"no answer in time")


def is_prefix(url: str) -> bool:
    """Whether this can be a submission prefix: http or https, a host, no query."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query


def post(prefix: str, body: bytes) -> Answer:
    """POST to `<prefix>/add-checkpoint`. Never raises for what the other side or the network does.

    No redirects, no proxies: the address was entered by the operator as it is meant.
    """
    parts = urlsplit(prefix)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    try:
        connection.request(
            "POST",
            f"{parts.path.rstrip('/')}/add-checkpoint",
            body,
            {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "yifa"},
        )
        response = connection.getresponse()
        return Answer(response.status, response.read(_MAX_ANSWER), response.headers.get("Content-Type", ""))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(0, f"{type(error).__name__}: {error}".encode())
    finally:
        connection.close()


def post_all(asks: Mapping[Key, tuple[str, bytes]]) -> dict[Key, Answer]:
    """Send each body to its prefix, in parallel. Whoever has not answered after TIMEOUT seconds counts as silent.

    Threads that still wait are left behind, since a name look-up or a dripping answer heeds no timeout of ours.
    """
    found: dict[Key, Answer] = {}

    def send(key: Key, prefix: str, body: bytes) -> None:
        found[key] = post(prefix, body)

    threads = [
        threading.Thread(target=send, args=(key, prefix, body), daemon=True)
        for key, (prefix, body) in asks.items()
    ]
    for thread in threads:
        thread.start()
    until = time.monotonic() + TIMEOUT
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return {key: found.get(key, SILENCE) for key in asks}
