"""What login leaves behind: tries, security events, earlier passwords, one-time links, sessions, the policy in force.

Only the policy is a register that `change` writes; the others are appended below it, sessions by Django.
"""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now

from yifa.registers.models.accounts import Account
from yifa.registers.models.base import id_field
from yifa.registers.node import current_node
from yifa.registers.scoped import Guarded


def _between(low: int, high: int) -> list[MinValueValidator | MaxValueValidator]:
    return [
        MinValueValidator(low, message=f"不能小于 {low}"),
        MaxValueValidator(high, message=f"不能大于 {high}"),
    ]


class EventKind(models.TextChoices):
    """What the security administrator wants to see: who, when, what, whether (GB/T 22239-2019 第三级 安全审计)."""

    LOGIN = "login", "登录"
    LOGIN_FAILED = "login_failed", "登录失败"
    SECOND_FAILED = "second_failed", "动态验证失败"
    LOCKED = "locked", "连续失败锁定"
    UNLOCKED = "unlocked", "解除锁定"
    LOGOUT = "logout", "退出"
    SESSION_EXPIRED = "session_expired", "会话超时"
    SESSION_ENDED = "session_ended", "会话被结束"
    PASSWORD_CHANGED = "password_changed", "修改密码"
    SECOND_ADDED = "second_added", "启用动态验证"
    SECOND_REMOVED = "second_removed", "停用动态验证"
    SECOND_RESET = "second_reset", "重置动态验证"
    RECOVERY_CODES = "recovery_codes", "生成恢复码"
    ACCOUNT_MADE = "account_made", "开立账号"
    ACCOUNT_DISABLED = "account_disabled", "停用账号"
    ACCOUNT_ENABLED = "account_enabled", "启用账号"
    LINK_ISSUED = "link_issued", "发放一次性链接"
    ACTIVATED = "activated", "使用一次性链接"
    ROLE_GRANTED = "role_granted", "授予角色"
    ROLE_WITHDRAWN = "role_withdrawn", "收回角色"
    SSO_REGISTERED = "sso_registered", "登记统一认证标识"
    SSO_REMOVED = "sso_removed", "取消统一认证标识"
    SSO_REFUSED = "sso_refused", "统一认证被拒"
    POLICY_CHANGED = "policy_changed", "调整安全策略"
    EXPORTED = "exported", "导出受保护资料"
    REFUSED = "refused", "越权请求被拒"


class SecurityEvent(Guarded):
    """One event, append-only. Only those whose duty it is see rows: row-level security asks for their role.

    `account` is whom it concerns, `by` who did it, both as they were called then; names that were typed and
    belong to no account are not kept, because people type passwords there by mistake.
    """

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node)
    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    kind = models.CharField("事件", max_length=30)  # an EventKind; one may be added without a migration
    ok = models.BooleanField("成功", default=True)
    account_id = models.UUIDField("账号编号", null=True)
    username = models.CharField("账号", max_length=60, blank=True)
    by_id = models.UUIDField("操作账号编号", null=True)
    by = models.CharField("操作人", max_length=100, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    agent = models.CharField("终端", max_length=200, blank=True)
    detail = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "安全事件"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["at", "id"], name="event_by_time"),
            models.Index(fields=["kind", "at"], name="event_by_kind"),
            models.Index(fields=["account_id", "at"], name="event_of_account"),
        ]

    @property
    def title(self) -> str:
        """The kind in Chinese."""
        return str(EventKind(self.kind).label) if self.kind in EventKind.values else self.kind


class LoginTry(models.Model):
    """One try to prove who one is, written before it is judged, so that parallel guesses are all counted.

    `name` is a keyed digest of what was typed, the same for names that exist and names that do not.
    `kind`: "tried", then "passed" (of that try); or "unlocked" by the security administrator.
    """

    id = id_field()
    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    kind = models.CharField("种类", max_length=10)
    name = models.CharField("名称摘要", max_length=64)
    address = models.CharField("来源地址", max_length=45, blank=True)
    of = models.UUIDField("对应的尝试", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["tried", "passed", "unlocked"]), name="login_try_kind"
            )
        ]
        indexes = [
            models.Index(fields=["name", "at"], name="try_by_name"),
            models.Index(fields=["address", "at"], name="try_by_address"),
            models.Index(fields=["of"], name="try_passed", condition=models.Q(of__isnull=False)),
        ]


class PasswordRecord(models.Model):
    """A password that an account was given, as its hash: the latest says its age, the earlier may not come back."""

    id = id_field()
    account = models.ForeignKey(Account, models.PROTECT, related_name="passwords", verbose_name="账号")
    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    hash = models.CharField("摘要", max_length=128)

    class Meta:
        verbose_name = verbose_name_plural = "历次密码"
        indexes = [models.Index(fields=["account", "at"], name="password_of_account")]


class Activation(models.Model):
    """A one-time link with which a person sets the password alone. Only the digest of its token is kept."""

    id = id_field()
    account = models.ForeignKey(Account, models.PROTECT, related_name="activations", verbose_name="账号")
    token = models.CharField("令牌摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("发放时间", db_default=Now(), editable=False)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True)
    revoked_at = models.DateTimeField("作废时间", null=True)
    by = models.CharField("发放人", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一次性链接"
        indexes = [models.Index(fields=["account", "made_at"], name="link_of_account")]


class SecurityPolicy(models.Model):
    """Limits that the security administrator sets; the newest row holds. Numbers are engineering defaults:
    GB/T 22239-2019 第三级 身份鉴别 asks for such limits and fixes no numbers.
    """

    id = id_field()
    node = models.CharField("节点", max_length=40, default=current_node, unique=True)
    password_days = models.PositiveSmallIntegerField(
        "密码有效天数", default=90, validators=_between(1, 365), help_text="到期后下次登录须修改"
    )
    password_history = models.PositiveSmallIntegerField(
        "不得重复使用最近几次的密码", default=5, validators=_between(1, 24)
    )
    failures = models.PositiveSmallIntegerField(
        "同一账号连续失败几次锁定", default=5, validators=_between(3, 10)
    )
    address_failures = models.PositiveSmallIntegerField(
        "同一地址失败几次锁定",
        default=20,
        validators=_between(5, 500),
        help_text="一个机关的办公网往往只有一个出口地址，不宜过小",
    )
    lock_minutes = models.PositiveSmallIntegerField("锁定分钟数", default=30, validators=_between(5, 1440))
    idle_minutes = models.PositiveSmallIntegerField(
        "无操作退出分钟数", default=30, validators=_between(5, 240)
    )
    session_hours = models.PositiveSmallIntegerField(
        "一次登录最长小时数", default=12, validators=_between(1, 24)
    )
    sessions = models.PositiveSmallIntegerField(
        "同一账号同时在线数", default=3, validators=_between(1, 20), help_text="超出的，最早的登录自动退出"
    )
    link_hours = models.PositiveSmallIntegerField(
        "一次性链接有效小时数", default=72, validators=_between(1, 168)
    )

    class Meta:
        verbose_name = verbose_name_plural = "安全策略"


class LoginSession(AbstractBaseSession):
    """A session of Django with whose it is, since when, and when last used, so that its owner can end it."""

    account_id = models.UUIDField("账号编号", null=True, db_index=True)
    started_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近操作", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录会话"

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that reads and writes these rows."""
        from yifa.registers.sessions import SessionStore

        return SessionStore
