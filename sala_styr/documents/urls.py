from django.urls import path

from sala_styr.documents import comparing, keeping, views, web

app_name = "documents"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/lage/", views.state, name="state"),
    path("<int:pk>/igen/", views.begin_again, name="begin_again"),
    path("<int:pk>/avbryt/", views.cancel, name="cancel"),
    path("<int:pk>/fil/", views.download, name="download"),
    path("<int:pk>/word/", views.download_word, name="word"),
    path("<int:pk>/excel/", views.download_excel, name="excel"),
    path("<int:pk>/kontroll/", keeping.check, name="check"),
    path("<int:pk>/arkivpaket/", keeping.archive, name="archive"),
    path("<int:pk>/jamfor/", comparing.compare, name="compare"),
    path("<int:pk>/lasa/", web.read, name="read"),
    path("<int:pk>/lasa/bild/<str:sha256>/", web.picture, name="picture"),
]
