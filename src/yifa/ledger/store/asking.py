"""Asks the witnesses of this node's log to cosign its newest checkpoint (C2SP tlog-witness), and counts who did.

Whatever a witness does, the log goes on: nothing here raises because of a witness, and nobody is waited for longer
than posting.TIMEOUT, twice at most. Who fails is left alone for a while.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.db import connection

from yifa.ledger import note, witnessing
from yifa.ledger.keys import CosignatureVerifier, parse_verifier
from yifa.ledger.note import NoteError
from yifa.ledger.store import alarms, posting, reading
from yifa.ledger.store.alarms import Problem
from yifa.ledger.store.posting import Answer
from yifa.ledger.store.witness import unreadable

log = logging.getLogger(__name__)

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0
UNPUBLISHED_AFTER = 60  # seconds that a checkpoint may wait for witnesses before this is called a problem


@dataclass(frozen=True)
class Witness:
    """A witness to ask: where, and the key it signs with."""

    prefix: str
    key: CosignatureVerifier

    @property
    def name(self) -> str:
        """Its key's name."""
        return self.key.name


@dataclass
class Patience:
    """Who failed is asked again after 5, 10, 20, … at most 60 seconds. `clock` must not go back."""

    clock: Callable[[], float] = time.monotonic
    _pauses: dict[Witness, tuple[float, float]] = field(default_factory=dict)

    def allows(self, witness: Witness) -> bool:
        """Whether it may be asked now."""
        return self.clock() >= self._pauses.get(witness, (0.0, float("-inf")))[1]

    def failed(self, witness: Witness) -> None:
        """It did not sign: pause, each time twice as long."""
        pause = min(self._pauses.get(witness, (FIRST_PAUSE / 2, 0.0))[0] * 2, LONGEST_PAUSE)
        self._pauses[witness] = (pause, self.clock() + pause)

    def signed(self, witness: Witness) -> None:
        """It signed: no pause."""
        self._pauses.pop(witness, None)


patience = Patience()


def witnesses() -> list[Witness]:
    """Those of YIFA_LEDGER_WITNESSES that can be read."""
    return list(_configured(tuple(settings.YIFA_LEDGER_WITNESSES))[0])


def problems() -> list[Problem]:
    """What is wrong with witnesses and their settings, for the status page; the gravest first. Reads the database."""
    return [*alarms.kept(), *_of_settings(), *_unpublished()]


def ask(size: int, own: str, patience: Patience = patience) -> None:
    """Ask who has not cosigned this checkpoint yet. `own` is the note as the log signed it."""
    asked = witnesses()
    if not asked:
        return
    done = _who_signed(size)
    turn = _Turn(size, own, patience)
    olds = {w: _last(w) for w in asked if w.name not in done and patience.allows(w)}
    again = turn.round(olds)
    turn.round(again, last=True)


def enough(size: int) -> bool:
    """Whether as many witnesses as YIFA_LEDGER_QUORUM have cosigned this checkpoint."""
    quorum = int(settings.YIFA_LEDGER_QUORUM)
    return quorum <= 0 or len(_who_signed(size) & {w.name for w in witnesses()}) >= quorum


@dataclass
class _Turn:
    size: int
    own: str
    patience: Patience

    def round(self, olds: dict[Witness, int], last: bool = False) -> dict[Witness, int]:
        """Send to all at once; returns who told another size to start from."""
        bodies = {}
        for witness, old in olds.items():
            body = self._body(witness, old)
            if body is not None:
                bodies[witness] = (witness.prefix, body)
        again = {}
        for witness, answer in posting.post_all(bodies).items() if bodies else ():
            told = self._told(witness, answer, olds[witness], last)
            if told is not None:
                again[witness] = told
        return again

    def _body(self, witness: Witness, old: int) -> bytes | None:
        try:
            return witnessing.write(old, reading.consistency(old, self.size), self.own)
        except (LookupError, ValueError) as error:
            text = "本地数据不能给出一致性证明，没有请求见证。请运行 yifa ledger verify 查明。"
            self._failed(witness, "wrong", text, f"No consistency proof from {old}: {error}")
            return None

    def _told(self, witness: Witness, answer: Answer, old: int, last: bool) -> int | None:
        if answer.status == 200:
            self._signed(witness, answer.body)
        elif answer.status == 409 and (told := _size(answer)) is not None and told != old:
            if told <= self.size and not last:
                return told
            self._ahead(witness, told)
        elif answer.status == 422 or (answer.status == 409 and old == self.size):
            self._forked(witness, f"{answer.status} for size {self.size}")
        elif answer.status == 0:
            reason = answer.body.decode(errors="replace")[:200]
            self._failed(witness, "away", "联系不上见证人，稍后自动再试。", reason)
        else:
            self._failed(witness, "refused", _refusal(answer.status), f"HTTP {answer.status}")
        return None

    def _signed(self, witness: Witness, lines: bytes) -> None:
        line = ""
        try:
            text = note.parse_note(self.own).text
            signed = note.Note(text, note.parse_signatures(lines.decode()))
            if note.signed_by(signed, [witness.key]):
                mine = (witness.key.name, witness.key.key_id)
                line = next(s for s in signed.signatures if (s.name, s.key_id) == mine).line()
        except ValueError as error:
            self._failed(witness, "wrong", "见证人的签名是错的，没有采用。", f"Wrong signature: {error}")
            return
        if not line:
            text = "见证人没有用所配置的密钥签名，请核对 YIFA_LEDGER_WITNESSES。"
            self._failed(witness, "wrong", text, "No signature by the key that was configured.")
            return
        _store(self.size, witness, line)
        self.patience.signed(witness)
        alarms.passed(witness.name)

    def _ahead(self, witness: Witness, told: int) -> None:
        """It holds more than we asked for: another process of ours was faster, or somebody signs with our key."""
        self.patience.failed(witness)
        if told > reading.newest().size:
            self._forked(witness, f"It holds size {told}, larger than this log")

    def _forked(self, witness: Witness, english: str) -> None:
        text = (
            "见证人见过本日志签署的另一种历史，拒绝见证：数据库被恢复或改动过，或者签名密钥被他人使用。"
            f"请停止办理，保留现状，查看 {witness.prefix}/ 公示的证据，并报告监督机关。"
        )
        self._failed(witness, "fork", text, f"Refused as a fork: {english}.")

    def _failed(self, witness: Witness, kind: alarms.Kind, text: str, english: str) -> None:
        self.patience.failed(witness)
        alarms.note(Problem(witness.name, kind, text, english, alarms.now()))


