from django.urls import path

from sala_styr.documents.views import comparing, keeping, reading, reports

app_name = "documents"
urlpatterns = [
    path("", reports.reports, name="reports"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/lage/", reports.state, name="state"),
    path("<int:pk>/igen/", reports.begin_again, name="begin_again"),
    path("<int:pk>/avbryt/", reports.cancel, name="cancel"),
    path("<int:pk>/fil/", reports.download, name="download"),
    path("<int:pk>/word/", reports.download_word, name="word"),
    path("<int:pk>/excel/", reports.download_excel, name="excel"),
    path("<int:pk>/kontroll/", keeping.check, name="check"),
    path("<int:pk>/arkivpaket/", keeping.archive, name="archive"),
    path("<int:pk>/jamfor/", comparing.compare, name="compare"),
    path("<int:pk>/lasa/", reading.read, name="read"),
    path("<int:pk>/lasa/bild/<str:sha256>/", reading.picture, name="picture"),
]
