"""What lives outside the database and its backups: the signing key, and the newest checkpoint that was signed.

Both are files of one folder (setting YIFA_LEDGER_DIR). A database that is behind the kept checkpoint was put back to
an earlier state, and nothing more is signed until a person has decided what to do. A host that only shows and checks
needs the public half of the key alone.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from yifa.ledger.keys import CosignatureVerifier, Cosigner, Ed25519Signer, Ed25519Verifier
from yifa.ledger.keys_sm import extra_signers
from yifa.ledger.note import Checkpoint, Note, NoteError, Signer, open_checkpoint
from yifa.ledger.store import reading
from yifa.ledger.store.keyfiles import KeyFiles, read, write
from yifa.ledger.store.keyfiles import folder as folder
from yifa.ledger.store.trouble import LedgerTrouble

LOG_KEY, LOG_PUBLIC = "log.key", "log.pub"
WITNESS_KEY, WITNESS_PUBLIC = "witness.key", "witness.pub"
NEWEST, DAILY = "checkpoint", "daily"


def signer() -> Ed25519Signer:
    """The key of this node's log, made when there is none yet and nothing was ever signed. Raises LedgerTrouble."""
    return _LOG.signer()


def timestamper() -> Cosigner:
    """The log's key as a cosigner: it signs when a checkpoint was made (C2SP tlog-cosignature). LedgerTrouble."""
    return signer().timestamping()


def signers(at: float) -> list[Signer]:
    """All who sign this log's checkpoints at POSIX second `at`: its own key, the same with the time, then others.

    The others are those of YIFA_LEDGER_SIGNERS. Raises LedgerTrouble.
    """
    own = signer()
    try:
        others = extra_signers(settings.YIFA_LEDGER_SIGNERS)
    except NoteError as error:
        raise LedgerTrouble(
            "YIFA_LEDGER_SIGNERS 中的联署方装载不了，没有继续签署。",
            "请检查该设置和所需的程序包；不再需要联署的，清空该设置。已有的记录没有丢失，恢复后自动继续登入。",
            f"A signer of YIFA_LEDGER_SIGNERS cannot be loaded: {error}",
        ) from None
    return [own, own.timestamping(lambda: at), *others]


def signs_here() -> bool:
    """Whether this host has the key; one that has only the public half shows and checks."""
    return (folder() / LOG_KEY).exists()


def verifier() -> Ed25519Verifier:
    """The public half of the log's key, also where the key itself is not. Raises LedgerTrouble; makes no key."""
    return _LOG.verifier()


def clock() -> CosignatureVerifier:
    """The public half of the log's key as it signs with the time. Raises LedgerTrouble; makes no key."""
    found = verifier()
    return CosignatureVerifier(found.name, found.public)


def origin() -> str:
    """The name of this node's log, which is the name of its key. Raises LedgerTrouble; makes no key."""
    return verifier().name


def witness() -> Cosigner:
    """The key this node cosigns other logs with, made when nothing was ever cosigned. Raises LedgerTrouble."""
    return _WITNESS.signer()


def witness_verifier() -> Ed25519Verifier:
    """The public half of the witness's key. Raises LedgerTrouble.

    Only a node that witnesses asks, so the first time makes the key: a log must know it before it can ask to sign.
    """
    return _WITNESS.verifier() if _WITNESS.is_here() else witness().verifier


def new_witness() -> Cosigner:
    """Another key for the witness, its old one being lost or stolen. LedgerTrouble while the old files are there."""
    if _WITNESS.is_here():
        raise LedgerTrouble(
            f"本机的 {folder()} 中已有见证密钥。",
            f"确要换用新密钥的，请先把 {WITNESS_KEY} 和 {WITNESS_PUBLIC} 移到别处存档。",
            "There is a witness key already.",
        )
    _WITNESS.make()
    return witness()


def kept() -> tuple[Checkpoint, str] | None:
    """The newest checkpoint kept outside the database, and its note; None when nothing was kept yet. LedgerTrouble."""
    note = read(NEWEST)
    if note is None:
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
    """Write the newest checkpoint beside the key, on disk before this returns. An older one never replaces a newer.

    LedgerTrouble when it cannot be written.
    """
    before = kept()
    if before and before[0].size >= open_checkpoint(note, verifier(), origin())[0].size:
        return
    try:
        write(folder() / NEWEST, note.encode(), 0o644)
    except OSError as error:
        raise LedgerTrouble(
            f"新的检查点写不进 {folder()}，没有公布。",
            "请检查磁盘空间和该目录的权限。记录照常登入日志，恢复后自动公布。",
            f"The newest checkpoint cannot be kept: {error.strerror}",
        ) from None


def kept_days() -> list[tuple[str, Note]]:
    """Each day's checkpoint as written outside the database, oldest first; what is no note of ours is left out."""
    folders = [folder(), *([Path(settings.YIFA_LEDGER_EXPORT)] if settings.YIFA_LEDGER_EXPORT else [])]
    found: dict[str, Note] = {}
    for path in sorted(path for place in folders for path in place.glob(f"{DAILY}/*.txt")):
        try:
            text = path.read_text(encoding="utf-8").partition("\n\n")[2]
            found[path.stem] = open_checkpoint(text, verifier(), origin())[1]
        except (OSError, UnicodeDecodeError, NoteError):
            continue
    return list(found.items())


def _signed() -> bool:
    return (folder() / NEWEST).exists() or reading.newest().size > 0


def _cosigned() -> bool:
    from yifa.ledger.store.models import Witnessed  # here, since an export is checked without a database

    return Witnessed.objects.exists()


_LOG = KeyFiles(LOG_KEY, LOG_PUBLIC, Ed25519Signer, "", _signed)
_WITNESS = KeyFiles(WITNESS_KEY, WITNESS_PUBLIC, Cosigner, "/witness", _cosigned)
