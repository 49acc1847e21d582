"""What is held about people: open words on it, one's own extract, and what an administrator sees to."""

from django.urls import path

from sala_styr.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.about, name="about"),
    path("mina/", views.mine, name="mine"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/ta-bort/", views.erase, name="erase"),
    path("gallring/", views.retention, name="retention"),
]
