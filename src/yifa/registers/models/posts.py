"""Posts and their duties down to the person: 部门—机构—岗位—人员 (国办发〔2005〕37号 二).

Whoever holds a post holds its roles for as long as that lasts: `RoleHeld` computes them, nothing is copied.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.models.agencies import Agency, Unit
from yifa.registers.models.base import Dated, dates_in_order, id_field
from yifa.registers.models.people import ADMINISTRATORS, APART, AUXILIARIES_ASSIST, Officer, Role, RoleGrant

BY_HAND = "系统、安全、审计三员由安全管理员逐人授予，不随岗位取得"
HELD = "岗位已有人员任岗，所需岗位角色不能修改；结束本岗位，另设岗位后重新任岗"


class Post(Dated):
    """岗位 of an agency, perhaps in one unit: its duties, and the roles that whoever holds it needs for them."""

    id = id_field()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts", verbose_name="机关")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="内设机构"
    )
    title = models.CharField("岗位名称", max_length=100)
    duties = models.TextField("岗位职责")
    basis = models.CharField("依据", max_length=300, blank=True)
    role_names = models.CharField(
        "所需岗位角色", max_length=200, blank=True, help_text="例如：承办人、听证主持人；不需要的不填"
    )
    places = models.PositiveSmallIntegerField("编制数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "岗位职责"
        ordering = ["agency", "unit", "title"]
        constraints = [
            dates_in_order("post_dates"),
            models.UniqueConstraint(
                fields=["agency", "unit", "title", "valid_from"],
                nulls_distinct=False,
                name="post_once",
                violation_error_message="该岗位已登记",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def roles(self) -> tuple[str, ...]:
        """Codes of the roles that the post needs; words that name no role are left out."""
        by_label = {str(label): code for code, label in Role.choices}
        return tuple(by_label[w] for w in _words(self.role_names) if w in by_label)

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        if self.unit is not None and self.unit.agency_id != self.agency_id:
            wrong["unit"] = "内设机构不属于所选机关"
        unknown = [w for w in _words(self.role_names) if w not in {str(label) for _, label in Role.choices}]
        if unknown:
            known = "、".join(str(label) for _, label in Role.choices)
            wrong["role_names"] = f"没有这种岗位角色：{'、'.join(unknown)}。可以填写：{known}"
        elif not ADMINISTRATORS.isdisjoint(self.roles()):
            wrong["role_names"] = BY_HAND
        elif self._roles_changed():
            wrong["role_names"] = HELD
        if wrong:
            raise ValidationError(wrong)

    def _roles_changed(self) -> bool:
        """Whether people hold the post with other roles: changing them would give or take power from afar."""
        if self._state.adding:
            return False
        before = Post.objects.filter(pk=self.pk).first()
        return before is not None and set(before.roles()) != set(self.roles()) and self.holdings.exists()


class PostHolding(Dated):
    """An officer holds a post between two dates, and with it the roles of the post."""

    id = id_field()
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name="岗位")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="holdings", verbose_name="人员")

    class Meta:
        verbose_name = verbose_name_plural = "任岗"
        ordering = ["post", "valid_from"]
        constraints = [
            dates_in_order("holding_dates"),
            models.UniqueConstraint(
                fields=["post", "officer", "valid_from"],
                name="holding_once",
                violation_error_message="该人员当日已任该岗位",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}：{self.officer}"

    def clean(self) -> None:
        super().clean()
        if not (self.post_id and self.officer_id):
            return
        if self.post.agency_id != self.officer.agency_id:
            raise ValidationError({"officer": "人员不属于该岗位所在机关"})
        if self.post.roles() and self.officer.auxiliary:
            raise ValidationError({"officer": AUXILIARIES_ASSIST})
        if self.post.roles() and self.valid_from and self._administrates():
            raise ValidationError({"officer": APART})

    def _administrates(self) -> bool:
        """Whether the officer is one of the three administrators in that time. The database judges again."""
        granted = RoleGrant.objects.filter(officer_id=self.officer_id, role__in=ADMINISTRATORS)
        overlapping = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=self.valid_from)
        if self.valid_to is not None:
            overlapping &= models.Q(valid_from__lte=self.valid_to)
        return granted.filter(overlapping).exists()


class RoleHeld(models.Model):
    """A role that an officer holds: granted by hand (`post` is None), or with a post held. A view, read only."""

    id = models.UUIDField(primary_key=True)
    officer = models.ForeignKey(Officer, models.DO_NOTHING, related_name="roles_held")
    role = models.CharField(max_length=30, choices=Role.choices)
    agency = models.ForeignKey(Agency, models.DO_NOTHING, related_name="+")
    unit = models.ForeignKey(Unit, models.DO_NOTHING, null=True, related_name="+")
    post = models.ForeignKey(Post, models.DO_NOTHING, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "registers_roleheld"


def _words(text: str) -> list[str]:
    return [w for w in re.split(r"[\s、，,;；]+", text) if w]
