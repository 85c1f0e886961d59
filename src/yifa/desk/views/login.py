"""Login and logout: allauth's flow with our form, our words, and a status for each outcome."""

from __future__ import annotations

import json
from typing import Any

from allauth.account import views
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

_SHOWN = ("post", "agency", "name", "username", "password")
_STATUS = {"locked": 429, "too_many_login_attempts": 429, "mismatch": 401}


class NameAndPassword(LoginForm):  # type: ignore[misc]
    """The fields are posted as `username` and `password`; whatever is typed there is right or wrong, never invalid."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(label="用户名", error_messages={"required": "请填写用户名"})
        self.fields["password"] = forms.CharField(
            label="密码", strip=False, error_messages={"required": "请填写密码"}
        )
        for field in self.fields.values():
            field.validators = []

    def add_prefix(self, field_name: str) -> str:
        """What the page calls the field."""
        return "username" if field_name == "login" else super().add_prefix(field_name)

    def clean_login(self) -> str:
        """A name of a length that the database can compare."""
        return str(self.cleaned_data["login"]).strip()[:200]

    def clean_password(self) -> str:
        """A password of a length that is quickly judged."""
        return str(self.cleaned_data["password"])[:4096]


class SignIn(views.LoginView):  # type: ignore[misc]
    """The login page. Errors never say which of name and password was wrong."""

    form_class = NameAndPassword
    template_name = "desk/login.html"
    http_method_names = ["get", "post"]

    def form_invalid(self, form: Any) -> HttpResponse:
        """400 for an empty field, 401 for a wrong pair, 429 while locked."""
        codes = [error.code for error in form.errors.as_data().get("__all__", [])]
        status = next((_STATUS[code] for code in codes if code in _STATUS), 400)
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=status)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the single sign-on services of this installation."""
        providers = [(one["provider_id"], one["name"]) for one in _providers()]
        return {
            **super().get_context_data(**kwargs),
            "providers": providers,
            "demo_accounts": demo_accounts(),
        }


class SignOut(views.LogoutView):  # type: ignore[misc]
    """End the session, by POST only. Whoever signed on elsewhere is told how to sign off there, too."""

    http_method_names = ["post"]

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the login page."""
        provider = _signed_on_with(self.request)
        response: HttpResponse = super().post(*args, **kwargs)
        if provider:
            return redirect(f"{reverse('signed-off')}?from={provider}")
        return response


sign_in = SignIn.as_view()
sign_out = method_decorator(never_cache, name="dispatch")(SignOut).as_view()


def signed_off(request: HttpRequest) -> HttpResponse:
    """Signed off here; the single sign-on session is another one, ended by following a link."""
    from yifa.accounts import signon

    wanted = request.GET.get("from", "")
    known = next((one for one in _providers() if one["provider_id"] == wanted), None)
    if known is None:
        return redirect("desk:login")
    back = request.build_absolute_uri(reverse("desk:login"))
    context = {"name": known["name"], "target": signon.sign_off_address(known, back)}
    return render(request, "account/signed_off.html", context)


def demo_accounts() -> list[dict[str, str]]:
    """The accounts of the demonstration, for its login page; none anywhere else."""
    if not settings.YIFA_DEMO:
        return []
    try:
        told = json.loads((settings.YIFA_HOME / "demo.json").read_text("utf-8"))
        return [{key: str(row[key]) for key in _SHOWN} for row in told.get("accounts", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _signed_on_with(request: HttpRequest) -> str:
    records = request.session.get("account_authentication_methods") or []
    return next((str(one.get("provider", "")) for one in records if one.get("method") == "socialaccount"), "")


def _providers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return found
