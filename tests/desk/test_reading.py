"""Payloads in words, and what changed between two versions."""

from __future__ import annotations

from pydantic import Field

from yifa.desk.reading import Names, changes, flat, read
from yifa.matters.payloads import ActPayload, Choice, Day, Fen, FileRef, Line, OfficerRef, OptionalProse, Row

OFFICER = "019aa000-0000-7000-8000-000000000001"
FILE = "019aa000-0000-7000-8000-000000000003"


class Kind(Choice):
    FINE = "fine", "罚款"


class Thing(Row):
    name: Line = Field(title="名称")
    value: Fen = Field(title="价值")


class Decision(ActPayload):
    kind = "decision"
    what: Kind = Field(title="种类")
    amount: Fen | None = Field(None, title="金额")
    on: Day = Field(title="日期")
    final: bool = Field(title="终局")
    who: tuple[OfficerRef, ...] = Field((), title="人员")
    things: tuple[Thing, ...] = Field((), title="物品")
    file: FileRef | None = Field(None, title="附件")
    note: OptionalProse = Field("", title="说明")


PAYLOAD = {
    "what": "fine",
    "amount": 200000,
    "on": "2026-11-02",
    "final": False,
    "who": [OFFICER],
    "things": [{"name": "货架", "value": 5000}, {"name": "遮阳伞", "value": 100}],
    "file": FILE,
    "note": "",
}
NAMES = Names(officers={OFFICER: "张伟"}, files={FILE: "照片.jpg"})


def test_a_payload_reads_as_words() -> None:
    found = dict(flat(read(Decision, PAYLOAD, NAMES)).values())
    assert found["种类"] == "罚款"
    assert found["金额"] == "2,000.00元"
    assert found["日期"] == "2026年11月2日"
    assert found["终局"] == "否"
    assert found["人员"] == "张伟"
    assert found["附件"] == "照片.jpg"
    assert found["物品 第2项 · 价值"] == "1.00元"
    assert "说明" not in found


def test_unexpected_values_are_shown_as_they_are() -> None:
    shown = flat(read(Decision, {"what": "other", "amount": "一千", "on": 5, "things": "x"}, NAMES))
    assert {text for _, text in shown.values()} >= {"other", "一千", "5"}


def test_changes_name_the_field_and_show_both_texts() -> None:
    after = {**PAYLOAD, "amount": 150000, "note": "从轻处罚", "things": PAYLOAD["things"][:1]}
    found = {c.title: c.pieces for c in changes(read(Decision, PAYLOAD, NAMES), read(Decision, after, NAMES))}
    assert set(found) >= {"金额", "说明"}
    assert "".join(text for kind, text in found["金额"] if kind != "new") == "2,000.00元"
    assert "".join(text for kind, text in found["金额"] if kind != "gone") == "1,500.00元"
    assert found["说明"] == (("new", "从轻处罚"),)
    assert changes(read(Decision, PAYLOAD, NAMES), read(Decision, PAYLOAD, NAMES)) == ()
