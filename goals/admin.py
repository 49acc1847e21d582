"""Housekeeping of the steering model's words. The plan itself is only read here: it is changed through its own pages, which keep the wall."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from goals import models
from sala_styr.shell.read_only import ReadOnly


class LevelInline(admin.TabularInline[models.Level, models.SteeringModel]):
    """The words of each level. What the chain looks like comes from ``manage.py steering_model load``."""

    model = models.Level
    extra = 0
    fields = ("order", "singular", "plural", "definite", "owner_kind", "needs_decision", "is_activity")
    readonly_fields = ("order", "owner_kind", "needs_decision", "is_activity")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.SteeringModel)
class SteeringModelAdmin(admin.ModelAdmin[models.SteeringModel]):
    list_display = ("name", "first_year", "last_year")
    inlines = (LevelInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """To look at, never to change."""


@admin.register(models.PlanItem)
class PlanItemAdmin(ReadOnlyAdmin):
    list_display = ("title", "step", "owner", "state", "first_year", "last_year")
    list_filter = ("step", "state")
    search_fields = ("title", "owner__name")
    list_select_related = ("step", "owner")
    ordering = ("tree_id", "lft")


@admin.register(models.CoreMission)
class CoreMissionAdmin(ReadOnlyAdmin):
    list_display = ("unit", "local_decision")
    list_select_related = ("unit", "local_decision__body")


@admin.register(models.Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ("name", "item", "unit_of_measure")
    list_select_related = ("item",)


@admin.register(models.IndicatorValue)
class IndicatorValueAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "year", "target", "outcome")
    list_select_related = ("indicator",)


admin.site.register(
    [
        models.AgendaLink,
        models.Amendment,
        models.AmendmentChange,
        models.Area,
        models.Assignment,
        models.AssignmentReceiver,
        models.Grouping,
        models.KoladaFetch,
        models.KoladaGroup,
        models.KoladaKpi,
        models.KoladaMunicipality,
        models.KoladaValue,
        models.LawReference,
        models.NotConcerned,
        models.ParentLink,
        models.QualityFactor,
        models.ScaleValue,
        models.SubStep,
    ],
    ReadOnlyAdmin,
)
