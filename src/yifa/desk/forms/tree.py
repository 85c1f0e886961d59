"""What was typed, as a tree of strings: from a POST, from stored values, and back to names and values.

A tree is `{field: text}`; `many` fields hold a list of texts, `rows` a list of trees, `group` one tree.
HTML names are paths with dots, `rows.0.name`. Row numbers in a POST only give the order: gaps and absurd
numbers do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from yifa.desk.forms.spec import MAX_ROWS, FieldSpec

if TYPE_CHECKING:
    from yifa.matters.payloads import Filled

Tree = dict[str, Any]
Post = Mapping[str, Sequence[str]]

SHANGHAI = ZoneInfo("Asia/Shanghai")
_INDEX = re.compile(r"^\d{1,4}$", re.ASCII)


def blank_tree(fields: Sequence[FieldSpec]) -> Tree:
    """A form nobody has typed in yet: defaults, and one empty row where at least one is required."""
    return {f.name: _blank(f) for f in fields}


def _blank(spec: FieldSpec) -> Any:
    if spec.default not in (None, [], ()):
        return _encode(spec, spec.default)
    if spec.widget == "rows":
        return [blank_tree(spec.fields) for _ in range(min(spec.min_rows, MAX_ROWS))]
    if spec.widget == "group":
        return blank_tree(spec.fields)
    if spec.widget == "many":
        listed = spec.item is not None and spec.item.widget in _ONE_BY_ONE
        return [""] * min(spec.min_rows, MAX_ROWS) if listed else []
    return ""


_ONE_BY_ONE = {"line", "prose", "integer", "money", "date", "moment", "subject", "violation"}


def one_by_one(spec: FieldSpec) -> bool:
    """Whether a `many` field is typed row by row (texts, numbers) rather than ticked (officers, choices)."""
    return spec.item is not None and spec.item.widget in _ONE_BY_ONE


def tree_from_post(fields: Sequence[FieldSpec], post: Post, prefix: str = "") -> Tree:
    """Everything the form's fields received, exactly as typed. Names the form does not know are ignored."""
    return {f.name: _read(f, post, f"{prefix}{f.name}") for f in fields}


def _read(spec: FieldSpec, post: Post, path: str) -> Any:
    if spec.widget == "group":
        return tree_from_post(spec.fields, post, f"{path}.")
    if spec.widget == "rows":
        return [tree_from_post(spec.fields, post, f"{path}.{i}.") for i in _indices(post, path)]
    if spec.widget == "many":
        if one_by_one(spec):
            return [_text(post, f"{path}.{i}") for i in _indices(post, path)]
        return [str(v) for v in list(post.get(path, ()))[: MAX_ROWS + 1] if v != ""]
    if spec.widget == "file":  # an empty file input sends an empty text after the id of the file kept before
        return next((str(v) for v in reversed(post.get(path) or ()) if v), "")
    return _text(post, path)


def _text(post: Post, path: str) -> str:
    values = post.get(path) or ("",)
    return str(values[-1])


def _indices(post: Post, path: str) -> list[str]:
    """Row numbers under `path` in numeric order; one more than MAX_ROWS says that there were too many."""
    start = f"{path}."
    found = {k[len(start) :].split(".", 1)[0] for k in post if k.startswith(start)}
    return sorted((i for i in found if _INDEX.match(i)), key=lambda i: (int(i), i))[: MAX_ROWS + 1]


def tree_from_values(fields: Sequence[FieldSpec], values: Mapping[str, Any]) -> Tree:
    """Stored JSON values (a draft, perhaps incomplete or wrong) as the texts the form shows."""
    return {f.name: _encode(f, values.get(f.name)) for f in fields}


def _encode(spec: FieldSpec, value: Any) -> Any:
    if spec.widget == "group":
        return tree_from_values(spec.fields, value) if isinstance(value, Mapping) else blank_tree(spec.fields)
    if spec.widget == "rows":
        rows = value if isinstance(value, list | tuple) else []
        return [tree_from_values(spec.fields, r) for r in rows if isinstance(r, Mapping)]
    if spec.widget == "many":
        items = value if isinstance(value, list | tuple) else []
        return [_encode(spec.item, v) for v in items] if spec.item else []
    return _encode_one(spec, value)


