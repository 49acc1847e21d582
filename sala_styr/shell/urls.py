"""The shell's addresses."""

from django.urls import path

from sala_styr.shell import views

urlpatterns = [
    path("", views.start, name="start"),
    path("logga-in/exempel/", views.login_example, name="login_example"),
    path("sprak/", views.set_language, name="set_language"),
    path("favicon.ico", views.favicon, name="favicon"),
]
