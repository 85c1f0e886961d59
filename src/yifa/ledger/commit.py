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


# The standard library's encoder writes the same bytes as RFC 8785 for what `_is_plain` lets through, ten times faster.
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False, allow_nan=False
).encode
_SAFE_INTEGER = 2**53 - 1


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of a JSON value. Raises ValueError for a float or anything JSON cannot hold."""
    if _is_plain(value):
        try:
            return _encode(value).encode()
        except UnicodeEncodeError:  # half of a surrogate pair; the library says it better
            pass
    return rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    """True when keys sort alike in code points and UTF-16 and all types are JSON's own. ValueError for a float."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return abs(int(value)) <= _SAFE_INTEGER
    if kind is dict:
        keys = [type(key) is str and key.isascii() for key in value]
        items = [_is_plain(item) for item in value.values()]  # every one of them: a float anywhere is refused
        return all(keys) and all(items)
    if kind is list or kind is tuple:
        items = [_is_plain(item) for item in value]
        return all(items)
    _refuse_floats(value)
    return False


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
    return hashlib.sha256(salt + canonical([name, value])).hexdigest()


def commit(fields: Mapping[str, Any]) -> Commitment:
    """Commit to fields (JSON values without floats) with fresh salts. Raises ValueError for a float."""
    entries: list[bytes] = []
    digests: list[list[str]] = []
    for name in sorted(fields, key=_utf16):
        key, value, salt = canonical(name), canonical(fields[name]), secrets.token_bytes(SALT_BYTES)
        entries.append(b'%b:{"s":"%b","v":%b}' % (key, salt.hex().encode(), value))
        digests.append([name, hashlib.sha256(salt + b"[%b,%b]" % (key, value)).hexdigest()])
    body = b'{"fields":{%b},"version":%d}' % (b",".join(entries), BODY_VERSION)
    return _sealed(body, sorted(digests))


def _utf16(name: str) -> bytes:
    """The order of keys in RFC 8785."""
    return name.encode("utf-16-be", "surrogatepass")


def _sealed(body: bytes, digests: list[list[str]]) -> Commitment:
    leaf = canonical(digests)
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
    return _sealed(canonical({"fields": fields, "version": BODY_VERSION}), digests)
