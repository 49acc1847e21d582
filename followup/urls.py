from django.urls import path

from followup.views import annual, assess, dialogues, periods, unit_period

app_name = "followup"
urlpatterns = [
    path("", periods.periods, name="periods"),
    path("perioder/ny/", periods.new_period, name="new_period"),
    path("perioder/<int:pk>/", periods.edit_period, name="edit_period"),
    path("perioder/<int:pk>/oppen/", periods.open_period, name="open_period"),
    path("<int:period_pk>/<int:unit_pk>/", unit_period.unit_period, name="unit_period"),
    path("<int:period_pk>/<int:unit_pk>/godkann/", assess.approve_all, name="approve_all"),
    path("<int:period_pk>/bedom/<str:key>/", assess.assess, name="assess"),
    path("bedomning/<int:pk>/godkann/", assess.approve, name="approve"),
    path("bedomning/<int:pk>/tillbaka/", assess.send_back, name="send_back"),
    path("dialoger/", dialogues.dialogues, name="dialogues"),
    path("dialoger/ny/", dialogues.new_dialogue, name="new_dialogue"),
    path("dialoger/<int:pk>/", dialogues.dialogue, name="dialogue"),
    path("dialoger/<int:pk>/ordna/", dialogues.arrange, name="arrange_dialogue"),
    path("steg/<int:pk>/", dialogues.report_step, name="report_step"),
    path("arsredovisning/<int:year>/", annual.annual_texts, name="annual_texts"),
    path("arsredovisning/<int:year>/<slug:part>/", annual.annual_text, name="annual_text"),
]
