"""A folder of statutes → title → article label → text, for `yifa law check --laws`."""

from __future__ import annotations

import re
from pathlib import Path

from yifa.registers.statutes.assemble import assemble
from yifa.registers.statutes.parse import parse


def read_texts(folder: Path) -> dict[str, dict[str, str]]:
    """Every `*.md` below the folder, in both layouts; labels are "29" and "29之1", titles have no spaces.

    Of several versions of one title the first file wins: `__versions__…` holds texts that are not yet in force.
    Bytes that are no UTF-8 become marks; the parser lists such lines, and the figures that need them fail.
    """
    files = (
        parse(path.relative_to(folder).with_suffix("").as_posix(), path.read_text("utf-8-sig", "replace"))
        for path in sorted(folder.rglob("*.md"))
    )
    texts: dict[str, dict[str, str]] = {}
    for statute in assemble(files):
        articles = {
            f"{a.number}之{a.suffix}" if a.suffix else f"{a.number}": a.text for a in statute.articles
        }
        texts.setdefault(re.sub(r"\s+", "", statute.title), articles)
    return texts
