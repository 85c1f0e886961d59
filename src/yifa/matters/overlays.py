"""Files that a sector or a place lays over the shipped procedures: which there are, and which apply to a matter.

`<folder>/<sector or region code>/<procedure>.toml`: `market/penalty.ordinary.toml`, `440000/penalty.ordinary.toml`.
The folder is the setting YIFA_OVERLAYS, else `yifa/overlays`. The sector's file goes first, then the wider region, so
that the narrower one has the last word on a title. What a file may say is `yifa.law.overlay`'s matter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import yifa
from yifa.law.codes import region_chain, same_region
from yifa.law.figure_words import SECTORS
from yifa.law.procedure import ProcedureErrors


@dataclass(frozen=True, slots=True)
class OverlayFile:
    """One file: `scope` is a sector's key or a region code, `name` goes into messages."""

    scope: str
    name: str
    text: str


def folder() -> Path:
    """Where overlays are looked for; it need not be there."""
    return Path(getattr(settings, "YIFA_OVERLAYS", "") or Path(yifa.__file__).parent / "overlays")


def forget() -> None:
    """Read the folder again when next asked."""
    _files.cache_clear()


@lru_cache(maxsize=1)
def _files() -> Mapping[str, tuple[OverlayFile, ...]]:
    """The files by procedure, sectors first, then regions from wide to narrow. Raises ProcedureErrors."""
    found: dict[str, list[OverlayFile]] = {}
    errors: list[str] = []
    root = folder()
    for path in sorted(root.glob("*/*.toml")):
        scope, name = path.parent.name, f"{path.parent.name}/{path.name}"
        if scope not in SECTORS and not scope.isdecimal():
            errors.append(f"{name}:1: 文件夹“{scope}”既不是领域（{'、'.join(SECTORS)}）也不是行政区划代码")
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")  # editors on Windows put a mark in front
        except (OSError, UnicodeDecodeError) as error:
            errors.append(f"{name}:1: 无法读取叠加文件：{error}")
            continue
        found.setdefault(path.stem, []).append(OverlayFile(scope, name, text))
    for files in found.values():
        errors += _same_versions(files)
    if errors:
        raise ProcedureErrors(errors)
    return {key: tuple(sorted(files, key=_order)) for key, files in found.items()}


def _order(file: OverlayFile) -> tuple[int, int, str]:
    wide = len(file.scope.rstrip("0"))
    return (0, 0, file.scope) if file.scope in SECTORS else (1, wide, file.scope)


def _same_versions(files: list[OverlayFile]) -> Iterator[str]:
    """Two overlays of one procedure with one version could not be told apart once they are stored."""
    seen: dict[str, str] = {}
    for file in files:
        try:
            version = str(tomllib.loads(file.text).get("overlay", {}).get("version", ""))
        except (tomllib.TOMLDecodeError, AttributeError, RecursionError):
            continue  # applying it names the line
        if version in seen:
            yield f"{file.name}:1: version“{version}”与 {seen[version]} 相同，请另写一个"
        seen[version] = file.name


def procedures() -> tuple[str, ...]:
    """The ids of procedures that have an overlay."""
    return tuple(_files())


def applying(procedure_id: str, sector: str, region: str) -> tuple[OverlayFile, ...]:
    """The files that apply to a matter of that sector and region code, in the order in which they are applied."""
    chain = region_chain(region) if region else ()
    return tuple(
        file
        for file in _files().get(procedure_id, ())
        if file.scope == sector or any(same_region(file.scope, code) for code in chain)
    )


def combinations(procedure_id: str) -> Iterator[tuple[OverlayFile, ...]]:
    """Every set of files that can apply together, each once: any sector with any region there is a file for."""
    files = _files().get(procedure_id, ())
    sectors = ["", *(f.scope for f in files if f.scope in SECTORS)]
    regions = ["", *(f.scope for f in files if f.scope not in SECTORS)]
    seen: set[tuple[OverlayFile, ...]] = set()
    for sector in sectors:
        for region in regions:
            together = applying(procedure_id, sector, region)
            if together and together not in seen:
                seen.add(together)
                yield together
