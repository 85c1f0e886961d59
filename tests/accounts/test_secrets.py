"""What second factors keep is readable only with the node's secret key, or with an earlier one that is named."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from yifa.accounts import secrets

from .people import LOGIN, PASSWORD, People

SECRET = "JBSWY3DPEHPK3PXP"


def test_an_encrypted_secret_is_different_each_time_and_comes_back(settings: Any) -> None:
    one, two = secrets.encrypt(SECRET), secrets.encrypt(SECRET)
    assert one != two and SECRET not in one
    assert secrets.decrypt(one) == secrets.decrypt(two) == SECRET


def test_another_key_opens_nothing_and_an_earlier_one_still_does(settings: Any) -> None:
    kept, before = secrets.encrypt(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY = "another secret key, as long as it should be"
    with pytest.raises(ValueError, match="another secret key"):
        secrets.decrypt(kept)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert secrets.decrypt(kept) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert secrets.decrypt(secrets.encrypt("x")) == "x"


@pytest.mark.parametrize("text", ["", "x", "gAAAAA", "é"])
def test_what_was_never_encrypted_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="another secret key"):
        secrets.decrypt(text)


def test_one_may_confirm_with_a_code_instead_of_the_password(people: People) -> None:
    client = people.log_in("handler")
    TOTP.activate(people["handler"], SECRET)
    page = client.get("/desk/account/confirm/?next=/desk/account/").content.decode()
    assert "用验证码确认" in page and "/desk/account/confirm/code/?next=" in page
    for _ in range(5):
        wrong = client.post("/desk/account/confirm/", {"password": "不对"}).content.decode()
        assert "密码不正确" in wrong
    assert "登录已锁定到" in client.post("/desk/account/confirm/", {"password": PASSWORD}).content.decode()


def test_a_lost_key_opens_no_account_and_says_so(people: People, settings: Any) -> None:
    account = people["handler"]
    kept = [TOTP.activate(account, SECRET).instance, RecoveryCodes.activate(account).instance]
    assert SECRET not in str([row.data for row in kept])
    settings.SECRET_KEY = "another secret key, as long as it should be"
    client = Client()
    assert client.post(LOGIN, {"username": "handler", "password": PASSWORD}).status_code == 302
    answer = client.post("/desk/login/second/", {"code": "000000"})
    assert answer.status_code == 200 and "请联系系统管理员重置" in answer.content.decode()
    assert "_auth_user_id" not in client.session
