"""What is wrong between figure rows: an id used twice, rows that replace nothing, each other or the same row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from yifa.law.figure_files import Placed
from yifa.law.figure_words import TIME_UNITS
from yifa.law.figures import Figure


def check_together(placed: Sequence[Placed]) -> None:
    """Mistakes between rows: the same id twice at one time, overlays and `see` that point nowhere, ties."""
    by_id: dict[str, list[Placed]] = {}
    for p in placed:
        by_id.setdefault(p.figure.id, []).append(p)
    for same in by_id.values():
        for n, later in enumerate(same):
            for earlier in same[:n]:
                if _overlap(earlier.figure, later.figure):
                    hint = "请另编编号，或者写明前一行的失效日"
                    message = f"编号 {later.figure.id} 重复，施行期间重叠；{hint}"
                    later.file.add(message, "figure", later.index, "id")
    slots: dict[tuple[str, str | None, str], list[Placed]] = {}
    for p in placed:
        for id in p.figure.see:
            if id not in by_id:
                p.file.add(f"{p.figure.id}：另见的“{id}”不存在", "figure", p.index, "see")
        if p.figure.overlays is not None:
            _check_overlay(p, by_id)
            scope = (p.figure.overlays, p.figure.sector, (p.figure.region or "").ljust(12, "0"))
            slots.setdefault(scope, []).append(p)
    _check_circles(placed, by_id)
    for rivals in slots.values():
        for n, later in enumerate(rivals):
            for earlier in rivals[:n]:
                if earlier.figure.id != later.figure.id and _overlap(earlier.figure, later.figure):
                    later.file.add(
                        f"{later.figure.id} 与 {earlier.figure.id} 在同一范围取代同一行，无法决定采用哪一行；"
                        "请删去一行，或者用施行日、失效日分开",
                        "figure",
                        later.index,
                        "overlays",
                    )


def _check_circles(placed: Sequence[Placed], by_id: Mapping[str, Sequence[Placed]]) -> None:
    """Rows that replace each other in a circle; what replaces itself is named by `_check_overlay`."""
    for p in placed:
        path, at = [p.figure.id], p.figure.overlays
        while at is not None and at not in path:
            path.append(at)
            at = next((b.figure.overlays for b in by_id.get(at, ()) if b.figure.overlays), None)
        if at == p.figure.id and len(path) > 1:
            circle = "→".join([*path, at])
            message = f"{p.figure.id}：取代关系成环（{circle}），请改为取代国家规定的一行"
            p.file.add(message, "figure", p.index, "overlays")


def _check_overlay(p: Placed, by_id: Mapping[str, Sequence[Placed]]) -> None:
    base = by_id.get(p.figure.overlays or "")
    if not base:
        p.file.add(
            f"{p.figure.id}：取代的“{p.figure.overlays}”不存在，请核对编号", "figure", p.index, "overlays"
        )
    elif p.figure.overlays == p.figure.id:
        p.file.add(f"{p.figure.id}：不能取代自己", "figure", p.index, "overlays")
    elif not any(_comparable(b.figure.unit, p.figure.unit) for b in base):
        p.file.add(f"{p.figure.id}：单位与被取代的行不是一类", "figure", p.index, "unit")


def _comparable(base: str, over: str) -> bool:
    """A rule may become a period; otherwise periods replace periods, and money replaces money."""
    return base == over or base == "rule" or (base in TIME_UNITS and over in TIME_UNITS)


def _overlap(a: Figure, b: Figure) -> bool:
    return a.in_force_from <= (b.in_force_to or date.max) and b.in_force_from <= (a.in_force_to or date.max)
