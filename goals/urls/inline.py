"""Working with the plan's parts where they stand: rows of the tree, the card beside them, sub-steps, copies and links."""

from django.urls import path

from goals.views import card, choosing, hints, inline, placing, sub_steps

urlpatterns = [
    path("tips/", hints.hint, name="hint"),
    path("<int:pk>/kort/", card.card, name="card"),
    path("<int:pk>/rad/", inline.row, name="row"),
    path("<int:pk>/rad/andra/", inline.row_edit, name="row_edit"),
    path("<int:pk>/rad/ny/", inline.row_create, name="row_create"),
    path("<int:pk>/rad/hit/", placing.row_place, name="row_place"),
    path("<int:pk>/ordna/", inline.order, name="order"),
    path("<int:pk>/flytta/", choosing.item_move, name="move"),
    path("<int:pk>/kopiera/", choosing.item_copy, name="copy"),
    path("<int:pk>/koppla/", choosing.item_link, name="link"),
    path("koppling/<int:pk>/ta-bort/", choosing.link_remove, name="unlink"),
    path("<int:pk>/delsteg/", sub_steps.step_add, name="step_add"),
    path("delsteg/<int:pk>/", sub_steps.step_edit, name="step_edit"),
    path("delsteg/<int:pk>/klart/", sub_steps.step_tick, name="step_tick"),
    path("delsteg/<int:pk>/ordna/", sub_steps.step_order, name="step_order"),
    path("delsteg/<int:pk>/ta-bort/", sub_steps.step_remove, name="step_remove"),
]
