"""The address book. Each app owns its own addresses; Swedish words, because people read them."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("sala_styr.shell.urls")),
    path("", include("sala_styr.access.urls")),
    path("", include("sala_styr.operation.urls")),
    path("hjalp/", include("sala_styr.helping.urls")),
    path("organisation/", include("sala_styr.organisation.urls")),
    path("beslut/", include("sala_styr.decisions.urls")),
    path("historik/sigill/", include("sala_styr.seal.urls")),
    path("historik/", include("sala_styr.history.urls")),
    path("revision/", include("sala_styr.audit.urls")),
    path("rapporter/", include("sala_styr.documents.urls")),
    path("rapporter/", include("sala_styr.writing.urls")),
    path("personuppgifter/", include("sala_styr.privacy.urls")),
    path("paminnelser/", include("sala_styr.mail.urls")),
    path("mal/", include("goals.urls")),
    path("ekonomi/", include("budget.urls")),
    path("uppfoljning/", include("followup.urls")),
    path("", include("public.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "sala_styr.operation.failures.bad_request"
handler500 = "sala_styr.operation.failures.server_error"
