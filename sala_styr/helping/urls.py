from django.urls import path

from sala_styr.helping import views

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("fraga/", views.ask, name="ask"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/ja/", views.consent, name="consent"),
    path("<int:pk>/borja/", views.begin, name="begin"),
    path("<int:pk>/avsluta/", views.close, name="close"),
]
