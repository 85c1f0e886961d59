"""Find the institutions: every package under `yifa.institutions` with a procedure. Nothing registers itself."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import ModuleType

from yifa.law import shared
from yifa.law.figures import DEFAULT_FIGURES
from yifa.law.overlay import apply_overlay
from yifa.law.procedure import Procedure, ProcedureErrors, load_procedure
from yifa.matters import overlays
from yifa.matters.models import Matter
from yifa.matters.payloads import ActPayload
from yifa.registers.models import Agency, Role

MACHINE = "system"
COMMON = "common"
SHARED_FOLDERS = frozenset({COMMON})


@lru_cache(maxsize=1)
def institutions() -> tuple[str, ...]:
    """Names of the institution packages, sorted."""
    package = importlib.import_module("yifa.institutions")
    names = [
        m.name for m in pkgutil.iter_modules(package.__path__) if m.ispkg and m.name not in SHARED_FOLDERS
    ]
    return tuple(sorted(names))


def folder(institution: str) -> Path:
    """The folder of an institution on disk."""
    return Path(str(resources.files(f"yifa.institutions.{institution}")))


@lru_cache(maxsize=1)
def _models() -> Mapping[tuple[str, str, str], type[ActPayload]]:
    """(institution, procedure or "*", act kind) → payload model."""
    found: dict[tuple[str, str, str], type[ActPayload]] = {}
    for institution in institutions():
        for model in _payload_classes(importlib.import_module(f"yifa.institutions.{institution}.acts")):
            key = (institution, model.procedure, model.kind)
            if key in found and found[key] is not model:
                raise ValueError(f"two payload models for {key}")
            found[key] = model
    forms = importlib.import_module(f"yifa.institutions.{COMMON}.everywhere")
    return found | {("*", "*", model.kind): model for model in _payload_classes(forms)}


def _payload_classes(module: ModuleType) -> list[type[ActPayload]]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ActPayload) and "kind" in vars(value)
    ]


@lru_cache(maxsize=4096)
def payload_model(procedure_id: str, kind: str) -> type[ActPayload] | None:
    """The payload model of an act kind in a procedure, or None when there is none."""
    institution = procedure_id.partition(".")[0]
    models = _models()
    return (
        models.get((institution, procedure_id, kind))
        or models.get((institution, "*", kind))
        or models.get(("*", "*", kind))
    )


@lru_cache(maxsize=1)
def procedures() -> Mapping[str, Procedure]:
    """Every procedure as shipped, by id. Raises ProcedureErrors naming file and line when one is wrong."""
    found: dict[str, Procedure] = {}
    for institution in institutions():
        importlib.import_module(f"yifa.institutions.{institution}.gates")
        for path in sorted(folder(institution).glob("procedure*.toml")):
            procedure = parse(path.read_text(encoding="utf-8"), str(path.name), institution)
            found[procedure.id] = procedure
    _check_children(found)
    return found


def _check_children(found: Mapping[str, Procedure]) -> None:
    """Every child that an act spawns exists, is opened by that act, and gets what its form must have."""
    errors = []
    for procedure in found.values():
        for act in procedure.acts.values():
            own = payload_model(procedure.id, act.id)
            if act.on_lapse and own and any(f.is_required() for f in own.model_fields.values()):
                errors.append(
                    f"{procedure.id}:{act.line}: 行为“{act.id}”由系统在期限届满时登记，不能有必填的字段"
                )
            for child in act.spawns:
                where = f"{procedure.id}:{act.line}: 行为“{act.id}”"
                rule = found[child.procedure].acts.get(child.act) if child.procedure in found else None
                model = payload_model(child.procedure, child.act)
                if rule is None or model is None or rule.from_ != ("none",):
                    errors.append(f"{where}：不存在可以启动的“{child.procedure}”的行为“{child.act}”")
                    continue
                filled = [*child.carry, *child.set]
                given = {*filled, *(rule.project.get(p, "") for p in ("parties", "title"))}
                missing = [n for n, f in model.model_fields.items() if f.is_required() and n not in given]
                unknown = [n for n in filled if n not in model.model_fields]
                errors += [f"{where}：没有带入“{child.act}”必填的字段“{n}”" for n in missing]
                errors += [f"{where}：“{child.act}”没有字段“{n}”" for n in unknown]
    if errors:
        raise ProcedureErrors(errors)


def parse(text: str, source: str, institution: str) -> Procedure:
    """Load and check one procedure text against the institution's models, gates, papers and the figures.

    What holds in every procedure (`common/shared.toml`) is added; text and hash stay those of the procedure itself.
    """
    whole = load_procedure(
        shared.joined(text, _shared()),
        source,
        payload_fields=_payload_fields(institution, _id_of(text)),
        roles=frozenset(Role.values) | {MACHINE},
        figures=DEFAULT_FIGURES,
        templates=templates(institution),
    )
    return shared.everywhere(whole, text, _shared())


@lru_cache(maxsize=1)
def _shared() -> shared.Shared:
    return shared.read((folder(COMMON) / "shared.toml").read_text(encoding="utf-8"))


def _id_of(text: str) -> str:
    try:
        return str(tomllib.loads(text).get("procedure", {}).get("id", ""))
    except (tomllib.TOMLDecodeError, AttributeError):
        return ""  # the loader reports it with its line


def _payload_fields(institution: str, procedure_id: str) -> dict[str, frozenset[str]]:
    """Field names by act kind; a model made for this very procedure goes before the institution's general one."""
    fields: dict[str, frozenset[str]] = {}
    for (owner, scope, kind), model in sorted(
        _models().items(), key=lambda item: (item[0][0] != "*", item[0][1] != "*")
    ):
        if owner in (institution, "*") and scope in ("*", procedure_id):
            fields[kind] = frozenset(model.model_fields)
    return fields


