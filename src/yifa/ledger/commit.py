"""Commitments: every field of a record is committed with its own random salt; a leaf holds digests only.

Canonical JSON is RFC 8785. A field's digest is SHA-256(salt ‖ canonical([name, value])); the leaf is the canonical
list of [name, hex digest] sorted by name; the commitment is SHA-256(leaf). No floats: RFC 8785 would accept
them, this module does not, because two runtimes may print the same number differently.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785

SALT_BYTES = 16
BODY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Commitment:
    """`body`: exact bytes to keep (values and salts); `leaf`: exact bytes for the log; `digest`: SHA-256(leaf)."""

    body: bytes
    leaf: bytes
    digest: bytes


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of a JSON value. Raises ValueError for a float or anything JSON cannot hold."""
    _refuse_floats(value)
    return rfc8785.dumps(value)


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("a committed value may not be a float")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def field_digest(name: str, value: Any, salt: bytes) -> str:
    """Hex SHA-256 of one salted field."""
    return hashlib.sha256(salt + rfc8785.dumps([name, value])).hexdigest()


def commit(fields: Mapping[str, Any]) -> Commitment:
    """Commit to fields (JSON values without floats) with fresh salts. Raises ValueError for a float."""
    salted: dict[str, Any] = {}
    digests: list[list[str]] = []
    for name in sorted(fields):
        value = fields[name]
        _refuse_floats(value)
        salt = secrets.token_bytes(SALT_BYTES)
        salted[name] = {"s": salt.hex(), "v": value}
        digests.append([name, field_digest(name, value, salt)])
    return _build(salted, digests)


def _build(salted: Mapping[str, Any], digests: list[list[str]]) -> Commitment:
    body = rfc8785.dumps({"fields": dict(salted), "version": BODY_VERSION})
    leaf = rfc8785.dumps(digests)
    return Commitment(body, leaf, hashlib.sha256(leaf).digest())


def open_body(body: bytes) -> dict[str, Any]:
    """The field values kept in a body. Raises ValueError when the bytes are not a body."""
    data = json.loads(body)
    if not isinstance(data, dict) or "fields" not in data:
        raise ValueError("not a committed body")
    return {name: entry["v"] for name, entry in data["fields"].items()}


def recommit(body: bytes) -> Commitment:
    """Leaf and digest recomputed from a kept body, for verification. Raises ValueError when it is not a body."""
    data = json.loads(body)
    if not isinstance(data, dict) or "fields" not in data:
        raise ValueError("not a committed body")
    fields = data["fields"]
    digests = [[n, field_digest(n, fields[n]["v"], bytes.fromhex(fields[n]["s"]))] for n in sorted(fields)]
    return _build(fields, digests)
