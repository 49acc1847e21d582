"""Addresses of coming in. Those with names of allauth's are found by it under those names."""

from allauth.account.views import reauthenticate
from django.urls import path
from django.views.decorators.http import require_http_methods

from sala_styr.access import login, oidc, passwords, views

form_page = require_http_methods(["GET", "HEAD", "POST"])

urlpatterns = [
    path("logga-in/", login.enter, name="login"),
    path("logga-in/", login.enter, name="account_login"),
    path("logga-ut/", login.leave, name="logout"),
    path("utloggad/", views.logged_out, name="logged_out"),
    path("logga-in/avbruten/", views.cancelled, name="socialaccount_login_cancelled"),
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
]
