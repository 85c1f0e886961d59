"""Providers in processes of their own: what they may do wrong ends in a sentence, soon."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from support.assistants import install

from yifa.assist.asking import NoAnswer, ask

from .papers import DOCUMENT, TEXT, span


def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> str:
    return install(tmp_path, monkeypatch, body)


def test_what_it_proposes_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = """
print("what is printed is no answer")
names = {u.name for task in document.tasks for u in task.units}
assert names == {"市司法局"} and document.title == "云州市规范执法方案"
yield Proposal("cooperating", "市财政局", at(text, "市财政局"), "依托单位参与办班")
yield Proposal("lead", "市审计局", at(text, "市财政局"), "想出来的")
yield "长期坚持"
"""
    found = ask(helper(tmp_path, monkeypatch, body), TEXT, DOCUMENT)
    (one,) = found.proposals
    assert (one.field, one.value, one.why) == ("cooperating", "市财政局", "依托单位参与办班")
    assert one.span == span("市财政局")
    assert found.refused == ("牵头单位“市审计局”：所指的原文中没有这些字", "（没有内容）：不是一条建议")


def test_more_than_a_person_can_go_through_is_cut_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """
while True:
    yield Proposal("lead", "市审计局", (0, 1), "没完没了")
"""
    found = ask(helper(tmp_path, monkeypatch, body), TEXT, DOCUMENT)
    assert found.proposals == ()
    assert len(found.refused) == 201
    assert found.refused[-1] == "超过200条的建议没有看"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('x')", "助手“helper”没有提出建议：运行出错（ValueError），请告诉系统管理员"),
        ("import nowhere_to_be_found", "运行出错（ModuleNotFoundError）"),
        ("return 7", "运行出错（TypeError）"),
        ("return [Proposal('lead', b'x', (0, 1), 'y')]", "运行出错（TypeError）"),
        ("import os; os._exit(0)", "助手“helper”没有答复就结束了"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "助手“helper”没有答复就结束了"),
        ("raise SystemExit(0)", "助手“helper”没有答复就结束了"),
    ],
)
def test_a_provider_that_fails_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    with pytest.raises(NoAnswer, match=said.replace("（", "\\（")):
        ask(helper(tmp_path, monkeypatch, body), TEXT, DOCUMENT)


def test_one_that_is_not_installed_is_told() -> None:
    with pytest.raises(NoAnswer, match="助手“nobody”没有提出建议：没有安装"):
        ask("nobody", TEXT, DOCUMENT)


def test_a_slow_provider_is_stopped_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    body = f"""
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({str(alive)!r}, "w").write(f"{{os.getpid()}} {{child.pid}}")
time.sleep(600)
"""
    with pytest.raises(NoAnswer, match="在10秒内没有答复，已经停止"):
        ask(helper(tmp_path, monkeypatch, body), TEXT, DOCUMENT, seconds=10)
    provider, started = (Path(f"/proc/{pid}") for pid in alive.read_text().split())
    assert not provider.exists()
    until = time.monotonic() + 30
    while _runs(started) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(started)


def _runs(process: Path) -> bool:
    """False for one that is gone, and for one that is dead and not fetched by its parent yet."""
    try:
        return "\nState:\tZ" not in (process / "status").read_text()
    except OSError:
        return False


def test_it_is_given_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://zzhidden")
    monkeypatch.setenv("YIFA_SECRET_KEY", "zzhidden")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "zzhidden")
    monkeypatch.setenv("YIFA_ASSIST_MODEL", "small")
    body = """
import os
assert os.environ["YIFA_ASSIST_MODEL"] == "small"
seen = [key for key, value in os.environ.items() if "zzhidden" in value]
return [Proposal("lead", key, (0, 1), "看到了") for key in seen]
"""
    assert ask(helper(tmp_path, monkeypatch, body), TEXT, DOCUMENT).refused == ()


def test_one_question_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go_on = tmp_path / "began", tmp_path / "go-on"
    body = f"""
import os, time
open({str(began)!r}, "w").close()
while not os.path.exists({str(go_on)!r}):
    time.sleep(0.02)
return []
"""
    name = helper(tmp_path, monkeypatch, body)
    first = threading.Thread(target=ask, args=(name, TEXT, DOCUMENT, 60))
    first.start()
    until = time.monotonic() + 60
    while not began.exists() and time.monotonic() < until:
        time.sleep(0.02)
    with pytest.raises(NoAnswer, match="助手正在读另一份文件"):
        ask(name, TEXT, DOCUMENT)
    go_on.touch()
    first.join(60)
    assert not first.is_alive()
    assert ask(name, TEXT, DOCUMENT).proposals == ()