def _encode_one(spec: FieldSpec, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if spec.widget == "money" and isinstance(value, int):
        return yuan(value)
    if spec.widget == "moment" and isinstance(value, str):
        return _local(value)
    return str(value)


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals, exactly: 123456 → `1234.56`."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def _local(value: str) -> str:
    """An ISO moment in Shanghai as `datetime-local` wants it; anything unreadable stays as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo is None:
        return value
    local = moment.astimezone(SHANGHAI).replace(tzinfo=None)
    return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")


def flatten(fields: Sequence[FieldSpec], tree: Tree, prefix: str = "") -> dict[str, list[str]]:
    """The POST that a browser would send for this tree (rows carry a marker, so that empty ones survive)."""
    out: dict[str, list[str]] = {}
    for spec in fields:
        path, value = f"{prefix}{spec.name}", tree.get(spec.name)
        if spec.widget == "group":
            out.update(flatten(spec.fields, value or {}, f"{path}."))
        elif spec.widget == "rows":
            for i, row in enumerate(value or ()):
                out[f"{path}.{i}._"] = ["1"]
                out.update(flatten(spec.fields, row, f"{path}.{i}."))
        elif spec.widget == "many" and one_by_one(spec):
            out.update({f"{path}.{i}": [text] for i, text in enumerate(value or ())})
        elif spec.widget == "many":
            out[path] = list(value or ())
        else:
            out[path] = [value or ""]
    return out


def walk(fields: Sequence[FieldSpec], tree: Tree, prefix: str = "") -> Iterator[tuple[str, FieldSpec, Any]]:
    """Every (path, field, value) of the tree, containers before what they contain."""
    for spec in fields:
        path, value = f"{prefix}{spec.name}", tree.get(spec.name)
        yield path, spec, value
        if spec.widget == "group":
            yield from walk(spec.fields, value or {}, f"{path}.")
        elif spec.widget == "rows":
            for i, row in enumerate(value or ()):
                yield from walk(spec.fields, row, f"{path}.{i}.")


def find_field(fields: Sequence[FieldSpec], tree: Tree, path: str) -> FieldSpec | None:
    """The field at an HTML path of this tree, or None. Paths of `many` elements name the `many` field."""
    for at, spec, _ in walk(fields, tree):
        if at == path or (spec.widget == "many" and path.rpartition(".")[0] == at):
            return spec
    return None


def set_value(fields: Sequence[FieldSpec], tree: Tree, path: str, value: str) -> bool:
    """Put a text at a path (an uploaded file's id, a found subject). False when there is no such place."""
    node: Any = tree
    *parents, last = path.split(".")
    try:
        for part in parents:
            node = node[int(part)] if isinstance(node, list) else node[part]
        if isinstance(node, list):
            node[int(last)] = value
            return True
        if last not in node:
            return False
        if isinstance(node[last], list):
            node[last].append(value)
        else:
            node[last] = value
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    return True


def press_row_button(fields: Sequence[FieldSpec], tree: Tree, post: Post) -> bool:
    """Apply `_add=path` or `_remove=path:n`; True when the POST was such a button."""
    add, remove = _text(post, "_add"), _text(post, "_remove")
    if not add and not remove:
        return False
    path, _, number = (add, "", "") if add else remove.rpartition(":")
    for at, spec, value in walk(fields, tree):
        if at != path or not isinstance(value, list):
            continue
        if add and len(value) < MAX_ROWS:
            value.append(blank_tree(spec.fields) if spec.widget == "rows" else "")
        elif remove and _INDEX.match(number) and int(number) < len(value):
            del value[int(number)]
        break
    return True


def value_at(tree: Tree, path: str) -> str:
    """The text at an HTML path of the tree, empty where there is none."""
    node: Any = tree
    for part in path.split("."):
        if isinstance(node, list):
            node = node[int(part)] if _INDEX.match(part) and int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node if isinstance(node, str) else ""


def fill(fields: Sequence[FieldSpec], tree: Tree, path: str, filled: Filled) -> None:
    """Put what a choice at `path` brings into the fields beside it, and its rows into groups of the whole form.

    Blank rows of such a group give way; a row is not added where one with the same first field is there.
    """
    parts = path.split(".")[:-1]
    node: Any = tree
    level = fields
    for part in parts:
        if part.isdecimal():
            node = node[int(part)]
        else:
            level = next(f for f in level if f.name == part).fields
            node = node[part]
    made = tree_from_values(level, filled.here)
    node.update({name: made[name] for name in filled.here if name in node})
    for name, rows in filled.rows.items():
        group = next((f for f in fields if f.name == name), None)
        listed = tree.get(name)
        if group is None or not isinstance(listed, list):
            continue
        first = group.fields[0].name
        kept = [row for row in listed if row.get(first)]
        known = {row[first] for row in kept}
        new = tree_from_values((group,), {name: [r for r in rows if r.get(first) not in known]})[name]
        tree[name] = [*kept, *new][:MAX_ROWS]
