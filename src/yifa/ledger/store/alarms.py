"""What is wrong between this log and its witnesses, kept beside the keys so that every process can show it.

It is not in the database: the gravest of these alarms are about the database.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from yifa.ledger.store import keeping

log = logging.getLogger(__name__)

FILE = "witness-problems.json"

Kind = Literal["fork", "wrong", "refused", "away", "settings", "unpublished"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Who, what kind, in Chinese what is wrong and what to do, the same in English, and since when (ISO 8601).

    `fork`: a witness holds that this log told two stories; it stays until a person removes the file.
    """

    witness: str
    kind: Kind
    text: str
    english: str
    since: str


def now() -> str:
    """This moment, for `since`."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def kept() -> list[Problem]:
    """Everything noted, the gravest first. A file that cannot be read is itself a problem."""
    try:
        raw = (keeping.folder() / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    try:
        found = [Problem(**one) for one in json.loads(raw)]
    except (ValueError, TypeError):
        text = f"{keeping.folder() / FILE} 读不出来，见证人的情况不明。"
        return [Problem("", "wrong", text, "The file of witness problems cannot be read.", now())]
    return sorted(found, key=lambda problem: problem.kind != "fork")


def note(problem: Problem) -> None:
    """Remember and log a problem, once for as long as it lasts."""
    before = kept()
    if any(
        (p.witness, p.kind, p.english) == (problem.witness, problem.kind, problem.english) for p in before
    ):
        return
    log.log(
        logging.CRITICAL if problem.kind == "fork" else logging.WARNING,
        "witness %s: %s %s",
        problem.witness,
        problem.text,
        problem.english,
    )
    _write([p for p in before if p.kind == "fork" or p.witness != problem.witness] + [problem])


def passed(witness: str) -> None:
    """A witness signed: what was wrong with it is over, except that it once saw a fork."""
    before = kept()
    left = [p for p in before if p.kind == "fork" or p.witness not in (witness, "")]
    if left != before:
        _write(left)


def _write(problems: list[Problem]) -> None:
    path = keeping.folder() / FILE
    part = path.with_name(f".{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    text = json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=1)
    try:
        part.write_text(f"{text}\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:  # the log goes on; the line above is in the log file
        log.error("%s cannot be written: %s", path, error)
