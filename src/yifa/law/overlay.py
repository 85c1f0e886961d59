"""Overlays: a region or a sector adds gates, papers and approvals to a national procedure, or renames titles.

Nothing can be taken away: an overlay holds only what it adds, and keys that replace or remove are refused.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from yifa.law.procedure import ProcedureErrors
from yifa.law.toml_lines import TomlLines

_ADDS = {"act": ("gates", "papers", "approve", "override", "notify"), "stage": (), "paper": (), "fact": ()}
_IDENTITY = {"act": "id", "stage": "id", "paper": "kind", "fact": "name"}
_NEW_ROWS = ("paper", "fact")


def apply_overlay(procedure_text: str, *overlay_texts: str, sources: tuple[str, ...] = ()) -> str:
    """The text of the effective procedure after these overlays, in order; the same text when there are none.

    `sources` names the overlay files for messages. Raises ProcedureErrors with every mistake, e.g. an overlay
    that tries to remove a gate, to change who may act, or that is meant for another procedure.
    """
    if not overlay_texts:
        return procedure_text
    base = tomllib.loads(procedure_text)
    errors: list[str] = []
    for number, text in enumerate(overlay_texts):
        source = sources[number] if number < len(sources) else f"overlay{number + 1}"
        try:
            overlay = tomllib.loads(text)
        except RecursionError:
            errors.append(f"{source}:1: 嵌套过深，请核对方括号和花括号")
            continue
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"line (\d+)", str(error))
            errors.append(f"{source}:{place[1] if place else 1}: TOML 语法错误：{error}")
            continue
        errors += [f"{source}:{line}: {message}" for line, message in _apply(base, overlay, TomlLines(text))]
    if errors:
        raise ProcedureErrors(errors)
    return dump(base)


def _apply(base: dict[str, Any], overlay: dict[str, Any], lines: TomlLines) -> list[tuple[int, str]]:
    errors: list[tuple[int, str]] = []
    head = overlay.get("overlay", {})
    if not isinstance(head, dict):
        return [(lines.line("overlay"), "“overlay”须写作一段：[overlay]，下面写 procedure 和 version")]
    wanted = base.get("procedure", {}).get("id")
    if head.get("procedure") != wanted:
        errors.append((lines.line("overlay", 0, "procedure"), f"叠加文件不是针对“{wanted}”的"))
    if not head.get("version"):
        errors.append((lines.line("overlay"), "叠加文件缺少“version”"))
    for key in head:
        if key not in ("procedure", "version", "basis", "title", "watch"):
            errors.append((lines.line("overlay", 0, key), f"叠加文件不能改动“{key}”"))
    procedure = base["procedure"]
    procedure["version"] = f"{procedure['version']}+{head.get('version', '')}"
    procedure["title"] = head.get("title", procedure["title"])
    for key in ("basis", "watch"):
        if not _words(head.get(key, [])):
            errors.append((lines.line("overlay", 0, key), f"“{key}”须是文字的列表"))
        elif head.get(key):
            procedure[key] = _union(procedure.get(key, []), head[key])
    for table, rows in overlay.items():
        if table == "overlay":
            continue
        if table not in _ADDS or not isinstance(rows, list):
            errors.append((lines.line(table), f"叠加文件不能含有“{table}”"))
            continue
        for index, row in enumerate(rows):
            if not isinstance(row, dict):
                errors.append((lines.line(table), f"“{table}”须写作 [[{table}]] 的各段"))
                continue
            errors += [(lines.line(table, index, k), m) for k, m in _merge(base, table, row)]
    return errors


def _merge(base: dict[str, Any], table: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Merge one row into the base; the (key, message) of what may not be done."""
    identity = _IDENTITY[table]
    name = row.get(identity)
    old = next((r for r in base.get(table, []) if r.get(identity) == name), None)
    if old is None:
        if table in _NEW_ROWS:
            base.setdefault(table, []).append(dict(row))
            return []
        return [(identity, f"国家程序中没有“{name}”，叠加文件不能新增")]
    errors: list[tuple[str, str]] = []
    for key, value in row.items():
        if key == identity:
            continue
        if key == "title" or (table == "paper" and key == "template"):
            if not isinstance(value, str) or not value.strip():
                errors.append((key, f"“{name}”：“{key}”须是文字，不能为空"))
            old[key] = value
        elif key in _ADDS[table] and not _rows(value, key):
            errors.append((key, f"“{name}”：“{key}”须是{'步骤' if key == 'approve' else '文字'}的列表"))
        elif key in _ADDS[table]:
            old[key] = _union(old.get(key, []), value)
        else:
            errors.append((key, f"“{name}”：叠加文件只能增加，不能改动或删除“{key}”"))
    return errors


def _words(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def _rows(value: Any, key: str) -> bool:
    if key == "approve":
        return isinstance(value, list) and all(isinstance(v, dict) for v in value)
    return _words(value)


def _union(old: Any, new: Any) -> list[Any]:
    first = [old] if isinstance(old, str) else list(old)
    return first + [v for v in ([new] if isinstance(new, str) else new) if v not in first]


def dump(data: Mapping[str, Any]) -> str:
    """TOML text of tables, lists of tables and values (strings, numbers, flags, lists, inline tables)."""
    out: list[str] = [f"{_key(k)} = {_value(v)}" for k, v in data.items() if not _is_table(v)]
    for key, value in data.items():
        if _is_table(value):
            many = isinstance(value, list)
            for row in value if many else [value]:
                out += ["", f"[[{key}]]" if many else f"[{key}]"]
                out += [f"{_key(k)} = {_value(v)}" for k, v in row.items()]
    return "\n".join(out).strip() + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, str):
        # JSON's escapes are TOML's, except DEL, which JSON leaves bare.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)
