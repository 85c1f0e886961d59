"""Proof bundles as they are written (format "yifa-proof/1"); `checking` reads them.

A bundle opens fields of log entries, shows the entries to be in the tree of a signed checkpoint, and that tree to be
the beginning of a newer one.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FORMAT = "yifa-proof/1"
MAX_BYTES = 8 * 1024 * 1024
MAX_PROOFS = 64
MAX_PATH = 64
MAX_WITNESSES = 64
MAX_VALUES = 1_000_000


@dataclass(frozen=True, slots=True)
class Proof:
    """One log entry: its leaf's bytes, the lines that open some of its fields, its inclusion path."""

    kind: str
    index: int
    leaf: bytes
    opened: Sequence[bytes]
    path: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Newest:
    """A newer checkpoint (a whole note) and the consistency path that leads to it."""

    checkpoint: str
    path: Sequence[bytes]


def build(
    origin: str,
    key: str,
    checkpoint: str,
    proofs: Sequence[Proof],
    newest: Newest | None = None,
    witnesses: Sequence[str] = (),
) -> dict[str, Any]:
    """A bundle as a JSON value. `key` and `witnesses` are written as vkeys, checkpoints are whole signed notes."""
    return {
        "format": FORMAT,
        "log": {"origin": origin, "key": key},
        "checkpoint": checkpoint,
        "proofs": [
            {
                "kind": proof.kind,
                "index": proof.index,
                "leaf": proof.leaf.decode(),
                "opened": [line.decode() for line in proof.opened],
                "path": _written(proof.path),
            }
            for proof in proofs
        ],
        "newest": newest and {"checkpoint": newest.checkpoint, "path": _written(newest.path)},
        "witnesses": list(witnesses),
    }


def encode(bundle: dict[str, Any]) -> bytes:
    """The bundle's file: UTF-8, indented, since people look into it."""
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


def _written(path: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(step).decode() for step in path]
