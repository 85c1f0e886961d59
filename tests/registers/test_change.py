"""The one write path of the registers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from registers import make
from yifa.registers import recording
from yifa.registers.change import ChangeConflict, HashedPassword, change, change_many, history
from yifa.registers.models import Account, Agency, Officer, Region, RegisterChange, Stamp, Subject
from yifa.registers.scope import IMPORTER, PUBLIC, Actor, Unscoped, scope
from yifa.registers.subjects import correct_identifier, earlier_identifiers, find_subject

EDITOR = Actor("agency", name="李四", officer_id="o-1")


@pytest.fixture
def inside(db: None) -> Iterator[None]:
    with scope(EDITOR):
        yield


def test_a_change_leaves_before_after_reason_and_actor(inside: None) -> None:
    subject = make.firm(1)
    change(EDITOR, Subject, subject.pk, {"address": "新街1号"}, "地址变更")
    made, moved = history(Subject, subject.pk)
    assert made.before is None
    assert made.after["name"] == "云州某某有限公司"
    assert (moved.before["address"], moved.after["address"]) == ("", "新街1号")
    assert (moved.reason, moved.actor, moved.actor_officer) == ("地址变更", "李四", "o-1")
    assert moved.at is not None


def test_no_difference_leaves_no_trace(inside: None) -> None:
    subject = make.firm(1)
    change(EDITOR, Subject, subject.pk, {"name": subject.name}, "核对")
    assert history(Subject, subject.pk).count() == 1


def test_a_reason_is_required_and_nothing_is_written_without(inside: None) -> None:
    subject = make.firm(1)
    with pytest.raises(ValidationError, match="变更理由"):
        change(EDITOR, Subject, subject.pk, {"name": "乙"}, "  ")
    subject.refresh_from_db()
    assert subject.name == "云州某某有限公司"


def test_the_public_changes_nothing(inside: None) -> None:
    with pytest.raises(ValidationError, match="公众"):
        change(PUBLIC, Subject, None, {"name": "甲"}, "理由")


def test_a_float_is_refused(inside: None) -> None:
    with pytest.raises(ValidationError, match="小数"):
        change(EDITOR, Subject, None, {"name": 1.5}, "理由")


def test_an_unknown_row_and_an_unreadable_id_are_told_in_chinese(inside: None) -> None:
    for row_id in ("0190aaaa-0000-7000-8000-000000000000", "不是编号"):
        with pytest.raises(ValidationError, match="行政相对人:没有编号"):
            change(EDITOR, Subject, row_id, {"name": "甲"}, "理由")


def test_invalid_values_name_the_field_and_write_nothing(inside: None) -> None:
    with pytest.raises(ValidationError) as caught:
        change(EDITOR, Subject, None, {"name": "甲", "kind": "怪", "valid_from": make.FROM}, "理由")
    assert "kind" in caught.value.message_dict
    assert not Subject.objects.exists()
    assert not RegisterChange.objects.exists()


def test_an_editor_who_saw_older_values_is_told(inside: None) -> None:
    subject = make.firm(1)
    change(EDITOR, Subject, subject.pk, {"phone": "111"}, "登记电话")
    with pytest.raises(ChangeConflict, match="电话"):
        change(EDITOR, Subject, subject.pk, {"phone": "222"}, "改电话", expected={"phone": ""})
    change(EDITOR, Subject, subject.pk, {"phone": "222"}, "改电话", expected={"phone": "111"})


def test_a_password_never_reaches_the_history(inside: None) -> None:
    made = change(EDITOR, Account, None, {"username": "zhang", "password": "correct horse"}, "开户")
    change(EDITOR, Account, made.pk, {"password": "another horse"}, "重置密码")
    rows = list(history(Account, made.pk))
    assert len(rows) == 2
    assert {r.after["password"] for r in rows} == {"已设置"}
    made.refresh_from_db()
    assert made.check_password("another horse")


def test_a_password_hashed_once_opens_every_account_it_was_given(inside: None) -> None:
    shared = HashedPassword.of("correct horse")
    made = [
        change(EDITOR, Account, None, {"username": name, "password": shared}, "开户")
        for name in ("zhang", "wang")
    ]
    for account in made:
        account.refresh_from_db()
        assert account.check_password("correct horse") and not account.check_password("another horse")
        assert [r.after["password"] for r in history(Account, account.pk)] == ["已设置"]
    with pytest.raises(ValidationError, match="密码"):
        HashedPassword.of("1234567890")


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123", "zhang-zhang"])
def test_a_weak_password_is_refused_in_words(inside: None, weak: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change(EDITOR, Account, None, {"username": "zhang-zhang", "password": weak}, "开户")
    assert "密码" in "".join(refused.value.message_dict["password"])
    assert not Account.objects.filter(username="zhang-zhang").exists()


def test_listeners_hear_every_change(inside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[RegisterChange] = []
    monkeypatch.setattr(recording, "on_change", [heard.append])
    region = make.region()
    change_many(EDITOR, Region, [_county(1), _county(2)], "批量")
    assert [c.row_id for c in heard] == [region.pk, "530101", "530102"]


def test_a_listener_that_fails_undoes_the_change(inside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_change: RegisterChange) -> None:
        raise RuntimeError("no leaf")

    monkeypatch.setattr(recording, "on_change", [refuse])
    with pytest.raises(RuntimeError):
        make.region()
    assert not Region.objects.exists()


def _county(number: int, name: str = "") -> dict[str, object]:
    return {"code": f"5301{number:02d}", "name": name or f"第{number}区", "level": 3, "parent": "530100"}


def test_many_rows_are_made_changed_or_left_alone(inside: None) -> None:
    make.region()
    assert len(change_many(EDITOR, Region, [_county(1), _county(2)], "批量", key=["code"]).created) == 2
    again = change_many(EDITOR, Region, [_county(1), _county(2, "新区"), _county(3)], "批量", key=["code"])
    assert (len(again.created), len(again.updated), again.unchanged) == (1, 1, 1)
    assert Region.objects.get(pk="530102").name == "新区"
    assert [h.after["name"] for h in history(Region, "530102")] == ["第2区", "新区"]
    assert history(Region, "530101").count() == 1


def test_many_rows_are_all_or_nothing(inside: None) -> None:
    make.region()
    with pytest.raises(ValidationError):
        change_many(EDITOR, Region, [_county(1), {"code": "错", "name": "x", "level": 3}], "批量")
    assert not Region.objects.filter(level=3).exists()


def test_uniqueness_in_bulk_is_told_by_its_message(inside: None) -> None:
    where = make.region()
    row = {"name": "甲局", "code": make.uscc(7), "region": where.pk, "valid_from": make.FROM}
    with pytest.raises(ValidationError, match="该统一社会信用代码已登记"):
        change_many(EDITOR, Agency, [row, {**row, "name": "乙局"}], "批量")


def test_outside_a_transaction_the_actors_own_scope_is_opened(fresh_db: str) -> None:
    subject = make.firm(1)
    with pytest.raises(Unscoped):
        Subject.objects.exists()
    with scope(IMPORTER):
        assert Subject.objects.get().pk == subject.pk
        assert history(Subject, subject.pk).get().actor == "数据导入"


def test_stamps_grow_only_for_what_caches_hold(inside: None) -> None:
    before = dict(Stamp.objects.values_list("name", "version"))
    make.firm(1)
    assert dict(Stamp.objects.values_list("name", "version")) == before
    make.region()
    after = dict(Stamp.objects.values_list("name", "version"))
    assert after["agencies"] == before["agencies"] + 1
    assert after["law"] == before["law"]


def test_a_wrong_identifier_is_corrected_with_a_trace(inside: None) -> None:
    subject = make.firm(1)
    wrong, right = subject.identifier, make.uscc(2)
    with pytest.raises(ValidationError):
        correct_identifier(EDITOR, subject.pk, right[:-1] + ("A" if right[-1] != "A" else "B"), "录入错误")
    with pytest.raises(ValidationError, match="变更理由"):
        correct_identifier(EDITOR, subject.pk, right, "")
    with pytest.raises(ValidationError, match="相同"):
        correct_identifier(EDITOR, subject.pk, wrong, "录入错误")
    correct_identifier(EDITOR, subject.pk, right, "录入错误,经核对营业执照更正")
    found = find_subject("uscc", right)
    assert found is not None
    assert found.pk == subject.pk
    assert find_subject("uscc", wrong) is None
    assert earlier_identifiers(subject.pk) == [wrong]


def test_a_correction_cannot_take_another_subjects_code(inside: None) -> None:
    first, second = make.firm(1), make.firm(2, name="另一家")
    with pytest.raises(ValidationError, match="该证件号码已登记"):
        correct_identifier(EDITOR, second.pk, first.identifier, "录入错误")


def test_identity_numbers_are_checked_too(inside: None) -> None:
    good = make.identity(7)
    row = {"kind": "natural", "name": "王五", "identifier_kind": "identity", "valid_from": make.FROM}
    change(EDITOR, Subject, None, {**row, "identifier": good}, "登记")
    bad = good[:-1] + ("1" if good[-1] != "1" else "2")
    with pytest.raises(ValidationError) as caught:
        change(EDITOR, Subject, None, {**row, "identifier": bad}, "登记")
    assert "identifier" in caught.value.message_dict


def test_dates_as_text_are_taken_as_dates(inside: None) -> None:
    where = make.region()
    made = make.agency(1, where)
    who = change(EDITOR, Officer, None, {"name": "甲", "agency": made, "valid_from": "2020-02-29"}, "登记")
    assert who.valid_from == date(2020, 2, 29)
    with pytest.raises(ValidationError):
        change(EDITOR, Officer, None, {"name": "甲", "agency": made, "valid_from": "2021-02-29"}, "登记")


@pytest.mark.parametrize("name", ["甲\x00公司", "甲\ud800公司", "甲\u202e公司"])
def test_text_that_cannot_be_stored_is_a_message(inside: None, name: str) -> None:
    with pytest.raises(ValidationError, match="无法保存的字符"):
        make.firm(1, name=name)
    subject = make.firm(1)
    with pytest.raises(ValidationError, match="变更理由"):
        change(EDITOR, Subject, subject.pk, {"name": "乙"}, name)
    with pytest.raises(ValidationError, match="500"):
        change(EDITOR, Subject, subject.pk, {"name": "乙"}, "长" * 501)


def test_text_that_is_too_long_names_its_field(inside: None) -> None:
    with pytest.raises(ValidationError) as caught:
        make.firm(1, name="长" * 10_000)
    assert "name" in caught.value.message_dict
