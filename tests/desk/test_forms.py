"""Payload models as forms: what is typed survives, what is stored comes back, rubbish gets a message."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal, get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field
from pydantic_core.core_schema import ErrorType

from yifa.desk import forms
from yifa.matters.payloads import (
    ActPayload,
    ActRef,
    Choice,
    Count,
    Day,
    Fen,
    FileRef,
    Line,
    Moment,
    OfficerRef,
    OptionalLine,
    OptionalProse,
    PartyInput,
    Prose,
    Row,
    SubjectRef,
    ViolationCode,
)

HAN = re.compile(r"[\u4e00-\u9fff]")


class Mode(Choice):
    DIRECT = "direct", "直接送达"
    POST = "post", "邮寄送达"


class Item(Row):
    title: Line = Field(title="名称")
    amount: Fen = Field(title="金额")
    note: OptionalLine = Field("", title="备注")


class Place(Row):
    address: Line = Field(title="地址")
    at: Moment | None = Field(None, title="时间")


class Sample(ActPayload):
    kind = "sample"
    title: Line = Field(title="案由")
    facts: Prose = Field(title="事实")
    remark: OptionalProse = Field("", title="说明")
    fine: Fen = Field(title="罚款")
    refund: Fen | None = Field(None, title="退款")
    count: Count = Field(3, title="份数")
    on: Day = Field(title="日期")
    until: Day | None = Field(None, title="截止日")
    at: Moment = Field(title="时间")
    mode: Mode = Field(title="方式")
    other_mode: Mode | None = Field(None, title="其他方式")
    size: Literal["a", "b"] = Field("a", title="规格")
    agreed: bool = Field(title="同意")
    shown: bool = Field(True, title="已出示证件")
    officer: OfficerRef = Field(title="承办人")
    members: tuple[OfficerRef, ...] = Field((), title="参加人")
    subject: SubjectRef = Field(title="当事人")
    act: ActRef | None = Field(None, title="所更正的行为")
    file: FileRef | None = Field(None, title="附件")
    violation: ViolationCode = Field(title="违法行为")
    items: tuple[Item, ...] = Field((), title="物品")
    reasons: list[Line] = Field(default_factory=list, title="理由")
    parties: list[PartyInput] = Field(min_length=1, title="当事人")
    place: Place = Field(title="地点")


FIELDS = forms.fields_of(Sample)

# Browsers send line breaks as CRLF; a bare CR cannot come out of a form.
_letters = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
)
lines = st.text(_letters, min_size=1, max_size=40).filter(lambda s: s.strip())
proses = st.lists(lines, min_size=1, max_size=3).map("\n".join)
fens = st.integers(0, 10**14)
days = st.dates(date(1949, 1, 1), date(2100, 12, 31))
# Shanghai had summer time until 1991; a local time in the repeated hour of autumn is ambiguous.
moments = st.datetimes(datetime(1992, 1, 1), datetime(2100, 12, 30), timezones=st.just(UTC))
ids = st.uuids()
items = st.builds(Item, title=lines, amount=fens, note=lines | st.just(""))
samples = st.builds(
    Sample,
    title=lines,
    facts=proses,
    remark=proses | st.just(""),
    fine=fens,
    refund=fens | st.none(),
    count=st.integers(0, 10**9),
    on=days,
    until=days | st.none(),
    at=moments,
    mode=st.sampled_from(Mode),
    other_mode=st.sampled_from(Mode) | st.none(),
    size=st.sampled_from(["a", "b"]),
    agreed=st.booleans(),
    shown=st.booleans(),
    officer=ids,
    members=st.lists(ids, max_size=4).map(tuple),
    subject=ids,
    act=ids | st.none(),
    file=ids | st.none(),
    violation=lines,
    items=st.lists(items, max_size=12).map(tuple),
    reasons=st.lists(lines, max_size=12),
    parties=st.lists(
        st.builds(PartyInput, subject=ids, role=st.sampled_from(["party", "agent"])), min_size=1, max_size=3
    ),
    place=st.builds(Place, address=lines, at=moments | st.none()),
)


@given(samples)
@settings(max_examples=150, deadline=None)
def test_model_to_form_and_back(sample: Sample) -> None:
    tree = forms.tree_from_values(FIELDS, sample.model_dump(mode="json"))
    post = forms.flatten(FIELDS, tree)
    assert forms.tree_from_post(FIELDS, post) == tree
    values, problems = forms.values_from_tree(FIELDS, tree)
    assert problems == {}
    assert Sample.model_validate(values) == sample


GOOD = {
    "title": ["占道经营"],
    "facts": ["在人行道摆摊。"],
    "fine": ["1,234.5"],
    "on": ["2026年11月2日"],
    "at": ["2026-11-02T09:30"],
    "mode": ["post"],
    "agreed": ["false"],
    "officer": ["019aa000-0000-7000-8000-000000000001"],
    "subject": ["019aa000-0000-7000-8000-000000000002"],
    "violation": ["YZ-CG-001"],
    "parties.0.subject": ["019aa000-0000-7000-8000-000000000002"],
    "parties.0.role": ["party"],
    "place.address": ["云州市一号路"],
}


def read(post: dict[str, list[str]]) -> tuple[dict, dict[str, str]]:
    values, problems = forms.values_from_tree(FIELDS, forms.tree_from_post(FIELDS, post))
    return values, forms.validate(Sample, values, problems)


def test_money_is_exact_and_dates_are_read_as_people_write_them() -> None:
    values, errors = read(GOOD)
    assert errors == {}
    assert values["fine"] == 123450
    assert values["on"] == "2026-11-02"
    sample = Sample.model_validate(values)
    assert sample.at == datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    assert sample.count == 3 and sample.shown is True and sample.until is None


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("0.01", 1),
        ("0.1", 10),
        ("1234", 123400),
        ("1234.56元", 123456),
        ("¥20", 2000),
        ("1000000000.99", 100000000099),
    ],
)
def test_money(typed: str, fen: int) -> None:
    values, errors = read({**GOOD, "fine": [typed]})
    assert errors == {} and values["fine"] == fen


@pytest.mark.parametrize(
    "typed", ["1.234", "1e3", "-5", "一千", "NaN", "1,23", "9" * 30, "0x10", "1 000", "٣"]
)
def test_money_that_cannot_be_read_is_kept_and_explained(typed: str) -> None:
    values, errors = read({**GOOD, "fine": [typed]})
    assert values["fine"] == typed
    assert HAN.search(errors["fine"])


def test_everything_missing_is_named_beside_its_field() -> None:
    _, errors = read({})
    assert {"title", "facts", "fine", "on", "at", "mode", "agreed", "officer", "subject", "violation"} <= set(
        errors
    )
    assert "parties" in errors and "place.address" in errors
    assert all(HAN.search(m) and not re.search(r"[A-Za-z]{4}", m) for m in errors.values())


HOSTILE = ["", " ", "\x00", "\ud800", "x" * 1_000_000, "<script>alert(1)</script>", "' OR 1=1 --", "\u202e", "-1",
           "9" * 400, "2026-02-30", "0000-00-00", "true", "[]", "{}", "%00", "NaN",
           "１２", "\n", "٣", "../../etc"]  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(
            [*GOOD, "items.0.title", "items.999999999.amount", "items.-1.title", "items", "parties.x.role", "place",
             "reasons.7", "members", "_add", "_remove", "", ".", "items..", "file", "items.0.0.0"]
        ),
        st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=3),
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_any_rubbish_gives_messages_and_never_an_exception(post: dict[str, list[str]]) -> None:
    tree = forms.tree_from_post(FIELDS, post)
    forms.press_row_button(FIELDS, tree, post)
    values, problems = forms.values_from_tree(FIELDS, tree)
    errors = forms.validate(Sample, values, problems)
    assert all(HAN.search(m) for m in errors.values())
    bound = forms.bind(FIELDS, tree, errors=errors)
    for field in bound:
        typed = post.get(field.path)
        if typed and field.spec.widget not in ("rows", "group", "many", "file"):
            assert field.value == typed[-1]
    forms.unsafe_paths(FIELDS, tree)


def test_rows_are_added_and_removed_by_buttons() -> None:
    post = {"items.3.title": ["甲"], "items.10.title": ["乙"]}
    tree = forms.tree_from_post(FIELDS, post)
    assert [r["title"] for r in tree["items"]] == ["甲", "乙"]
    assert forms.press_row_button(FIELDS, tree, {"_add": ["items"]})
    assert [r["title"] for r in tree["items"]] == ["甲", "乙", ""]
    assert forms.press_row_button(FIELDS, tree, {"_remove": ["items:0"]})
    assert [r["title"] for r in tree["items"]] == ["乙", ""]
    assert forms.press_row_button(FIELDS, tree, {"_remove": ["items:77"]})
    assert forms.press_row_button(FIELDS, tree, {"_add": ["nothing.such"]})
    assert not forms.press_row_button(FIELDS, tree, {"items.0.title": ["x"]})
    for _ in range(300):
        forms.press_row_button(FIELDS, tree, {"_add": ["items"]})
    assert len(tree["items"]) == 100


def test_an_empty_row_is_named_not_dropped() -> None:
    _, errors = read({**GOOD, "items.0._": ["1"]})
    assert set(errors) == {"items.0.title", "items.0.amount"}


def test_a_draft_may_hold_wrong_text_but_not_what_cannot_be_stored() -> None:
    tree = forms.tree_from_post(FIELDS, {"title": ["a\x00b"], "facts": ["x" * 20_001], "fine": ["abc"]})
    assert set(forms.unsafe_paths(FIELDS, tree)) == {"title", "facts"}
    values, _ = forms.values_from_tree(FIELDS, tree)
    assert forms.tree_from_values(FIELDS, values)["fine"] == "abc"


def test_every_pydantic_error_has_a_chinese_sentence() -> None:
    for kind in get_args(ErrorType):
        message = forms.chinese(kind, {"error": ValueError("boom"), "ge": 1, "max_length": 5})
        assert HAN.search(message), kind
        assert "{" not in message


def test_set_value_reaches_rows_and_refuses_nonsense() -> None:
    tree = forms.tree_from_post(FIELDS, GOOD)
    assert forms.set_value(FIELDS, tree, "parties.0.subject", "s")
    assert tree["parties"][0]["subject"] == "s"
    assert not forms.set_value(FIELDS, tree, "parties.9.subject", "s")
    assert not forms.set_value(FIELDS, tree, "place.address.deeper", "s")
    assert isinstance(UUID(GOOD["officer"][0]), UUID)
