"""Every field of every act of every institution, given what should never be typed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yifa.matters.request import validate

from .bad import EXTRA_KEYS, HARMLESS, NESTED, REFUSED
from .valid import Case, Leaf, at, cases, leaves, spoilt, without

HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{4,}")


@cache
def every_act() -> list[Case]:
    return cases()


@cache
def every_place() -> list[tuple[Case, Leaf]]:
    return [(case, leaf) for case in every_act() for leaf in leaves(case.model, case.payload)]


def judged(case: Case, payload: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What `validate` says, after checking the form of its messages."""
    values, errors = validate(case.model, payload)
    assert not (values and errors)
    for path, message in errors.items():
        assert HAN.search(message), (str(case), path, message)
        assert not ENGLISH.search(message), (str(case), path, message)
        assert len(message) < 200
    return values, errors


def named(errors: Mapping[str, str], key: str) -> bool:
    """The message is beside the field, or beside one of its parts."""
    return any(path == key or path.startswith(f"{key}.") for path in errors)


def test_the_generated_payloads_are_valid_for_every_act() -> None:
    assert len(every_act()) > 60
    for case in every_act():
        values, errors = judged(case, case.payload)
        assert not errors, (str(case), errors)
        json.dumps(values, ensure_ascii=False, allow_nan=False).encode()


def test_every_field_of_every_act_is_reached() -> None:
    """Fields no valid payload can hold beside the others are few, and each of them is known."""
    unreached = {
        f"{case}.{name}"
        for case in every_act()
        for name in case.model.model_fields
        if name not in case.payload
    }
    assert unreached == set()


def test_what_is_missing_or_null_is_named() -> None:
    for case, leaf in every_place():
        if not isinstance(leaf.path[-1], int):
            _, errors = judged(case, without(case.payload, leaf.path))
            assert named(errors, leaf.key) or not leaf.required, (str(case), leaf.key)
        _, errors = judged(case, spoilt(case.payload, leaf.path, None))
        assert named(errors, leaf.key) or leaf.nullable, (str(case), leaf.key)


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_wrong_values_are_refused_beside_the_field(kind: str) -> None:
    for case, leaf in every_place():
        if leaf.kind != kind:
            continue
        for name, value in REFUSED[kind].items():
            _, errors = judged(case, spoilt(case.payload, leaf.path, value))
            assert named(errors, leaf.key), (str(case), leaf.key, name, errors)


def test_ten_thousand_good_rows_are_too_many() -> None:
    for case, leaf in every_place():
        if leaf.kind == "list":
            rows = list(at(case.payload, leaf.path))[:1] * 10_000
            _, errors = judged(case, spoilt(case.payload, leaf.path, rows))
            assert named(errors, leaf.key), (str(case), leaf.key)


def test_hostile_text_that_is_only_text_survives_to_the_byte() -> None:
    for case, leaf in every_place():
        if leaf.kind != "text" or leaf.pattern:
            continue
        for name, text in HARMLESS.items():
            values, errors = judged(case, spoilt(case.payload, leaf.path, text))
            if named(errors, leaf.key):
                assert len(text) > 80, (str(case), leaf.key, name, errors)  # too long for a code
                continue
            assert not errors, (str(case), leaf.key, name, errors)
            kept = at(values, leaf.path)
            assert kept.encode() == unicodedata.normalize("NFC", text).encode(), (str(case), leaf.key, name)


def test_other_kinds_never_keep_hostile_text() -> None:
    """A number, a date, an id or a choice is one after cleaning, whatever was typed."""
    for case, leaf in every_place():
        if leaf.kind not in ("integer", "date", "moment", "uuid", "flag", "choice"):
            continue
        for text in HARMLESS.values():
            values, errors = judged(case, spoilt(case.payload, leaf.path, text))
            if errors:
                continue
            kept = at(values, leaf.path)
            if leaf.kind == "integer":
                assert type(kept) is int and kept >= 0
            elif leaf.kind == "flag":
                assert type(kept) is bool
            else:
                raise AssertionError((str(case), leaf.key, text, kept))


def test_keys_the_form_does_not_have_are_refused() -> None:
    for case in every_act():
        for key in EXTRA_KEYS:
            values, errors = judged(case, case.payload | {key: "x"})
            assert errors and not values, (str(case), key)
        _, errors = judged(case, case.payload | {"extra": NESTED})
        assert "extra" in errors
    for case, leaf in every_place():
        if leaf.kind == "group":
            row = at(case.payload, leaf.path) | {"extra": "x"}
            _, errors = judged(case, spoilt(case.payload, leaf.path, row))
            assert f"{leaf.key}.extra" in errors, (str(case), leaf.key)


def test_a_payload_of_nothing_names_every_required_field() -> None:
    for case in every_act():
        _, errors = judged(case, {})
        needed = {name for name, info in case.model.model_fields.items() if info.is_required()}
        assert needed <= set(errors), str(case)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40)
    | st.dates(min_value=date(1, 1, 1)).map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=400)
@given(st.integers(0, 10**6), JSON)
def test_no_value_anywhere_raises_or_speaks_english(number: int, value: Any) -> None:
    # Not `sampled_from`: it looks at every one of the thousands of places in every example.
    case, leaf = every_place()[number % len(every_place())]
    values, errors = judged(case, spoilt(case.payload, leaf.path, value))
    if not errors:
        json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
        assert judged(case, values) == (values, {})  # what is kept is accepted again, unchanged


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.dictionaries(st.text(max_size=20), JSON, max_size=6))
def test_payloads_out_of_thin_air_are_refused(number: int, payload: dict[str, Any]) -> None:
    judged(every_act()[number % len(every_act())], payload)
