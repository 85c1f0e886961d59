"""Daily log files: lines of JSON, each file chained to the one before and signed.

A file is a head, the entries, and a foot:

    {"format":"yifa-log/1","node":…,"day":"2026-11-27","previous":<SHA-256 of the file before, or "">}
    {"id":…,"at":…,"source":"event"|"change",…}
    {"count":…,"sha256":<of everything above>,"key":<public key>,"signature":<Ed25519 of the four lines of `signed`>}
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

FORMAT = "yifa-log/1"
KEY, PUBLIC, PRUNED = "logs.key", "logs.pub", "pruned.json"
MONTHS_KEPT = 6  # 网络安全法(2025 年修正)第二十三条第三项:网络日志留存不少于六个月


class LogTrouble(Exception):
    """Something that stops writing or deleting log files; the message says what to do, in Chinese."""


@dataclass
class Checked:
    """What verifying found: files and entries looked at, problems by file."""

    files: int = 0
    entries: int = 0
    first: date | None = None
    last: date | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # id of an entry → its line


def name_of(day: date) -> str:
    """The file of a day."""
    return f"log-{day.isoformat()}.jsonl"


def files(folder: Path) -> list[Path]:
    """Log files of the folder, oldest first."""
    return sorted(folder.glob("log-????-??-??.jsonl"))


def day_of(path: Path) -> date:
    """The day a file is of."""
    return date.fromisoformat(path.stem.removeprefix("log-"))


def line(entry: dict[str, Any]) -> str:
    """One entry as it stands in a file, without the end of line."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compose(node: str, day: date, previous: str, entries: Iterable[str], key: Ed25519PrivateKey) -> bytes:
    """The bytes of a file."""
    rows = list(entries)
    head = line({"format": FORMAT, "node": node, "day": day.isoformat(), "previous": previous})
    body = "".join(f"{row}\n" for row in [head, *rows]).encode()
    digest = hashlib.sha256(body).hexdigest()
    signature = key.sign(signed(node, day.isoformat(), digest))
    foot = {
        "count": len(rows),
        "sha256": digest,
        "key": public_of(key),
        "signature": base64.b64encode(signature).decode(),
    }
    return body + f"{line(foot)}\n".encode()


def signed(node: str, day: str, digest: str) -> bytes:
    """What the signature is over."""
    return f"{FORMAT}\n{node}\n{day}\n{digest}\n".encode()


def write(folder: Path, day: date, content: bytes) -> Path:
    """Put a file there whole, readable by its owner, writable by nobody; one that is there is never replaced."""
    target = folder / name_of(day)
    part = folder / f".{target.name}.{os.getpid()}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(part, target)
    except FileExistsError:
        raise LogTrouble(f"{target} 已经存在，不改写。") from None
    finally:
        part.unlink()
    return target


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The operator's key for log files, made when the folder has neither key nor files. Raises LogTrouble."""
    path = folder / KEY
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text("ascii")))
    if files(folder):
        raise LogTrouble(f"{folder} 中有日志文件而没有密钥 {KEY}。请从备份取回，不要另造。")
    key = Ed25519PrivateKey.generate()
    seed = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    for name, text in ((KEY, base64.b64encode(seed).decode()), (PUBLIC, public_of(key))):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w") as out:
            out.write(text + "\n")
    return key


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, in base64."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def digest_of(path: Path) -> str:
    """SHA-256 of a file, by which the next one names it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def verify(folder: Path, public: str) -> Checked:
    """Every file: chain, days without a gap, count, digest, signature, and that nobody may write it."""
    found = Checked()
    expected = pruned(folder).get("sha256", "")
    for path in files(folder):
        found.files += 1
        day = day_of(path)
        if found.last is not None and day != found.last + timedelta(days=1):
            found.problems.append((path.name, f"缺少 {found.last + timedelta(days=1)} 的文件"))
        found.first, found.last = found.first or day, day
        if path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            found.problems.append((path.name, "文件可以改写，应为 0400"))
        content = path.read_bytes()
        found.problems += [(path.name, said) for said in _check(content, day, expected, public, found)]
        expected = hashlib.sha256(content).hexdigest()
    return found


def _check(content: bytes, day: date, previous: str, public: str, found: Checked) -> list[str]:
    try:
        lines = content.decode().splitlines(keepends=True)
        head, foot = json.loads(lines[0]), json.loads(lines[-1])
        entries = lines[1:-1]
        signature, told = base64.b64decode(foot["signature"]), (foot["count"], foot["sha256"], foot["key"])
        if head["format"] != FORMAT or not lines[-1].endswith("\n"):
            raise ValueError(head["format"])
        said = []
        for row in entries:
            found.ids[str(json.loads(row)["id"])] = row.rstrip("\n")
    except (ValueError, KeyError, IndexError, TypeError) as error:
        return [f"读不出来（{type(error).__name__}）"]
    found.entries += len(entries)
    digest = hashlib.sha256("".join(lines[:-1]).encode()).hexdigest()
    if head["day"] != day.isoformat():
        said.append(f"内容是 {head['day']} 的")
    if head["previous"] != previous:
        said.append("与前一个文件接不上：前一个文件被改动、替换或者缺失")
    if told != (len(entries), digest, public):
        said.append("条数、摘要或者公钥不符：内容被改动")
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(signature, signed(head["node"], head["day"], digest))
    except (InvalidSignature, ValueError):
        said.append("签名不符")
    return said


def months_before(today: date, months: int) -> date:
    """The same day so many months ago, or the last of that month."""
    count = today.year * 12 + today.month - 1 - months
    year, month = divmod(count, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def prune(folder: Path, before: date, today: date) -> Sequence[Path]:
    """Delete files of days before `before`; what was deleted last is kept in mind for the chain.

    Raises LogTrouble, and deletes nothing, when one of them is younger than six months.
    """
    limit = months_before(today, MONTHS_KEPT)
    if before > limit:
        raise LogTrouble(
            f"日志须留存不少于六个月（网络安全法第二十三条第三项）：今天最多删到 {limit} 以前，没有删除。"
        )
    old = [path for path in files(folder) if day_of(path) < before]
    if not old:
        return []
    mark = folder / PRUNED
    part = folder / f".{PRUNED}"
    part.write_text(line({"day": day_of(old[-1]).isoformat(), "sha256": digest_of(old[-1])}) + "\n", "utf-8")
    part.replace(mark)
    for path in old:
        path.unlink()
    return old


def pruned(folder: Path) -> dict[str, Any]:
    """The last file that was deleted, empty when none was."""
    try:
        return dict(json.loads((folder / PRUNED).read_text("utf-8")))
    except (OSError, ValueError):
        return {}
