"""Addresses of money: frames and the ledger behind them, the rules around them, and the companies that have a result instead."""

from django.urls import path

from budget.views import frame_work, frames, policy

urlpatterns = [
    path("ramar/", frames.frames, name="frames"),
    path("ramar/<int:pk>/<int:year>/", frames.ledger, name="ledger"),
    path("ramar/<int:pk>/<int:year>/andring/", frame_work.change, name="change_frame"),
    path("ramar/<int:pk>/<int:year>/omfordela/", frame_work.within, name="reallocate_within"),
    path("ramar/omfordela/", frame_work.between, name="reallocate"),
    path("ramar/tillaggsanslag/", frame_work.supplement, name="supplement"),
    path("ramar/post/<int:pk>/ratta/", frames.correct, name="correct_entry"),
    path("ramar/potter/", policy.pots, name="pots"),
    path("ramar/potter/<int:pk>/", policy.pot_rule, name="pot_rule"),
    path("ramar/regler/", policy.policies, name="policies"),
    path("ramar/regler/andra/", policy.policy, name="policy"),
    path("bolag/", policy.companies, name="companies"),
    path("bolag/<int:pk>/<int:year>/", policy.result_demand, name="result_demand"),
]
