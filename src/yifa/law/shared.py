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

from yifa.law.procedure import ActRule, Procedure

_ACT = re.compile(r"(?m)^\[\[act\]\]\s*$")
_ID = re.compile(r'(?m)^id\s*=\s*"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Shared:
    """`acts` are the TOML texts of the acts by id; `gates` maps a gate to those that make it needless."""

    acts: Mapping[str, str]
    gates: Mapping[str, frozenset[str]]


def read(text: str) -> Shared:
    """Read a shared file: [[act]] tables as in a procedure, and [[everywhere]] tables {gate, unless}."""
    acts = {}
    for part in _ACT.split(text)[1:]:
        body = part.split("[[everywhere]]")[0]
        found = _ID.search(body)
        if found is None:
            raise ValueError("shared act without id")
        acts[found[1]] = "[[act]]" + body
    rows = tomllib.loads(text).get("everywhere", [])
    return Shared(acts, {row["gate"]: frozenset(row.get("unless", ())) for row in rows})


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
    more = [
        gate
        for gate, unless in shared.gates.items()
        if gate not in rule.gates and unless.isdisjoint(rule.gates)
    ]
    return replace(rule, gates=(*rule.gates, *more))
