"""The parts of a proof bundle, taken out of JSON that may be anything at all: right in every respect, or refused."""

from __future__ import annotations

from typing import Any, NoReturn

from yifa.ledger import strict
from yifa.ledger.bundle import MAX_BYTES, MAX_PATH, MAX_VALUES
from yifa.ledger.note import NoteError, decode64
from yifa.ledger.tree import HASH_BYTES


class Bad(Exception):
    """Something is wrong with a bundle: a short code for programs, the reason in English."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


def bad(code: str, reason: str) -> NoReturn:
    """Raise Bad."""
    raise Bad(code, reason)


def loaded(raw: bytes) -> Any:
    """The JSON value of a bundle's file. Raises Bad."""
    if len(raw) > MAX_BYTES:
        bad("limits", "the bundle is too large")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        bad("json", "not UTF-8")
    if sum(map(text.count, ",[{")) > MAX_VALUES:  # so many small values would cost a reader's memory
        bad("limits", "the bundle holds too many values")
    return parsed(text, "json")


def parsed(text: str, code: str) -> Any:
    """The value of a JSON text read strictly; Bad of this code otherwise."""
    try:
        return strict.loads(text)
    except ValueError as error:
        bad(code, f"not JSON as it must be: {error}")


def fields(value: Any, **kinds: type) -> dict[str, Any]:
    """An object of exactly these fields, each of its type. Raises Bad."""
    if not isinstance(value, dict) or value.keys() != kinds.keys():
        bad("format", f"fields other than {', '.join(kinds)}")
    return {name: of(value[name], kind) for name, kind in kinds.items()}


def of(value: Any, kind: type) -> Any:
    """The value, when it is of exactly this type. Raises Bad."""
    if type(value) is not kind:
        bad("format", f"not a {kind.__name__}")
    return value


def rows(value: Any, most: int) -> list[Any]:
    """A list of at most so many. Raises Bad."""
    found: list[Any] = of(value, list)
    if len(found) > most:
        bad("limits", f"more than {most} in one list")
    return found


def path(value: Any) -> list[bytes]:
    """The hashes of an inclusion or consistency path. Raises Bad."""
    texts = [of(row, str) for row in rows(value, MAX_PATH)]
    try:
        steps = [decode64(text) for text in texts]
    except NoteError as error:
        bad("path", str(error))
    if any(len(step) != HASH_BYTES for step in steps):
        bad("path", "a step of a path is not a hash")
    return steps
