"""Pydantic payload models as HTML forms and back: the one place where the two shapes meet.

fields = fields_of(model)                 what the form has
tree   = tree_from_post(fields, post)     everything typed, kept exactly
values, problems = values_from_tree(...)  JSON values for the engine, messages for what cannot be read
bound  = bind(fields, tree, errors, ...)  what the template draws
"""

from yifa.desk.forms.bind import BoundField, Pickers, bind, every
from yifa.desk.forms.spec import FieldSpec, UnsupportedField, fields_of
from yifa.desk.forms.tree import (
    Tree,
    blank_tree,
    fill,
    find_field,
    flatten,
    press_row_button,
    set_value,
    tree_from_post,
    tree_from_values,
    value_at,
)
from yifa.desk.forms.values import unsafe_paths, validate, values_from_tree
from yifa.matters.messages import chinese, errors_by_path

__all__ = [
    "BoundField",
    "FieldSpec",
    "Pickers",
    "Tree",
    "UnsupportedField",
    "bind",
    "blank_tree",
    "chinese",
    "errors_by_path",
    "every",
    "fields_of",
    "fill",
    "find_field",
    "flatten",
    "press_row_button",
    "set_value",
    "tree_from_post",
    "tree_from_values",
    "unsafe_paths",
    "validate",
    "value_at",
    "values_from_tree",
]
