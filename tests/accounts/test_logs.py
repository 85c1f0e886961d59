"""Daily log files: complete, chained, signed, out of reach; what is changed in them or in the database is named."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner

from yifa.accounts import logfiles, rotation
from yifa.registers.ids import new_id
from yifa.registers.models import RegisterChange, SecurityEvent
from yifa.registers.scope import WORKER, scope

from .people import People

DAY = date(2026, 11, 20)


def event(at: datetime, detail: str = "") -> str:
    """An event of an earlier time, as if it had been recorded then."""
    made = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registers_securityevent (id, node, at, kind, ok, username, by, address, agent, detail)"
            " VALUES (%s, 'main', %s, 'login', true, 'jia', '甲', '127.0.0.1', '', %s)",
            [made, at, detail],
        )
    return str(made)


def noon(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def public(folder: Path) -> str:
    return (folder / logfiles.PUBLIC).read_text("ascii").strip()


def verified(folder: Path) -> list[tuple[str, str]]:
    return logfiles.verify(folder, public(folder)).problems


@pytest.fixture
def three(db: None, tmp_path: Path) -> Path:
    """Files of three days, the middle one without an entry."""
    event(noon(DAY), "第一天")
    event(noon(DAY, 23), "第一天深夜")
    event(noon(DAY + timedelta(days=2)), "第三天")
    folder = tmp_path / "logs"
    assert len(rotation.rotate(folder, DAY + timedelta(days=3))) == 3
    return folder


@pytest.mark.requirement("RQ191")
def test_each_day_that_is_over_gets_a_file_once(three: Path) -> None:
    found = logfiles.verify(three, public(three))
    assert (found.files, found.entries, found.problems) == (3, 3, [])
    assert (found.first, found.last) == (DAY, DAY + timedelta(days=2))
    assert rotation.compare(found) == []
    assert rotation.rotate(three, DAY + timedelta(days=3)) == []
    rows = [json.loads(row) for row in (three / logfiles.name_of(DAY)).read_text("utf-8").splitlines()]
    assert [row["detail"] for row in rows[1:-1]] == ["第一天", "第一天深夜"]
    assert rows[1]["at"] == "2026-11-20T04:00:00.000000+00:00"


def test_files_and_key_are_written_by_nobody_and_never_replaced(three: Path) -> None:
    for path in (*logfiles.files(three), three / logfiles.KEY):
        assert stat.S_IMODE(path.stat().st_mode) == 0o400
    with pytest.raises(logfiles.LogTrouble, match="不改写"):
        logfiles.write(three, DAY, b"x")
    assert verified(three) == []


def test_a_lost_key_is_not_replaced_by_another(three: Path) -> None:
    (three / logfiles.KEY).unlink()
    with pytest.raises(logfiles.LogTrouble, match="从备份取回"):
        rotation.rotate(three, DAY + timedelta(days=4))


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    content = change(path.read_bytes())
    path.unlink()
    path.write_bytes(content)
    path.chmod(0o400)


def forge(folder: Path, day: date) -> None:
    """A whole file made anew, by somebody with another key, with the right chain."""
    path = folder / logfiles.name_of(day)
    lines = path.read_text("utf-8").splitlines()
    head = json.loads(lines[0])
    key = Ed25519PrivateKey.generate()
    rewrite(path, lambda _: logfiles.compose(head["node"], day, head["previous"], [], key))


def drop_line(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join([*lines[:1], *lines[2:]])


FIRST, MIDDLE, LAST = (logfiles.name_of(DAY + timedelta(days=n)) for n in range(3))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda f: rewrite(f / FIRST, lambda c: c.replace("深夜".encode(), "清晨".encode())),
            (FIRST, "摘要"),
        ),
        (lambda f: rewrite(f / FIRST, drop_line), (FIRST, "条数")),
        (lambda f: rewrite(f / FIRST, lambda c: c[:-20]), (FIRST, "读不出来")),
        (lambda f: rewrite(f / FIRST, lambda _: b""), (FIRST, "读不出来")),
        (lambda f: rewrite(f / FIRST, lambda c: c + b"\xff"), (FIRST, "读不出来")),
        (lambda f: forge(f, DAY), (FIRST, "公钥不符")),
        (lambda f: forge(f, DAY), (MIDDLE, "接不上")),
        (lambda f: forge(f, DAY + timedelta(days=2)), (LAST, "签名不符")),
        (lambda f: (f / MIDDLE).unlink(), (LAST, f"缺少 {DAY + timedelta(days=1)}")),
        (lambda f: (f / FIRST).unlink(), (MIDDLE, "接不上")),
        (lambda f: (f / LAST).chmod(0o600), (LAST, "可以改写")),
        (lambda f: rewrite(f / LAST, lambda _: (f / FIRST).read_bytes()), (LAST, f"内容是 {DAY} 的")),
    ],
)
def test_what_is_changed_is_named(three: Path, spoil: Callable[[Path], Any], said: tuple[str, str]) -> None:
    spoil(three)
    assert any(name == said[0] and said[1] in problem for name, problem in verified(three))


def test_what_the_database_no_longer_says_is_named(three: Path, db: None) -> None:
    added = event(noon(DAY), "后来才写进去")
    found = logfiles.verify(three, public(three))
    assert [one for one in rotation.compare(found) if added in one and "数据库有，文件没有" in one]
    removed, row = next(iter(found.ids.items()))
    found.ids["00000000-0000-0000-0000-000000000000"] = row
    found.ids[removed] = row.replace("甲", "乙")
    told = "；".join(rotation.compare(found))
    assert f"{removed}：数据库与文件不同" in told and "文件有，数据库没有" in told


def test_what_came_late_stands_in_the_next_file(three: Path, db: None) -> None:
    late = event(noon(DAY + timedelta(days=2), 23), "长事务")
    rotation.rotate(three, DAY + timedelta(days=4))
    found = logfiles.verify(three, public(three))
    assert found.problems == [] and rotation.compare(found) == []
    assert late in (three / logfiles.name_of(DAY + timedelta(days=3))).read_text("utf-8")


def test_changes_of_registers_are_told_without_their_values(people: People, tmp_path: Path) -> None:
    rotation.rotate(tmp_path, timezone.localdate() + timedelta(days=1))
    text = "".join(path.read_text("utf-8") for path in logfiles.files(tmp_path))
    with scope(WORKER):
        changes, events = RegisterChange.objects.count(), SecurityEvent.objects.count()
    assert text.count('"source":"change"') == changes > 10 and text.count('"source":"event"') == events
    assert '"model":"registers.RoleGrant"' in text and "测试" in text
    assert "S-handler" not in text, "a value of a changed row"


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2026, 11, 28), date(2026, 5, 28)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2024, 8, 31), date(2024, 2, 29)),
        (date(2026, 3, 1), date(2025, 9, 1)),
        (date(2026, 12, 31), date(2026, 6, 30)),
    ],
)
def test_six_months_before(today: date, limit: date) -> None:
    assert logfiles.months_before(today, 6) == limit


@pytest.mark.requirement("RQ191")
def test_nothing_younger_than_six_months_is_deleted(three: Path) -> None:
    with pytest.raises(logfiles.LogTrouble, match="不少于六个月"):
        logfiles.prune(three, DAY + timedelta(days=1), date(2027, 5, 20))
    assert len(logfiles.files(three)) == 3
    gone = logfiles.prune(three, DAY + timedelta(days=1), date(2027, 5, 21))
    assert [path.name for path in gone] == [FIRST]
    found = logfiles.verify(three, public(three))
    assert found.problems == [] and rotation.compare(found) == []
    assert rotation.rotate(three, DAY + timedelta(days=3)) == []


def test_a_folder_that_was_emptied_goes_on_where_it_ended(three: Path) -> None:
    logfiles.prune(three, DAY + timedelta(days=3), date(2028, 1, 1))
    assert logfiles.files(three) == []
    [written] = rotation.rotate(three, DAY + timedelta(days=4))
    assert logfiles.day_of(written) == DAY + timedelta(days=3) and verified(three) == []


def run(*arguments: str) -> Any:
    from yifa.cli import app

    return CliRunner().invoke(app, ["logs", *arguments])


def test_the_commands(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yifa.site.boot.booted", lambda *_: nullcontext())
    good = run("verify", str(three))
    assert good.exit_code == 0 and "3 个文件，3 条" in good.output and "全部一致" in good.output
    other = base64.b64encode(bytes(32)).decode()
    assert run("verify", str(three), "--key", other, "--no-database").exit_code == 1
    (three / MIDDLE).unlink()
    bad = run("verify", str(three))
    assert bad.exit_code == 1 and "缺少 2026-11-21" in bad.output
    refused = run("prune", str(three), "--before", "2999-01-01", "--yes")
    assert refused.exit_code == 1 and "不少于六个月" in refused.output
    assert run("prune", str(three), "--before", "昨天").exit_code == 2