@lru_cache(maxsize=32)
def templates(institution: str) -> frozenset[str]:
    """Names of the paper templates that an institution may use: its own, and those all share."""
    folders = (folder(institution), *map(folder, sorted(SHARED_FOLDERS)))
    return frozenset(p.stem for f in folders for p in (f / "papers").glob("*.typ"))


def procedure(procedure_id: str) -> Procedure:
    """The procedure in force. Raises KeyError for an unknown id."""
    return procedures()[procedure_id]


def effective(procedure_id: str, sector: str = "", region: str = "") -> Procedure | None:
    """The procedure as it binds in a sector and a region: the shipped one with the overlays that apply there."""
    shipped = procedures().get(procedure_id)
    files = overlays.applying(procedure_id, sector, region)
    return _overlaid(procedure_id, files) if shipped is not None and files else shipped


def at(agency: Agency | None) -> Mapping[str, Procedure]:
    """Every procedure by id as it binds a new matter of that agency; as shipped without one. No query."""
    if agency is None:
        return procedures()
    found = {key: effective(key, agency.sector, agency.region_id or "") for key in procedures()}
    return {key: procedure for key, procedure in found.items() if procedure is not None}


@lru_cache(maxsize=256)
def _overlaid(procedure_id: str, files: tuple[overlays.OverlayFile, ...]) -> Procedure:
    names = tuple(f.name for f in files)
    text = apply_overlay(procedures()[procedure_id].text, *(f.text for f in files), sources=names)
    return parse(text, f"{procedure_id}+{'+'.join(names)}", procedure_id.partition(".")[0])


def overlaid() -> Iterator[Procedure]:
    """Every procedure that overlays make of a shipped one. Raises ProcedureErrors naming the overlay and its line."""
    for procedure_id in overlays.procedures():
        if procedure_id not in procedures():
            raise ProcedureErrors(
                [f"{procedure_id}.toml:1: 没有程序“{procedure_id}”，叠加文件须以程序的 id 命名"]
            )
        for files in overlays.combinations(procedure_id):
            yield _overlaid(procedure_id, files)


def for_matter(matter: Matter) -> Procedure:
    """The procedure that binds a matter now: today's when the procedure migrates open matters, else the pinned one."""
    current = effective(matter.procedure, matter.sector, matter.region_code)
    if current is not None and (
        current.open_matters == "migrate" or current.version == matter.version.version
    ):
        return current
    return _pinned(matter.procedure, matter.version.sha256, matter.version.text)


@lru_cache(maxsize=64)
def _pinned(procedure_id: str, sha256: str, text: str) -> Procedure:
    return parse(text, f"{procedure_id}@{sha256[:8]}", procedure_id.partition(".")[0])
