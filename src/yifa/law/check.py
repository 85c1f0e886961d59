"""Check of shipped figures: schema, ids, overlays, dates — and, with law texts, whether they bear the rows out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yifa.law.figure_files import Problem
from yifa.law.figure_rows import read_placed
from yifa.law.figures import DATA
from yifa.law.proving import Texts, Verdict, prove


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is wrong; `verdicts` has one for each row when texts were given, else none."""

    figures: int
    problems: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...] = ()


def check_data(paths: Iterable[Path] = (DATA,), *, texts: Texts | None = None) -> Report:
    """Check figure files and folders of them; with `texts`, also judge each row against the article it cites.

    A row that the texts contradict is a problem at its place in the file; a text that is not there is none.
    """
    placed, problems = read_placed(tuple(paths))
    if texts is None:
        return Report(len(placed), tuple(problems))
    verdicts = prove([p.figure for p in placed], texts)
    for row, verdict in zip(placed, verdicts, strict=True):
        if verdict.outcome == "mismatch":
            message = f"{row.figure.id}：与{row.figure.citation}不符：{verdict.detail}"
            problems.append(row.problem(message))
    return Report(len(placed), tuple(problems), verdicts)
