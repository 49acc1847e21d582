"""``{% load historia %}{% history_drawer object %}``: an object's latest changes beside it, with a link to all of them."""

from typing import Any

from django import template
from django.db import models

from sala_styr.history.telling import history_of

register = template.Library()

SHOWN = 8


@register.inclusion_tag("history/drawer.html")
def history_drawer(obj: models.Model, open: bool = False) -> dict[str, Any]:
    """The ``SHOWN`` newest changes in a drawer. Only for objects that the reader of the page may see: the page has asked for that."""
    changes = history_of(obj, limit=SHOWN + 1)
    return {
        "object": obj,
        "label": obj._meta.label_lower,
        "changes": changes[:SHOWN],
        "more": len(changes) > SHOWN,
        "open": open,
    }


@register.inclusion_tag("history/changes.html")
def change_list(changes: Any, named: bool = False) -> dict[str, Any]:
    """Changes as a list; ``named`` says which object each is about."""
    return {"changes": changes, "named": named}
