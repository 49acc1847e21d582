"""What a period asks, and what is answered in its sections."""

from django.urls import path

from followup.views import period_asks, section_grid, section_reminders, sections

urlpatterns = [
    path("perioder/<int:pk>/svar/", section_grid.sections, name="sections"),
    path("perioder/<int:pk>/paminn/", section_reminders.remind, name="remind_sections"),
    path("perioder/<int:pk>/fragor/", period_asks.period_asks, name="period_asks"),
    path("perioder/<int:pk>/fragor/ny/", period_asks.new_section, name="new_section"),
    path("fragor/<int:pk>/", period_asks.edit_section, name="edit_section"),
    path("fragor/<int:pk>/ordna/", period_asks.arrange_section, name="arrange_section"),
    path("avsnitt/<int:pk>/godkann/", sections.approve, name="approve_section"),
    path("avsnitt/<int:pk>/tillbaka/", sections.send_back, name="return_section"),
]
