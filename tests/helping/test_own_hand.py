"""What a person decides, or vouches for with their name, nobody does for them: held for every action that there is, also those to come."""

import dataclasses
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import budget
import followup
import goals
import public
import sala_styr
from sala_styr.decisions.models import Decision
from sala_styr.errors import Refused
from sala_styr.helping.rules import CLOSED_PAGES, CLOSED_ROOMS, OPEN, is_closed
from sala_styr.history.recording import Help
from sala_styr.organisation.actor import Actor
from tests.house.source import APPS, text_files

DECISIVE = re.compile(
    r"^(decide|approve|adopt_proposal|publish|lock_|unlock_|confirm|register|appoint|end_stand_in|renew_feed|set_year_state)"
)
HELPED = Actor(system=True, helped=Help(MagicMock(), "Anna Berg", 1))
NO_ACTIONS = (
    *(".management", ".migrations", ".demo", ".bench", ".settings", ".wsgi", ".admin", ".templatetags"),
    *(".history.recording", ".operation.gunicorn"),  # the latter says to the process that it is a web server's
)


def modules() -> Iterator[Any]:
    for root in (sala_styr, goals, budget, followup, public):
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if not any(part in found.name for part in NO_ACTIONS):
                yield importlib.import_module(found.name)


def kinds(hint: Any) -> list[Any]:
    return [hint, *(kind for part in typing.get_args(hint) for kind in kinds(part))]


def brings_a_decision(hint: Any) -> bool:
    """A decision, or a draft that has one."""
    named = [
        str(each.type) for kind in kinds(hint) if dataclasses.is_dataclass(kind) for each in dataclasses.fields(kind)
    ]
    return Decision in kinds(hint) or any(re.search(r"\bDecision\b", name) for name in named)


def is_decisive(action: Callable[..., Any]) -> bool:
    """A function that an actor calls and that writes, with a decision or by a name that says that it is one."""
    names = list(inspect.signature(action).parameters)
    if names[:1] != ["actor"] or "recording(" not in inspect.getsource(action):
        return False
    hints = typing.get_type_hints(action)
    return bool(DECISIVE.match(action.__name__)) or any(brings_a_decision(hints.get(name)) for name in names)


def decisive_actions() -> list[Any]:
    return [
        value
        for module in modules()
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
        and is_decisive(value)
    ]


ACTIONS = decisive_actions()


def test_they_are_found() -> None:
    names = {f"{action.__module__}.{action.__name__}" for action in ACTIONS}
    assert len(ACTIONS) >= 40
    assert names >= {
        "goals.actions.decide.decide_item",
        "budget.actions.detail.lock_detail",
        "budget.actions.ledger.record_entries",
        "followup.actions.dialogues.confirm_dialogue",
        "public.actions.publishing.publish",
        "sala_styr.decisions.actions.register_decision",
        "sala_styr.organisation.actions.appoint",
    }


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.__module__}.{action.__name__}")
def test_nobody_decides_for_another(action: Callable[..., Any]) -> None:
    """Before anything is looked at or written: the database is not even there."""
    _actor, *others = inspect.signature(action).parameters.values()
    sent = [MagicMock() for each in others if each.kind is each.POSITIONAL_OR_KEYWORD]
    named = {each.name: MagicMock() for each in others if each.kind is each.KEYWORD_ONLY}
    with pytest.raises(Refused, match="gör Anna Berg själv"):
        action(HELPED, *sent, **named)


def every_name(resolver: URLResolver, room: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_name(entry, f"{room}{entry.namespace}:" if entry.namespace else room)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{room}{entry.name}"


def test_the_rooms_and_pages_that_are_named_exist() -> None:
    names = set(every_name(get_resolver()))
    assert names >= OPEN | CLOSED_PAGES
    assert {name.rpartition(":")[0].partition(":")[0] for name in names} >= CLOSED_ROOMS


@pytest.mark.parametrize("mark", ["password", "mfa_", "log_in", "login", "consent", "stand_in", "person", "access_"])
def test_no_page_of_log_ins_rights_or_consents_is_open_meanwhile(mark: str) -> None:
    found = [name for name in every_name(get_resolver()) if mark in name]
    assert [name for name in found if not is_closed(name)] == []


ACTS_AS = re.compile(r"request\.actor = |\blogin\(|\.force_login\(|_auth_user_id|SESSION_KEY\b")
WHERE = {
    "sala_styr/organisation/middleware.py": "the actor is who is logged in",
    "sala_styr/helping/middleware.py": "or whom they help, by consent",
    "sala_styr/shell/views.py": "the example's people, in the example only",
    "sala_styr/access/adapters.py": "allauth logs in whom it has checked",
    "sala_styr/access/saml.py": "a question to the service, which lets nobody in",
    "followup/bench/pages.py": "the benchmarks' own browser, without a server",
    "sala_styr/access/sessions.py": "asks whether anybody is logged in",
}


def test_there_is_no_other_place_where_somebody_becomes_somebody_else() -> None:
    found = {path for path, text in text_files(".py") if path.split("/")[0] in APPS and ACTS_AS.search(text)}
    assert found == set(WHERE)
