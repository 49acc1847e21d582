from django.urls import path

from sala_styr.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.room, name="room"),
    path("stickprov/", views.sample, name="sample"),
]
