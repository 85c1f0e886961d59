"""A place's figures from TOML files: every mistake is named and nothing is stored while there is one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from yifa.law.figure_files import Placed
from yifa.law.figure_overlays import OverlayText, RowChange, compare_rows, dates_of, read_overlays
from yifa.law.figures import DEFAULT_FIGURES, Figure
from yifa.registers import lawbook
from yifa.registers.change import BulkResult, change_many
from yifa.registers.loading.report import LoadReport, read_text
from yifa.registers.models import FigureOverlay, Region
from yifa.registers.node import current_node
from yifa.registers.scope import Actor


@dataclass
class FigureLoad:
    """Files read, and what they change: `rows` by file; `before` and `after` are all overlay texts."""

    report: LoadReport
    texts: list[OverlayText] = field(default_factory=list)
    before: list[OverlayText] = field(default_factory=list)
    after: list[OverlayText] = field(default_factory=list)
    rows: list[tuple[str, RowChange]] = field(default_factory=list)


def read_figures(path: Path, *, region: str = "", sector: str = "") -> FigureLoad:
    """Read a file, or every *.toml of a folder, beside what is stored; `report.problems` has every mistake.

    A file takes the place of the stored one of its name. `region` and `sector` are for rows that name none. Dates
    that the file does not say itself (`valid_from`, `valid_to`) stay as they were entered.
    """
    load = FigureLoad(LoadReport())
    load.before = lawbook.stored_texts(current_node())
    entered = {t.name: (t.valid_from, t.valid_to) for t in load.before}
    paths = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not paths:
        load.report.problem(str(path), 0, "文件夹里没有 *.toml 文件，请核对路径")
    for one in paths:
        read = read_text(one, load.report)
        if read is not None:
            text = OverlayText(one.name, read, region, sector)
            said, known = dates_of(text), entered.get(one.name, (None, None))
            load.texts.append(replace(text, valid_from=said[0] or known[0], valid_to=said[1] or known[1]))
    names = {t.name for t in load.texts}
    load.after = [*(t for t in load.before if t.name not in names), *load.texts]
    tree = list(Region.objects.values_list("pk", flat=True))
    placed, problems = read_overlays(DEFAULT_FIGURES, load.after, tree)
    for problem in problems:
        load.report.problem(problem.file, problem.line, problem.message)
    if load.report.ok:
        old, _ = read_overlays(DEFAULT_FIGURES, load.before)
        for text in load.texts:
            load.rows += [
                (text.name, change) for change in compare_rows(_of(old, text.name), _of(placed, text.name))
            ]
    return load


def _of(placed: Sequence[Placed], name: str) -> list[Figure]:
    return [p.figure for p in placed if p.file.name == name]


def store_figures(actor: Actor, load: FigureLoad, correction: str = "") -> BulkResult:
    """Store the texts read, all or none. `correction` says why what was stored before was wrong."""
    if not load.report.ok:
        raise ValueError("有错误的文件不能装载")
    stored = {o.name: o for o in FigureOverlay.objects.filter(node=current_node())}
    rows = []
    for text in load.texts:
        digest = hashlib.sha256(text.text.encode()).hexdigest()
        old = stored.get(text.name)
        same = old is not None and (old.sha256, old.region, old.sector) == (digest, text.region, text.sector)
        rows.append(
            {
                "node": current_node(),
                "name": text.name,
                "text": text.text,
                "sha256": digest,
                "region": text.region,
                "sector": text.sector,
                "valid_from": text.valid_from,
                "valid_to": text.valid_to,
                "correction": correction or (old.correction if old is not None and same else ""),
            }
        )
    result = change_many(actor, FigureOverlay, rows, correction or "装载期限和数额", key=["name", "node"])
    load.report.created, load.report.updated = len(result.created), len(result.updated)
    load.report.unchanged = result.unchanged
    return result
