"""What lives outside the database and its backups: the signing key, and the newest checkpoint that was signed.

Both are files of one folder (setting YIFA_LEDGER_DIR). A database that is behind the kept checkpoint was put back to
an earlier state, and nothing more is signed until a person has decided what to do.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from yifa.ledger.keys import Cosigner, Ed25519Signer, Ed25519Verifier, parse_signer
from yifa.ledger.note import Checkpoint, NoteError, Signer, open_checkpoint, valid_key_name
from yifa.ledger.store.trouble import LedgerTrouble

LOG_KEY = "log.key"
WITNESS_KEY = "witness.key"
NEWEST = "checkpoint"


def folder() -> Path:
    """Where keys and the newest checkpoint are kept."""
    return Path(settings.YIFA_LEDGER_DIR)


def signer() -> Ed25519Signer:
    """The key of this node's log, made when there is none yet and nothing was ever signed. Raises LedgerTrouble."""
    return _key(LOG_KEY, Ed25519Signer)


def timestamper() -> Cosigner:
    """The log's key as a cosigner: it signs when a checkpoint was made (C2SP tlog-cosignature). LedgerTrouble."""
    return signer().timestamping()


def signers() -> list[Signer]:
    """All who sign this log's checkpoints: its own key, the same with the time, then those of YIFA_LEDGER_SIGNERS."""
    own = signer()
    others = [import_string(path.replace(":", "."))() for path in settings.YIFA_LEDGER_SIGNERS]
    return [own, own.timestamping(), *others]


def witness() -> Cosigner:
    """The key this node cosigns other logs with, made on first use. Raises LedgerTrouble."""
    found = _key(WITNESS_KEY, Cosigner)
    assert isinstance(found, Cosigner)
    return found


def verifier() -> Ed25519Verifier:
    """The public half of the log's key. Raises LedgerTrouble."""
    return signer().verifier


def origin() -> str:
    """The name of this node's log, which is the name of its key."""
    return signer().name


def kept() -> tuple[Checkpoint, str] | None:
    """The newest checkpoint kept outside the database, and its note; None when nothing was kept yet."""
    try:
        note = (folder() / NEWEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        return open_checkpoint(note, verifier(), origin())[0], note
    except NoteError as error:
        raise LedgerTrouble(
            f"数据库之外保存的检查点 {folder() / NEWEST} 读不出来，或者不是本日志的签名。",
            "请从签名密钥的备份处取回同一目录下的 checkpoint 文件；不要删除它。",
            f"The kept checkpoint is not readable: {error}",
        ) from None


def keep(note: str) -> None:
    """Write the newest checkpoint beside the key, on disk before this returns. An older one never replaces a newer."""
    before = kept()
    if before and before[0].size >= open_checkpoint(note, verifier(), origin())[0].size:
        return
    _write(folder() / NEWEST, note.encode(), 0o644)


def _key(name: str, kind: type[Ed25519Signer]) -> Ed25519Signer:
    path = folder() / name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _made(path, kind)
    try:
        found = parse_signer(text)
    except NoteError as error:
        raise LedgerTrouble(
            f"签名密钥文件 {path} 已损坏。",
            "请从密钥的备份恢复这个文件。没有它，新的记录不能登入日志；已有的记录没有丢失。",
            f"The signing key cannot be read: {error}",
        ) from None
    if not isinstance(found, kind):
        raise LedgerTrouble(f"{path} 不是这种用途的密钥。", "请核对文件名。", "The key is of another kind.")
    return found


def _made(path: Path, kind: type[Ed25519Signer]) -> Ed25519Signer:
    if (folder() / NEWEST).exists() and path.name == LOG_KEY:
        raise LedgerTrouble(
            f"签名密钥 {path} 不见了，而日志已经签过检查点。",
            "请从密钥的备份恢复；换用新密钥会使已发出的证明无法核对。",
            "The signing key is missing although checkpoints were signed with it.",
        )
    name = str(settings.YIFA_LEDGER_ORIGIN)
    if path.name == WITNESS_KEY:
        name = f"{name}/witness"
    if not valid_key_name(name):
        raise LedgerTrouble(f"日志名称“{name}”不能用。", "请检查 YIFA_LEDGER_ORIGIN。", "Not a key name.")
    made = kind(name, secrets.token_bytes(32))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    _write(part, f"{made}\n".encode(), 0o600)
    with contextlib.suppress(FileExistsError):
        os.link(part, path)  # the first of two processes wins, the other reads its key
    part.unlink()
    return _key(path.name, kind)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Replace a file as a whole, on disk before this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
