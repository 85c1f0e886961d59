"""Login accounts. What an account may do comes from the roles its officer holds, never from the account."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from yifa.registers.models.base import id_field
from yifa.registers.models.people import Officer


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> Account:
        """A new account; without a password it cannot log in by password."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    id = id_field()
    username = models.CharField(
        "用户名", max_length=60, unique=True, error_messages={"unique": "该用户名已被使用"}
    )
    officer = models.OneToOneField(
        Officer, models.PROTECT, null=True, blank=True, related_name="account", verbose_name="人员"
    )
    is_active = models.BooleanField("启用", default=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """An account that was given no password gets one that nothing matches."""
        if not self.password:
            self.set_unusable_password()
        super().clean_fields(exclude)

    def __str__(self) -> str:
        return self.username
