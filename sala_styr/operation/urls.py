"""Addresses for machines."""

from django.urls import path

from sala_styr.operation import views

urlpatterns = [
    path("halsa/", views.alive, name="health"),
    path("halsa/redo/", views.ready, name="ready"),
    path("halsa/allt/", views.whole, name="whole"),
    path("matt/", views.metrics, name="metrics"),
]
