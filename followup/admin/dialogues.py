"""Dialogues and what belongs to them."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import Dialogue, DialogueFinding, NextStep, OpenQuestion, Participant


@admin.register(Dialogue)
class DialogueAdmin(ReadOnlyAdmin):
    list_display = ["day", "upper", "lower", "period", "state"]
    list_filter = ["state", "period"]
    list_select_related = ["upper", "lower", "period"]


@admin.register(DialogueFinding, NextStep, OpenQuestion, Participant)
class DialoguePartAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "dialogue"]
    list_select_related = ["dialogue__upper", "dialogue__lower"]
