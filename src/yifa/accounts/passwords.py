"""Rules for a password that a person chooses, each with its own sentence, and when one is too old.

GB/T 22239-2019 第三级 身份鉴别: identification has complexity and is changed periodically. The numbers are engineering
defaults of ours.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone

from yifa.accounts.policy import policy
from yifa.registers.change import change
from yifa.registers.models import Account
from yifa.registers.passwords import set_at, used_before
from yifa.registers.scope import Actor

SHORTEST, LONGEST, CLASSES = 10, 128, 3
_KINDS = {"小写字母": r"[a-z]", "大写字母": r"[A-Z]", "数字": r"[0-9]", "符号": r"[^A-Za-z0-9]"}
RULES = (
    f"至少 {SHORTEST} 个字符",
    f"小写字母、大写字母、数字、符号至少占 {CLASSES} 类",
    "不含用户名、姓名、工号",
    "不是常见密码",
    "不与最近用过的密码相同",
)


def problems(account: Account, password: str, history: int) -> list[str]:
    """What is wrong with a password for this account, in Chinese; empty when nothing is."""
    if len(password) > LONGEST:
        return [f"密码太长，最多 {LONGEST} 个字符"]
    found = []
    if len(password) < SHORTEST:
        found.append(f"密码太短，至少 {SHORTEST} 个字符，现在是 {len(password)} 个")
    missing = [name for name, pattern in _KINDS.items() if not re.search(pattern, password)]
    if len(_KINDS) - len(missing) < CLASSES:
        found.append(f"密码的字符种类不够，请再加入{'或者'.join(missing)}")
    if held := _names_in(account, password):
        found.append(f"密码里不能有{held}")
    if _is_common(password):
        found.append("密码太常见，容易被猜到")
    if not found and used_before(account, password, history):
        found.append(f"不能使用最近 {history} 次用过的密码")
    return found


def choose(account: Account, password: str, by: Actor, reason: str) -> None:
    """Give the account the password its owner chose. Raises ValidationError on `password`."""
    wrong = problems(account, password, policy().password_history)
    if wrong:
        raise ValidationError({"password": wrong})
    changed = change(by, Account, account.pk, {"password": password}, reason)
    account.password = changed.password


def is_due(account: Account, days: int) -> bool:
    """Whether the password is older than `days` calendar days, or of unknown age. One query."""
    if not account.has_usable_password():
        return False
    since = set_at(account)
    return since is None or timezone.now() - since >= timedelta(days=days)


def _names_in(account: Account, password: str) -> str:
    officer = account.officer
    names = {"用户名": account.username}
    if officer is not None:
        names |= {"姓名": officer.name, "工号": officer.staff_no, "电话号码": officer.phone}
    typed = password.lower()
    for title, name in names.items():
        part = name.lower()
        shortest = 2 if title == "姓名" else 3
        if len(part) >= shortest and (part in typed or part[::-1] in typed):
            return title
    return ""


def _is_common(password: str) -> bool:
    """In the list of common passwords as it stands, or with what people put around it taken away."""
    common = CommonPasswordValidator()
    for word in {password, re.sub(r"[^a-z]+$|^[^a-z]+", "", password.lower())}:
        try:
            common.validate(word)
        except ValidationError:
            return True
    return False
