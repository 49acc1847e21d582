"""Addresses of money: files of actuals."""

from django.urls import path

from budget.views import columns, imports, reading_ways

urlpatterns = [
    path("import/", imports.batches, name="imports"),
    path("import/kolumner/", columns.columns, name="columns"),
    path("import/kolumner/ny/", columns.edit, name="new_columns"),
    path("import/kolumner/<int:pk>/", columns.edit, name="change_columns"),
    path("import/kolumner/<int:pk>/ta-bort/", columns.forget, name="forget_columns"),
    path("import/ny/", imports.choose, name="new_import"),
    path("import/granska/<str:sha>/", imports.review, name="review_import"),
    path("import/granska/<str:sha>/kolumner/", reading_ways.columns_of_file, name="columns_of_file"),
    path("import/granska/<str:sha>/dimensioner/", reading_ways.dimensions_of_file, name="dimensions_of_file"),
    path("import/<int:pk>/", imports.batch, name="batch"),
    path("import/<int:pk>/aterta/", imports.withdraw, name="withdraw_batch"),
]
