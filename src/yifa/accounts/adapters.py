"""How allauth works here: no sign-up, no mail, our lock-out, our encryption, our words."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yifa.accounts import secrets, sessions, signon, tries
from yifa.accounts.policy import policy
from yifa.registers import events
from yifa.registers.models import Account, EventKind

SITE_NAME = "依法行政执法系统"
WRONG = "用户名或者密码不正确。"
HELP = "忘记密码请联系本机关系统管理员。"

# What allauth says after an action, in our words; what is not named here is not said.
_SAID = {
    "account/messages/logged_out.txt": "您已退出登录。",
    "account/messages/password_changed.txt": "密码已修改。",
    "mfa/messages/totp_activated.txt": "动态口令已启用。",
    "mfa/messages/totp_deactivated.txt": "动态口令已停用。",
    "mfa/messages/webauthn_added.txt": "安全密钥已登记。",
    "mfa/messages/webauthn_removed.txt": "安全密钥已取消。",
    "mfa/messages/recovery_codes_generated.txt": "已生成新的恢复码，只显示这一次，请抄下来妥善保管。",
}

_WAYS = {
    "reauthenticate": "用密码确认",
    "mfa_reauthenticate": "用验证码确认",
    "mfa_reauthenticate:webauthn": "用安全密钥确认",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Login by user name."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": "失败次数太多，请稍后再试。",
        "rate_limited": "操作太频繁，请稍后再试。",
        "enter_current_password": "当前密码不正确。",
        "incorrect_password": "密码不正确。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the system administrator."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Judge a name and a password, unless the name or the address is locked. ValidationError then."""
        name, password = str(credentials.get("username", "")), str(credentials.get("password", ""))
        limits = policy()
        address = events.client_address(request)
        made = tries.begin(name, address, limits)
        if made.id is None:
            raise ValidationError(locked_words(made, limits.lock_minutes), code="locked")
        unstorable = "\x00" in name + password
        user = None if unstorable else self._judge(request, name, password)
        if user is not None:
            tries.passed(name, address, made.id)
            return user
        account = None if unstorable else Account.objects.filter(username__iexact=name.strip()).first()
        events.record(EventKind.LOGIN_FAILED, account=account, request=request, ok=False, detail="密码")
        if made.locks:
            events.record(EventKind.LOCKED, account=account, request=request, ok=False)
        raise ValidationError(WRONG + left_words(made.left, limits.lock_minutes), code="mismatch")

    def _judge(self, request: HttpRequest, name: str, password: str) -> AbstractBaseUser | None:
        from django.contrib.auth import authenticate

        return authenticate(request, username=name.strip(), password=password)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether the password is the account's; counted and locked like a login."""
        try:
            found = self.authenticate(self.request, username=user.get_username(), password=password)
        except ValidationError as error:
            if error.code == "locked":
                raise
            return False
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How a person confirms who they are, in our words."""
        return [
            {**way, "description": _WAYS.get(way["id"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Start the session, with what its owner must do before anything else."""
        super().login(request, user)
        assert isinstance(user, Account)
        sessions.entered(request, user)
        sessions.demand(request, user)

    def logout(self, request: HttpRequest) -> None:
        """End the session."""
        if isinstance(request.user, Account):
            events.record(EventKind.LOGOUT, account=request.user, request=request)
        super().logout(request)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """A disabled account meets the same words as a wrong password."""
        return signon.refusal(request, "不能登录", "账号没有启用，或者已经停用。", HELP)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what `_SAID` knows, or a message that is given in words."""
        said = message or _SAID.get(message_template or "", "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail leaves the system; the security events tell."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: a code of an authenticator app, a security key, recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证码不正确，或者已经用过、已经过期。请输入验证器现在显示的验证码。",
        "cannot_delete_authenticator": "您的岗位必须有动态验证，不能停用最后一种。需要更换的，请先登记新的。",
        "cannot_generate_recovery_codes": "请先启用动态口令或者登记安全密钥。",
    }

    def get_totp_issuer(self) -> str:
        """The name under which an app shows the code."""
        return SITE_NAME

    def build_totp_svg(self, url: str) -> str:
        """The QR code that an app scans."""
        import io

        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=2)
        return out.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Encrypted with the node's secret key."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was before `encrypt`. ValidationError when the node's secret key was lost or exchanged."""
        try:
            return secrets.decrypt(encrypted_text)
        except ValueError:
            raise ValidationError("动态验证打不开，请联系系统管理员重置。", code="unreadable") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor keeps one."""
        account = authenticator.user
        if not sessions.needs_second_factor(account):
            return True
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name that tells keys apart."""
        return f"安全密钥 {timezone.localtime():%Y-%m-%d %H:%M}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks the key: this host, by the site's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": SITE_NAME}


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on: only for people whose identifier a system administrator has registered."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No account is ever made by signing on."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whom a system administrator registered, and nobody else."""
        signon.admit(request, sociallogin)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        """The provider said no, could not be reached, or the answer was not to a question of this browser."""
        signon.failed(request, error, exception)


def left_words(left: int, minutes: int) -> str:
    """How many tries are left, the same for every name."""
    if left > 0:
        return f"还可以再试 {left} 次，之后锁定 {minutes} 分钟。"
    return f"登录已锁定 {minutes} 分钟。"


def locked_words(made: tries.Try, minutes: int) -> str:
    """Until when, and whom to ask."""
    ends = timezone.localtime(made.locked_until) if made.locked_until else timezone.localtime()
    where = "本机所在网络的失败次数太多" if made.by_address else "连续多次失败"
    return (
        f"{where}，登录已锁定到 {ends:%H:%M}（共 {minutes} 分钟）。请届时再试，或者联系安全管理员解除锁定。"
    )
