"""The seals, to be read and written down by anybody who is logged in."""

from django.urls import path

from sala_styr.seal import views

app_name = "seal"
urlpatterns = [
    path("", views.seals, name="seals"),
    path("verify_offline.py", views.verifier_file, name="verifier"),
]
