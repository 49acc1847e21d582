"""What the pages that change something have in common: a form, an action, and the calm answer when the action says no."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from goals.forms import Conflict, VersionedForm, differing
from sala_styr.errors import EditConflict, RuleBroken


@dataclass(frozen=True)
class FormPage:
    """A page with one form. ``text`` says what will happen; ``tone`` "danger" for what cannot be undone; ``button`` is what the button says."""

    title: str
    trail: list[tuple[str, str]]
    back: str
    button: str
    text: str = ""
    tone: str = ""
    link: tuple[str, str] | None = None
    """Another way on, as (label, address): to register a decision that is not there yet."""

    hints: bool = False
    """Is what is written looked over for a HOW while it is written (goals.hints)?"""

    def show(self, request: HttpRequest, form: forms.BaseForm, conflict: list[Conflict] | None = None) -> HttpResponse:
        """The page; 422 when what was sent needs to be put right, 409 when somebody else was first."""
        status = 409 if conflict is not None else 422 if form.is_bound else 200
        return render(request, "goals/form.html", {"page": self, "form": form, "conflict": conflict}, status=status)


def done(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Did the action go through? A broken rule becomes the form's error. Refused and EditConflict fly on."""
    try:
        act()
    except EditConflict:
        raise
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return False
    return True


def show_both(
    request: HttpRequest, page: FormPage, form: VersionedForm, stored: Any, names: Iterable[str]
) -> HttpResponse:
    """After an edit conflict: what is stored and what the other changed, beside what was typed, in a form that can be saved knowingly.

    When both wrote the same, as when the same form is sent twice, it is saved already.
    """
    names = tuple(names)
    opened = (
        type(stored).history.filter(id=stored.pk, version=form.cleaned_data["version"]).order_by("-history_id").first()
    )
    conflict = differing(form, stored, names, opened)
    if not conflict and says_the_same(form, stored, names):
        messages.success(request, _("Sparat."))
        return redirect(page.back)
    form.show_version(stored.version)
    return page.show(request, form, conflict)


def says_the_same(form: VersionedForm, stored: Any, names: tuple[str, ...]) -> bool:
    """Is there nothing in the form but what is stored? The fields ``names`` are compared already; a reason is for the change, and is stored with it."""
    rest = [name for name in form.fields if name not in (*names, "version", "reason")]
    return bool(names) and not any(name in form.changed_data for name in rest)