def _size(answer: Answer) -> int | None:
    told = answer.body.removesuffix(b"\n")
    if not answer.content_type.startswith(witnessing.SIZE_TYPE) or not told.isdigit() or len(told) > 18:
        return None
    return int(told)


def _refusal(status: int) -> str:
    if status == 404:
        return "见证人没有登记本日志，请把本日志的公钥交给它的管理员。"
    if status == 403:
        return "见证人登记的不是本日志现在的公钥，请与它的管理员核对。"
    return f"见证人拒绝了请求（HTTP {status}），稍后自动再试。"


def _who_signed(size: int) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT witness FROM ledger_cosignature WHERE checkpoint_id = %s", [size])
        return {name for (name,) in cursor.fetchall()}


def _last(witness: Witness) -> int:
    """The largest size it cosigned, as far as we know; 0 makes it tell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT checkpoint_id FROM ledger_cosignature WHERE witness = %s ORDER BY checkpoint_id DESC LIMIT 1",
            [witness.name],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _store(size: int, witness: Witness, line: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_cosignature (checkpoint_id, witness, line, received_at)"
            " VALUES (%s, %s, %s, clock_timestamp()) ON CONFLICT DO NOTHING",
            [size, witness.name, line],
        )


@lru_cache(maxsize=8)
def _configured(entries: tuple[str, ...]) -> tuple[tuple[Witness, ...], tuple[str, ...]]:
    found: list[Witness] = []
    wrong: list[str] = []
    for entry in entries:
        witness = _witness(entry.split())
        if witness is None or witness.name in {other.name for other in found}:
            log.error("YIFA_LEDGER_WITNESSES: %s cannot be used", entry)
            wrong.append(entry)
        else:
            found.append(witness)
    return tuple(found), tuple(wrong)


def _witness(parts: Sequence[str]) -> Witness | None:
    if len(parts) != 2 or not posting.is_prefix(parts[0]):
        return None
    try:
        key = parse_verifier(parts[1])
    except NoteError:
        return None
    return Witness(parts[0].rstrip("/"), key) if isinstance(key, CosignatureVerifier) else None


def _of_settings() -> list[Problem]:
    wrong = [
        ("YIFA_LEDGER_WITNESSES", entry) for entry in _configured(tuple(settings.YIFA_LEDGER_WITNESSES))[1]
    ]
    wrong += [("YIFA_WITNESSED_LOGS", entry) for entry in unreadable()]
    found = [
        Problem("", "settings", f"{name} 中的“{entry}”不能用。", f"{name}: not usable.", alarms.now())
        for name, entry in wrong
    ]
    quorum, known = int(settings.YIFA_LEDGER_QUORUM), len(witnesses())
    if quorum > known:
        text = f"要求 {quorum} 个见证人签名才公布检查点，而只配置了 {known} 个：检查点都不会公布。"
        found.append(Problem("", "settings", text, "YIFA_LEDGER_QUORUM cannot be reached.", alarms.now()))
    return found


def _unpublished() -> list[Problem]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(c.signed_at) FROM ledger_checkpoint c WHERE c.size >"
            " (SELECT coalesce(max(p.checkpoint_id), 0) FROM ledger_publication p)"
            " HAVING min(c.signed_at) < clock_timestamp() - make_interval(secs => %s)",
            [UNPUBLISHED_AFTER],
        )
        row = cursor.fetchone()
    if row is None:
        return []
    text = "新的检查点还没有公布：签名的见证人不够 YIFA_LEDGER_QUORUM 所要求的数目。记录照常登入日志。"
    english = "New checkpoints wait for witnesses."
    return [Problem("", "unpublished", text, english, row[0].isoformat(timespec="seconds"))]
