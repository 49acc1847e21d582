"""Att göra: the one list, where each thing is done in its row; and what the row becomes when it has been done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.messages import get_messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from followup.todo import Todo, TodoKind, dressed, todo_kinds, todos_of
from followup.views.shared import known_actor
from sala_styr.organisation.actor import Actor
from sala_styr.shell.addresses import is_ours
from sala_styr.shell.paging import page_of
from sala_styr.shell.wording import age_in_words, day_in_words

A_PAGE = 25
BY_KIND = "slag"
NEAR = timedelta(days=14)
Pair = tuple[TodoKind, Todo]
_signer = Signer(salt="followup.todo")


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A thing as the list shows it. ``next``: where its form leads afterwards; ``said``: what just happened to it."""

    kind: TodoKind
    todo: Todo
    when: str
    late: bool
    group: str
    next: str
    said: str = ""

    @property
    def dom(self) -> str:
        """Its id on the page."""
        return "gor-" + self.todo.key.replace(":", "-")

    @property
    def is_wide(self) -> bool:
        return bool(self.todo.template)


def rows_of(actor: Actor, pairs: Iterable[Pair], back: str, by_kind: bool = False) -> list[TodoRow]:
    """The rows of the things that are shown; ``back`` is the page they stand on."""
    today = timezone.localdate()
    return [_row(kind, todo, today, back, by_kind) for kind, todo in dressed(actor, pairs)]


def _row(kind: TodoKind, todo: Todo, today: date, back: str, by_kind: bool = False, said: str = "") -> TodoRow:
    group = str(kind.label) if by_kind else when_group(todo.due, today)
    mark = _signer.sign_object([todo.key, todo.title])
    after = f"{reverse('followup:todo_done')}?{urlencode({'rad': mark, 'till': back})}"
    return TodoRow(kind, todo, when_in_words(todo.due, today), todo.is_late(today), group, after, said)


def when_in_words(due: date | None, today: date) -> str:
    """``i morgon``, ``om 5 dagar``, ``3 dagar sen``; further away the day itself."""
    if due is None:
        return _("när du hinner")
    days = (due - today).days
    if days < 0:
        return ngettext("%(n)d dag sen", "%(n)d dagar sen", -days) % {"n": -days}
    return age_in_words(due, today) if due - today <= NEAR else day_in_words(due)


def when_group(due: date | None, today: date) -> str:
    """Under which head of the list it stands."""
    if due is None:
        return _("Utan dag")
    if due < today:
        return _("Dagen har passerat")
    if due == today:
        return _("I dag")
    if due <= today + timedelta(days=7):
        return _("Inom en vecka")
    return _("Inom en månad") if due <= today + timedelta(days=31) else _("Senare")


@require_safe
def todo_list(request: HttpRequest) -> HttpResponse:
    """Everything that waits for me: ``?slag=`` only one kind, ``?sena=ja`` only what is late, ``?grupp=slag`` under its kinds."""
    actor, today = known_actor(request), timezone.localdate()
    everything = todos_of(actor, today)
    kind, late = request.GET.get("slag", ""), request.GET.get("sena") == "ja"
    by_kind = request.GET.get("grupp") == BY_KIND
    chosen = [pair for pair in everything if kind in ("", pair[0].name) and (not late or pair[1].is_late(today))]
    if by_kind:
        chosen.sort(key=lambda pair: (pair[0].order, pair[0].name))
    page = page_of(request, chosen, A_PAGE)
    context = {
        "page": page,
        "rows": rows_of(actor, page.object_list, request.get_full_path(), by_kind),
        "kinds": _counted(everything, kind),
        "kind": kind,
        "late": late,
        "by_kind": by_kind,
        "all": len(everything),
        "late_count": sum(todo.is_late(today) for _kind, todo in everything),
    }
    return render(request, "followup/todo.html", context)


def _counted(everything: Sequence[Pair], chosen: str) -> list[tuple[str, str, int]]:
    """(name, label, count) of the kinds there is something of, and of the one that is chosen."""
    counts: dict[str, int] = {}
    for kind, _todo in everything:
        counts[kind.name] = counts.get(kind.name, 0) + 1
    return [
        (kind.name, str(kind.label), counts.get(kind.name, 0))
        for kind in todo_kinds()
        if kind.name in counts or kind.name == chosen
    ]


@require_safe
def todo_done(request: HttpRequest) -> HttpResponse:
    """Where a row's form leads. To htmx the row as it is now: done, or still there with what was said; else back to the list."""
    actor = known_actor(request)
    back = request.GET.get("till")
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(str(back) if is_ours(request, back) else reverse("followup:todo"))
    key, title = _read(request.GET.get("rad", ""))
    said = " ".join(str(message) for message in get_messages(request))
    pair = _still_there(actor, key)
    if pair is None:
        return render(request, "followup/todo/done.html", {"title": title, "said": said or _("Klart.")})
    ((kind, todo),) = dressed(actor, [pair])
    row = _row(kind, todo, timezone.localdate(), str(back or ""), said=said or _("Sparat."))
    return render(request, "followup/todo/row.html", {"row": row})


def again_in_list(request: HttpRequest, **context: Any) -> HttpResponse | None:
    """The row once more, with what needs to be put right, when htmx sent it from a list; None when the form came from elsewhere.

    ``context`` takes the place of what the row's template was given: the form with its errors.
    """
    if not request.htmx:  # type: ignore[attr-defined]
        return None
    query = parse_qs(urlsplit(request.POST.get("next", "")).query)
    key, _title = _read("".join(query.get("rad", [])))
    pair = _still_there(known_actor(request), key)
    if pair is None:
        return None
    kind, todo = pair
    back = "".join(query.get("till", []))
    row = _row(kind, replace(todo, context=todo.context | context), timezone.localdate(), back)
    return render(request, "followup/todo/row.html", {"row": row}, status=422)


def _read(mark: str) -> tuple[str, str]:
    """(key, title) of a row's mark; empty when it is not one of ours."""
    try:
        key, title = _signer.unsign_object(mark)
    except (BadSignature, ValueError):
        return "", ""
    return key, title


def _still_there(actor: Actor, key: str) -> Pair | None:
    """Is the thing still to be done?"""
    name = key.partition(":")[0]
    return next((pair for pair in todos_of(actor, kinds=[name]) if pair[1].key == key), None)
