"""The steering model: how the municipality steers, and its administrator's pages."""

from django.urls import path

from goals.views import steering_model, steering_model_edit, steering_model_switch

urlpatterns = [
    path("styrmodell/", steering_model.current_model, name="steering_models"),
    path("styrmodell/byt/", steering_model_switch.switch, name="steering_model_switch"),
    path("styrmodell/<int:pk>/", steering_model.one_model, name="steering_model"),
    path("styrmodell/<int:pk>/namn/", steering_model_edit.rename, name="steering_model_rename"),
    path("styrmodell/<int:pk>/ord/", steering_model_edit.terms, name="steering_model_terms"),
    path("styrmodell/<int:pk>/ta-bort/", steering_model_switch.remove, name="steering_model_remove"),
    path("styrmodell/<int:pk>/niva/", steering_model_edit.level_create, name="level_create"),
    path("styrmodell/niva/<int:pk>/", steering_model_edit.level_edit, name="level_edit"),
    path("styrmodell/niva/<int:pk>/flytta/", steering_model_edit.level_move, name="level_move"),
    path("styrmodell/niva/<int:pk>/ta-bort/", steering_model_edit.level_remove, name="level_remove"),
    path("styrmodell/<int:pk>/indelning/", steering_model_edit.grouping_create, name="grouping_create"),
    path("styrmodell/indelning/<int:pk>/", steering_model_edit.grouping_edit, name="grouping_edit"),
    path("styrmodell/indelning/<int:pk>/ta-bort/", steering_model_edit.grouping_remove, name="grouping_remove"),
    path("styrmodell/indelning/<int:pk>/omrade/", steering_model_edit.area_create, name="area_create"),
    path("styrmodell/omrade/<int:pk>/", steering_model_edit.area_edit, name="area_edit"),
    path("styrmodell/omrade/<int:pk>/ta-bort/", steering_model_edit.area_remove, name="area_remove"),
    path("styrmodell/<int:pk>/skala/<slug:kind>/", steering_model_edit.step_create, name="scale_step_create"),
    path("styrmodell/<int:pk>/skala/<slug:kind>/lagg-in/", steering_model_edit.scale_adopt, name="scale_adopt"),
    path("styrmodell/skalsteg/<int:pk>/", steering_model_edit.step_edit, name="scale_step_edit"),
    path("styrmodell/skalsteg/<int:pk>/flytta/", steering_model_edit.step_move, name="scale_step_move"),
]
