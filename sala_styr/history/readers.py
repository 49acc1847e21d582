"""Who may read whose history: each app says which objects of a model an actor may read; what nobody speaks for is read by those who read everything."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404

from sala_styr.organisation.actor import Actor

Reader = Callable[[Actor], "models.QuerySet[Any]"]
_readers: dict[str, Reader] = {}


def history_reader(label: str) -> Callable[[Reader], Reader]:
    """Decorator: the function gives the queryset of ``label`` (``goals.planitem``) whose history an actor may read."""

    def register(reader: Reader) -> Reader:
        _readers[label] = reader
        return reader

    return register


def object_for(actor: Actor, label: str, pk: int) -> models.Model:
    """The object whose history is asked for, when ``actor`` may read it. Raises Http404 otherwise, as if it did not exist."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not hasattr(model, "history") or not actor.is_known:
        raise Http404
    reader = _readers.get(label)
    if reader is not None:
        rows = reader(actor)
    elif actor.sees_everything:
        rows = model._default_manager.all()
    else:
        raise Http404
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
