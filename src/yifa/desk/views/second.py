"""Second factors where allauth's pages need more: the last one of somebody who must have one stays."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import views as keys
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class RemoveKey(keys.RemoveWebAuthnView):  # type: ignore[misc]
    """As allauth's, which asks this for the app's code only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refused in words when it is the last one."""
        key = (
            self.get_queryset().filter(pk=kwargs.get("pk")).first() if request.user.is_authenticated else None
        )
        adapter = get_adapter()
        if key is not None and not adapter.can_delete_authenticator(key):
            messages.error(request, adapter.error_messages["cannot_delete_authenticator"], extra_tags="bad")
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


remove_key = RemoveKey.as_view()
