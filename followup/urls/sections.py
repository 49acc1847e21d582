"""What a period asks, and what is answered in its sections."""

from django.urls import path

from followup.views import sections

urlpatterns = [
    path("avsnitt/<int:pk>/godkann/", sections.approve, name="approve_section"),
    path("avsnitt/<int:pk>/tillbaka/", sections.send_back, name="return_section"),
]
