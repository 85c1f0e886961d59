"""What holds in every procedure, written once: acts that each one has, and gates of every act.

It is added when a procedure is read and is no part of its text or hash: what the engine owes every case
(secrecy, recusal) must reach cases pinned to an older version, too.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from yifa.law.procedure import ActRule, Procedure

_ACT = re.compile(r"(?m)^\[\[act\]\]\s*$")
_ID = re.compile(r'(?m)^id\s*=\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Which acts a shared gate is asked of: not those with one of the gates in `unless`.

    `opening`: only acts by which people open a matter, and those whose id is in `also`; never those in `but`.
    """

    unless: frozenset[str] = frozenset()
    opening: bool = False
    also: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()

    def binds(self, rule: ActRule) -> bool:
        if not self.unless.isdisjoint(rule.gates) or rule.id in self.but:
            return False
        if not self.opening:
            return True
        opens = rule.from_ == ("none",) and rule.by != ("system",)
        return opens or rule.id in self.also


@dataclass(frozen=True, slots=True)
class Shared:
    """`acts` are the TOML texts of the acts by id; `gates` maps a gate to the acts that it is asked of."""

    acts: Mapping[str, str]
    gates: Mapping[str, Everywhere]


def read(text: str) -> Shared:
    """Read a shared file: [[act]] tables as in a procedure, and [[everywhere]] tables (`Everywhere`)."""
    acts = {}
    for part in _ACT.split(text)[1:]:
        body = part.split("[[everywhere]]")[0]
        found = _ID.search(body)
        if found is None:
            raise ValueError("shared act without id")
        acts[found[1]] = "[[act]]" + body
    rows = tomllib.loads(text).get("everywhere", [])
    return Shared(acts, {row["gate"]: _everywhere(row) for row in rows})


def _everywhere(row: Mapping[str, Any]) -> Everywhere:
    lists = {name: frozenset(row.get(name, ())) for name in ("unless", "also", "but")}
    return Everywhere(opening=bool(row.get("opening", False)), **lists)


def joined(text: str, shared: Shared) -> str:
    """The procedure's text with those shared acts after it that it does not declare itself."""
    try:
        declared = {row.get("id") for row in tomllib.loads(text).get("act", ())}
    except (tomllib.TOMLDecodeError, AttributeError):
        return text  # the loader reports it with its line
    return "\n\n".join([text, *(body for name, body in shared.acts.items() if name not in declared)])


def everywhere(procedure: Procedure, text: str, shared: Shared) -> Procedure:
    """The procedure read from `joined`, with the shared gates, under its own text and hash."""
    acts = {name: _gated(rule, shared) for name, rule in procedure.acts.items()}
    return replace(procedure, acts=acts, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def _gated(rule: ActRule, shared: Shared) -> ActRule:
    more = [gate for gate, where in shared.gates.items() if gate not in rule.gates and where.binds(rule)]
    return replace(rule, gates=(*rule.gates, *more))
