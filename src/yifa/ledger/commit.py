"""Commitments: every field of a record is committed with its own random salt; a leaf holds digests only.

A field is opened by one line, the canonical JSON (RFC 8785) of [salt, name, value], as in the disclosures of
SD-JWT (RFC 9901); its digest is SHA-256 of that line. The body is the lines in order of name, joined by newlines,
which canonical JSON never contains; the leaf is the canonical list of [name, hex digest]. No floats: RFC 8785 would
accept them, this module does not, because two runtimes may print the same number differently.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

SALT_BYTES = 16
_NAME = re.compile(r"[A-Za-z0-9_.:@-]{1,120}")
_NAME_AT = len('["') + 2 * SALT_BYTES + len('","')


@dataclass(frozen=True, slots=True)
class Commitment:
    """`body`: exact bytes to keep (salts and values); `leaf`: exact bytes for the log; `digest`: SHA-256(leaf)."""

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


def opening(name: str, value: Any, salt: bytes) -> bytes:
    """The line that opens one field: canonical [hex salt, name, value]. ValueError for a name or value not allowed."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a field name: {name!r}")
    return b'["%b","%b",%b]' % (salt.hex().encode(), name.encode(), canonical(value))


def commit(fields: Mapping[str, Any]) -> Commitment:
    """Commit to fields (JSON values without floats) with fresh salts. Raises ValueError for a float or an odd name."""
    return _sealed([opening(name, fields[name], secrets.token_bytes(SALT_BYTES)) for name in sorted(fields)])


def recommit(body: bytes) -> Commitment:
    """Leaf and digest recomputed from a kept body, for verification. Raises ValueError when it is not a body.

    Nothing is put right on the way: lines in another order give another leaf.
    """
    return _sealed(body.split(b"\n"))


def _sealed(lines: Sequence[bytes]) -> Commitment:
    sha256 = hashlib.sha256
    try:
        leaf = b"[%b]" % b",".join(
            [
                b'["%b","%b"]'
                % (line[_NAME_AT : line.index(b'"', _NAME_AT)], sha256(line).hexdigest().encode())
                for line in lines
            ]
        )
    except ValueError:
        raise ValueError("not a committed body") from None
    return Commitment(b"\n".join(lines), leaf, sha256(leaf).digest())


def _name(line: bytes) -> bytes:
    return line[_NAME_AT : line.index(b'"', _NAME_AT)]


def lines_behind(body: bytes, leaf: bytes) -> list[bytes] | None:
    """The lines of a body when the leaf is just theirs, else None: as `recommit(body).leaf == leaf`, in half the time.

    Verification of a whole record spends most of its time here.
    """
    lines, parts = body.split(b"\n"), leaf.split(b'"')
    names, count = parts[1::4], len(lines)
    if len(parts) != 4 * count + 1 or parts[0] != b"[[" or parts[-1] != b"]]":
        return None
    if parts[2::4] != [b","] * count or parts[4:-1:4] != [b"],["] * (count - 1):
        return None
    said = b"".join(parts[3::4])
    if b"".join([hashlib.sha256(line).digest() for line in lines]).hex().encode() != said:
        return None
    heads = [line[_NAME_AT : _NAME_AT + len(name) + 1] for line, name in zip(lines, names, strict=True)]
    return lines if b"".join(heads) == b'"'.join(names) + b'"' else None


def part_behind(part: bytes, leaf: bytes, names: Sequence[str]) -> list[bytes] | None:
    """The lines kept of an erased body when they open just these fields of the leaf, in its order, else None."""
    try:
        kept = json.loads(_sealed(part.split(b"\n")).leaf)
        said = [pair for pair in json.loads(leaf) if pair[0] in names]
    except (LookupError, RecursionError, TypeError, ValueError):
        return None
    whole = kept == said and [pair[0] for pair in said] == list(names)
    return part.split(b"\n") if whole else None


def openings(body: bytes) -> list[tuple[str, str, Any]]:
    """(hex salt, name, value) of every field in a body. Raises ValueError when the bytes are not a body."""
    try:
        found = json.loads(b"[%b]" % body.replace(b"\n", b","))
        rows = [(str(salt), str(name), value) for salt, name, value in found]
    except (TypeError, ValueError):
        raise ValueError("not a committed body") from None
    if not rows:
        raise ValueError("not a committed body")
    return rows


def open_body(body: bytes) -> dict[str, Any]:
    """The field values kept in a body. Raises ValueError when the bytes are not a body."""
    return {name: value for _, name, value in openings(body)}


def lines_of(body: bytes, names: Mapping[str, Any] | Sequence[str] | None = None) -> list[bytes]:
    """The lines that open the named fields (all when None), for a proof that shows just these."""
    lines = body.split(b"\n")
    return lines if names is None else [line for line in lines if _name(line).decode() in names]
