from django.urls import path

from sala_styr.organisation import stand_in_views, views

app_name = "organisation"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/ny/", views.unit_create, name="unit_create"),
    path("<int:pk>/andra/", views.unit_edit, name="unit_edit"),
    path("<int:pk>/avsluta/", views.unit_end, name="unit_end"),
    path("<int:pk>/flytta/", views.unit_move, name="unit_move"),
    path("personer/", views.people, name="people"),
    path("personer/ny/", views.person_create, name="person_create"),
    path("personer/<int:pk>/", views.person, name="person"),
    path("personer/<int:pk>/andra/", views.person_edit, name="person_edit"),
    path("personer/<int:pk>/inloggning/", views.person_active, name="person_active"),
    path("ersattare/", stand_in_views.stand_ins, name="stand_ins"),
    path("ersattare/<int:pk>/avsluta/", stand_in_views.stand_in_end, name="stand_in_end"),
    path("uppdrag/<int:pk>/avsluta/", views.appointment_end, name="appointment_end"),
]
