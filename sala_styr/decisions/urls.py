from django.urls import path

from sala_styr.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.decision_list, name="list"),
    path("nytt/", views.decision_create, name="create"),
    path("<int:pk>/", views.decision, name="decision"),
    path("<int:pk>/stam-av/", views.decision_verify, name="verify"),
]
