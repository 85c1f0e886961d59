"""Where the things that the log proves are kept: one source per kind of leaf, registered by whoever owns the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from yifa.ledger.commit import Commitment, recommit


@dataclass(frozen=True, slots=True)
class Checked:
    """One object looked at: `problem` says what is wrong, `erased` by what its content was lawfully removed."""

    index: int
    problem: str = ""
    erased: str = ""
    recorded: float = (
        0.0  # POSIX seconds of the database's clock when it was written; 0 when the row has none
    )


@dataclass(frozen=True, slots=True)
class Stray:
    """A row that should stand in the log or wait for it, and does neither."""

    kind: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A row that does not follow from what the log proves."""

    kind: str
    object_id: str
    problem: str


class Source(Protocol):
    """The rows behind one kind of leaf."""

    kind: str
    patience: (
        timedelta  # how long a transaction that writes such a row may take before its leaf can be entered
    )

    def check(self, objects: Mapping[str, int], leaves: Mapping[int, bytes]) -> Iterable[Checked]:
        """Compare rows with their leaves. `objects`: ids and places in the log; rows not there are left out."""

    def strays(self) -> Iterator[Stray]:
        """Rows that are neither in the log nor waiting for it."""


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a kind of leaf known to verification. Registering it again replaces it."""
    _SOURCES[source.kind] = source


def known() -> Mapping[str, Source]:
    """Every registered source by kind."""
    return _SOURCES


_CHECKS: list[Callable[[], Iterable[Loose]]] = []


def register_check(check: Callable[[], Iterable[Loose]]) -> None:
    """Add a check of what follows from proved rows without a leaf of its own. Adding it again changes nothing."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def checks() -> Iterator[Loose]:
    """What the registered checks find."""
    for check in _CHECKS:
        yield from check()


CHANGED = "内容与登入日志时不同"
COLUMNS = "登记的栏目与存证原文不一致"
UNREADABLE = "存证原文无法读出"


def sealed_of(body: bytes | None) -> Commitment | None:
    """The commitment of a kept body, or None when the bytes are no body."""
    if not body:
        return None
    try:
        return recommit(body)
    except ValueError:
        return None
