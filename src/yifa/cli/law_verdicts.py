"""What `yifa law check --laws` says of each row: proven, text absent, no article to check, mismatch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yifa.law.proving import OUTCOMES, Verdict, count

out = Console()


def verdicts_json(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """`verdicts` (the four counts) and `rows`; nothing at all when no texts were given."""
    if not verdicts:
        return {}
    rows = [
        {
            "id": v.figure.id,
            "outcome": v.outcome,
            "source": v.figure.source,
            "article": v.figure.article,
            "amount": v.figure.wording,
            "verified": v.figure.verified,
            "detail": v.detail,
        }
        for v in verdicts
    ]
    return {"verdicts": count(verdicts), "rows": rows}


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """The four counts and the rows of each, by document."""
    if not verdicts:
        return
    table = Table("与条文核对", "行数")
    for outcome, number in count(verdicts).items():
        table.add_row(OUTCOMES[outcome], str(number))
    unverified = [v.figure.id for v in verdicts if not v.figure.verified]
    for outcome, name in OUTCOMES.items():
        by_source: dict[str, list[str]] = {}
        for v in verdicts:
            if v.outcome == outcome:
                detail = f"（{v.detail}）" if outcome == "mismatch" else ""
                by_source.setdefault(v.figure.source, []).append(v.figure.id + v.figure.mark + detail)
        for source, ids in by_source.items():
            out.print(escape(f"{name}：《{source}》{'、'.join(ids)}"), soft_wrap=True, highlight=False)
    if unverified:
        out.print(f"其中标明未核实的 {len(unverified)} 行", highlight=False)
    out.print(table)
