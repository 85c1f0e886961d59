"""A key in two files of the folder outside the database: the secret half for who signs, the public half for everyone.

A key is made once, by whoever signs first, and never where something was signed before.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings

from yifa.ledger.keys import (  # fmt: skip
    CosignatureVerifier,
    Cosigner,
    Ed25519Signer,
    Ed25519Verifier,
    parse_signer,
    parse_verifier,
)
from yifa.ledger.note import NoteError, valid_key_name
from yifa.ledger.store.trouble import LedgerTrouble

S = TypeVar("S", bound=Ed25519Signer)


def folder() -> Path:
    """Where keys and the newest checkpoint are kept."""
    return Path(settings.YIFA_LEDGER_DIR)


@dataclass(frozen=True, slots=True)
class KeyFiles(Generic[S]):
    """The files of one key, what it signs as, what its name adds to the log's, and whether it was used already."""

    secret_name: str
    public_name: str
    kind: type[S]
    suffix: str
    used: Callable[[], bool]

    def signer(self) -> S:
        """The key, made when there is none and none was ever used. Raises LedgerTrouble."""
        if read(self.secret_name) is None:
            spent = self._has_public() or self.used()
            if spent and read(self.secret_name) is None:  # unless somebody made it just now
                raise LedgerTrouble(
                    f"签名密钥 {folder() / self.secret_name} 不见了；用过密钥以后不会另造一把。",
                    "请从密钥的备份恢复；换用新密钥会使已发出的证明无法核对。"
                    f"本机只用来查看的，把签名的主机上的 {self.public_name} 复制到本机同一目录即可。",
                    "The signing key is missing although checkpoints were signed with it.",
                )
            self.make()
        found = self._secret()
        self._show(found)
        return found

    def verifier(self) -> Ed25519Verifier:
        """The public half, also where the secret one is not. Raises LedgerTrouble; makes no key."""
        text = read(self.public_name)
        if text is None:
            if self.is_secret_here():
                return self._secret().verifier
            raise LedgerTrouble(
                f"公钥 {folder() / self.public_name} 不见了，或者还没有产生过密钥。",
                f"请把签名的主机上的 {self.public_name} 复制到本机同一目录；"
                "还没有签过检查点的，登入第一项记录时自动产生。",
                "There is no public key on this machine.",
            )
        try:
            found = parse_verifier(text)
        except NoteError as error:
            raise LedgerTrouble(
                f"公钥文件 {folder() / self.public_name} 已损坏。",
                "请从签名的主机上重新复制；签名的主机上也损坏的，删除它，会由签名密钥重新写出。",
                f"The public key cannot be read: {error}",
            ) from None
        if (found.kind == CosignatureVerifier.kind) != (self.kind is Cosigner):
            raise _of_another_kind(self.public_name)
        return found

    def is_here(self) -> bool:
        """Whether one of the files is."""
        return self.is_secret_here() or self._has_public()

    def is_secret_here(self) -> bool:
        """Whether this machine can sign with it."""
        return (folder() / self.secret_name).exists()

    def make(self) -> None:
        """Write a new secret key, unless another process was faster. Raises LedgerTrouble."""
        name = f"{settings.YIFA_LEDGER_ORIGIN}{self.suffix}"
        if not valid_key_name(name):
            raise LedgerTrouble(f"日志名称“{name}”不能用。", "请检查 YIFA_LEDGER_ORIGIN。", "Not a key name.")
        path = folder() / self.secret_name
        part = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        write(part, f"{self.kind(name, secrets.token_bytes(32))}\n".encode(), 0o600)
        with contextlib.suppress(FileExistsError):
            os.link(part, path)  # the first of two processes wins, the other reads its key
        part.unlink()

    def _has_public(self) -> bool:
        return (folder() / self.public_name).exists()

    def _secret(self) -> S:
        try:
            found = parse_signer(read(self.secret_name) or "")
        except NoteError as error:
            raise LedgerTrouble(
                f"签名密钥文件 {folder() / self.secret_name} 已损坏。",
                "请从密钥的备份恢复这个文件。没有它，新的记录不能登入日志；已有的记录没有丢失。",
                f"The signing key cannot be read: {error}",
            ) from None
        if type(found) is not self.kind:
            raise _of_another_kind(self.secret_name)
        return found

    def _show(self, key: S) -> None:
        """Write the public half beside the key. LedgerTrouble when another one stands there."""
        text = read(self.public_name)
        if text is None:
            with contextlib.suppress(OSError):  # where nothing can be written the key itself still signs
                write(folder() / self.public_name, f"{key.verifier}\n".encode(), 0o644)
        elif text.strip() != str(key.verifier):
            raise LedgerTrouble(
                f"{folder() / self.public_name} 与同一目录的签名密钥不是一对。",
                "其中一个被换过，没有继续签名。请与密钥的备份核对，恢复原来的那一对。",
                "The public key does not belong to the signing key.",
            )


def read(name: str) -> str | None:
    """The text of a file of the folder; None when it is not there. LedgerTrouble when it cannot be read."""
    try:
        return (folder() / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerTrouble(
            f"{folder() / name} 读不出来。",
            "请核对文件的内容和权限：运行本程序的用户应当能读。损坏的，从密钥的备份恢复。",
            f"The file cannot be read: {type(error).__name__}",
        ) from None


def write(path: Path, data: bytes, mode: int) -> None:
    """Replace a file as a whole, on disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            os.fchmod(handle, mode)  # whatever the umask is
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError:  # tried again twice a second: nothing may pile up on a full disk
        part.unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _of_another_kind(name: str) -> LedgerTrouble:
    return LedgerTrouble(
        f"{folder() / name} 不是这种用途的密钥。", "请核对文件名。", "The key is of another kind."
    )
