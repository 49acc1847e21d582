"""The shell's addresses."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from sala_styr.shell import views
from sala_styr.shell.example import example_logins
from sala_styr.shell.login import LoginForm

urlpatterns = [
    path("", views.start, name="start"),
    path(
        "logga-in/",
        LoginView.as_view(
            template_name="shell/login.html",
            authentication_form=LoginForm,
            redirect_authenticated_user=True,
            extra_context={"example_logins": example_logins},
        ),
        name="login",
    ),
    path("logga-in/exempel/", views.login_example, name="login_example"),
    path("logga-ut/", LogoutView.as_view(), name="logout"),
    path("sprak/", views.set_language, name="set_language"),
    path("favicon.ico", views.favicon, name="favicon"),
]
