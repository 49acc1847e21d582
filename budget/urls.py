from django.urls import path

from budget.views import detail, exports, follow_up, frames, imports, overview, quick, reconciliation, statements

app_name = "budget"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("driftredovisning.csv", exports.operating_csv, name="operating_csv"),
    path("enhet/<int:pk>/", overview.unit, name="unit"),
    path("ramar/", frames.frames, name="frames"),
    path("ramar/<int:pk>/<int:year>/", frames.ledger, name="ledger"),
    path("ramar/post/<int:pk>/ratta/", frames.correct, name="correct_entry"),
    path("detaljbudget/", detail.units, name="details"),
    path("detaljbudget/<int:pk>/", detail.lines, name="detail"),
    path("detaljbudget/<int:pk>/ny-rad/", detail.add, name="add_line"),
    path("detaljbudget/<int:pk>/las/", detail.lock, name="lock_detail"),
    path("detaljbudget/<int:pk>/oppna/", detail.unlock, name="unlock_detail"),
    path("detaljbudget/kronor/<int:pk>/", quick.quick_line, name="quick_line"),
    path("detaljbudget/rad/<int:pk>/", detail.change, name="change_line"),
    path("detaljbudget/rad/<int:pk>/ta-bort/", detail.remove, name="remove_line"),
    path("uppfoljning/", follow_up.units, name="follow_ups"),
    path("uppfoljning/<int:pk>/", follow_up.unit, name="follow_up"),
    path("uppfoljning/<int:pk>/prognos/", follow_up.forecast, name="forecast"),
    path("uppfoljning/<int:pk>/siffran/", follow_up.figures, name="figures"),
    path("import/", imports.batches, name="imports"),
    path("import/ny/", imports.choose, name="new_import"),
    path("import/granska/<str:sha>/", imports.review, name="review_import"),
    path("import/<int:pk>/", imports.batch, name="batch"),
    path("import/<int:pk>/aterta/", imports.withdraw, name="withdraw_batch"),
    path("resultat/", statements.result, name="result"),
    path("resultat/budget/", statements.result_budget, name="result_budget"),
    path("balanskrav/", statements.requirement, name="requirement"),
    path("balanskrav/<str:kind>/", statements.adjustment, name="adjustment"),
    path("balans/<int:pk>/", statements.balance, name="balance"),
    path("avstamning/", reconciliation.reconciliation, name="reconciliation"),
]
