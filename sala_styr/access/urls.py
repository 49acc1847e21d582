"""Addresses of coming in. Those with names of allauth's are found by it under those names."""

from allauth.account.views import reauthenticate
from django.urls import path
from django.views.decorators.http import require_http_methods

from sala_styr.access import factor_views as factors
from sala_styr.access import login, oidc, passwords, saml, views

form_page = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    path("logga-in/", login.enter, name="login"),
    path("logga-in/", login.enter, name="account_login"),
    path("logga-ut/", login.leave, name="logout"),
    path("utloggad/", views.logged_out, name="logged_out"),
    path("logga-in/avbruten/", views.cancelled, name="socialaccount_login_cancelled"),
    path("logga-in/saml/", saml.begin, name="saml_login"),
    path("logga-in/saml/svar/", saml.back, name="saml_acs"),
    path("logga-in/saml/klar/", saml.finish, name="saml_finish_acs"),
    path("logga-in/saml/metadata/", saml.metadata, name="saml_metadata"),
    path("logga-in/tjanst/<slug:provider_id>/", oidc.begin, name="openid_connect_login"),
    path("logga-in/tjanst/<slug:provider_id>/svar/", oidc.back, name="openid_connect_callback"),
    path("losenord/glomt/", passwords.ask, name="password_ask"),
    path("losenord/glomt/skickat/", passwords.asked, name="password_asked"),
    path("losenord/nytt/<uidb64>/<token>/", passwords.choose, name="password_choose"),
    path("losenord/byt/", passwords.change, name="password_change"),
    path("inloggning/", views.mine, name="my_access"),
    path("inloggning/bekrafta/", form_page(reauthenticate), name="account_reauthenticate"),
    path("inloggning/andra/avsluta/", views.end_others, name="end_others"),
    path("inloggning/forlang/", views.prolong, name="prolong"),
    path("inloggning/logg/", views.log, name="access_log"),
    path("inloggning/personer/<int:pk>/avsluta/", views.end_person, name="end_person"),
    path("inloggning/grupper/", views.groups, name="access_groups"),
    path("inloggning/grupper/<int:pk>/bort/", views.group_remove, name="access_group_remove"),
    path("logga-in/andra-steget/", factors.authenticate, name="mfa_authenticate"),
    path("inloggning/andra-steget/", factors.index, name="mfa_index"),
    path("inloggning/andra-steget/bekrafta/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("inloggning/andra-steget/bekrafta/nyckel/", factors.reauthenticate_key, name="mfa_reauthenticate_webauthn"),
    path("inloggning/andra-steget/app/", factors.activate, name="mfa_activate_totp"),
    path("inloggning/andra-steget/app/bort/", factors.deactivate, name="mfa_deactivate_totp"),
    path("inloggning/andra-steget/koder/", factors.view_codes, name="mfa_view_recovery_codes"),
    path("inloggning/andra-steget/koder/nya/", factors.make_codes, name="mfa_generate_recovery_codes"),
    path("inloggning/andra-steget/nycklar/", factors.list_keys, name="mfa_list_webauthn"),
    path("inloggning/andra-steget/nycklar/ny/", factors.add_key, name="mfa_add_webauthn"),
    path("inloggning/andra-steget/nycklar/<int:pk>/bort/", factors.remove_key, name="mfa_remove_webauthn"),
    path("inloggning/personer/<int:pk>/andra-steget/", factors.remove_of_person, name="remove_factors"),
]
