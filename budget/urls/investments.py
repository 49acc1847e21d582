"""Addresses of money: investments."""

from django.urls import path

from budget.views import investment_money, investment_outcomes, investments

urlpatterns = [
    path("investeringar/", investments.listing, name="investments"),
    path("investeringar/redovisning/", investments.statement, name="investment_statement"),
    path("investeringar/ny/", investment_money.start, name="new_investment"),
    path("investeringar/omfordela/", investment_money.reallocate, name="reallocate_investments"),
    path("investeringar/ombudgetera/", investment_money.carry, name="carry_over"),
    path("investeringar/utfall/", investment_outcomes.table, name="outcomes"),
    path("investeringar/utfall/granska/<str:sha>/", investment_outcomes.review, name="review_outcomes"),
    path("investeringar/post/<int:pk>/ratta/", investment_money.correct, name="correct_investment"),
    path("investeringar/<int:pk>/", investments.project, name="investment"),
    path("investeringar/<int:pk>/andra/", investment_money.describe, name="describe_investment"),
    path("investeringar/<int:pk>/lage/", investment_money.state, name="investment_state"),
    path("investeringar/<int:pk>/beslut/", investment_money.decide, name="decide_investment"),
    path("investeringar/<int:pk>/utfall/", investment_outcomes.note, name="note_outcome"),
    path("investeringar/<int:pk>/prognos/", investment_outcomes.judge, name="judge_investment"),
]
