"""Asking a provider: in a process of its own, for a limited time, without the secrets of this one.

What comes back is JSON that is checked; a provider that fails, hangs or answers rubbish ends in a sentence.
"""

from __future__ import annotations

import json
import os
import pickle  # nosec B403
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping

from yifa.assist.checking import Checked, check, shown
from yifa.policies.document import PolicyDocument

GROUP = "yifa.assist"
MOST = 200  # proposals of one answer: a person goes through them one by one
SECONDS = 30.0
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "PYTHONPATH", "VIRTUAL_ENV")
_busy = threading.Lock()  # a web process has four threads: the assistant holds one of them at most


class NoAnswer(Exception):
    """The assistant did not answer; the message says why, in Chinese."""


def ask(name: str, text: str, document: PolicyDocument, seconds: float = SECONDS) -> Checked:
    """What the provider called `name` proposes for a document, checked. Raises NoAnswer."""
    if not _busy.acquire(blocking=False):
        raise NoAnswer("助手正在读另一份文件，请稍后再试")
    try:
        said = _answer(name, pickle.dumps((name, text, document)), seconds)
    finally:
        _busy.release()
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        raise NoAnswer(f"助手“{name}”没有答复就结束了，请告诉系统管理员") from None
    match found:
        case {"error": str(error)}:
            raise NoAnswer(f"助手“{name}”没有提出建议：{shown(error)[:100]}")
        case {"proposals": [*proposals]}:
            checked = check(text, document, proposals[:MOST])
            more = (f"超过{MOST}条的建议没有看",) if len(proposals) > MOST else ()
            return Checked(checked.proposals, (*checked.refused, *more))
    raise NoAnswer(f"助手“{name}”的答复无法识别，请告诉系统管理员")


def _answer(name: str, question: bytes, seconds: float) -> bytes:
    command = [sys.executable, "-P", "-m", "yifa.assist.run"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(os.environ),
        start_new_session=True,
    ) as child:  # fmt: skip
        try:
            return child.communicate(question, timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # with whatever it started itself
            raise NoAnswer(f"助手“{name}”在{seconds:g}秒内没有答复，已经停止") from None


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """Neither keys nor the address of the database: what a provider needs is called YIFA_ASSIST_…"""
    return {k: v for k, v in given.items() if k in _KEPT or k.startswith("YIFA_ASSIST")}
