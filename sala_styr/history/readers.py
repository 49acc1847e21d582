"""Who may read whose history: each app says which objects of a model an actor may read; what nobody speaks for is read by those who read everything."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404

from sala_styr.organisation.actor import Actor

Reader = Callable[[Actor], "models.QuerySet[Any]"]
_readers: dict[str, Reader] = {}
News = Callable[[Actor], models.Q]
_news: dict[str, News] = {}


def history_reader(label: str) -> Callable[[Reader], Reader]:
    """Decorator: the function gives the queryset of ``label`` (``goals.planitem``) whose history an actor may read."""

    def register(reader: Reader) -> Reader:
        _readers[label] = reader
        return reader

    return register


def news_for(label: str) -> Callable[[News], News]:
    """Decorator: the function gives the condition on history rows of ``label`` that are news to an actor, where not all are to those who read everything."""

    def register(news: News) -> News:
        _news[label] = news
        return news

    return register


def is_news(actor: Actor, label: str) -> models.Q:
    """The condition on history rows of ``label`` that ``actor`` may be told of; none where nobody keeps anything back."""
    news = _news.get(label)
    return news(actor) if news is not None else models.Q()


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
