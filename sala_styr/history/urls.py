from django.urls import path

from sala_styr.history import views

app_name = "history"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<str:label>/<int:pk>/", views.object_history, name="object"),
]
