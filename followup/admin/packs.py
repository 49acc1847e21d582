"""Questions, invitations and packs."""

from django.contrib import admin

from followup.admin.base import ReadOnlyAdmin
from followup.models import DialogueInvitation, DialoguePack, DialogueQuestion, PackFile


@admin.register(DialogueQuestion)
class DialogueQuestionAdmin(ReadOnlyAdmin):
    list_display = ["text", "pair", "order", "first_year", "last_year"]
    list_filter = ["pair"]


@admin.register(DialogueInvitation)
class DialogueInvitationAdmin(ReadOnlyAdmin):
    list_display = ["dialogue", "starts", "ends", "sequence", "sent_at"]
    list_select_related = ["dialogue__upper", "dialogue__lower"]


@admin.register(DialoguePack)
class DialoguePackAdmin(ReadOnlyAdmin):
    """Without the content: it is read on its own page, by those who may."""

    list_display = ["dialogue", "version", "frozen_at", "sha256"]
    list_select_related = ["dialogue__upper", "dialogue__lower"]
    exclude = ["content"]


@admin.register(PackFile)
class PackFileAdmin(ReadOnlyAdmin):
    list_display = ["pack", "pages", "size", "made_at"]
    list_select_related = ["pack__dialogue__upper", "pack__dialogue__lower"]
