"""Addresses of money: the detail budget."""

from django.urls import path

from budget.views import detail, grid, quick, shares

urlpatterns = [
    path("detaljbudget/<int:pk>/rutnat/", grid.grid, name="grid"),
    path("detaljbudget/<int:pk>/rutnat/<int:first>-<int:last>/angra/", grid.undo, name="undo_grid"),
    path("detaljbudget/<int:pk>/hamta/", grid.copy, name="copy_year"),
    path("detaljbudget/<int:pk>/kurva/", grid.curve, name="curve"),
    path("detaljbudget/", detail.units, name="details"),
    path("detaljbudget/<int:pk>/", detail.lines, name="detail"),
    path("detaljbudget/<int:pk>/ny-rad/", detail.add, name="add_line"),
    path("detaljbudget/<int:pk>/las/", detail.lock, name="lock_detail"),
    path("detaljbudget/<int:pk>/oppna/", detail.unlock, name="unlock_detail"),
    path("detaljbudget/kronor/<int:pk>/", quick.quick_line, name="quick_line"),
    path("detaljbudget/rad/<int:pk>/", detail.change, name="change_line"),
    path("detaljbudget/rad/<int:pk>/andelar/", shares.shares, name="line_shares"),
    path("detaljbudget/rad/<int:pk>/ta-bort/", detail.remove, name="remove_line"),
]
