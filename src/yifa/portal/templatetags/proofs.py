"""What templates need to say whether a decision's proof can be had."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def state_of(states: Mapping[str, str], key: object) -> str:
    """ "ready", "waiting", or nothing for what was never put into the log."""
    return states.get(str(key), "")
