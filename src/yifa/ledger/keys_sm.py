"""Further signers of checkpoints that a deployment names, and one of them: SM2 with SM3 (GB/T 32918.2, GB/T 32905).

An SM2 line is an addition to the note, beside the log's Ed25519 signature, which every reader can check; tools that do
not know it pass it over. Its signature type is 0xff (C2SP signed-note: no byte assigned) followed by `IDENTIFIER`; the
value is r ‖ s, 64 bytes, under the signer ID 1234567812345678.

The software used here, tongsuopy (the extra `sm`), is NOT a certified commercial cryptography product, and neither is
this module. Where the law or an assessment (密评) asks for one, a deployment writes a signer of its own around its
certified module and names it; anything with `name`, `key_id` and `sign` will do (see `note.Signer`). gmssl is not
used: its signatures draw their nonce from a generator that is not meant for secrets.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from yifa.ledger.keys import OTHER
from yifa.ledger.note import NoteError, Signer, valid_key_name

IDENTIFIER = b"yifa sm2-with-sm3/v1\n"
_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_HALF = 32
_POINT_BYTES = 65


@dataclass(frozen=True)
class Sm2Verifier:
    """Checks SM2 signatures of note texts. `public` is the uncompressed point, 65 bytes."""

    name: str
    public: bytes
    key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        material = bytes([OTHER]) + IDENTIFIER + self.public
        identity = hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:4]
        object.__setattr__(self, "key_id", identity)

    def verify(self, text: str, value: bytes) -> bool:
        """Whether `value` is this key's signature of the text."""
        if len(value) != 2 * _HALF:
            return False
        r, s = int.from_bytes(value[:_HALF], "big"), int.from_bytes(value[_HALF:], "big")
        if not (0 < r < _ORDER and 0 < s < _ORDER):
            return False
        tongsuo = _tongsuo()
        try:
            point = tongsuo.ec.EllipticCurvePublicKey.from_encoded_point(tongsuo.ec.SM2(), self.public)
            point.verify(encode_dss_signature(r, s), text.encode(), tongsuo.algorithm())
        except (tongsuo.InvalidSignature, ValueError):
            return False
        return True

    def __str__(self) -> str:
        material = base64.b64encode(bytes([OTHER]) + IDENTIFIER + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


class Sm2Signer:
    """Signs note texts with a private key in memory. `secret` is the key's 32 bytes, big-endian."""

    def __init__(self, name: str, secret: bytes) -> None:
        number = int.from_bytes(secret, "big")
        if not valid_key_name(name) or len(secret) != _HALF or not 0 < number < _ORDER - 1:
            raise NoteError("not a name and an SM2 private key")
        tongsuo = _tongsuo()
        self._key = tongsuo.ec.derive_private_key(number, tongsuo.ec.SM2())
        place = self._key.public_key().public_numbers()
        public = b"\x04" + place.x.to_bytes(_HALF, "big") + place.y.to_bytes(_HALF, "big")
        self.name = name
        self.verifier = Sm2Verifier(name, public)
        self.key_id = self.verifier.key_id

    def sign(self, text: str) -> bytes:
        """64 bytes."""
        r, s = decode_dss_signature(self._key.sign(text.encode(), _tongsuo().algorithm()))
        return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def sm2_from_file(path: str | Path) -> Sm2Signer:
    """The signer in a file of two lines: name, and the private key in hexadecimal. NoteError when it is not that."""
    try:
        name, secret = Path(path).read_text(encoding="utf-8").split("\n")[:2]
        return Sm2Signer(name.strip(), bytes.fromhex(secret))
    except (OSError, ValueError) as error:
        raise NoteError(f"not an SM2 key file: {path}") from error


def parse_sm2_verifier(text: str) -> Sm2Verifier:
    """Read what `str(Sm2Verifier)` writes. NoteError when it is not written so."""
    name, _, rest = text.partition("+")
    try:
        material = base64.b64decode(rest.partition("+")[2], validate=True)
    except ValueError:
        raise NoteError("not a key") from None
    head = bytes([OTHER]) + IDENTIFIER
    if not valid_key_name(name) or not material.startswith(head) or len(material) != len(head) + _POINT_BYTES:
        raise NoteError("not an SM2 key")
    found = Sm2Verifier(name, material[len(head) :])
    if str(found) != text:
        raise NoteError("the key does not fit its id")
    return found


def load_signer(place: str) -> Signer:
    """The signer that "package.module:factory", called without arguments, gives. NoteError when it gives none."""
    module, _, name = place.partition(":")
    try:
        found: Any = getattr(importlib.import_module(module), name)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise NoteError(f"no signer at {place}: {error}") from error
    whole = isinstance(getattr(found, "name", None), str) and callable(getattr(found, "sign", None))
    if not whole or not valid_key_name(found.name) or len(bytes(getattr(found, "key_id", b""))) != 4:
        raise NoteError(f"what {place} gives is no signer")
    signer: Signer = found
    return signer


def extra_signers(names: Iterable[str]) -> list[Signer]:
    """The signers a deployment names, in order. NoteError for one that cannot be loaded, or two with the same key."""
    found = [load_signer(name) for name in names]
    if len({(signer.name, signer.key_id) for signer in found}) < len(found):
        raise NoteError("a signer is named twice")
    return found


@dataclass(frozen=True)
class _Tongsuo:
    ec: Any
    hashes: Any
    InvalidSignature: type[Exception]

    def algorithm(self) -> Any:
        """For an SM2 key the library takes this as SM2 with SM3, not as ECDSA; the published vector shows it does."""
        return self.ec.ECDSA(self.hashes.SM3())


def _tongsuo() -> _Tongsuo:
    """The library, which not every deployment has. NoteError when it is missing."""
    try:
        ec = importlib.import_module("tongsuopy.crypto.asymciphers.ec")
        hashes = importlib.import_module("tongsuopy.crypto.hashes")
        exceptions = importlib.import_module("tongsuopy.crypto.exceptions")
    except ImportError:
        raise NoteError("SM2 needs tongsuopy: install the extra `sm`") from None
    return _Tongsuo(ec, hashes, exceptions.InvalidSignature)
