"""Addresses of money: files of actuals."""

from django.urls import path

from budget.views import imports

urlpatterns = [
    path("import/", imports.batches, name="imports"),
    path("import/ny/", imports.choose, name="new_import"),
    path("import/granska/<str:sha>/", imports.review, name="review_import"),
    path("import/<int:pk>/", imports.batch, name="batch"),
    path("import/<int:pk>/aterta/", imports.withdraw, name="withdraw_batch"),
]
