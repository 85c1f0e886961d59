"""Addresses of login and of one's own account, under the names by which allauth looks for them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from yifa.desk.views import login, own_account, second

OWN, SECOND = "desk/account/", "desk/account/second/"

urlpatterns = [
    path("desk/login/", login.sign_in, name="account_login"),
    path("desk/logout/", login.sign_out, name="account_logout"),
    path("desk/login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("desk/login/signed-off/", login.signed_off, name="signed-off"),
    path("desk/login/with/<slug:provider_id>/", own_account.sign_on, name="openid_connect_login"),
    path("desk/login/with/<slug:provider_id>/callback/", openid.callback, name="openid_connect_callback"),
    path("desk/activate/<str:token>/", own_account.activate, name="activate"),
    path(OWN, own_account.overview, name="own-account"),
    path(f"{OWN}password/", own_account.change_password, name="account_change_password"),
    path(f"{OWN}sessions/end/", own_account.end_sessions, name="end-sessions"),
    path(f"{OWN}confirm/", account.reauthenticate, name="account_reauthenticate"),
    path(f"{OWN}confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(f"{OWN}confirm/key/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(SECOND, mfa.index, name="mfa_index"),
    path(f"{SECOND}app/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{SECOND}app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{SECOND}codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{SECOND}codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{SECOND}keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path(f"{SECOND}keys/new/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(f"{SECOND}keys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path(f"{SECOND}keys/<int:pk>/off/", second.remove_key, name="mfa_remove_webauthn"),
]
