from django.urls import path

from sala_styr.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("valj/", views.choose, name="choose"),
    path("borta/<int:pk>/ta-bort/", views.back, name="back"),
    path("avsta/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("utskick/", views.outbox_page, name="outbox"),
    path("utskick/<int:pk>/", views.letter, name="letter"),
    path("utskick/<int:pk>/igen/", views.again, name="again"),
    path("utskick/<int:pk>/at-sidan/", views.aside, name="aside"),
]
