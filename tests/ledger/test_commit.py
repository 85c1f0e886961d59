"""Commitments: what is kept can be recomputed, a digest tells nothing about its value, floats are refused."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from yifa.ledger.commit import (
    canonical,
    commit,
    lines_behind,
    lines_of,
    open_body,
    opening,
    openings,
    part_behind,
    recommit,
)

scalars = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=30)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
names = st.from_regex(r"[a-z_.]{1,12}", fullmatch=True)
records = st.dictionaries(names, values, min_size=1, max_size=8)


@given(records)
def test_the_kept_body_gives_the_same_leaf_and_digest(fields: dict[str, object]) -> None:
    sealed = commit(fields)
    again = recommit(sealed.body)
    assert (again.leaf, again.digest) == (sealed.leaf, sealed.digest)
    assert open_body(sealed.body) == fields


@given(records)
def test_the_digest_is_sha256_of_the_leaf_and_the_leaf_lists_every_field(fields: dict[str, object]) -> None:
    sealed = commit(fields)
    assert sealed.digest == hashlib.sha256(sealed.leaf).digest()
    assert [name for name, _ in json.loads(sealed.leaf)] == sorted(fields)


@given(values)
@example({"\U0001f600": 1, "\uffff": 2, "a": {"é": None, "z": True}})
@example(['\x00\x1f\x7f\u2028"\\\b\f\n\r\t', 2**53 - 1, -(2**53) + 1])
def test_canonical_bytes_are_those_of_rfc_8785(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(records)
def test_every_line_of_the_body_is_canonical_and_opens_one_field(fields: dict[str, object]) -> None:
    lines = commit(fields).body.split(b"\n")
    assert [rfc8785.dumps(json.loads(line)) for line in lines] == lines
    assert [json.loads(line)[1:] for line in lines] == [[name, fields[name]] for name in sorted(fields)]


@pytest.mark.parametrize("value", [2**53, {"a": [-(2**53)]}, "\ud800", {1: 2}, b"x", {"a": {3}}])
def test_what_json_cannot_hold_alike_everywhere_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_one_field_can_be_checked_alone() -> None:
    sealed = commit({"name": "张某", "fine_fen": 20000})
    (line,) = lines_of(sealed.body, ["fine_fen"])
    salt = next(salt for salt, name, _ in openings(sealed.body) if name == "fine_fen")
    assert line == f'["{salt}","fine_fen",20000]'.encode()
    assert dict(json.loads(sealed.leaf))["fine_fen"] == hashlib.sha256(line).hexdigest()


def test_the_same_record_twice_gives_other_digests() -> None:
    assert commit({"a": 1}).digest != commit({"a": 1}).digest


def test_any_changed_byte_changes_the_digest() -> None:
    body = commit({"fine_fen": 20000}).body
    forged = body.replace(b"20000", b"30000")
    assert recommit(forged).digest != recommit(body).digest


@pytest.mark.parametrize("value", [1.0, [1, 2.5], {"a": {"b": 0.1}}])
def test_floats_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="float"):
        commit({"x": value})
    with pytest.raises(ValueError, match="float"):
        canonical(value)


def test_key_order_of_the_input_does_not_matter() -> None:
    assert canonical({"b": 1, "a": 2}) == b'{"a":2,"b":1}'


@given(records, st.integers(0), st.integers(0, 7), st.booleans())
def test_the_quick_comparison_says_what_the_plain_one_says(
    fields: dict[str, object], at: int, bit: int, of_leaf: bool
) -> None:
    sealed = commit(fields)
    assert lines_behind(sealed.body, sealed.leaf) == sealed.body.split(b"\n")
    body, leaf = bytearray(sealed.body), bytearray(sealed.leaf)
    target = leaf if of_leaf else body
    target[at % len(target)] ^= 1 << bit
    try:
        plain = recommit(bytes(body)).leaf == bytes(leaf)
    except ValueError:
        plain = False
    assert (lines_behind(bytes(body), bytes(leaf)) is not None) == plain is False


def test_part_of_a_body_stands_behind_a_leaf_only_whole_and_in_order() -> None:
    sealed = commit({"a": 1, "b": 2, "c": 3, "d": 4})
    a, b, c, d = sealed.body.split(b"\n")
    assert part_behind(b"\n".join([a, b, d]), sealed.leaf, ("a", "b", "d")) == [a, b, d]
    other = lines_of(commit({"b": 2}).body)[0]  # the same value under another salt
    for lines in (
        [a, b],
        [a, b, c],
        [b, a, d],
        [a, b, d, d],
        [a, b, c, d],
        [a, other, d],
        [a, b, b"x"],
        [b"\xff" * 60],
    ):
        assert part_behind(b"\n".join(lines), sealed.leaf, ("a", "b", "d")) is None, lines
    assert part_behind(b"\n".join([a, b]), sealed.leaf, ("a", "b", "z")) is None
    for leaf in (b"", b"{}", b"[[]]", b"[1]", b"\xff", b"[" * 100_000):
        assert part_behind(a, leaf, ("a",)) is None


def test_lines_in_another_order_are_another_body() -> None:
    first, second = (body := commit({"a": 1, "b": 2}).body).split(b"\n")
    assert recommit(second + b"\n" + first).digest != recommit(body).digest


@pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b'{"version":1}', b'["x"]', b"\xff"])
def test_what_is_not_a_body_is_refused(junk: bytes) -> None:
    with pytest.raises(ValueError, match="not a committed body"):
        open_body(junk)
    with pytest.raises(ValueError, match="not a committed body"):
        recommit(junk)


@pytest.mark.parametrize("name", ["", "a b", 'a"', "年", "a\n", "x" * 121])
def test_a_field_name_that_would_need_escaping_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="field name"):
        commit({name: 1})


@given(names, st.integers(0, 100), st.binary(min_size=16, max_size=16))
def test_name_and_value_cannot_be_shifted_into_each_other(name: str, value: int, salt: bytes) -> None:
    assert opening(name + "1", value, salt) != opening(name, f"1{value}", salt)
