"""Keys that sign notes: Ed25519 for the log, timestamped Ed25519 for witnesses (C2SP signed-note, tlog-cosignature).

Written as text, a verifier is `name+hex id+base64(type ‖ public key)`, a signer
`PRIVATE+KEY+name+hex id+base64(type ‖ seed)`: the forms other tools of the field read.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from yifa.ledger.note import NoteError, Signature, decode64, valid_key_name

ED25519 = 0x01
COSIGNATURE = 0x04
OTHER = 0xFF
_TIME_BYTES = 8
_KEY_ID = re.compile(r"[0-9a-f]{8}")


class UnknownAlgorithm(NoteError):
    """A key that is written well, of a signature type that is not known here."""


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """First four bytes of SHA-256(name ‖ newline ‖ type ‖ public key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True)
class Ed25519Verifier:
    """Checks a log's signatures of note texts."""

    name: str
    public: bytes
    kind: int = ED25519
    key_id: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key_id", key_id(self.name, self.kind, self.public))

    def verify(self, text: str, value: bytes) -> bool:
        """Whether `value` is the 64-byte signature of the text."""
        return _verifies(self.public, value, text.encode())

    def __str__(self) -> str:
        return (
            f"{self.name}+{self.key_id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"
        )


@dataclass(frozen=True)
class CosignatureVerifier(Ed25519Verifier):
    """Checks a witness's cosignatures of checkpoints (cosignature/v1)."""

    kind: int = COSIGNATURE

    def verify(self, text: str, value: bytes) -> bool:
        """Whether `value` is a time and a signature over time and text."""
        if len(value) < _TIME_BYTES:
            return False
        at = int.from_bytes(value[:_TIME_BYTES], "big")
        return at < 2**63 and _verifies(self.public, value[_TIME_BYTES:], cosigned(text, at))


class Ed25519Signer:
    """Signs note texts as a log does."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name = name
        self.verifier: Ed25519Verifier = Ed25519Verifier(name, public)
        self.key_id = self.verifier.key_id

    def sign(self, text: str) -> bytes:
        """64 bytes."""
        return self._key.sign(text.encode())

    def timestamping(self, clock: Callable[[], float] = time.time) -> Cosigner:
        """The same key as a cosigner, so that the log signs the time of its checkpoints too."""
        return Cosigner(self.name, self._seed(), clock)

    def _seed(self) -> bytes:
        return self._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    def __str__(self) -> str:
        seed = self._seed()
        material = base64.b64encode(bytes([self.verifier.kind]) + seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.key_id.hex()}+{material}"


class Cosigner(Ed25519Signer):
    """Signs checkpoints as a witness does: eight bytes of POSIX seconds, then the signature over them and the text."""

    def __init__(self, name: str, seed: bytes, clock: Callable[[], float] = time.time) -> None:
        super().__init__(name, seed)
        self.verifier = CosignatureVerifier(name, self.verifier.public)
        self.key_id = self.verifier.key_id
        self._clock = clock

    def sign(self, text: str) -> bytes:
        """72 bytes, for this very second."""
        at = int(self._clock())
        return at.to_bytes(_TIME_BYTES, "big") + self._key.sign(cosigned(text, at))


def cosigned(text: str, at: int) -> bytes:
    """The message that a witness signs at POSIX second `at`."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def signed_at(signature: Signature) -> int:
    """The POSIX second in a cosignature. NoteError when it is too short to have one."""
    if len(signature.value) < _TIME_BYTES:
        raise NoteError("not a cosignature")
    return int.from_bytes(signature.value[:_TIME_BYTES], "big")


def parse_verifier(text: str) -> Ed25519Verifier:
    """Read `name+id+key`. NoteError when it is not written so, or is of an algorithm not known here."""
    name, identity, material = _parts(text.strip().split("+", 2))
    kinds = {ED25519: Ed25519Verifier, COSIGNATURE: CosignatureVerifier}
    make = kinds.get(material[0])
    if make is None or len(material) != 33:
        raise _unknown(material)
    verifier = make(name, material[1:])
    if verifier.key_id != identity:
        raise NoteError("the key does not fit its id")
    return verifier


def parse_signer(text: str) -> Ed25519Signer:
    """Read `PRIVATE+KEY+name+id+seed`. NoteError when it is not written so."""
    prefix = "PRIVATE+KEY+"
    if not text.strip().startswith(prefix):
        raise NoteError("not a private key")
    name, identity, material = _parts(text.strip().removeprefix(prefix).split("+", 2))
    kinds: dict[int, type[Ed25519Signer]] = {ED25519: Ed25519Signer, COSIGNATURE: Cosigner}
    make = kinds.get(material[0])
    if make is None or len(material) != 33:
        raise _unknown(material)
    signer = make(name, material[1:])
    if signer.key_id != identity:
        raise NoteError("the key does not fit its id")
    return signer


def _parts(parts: list[str]) -> tuple[str, bytes, bytes]:
    if len(parts) != 3 or not valid_key_name(parts[0]):
        raise NoteError("not a key")
    material = decode64(parts[2])
    if not _KEY_ID.fullmatch(parts[1]) or not material:
        raise NoteError("not a key")
    return parts[0], bytes.fromhex(parts[1]), material


def _unknown(material: bytes) -> NoteError:
    if material[0] in (ED25519, COSIGNATURE):
        return NoteError("an Ed25519 key has 32 bytes")
    return UnknownAlgorithm(f"a key of an unknown algorithm: 0x{material[0]:02x}")


def _verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
