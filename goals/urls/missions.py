"""Grunduppdraget and what good quality in it is."""

from django.urls import path

from goals.views import missions, quality

urlpatterns = [
    path("grunduppdrag/", missions.mission_list, name="missions"),
    path("grunduppdrag/<int:unit>/", missions.mission, name="mission"),
    path("grunduppdrag/<int:unit>/lagstadgat/", missions.mission_statutory, name="mission_statutory"),
    path("grunduppdrag/<int:unit>/lokalt/", missions.mission_local, name="mission_local"),
    path("grunduppdrag/<int:unit>/kvalitet/", quality.factor_create, name="factor_create"),
    path("grunduppdrag/kvalitet/<int:pk>/", quality.factor_edit, name="factor_edit"),
    path("grunduppdrag/kvalitet/<int:pk>/flytta/", quality.factor_move, name="factor_move"),
    path("grunduppdrag/kvalitet/<int:pk>/ta-bort/", quality.factor_remove, name="factor_remove"),
]
