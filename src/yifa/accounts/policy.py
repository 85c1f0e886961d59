"""The limits in force: the row the security administrator keeps, else the defaults of its columns."""

from __future__ import annotations

from django.conf import settings

from yifa.registers.models import SecurityPolicy
from yifa.registers.node import current_node


def policy() -> SecurityPolicy:
    """The policy of this node; an unsaved row with the defaults when none was set. One query."""
    return SecurityPolicy.objects.filter(node=current_node()).first() or SecurityPolicy()


def second_factor_roles() -> frozenset[str]:
    """Roles whose holders must have a second factor (YIFA_MFA_REQUIRED_ROLES); nobody in the demonstration."""
    return frozenset() if settings.YIFA_DEMO else frozenset(settings.YIFA_MFA_REQUIRED_ROLES)
