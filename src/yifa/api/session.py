"""Who calls: the logged-in account as an actor. Safe methods need the session, others also the CSRF token."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import APIKeyCookie
from ninja.security.session import SessionAuth

from yifa.registers.actors import actor_for
from yifa.registers.scope import Actor


class ActorSession(SessionAuth):
    """Gives `request.auth` as an Actor; an account that stands for nobody is not logged in here."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        actor = actor_for(request.user)
        return actor if actor.officer_id else None


session: APIKeyCookie = ActorSession()


def actor_of(request: HttpRequest) -> Actor:
    """The actor that `session` found for this request."""
    found = getattr(request, "auth", None)
    assert isinstance(found, Actor)
    return found
