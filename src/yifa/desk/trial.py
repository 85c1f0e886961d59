"""What an officer tries out on the what-if page: values of one violation, changed by what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from yifa.desk.forms.values import DAY_MESSAGE, read_amount, read_whole
from yifa.institutions.common.reading import day
from yifa.institutions.common.several import OneAct, all_acts
from yifa.law.circumstances import CIRCUMSTANCES

_AMOUNTS = {"fine": "fine_fen", "base": "base_fen"}
_WHOLES = {"quantity": "quantity", "repeat": "repeat_count", "range": "range_number"}
_LINES = {"tier": "tier", "code": "violation_code", "conduct_on": "conduct_on"}
MOST = 10**12


@dataclass(slots=True)
class Trial:
    """`typed` as it was sent, `errors` by its names, `values` for the question; `acts` to choose from."""

    acts: tuple[OneAct, ...]
    chosen: OneAct
    values: dict[str, Any]
    typed: dict[str, str]
    circumstances: tuple[str, ...]
    errors: dict[str, str] = field(default_factory=dict)
    changed: bool = False


def trial(query: QueryDict, base: Mapping[str, Any]) -> Trial:
    """The values of the violation that was chosen, with what was typed in place of what the case has."""
    acts = all_acts(base)
    number = _line(query.get("act", "1"))
    chosen = next((a for a in acts if str(a.number) == number), acts[0])
    values = {**chosen.values}
    made = Trial(acts, chosen, values, {}, ())
    for name, key in _LINES.items():
        if name in query:
            made.typed[name] = values[key] = _line(query.get(name, ""))
    if made.typed.get("conduct_on") and day(values, "conduct_on") is None:
        made.errors["conduct_on"] = DAY_MESSAGE
    for name, key in {**_AMOUNTS, **_WHOLES}.items():
        if name in query:
            _number(made, name, key, _line(query.get(name, "")))
    if "given" in query:
        values["circumstances"] = [c for c in query.getlist("circumstance") if c in CIRCUMSTANCES]
    made.changed = bool(made.typed) or "given" in query
    return made


def _number(made: Trial, name: str, key: str, text: str) -> None:
    made.typed[name] = text
    if not text:
        made.values[key] = None
        return
    value, wrong = (read_amount if name in _AMOUNTS else read_whole)(text)
    if wrong or value is None or value > MOST:
        made.errors[name] = wrong or "数额过大，请核对"
    else:
        made.values[key] = value


def _line(text: str | None) -> str:
    """What can be shown and looked up; the rest of a hostile text is dropped."""
    return "".join(c for c in (text or "") if c.isprintable()).strip()[:80]
