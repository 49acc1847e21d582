"""What every model and migration of ours must be."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.house.source import APPS

# Models that carry no history, and why that is right.
WITHOUT_HISTORY: dict[str, str] = {
    "seal.Seal": "only added to: the database's triggers refuse all else",
    "seal.Leaf": "only added to: the database's triggers refuse all else",
    "seal.LeafForm": "only added to: the database's triggers refuse all else",
    "seal.Rewrite": "only added to, and sealed as the histories are",
    "seal.BatchDigest": "only added to, and sealed as the histories are",
    "seal.PendingLeaf": "a queue of what the sealer has not come to yet",
    "budget.Actual": "never changed: it comes and goes with its batch, which has a history",
    "followup.DialoguePresence": "who is writing just now, of no interest a moment later",
    "writing.SectionPresence": "who is writing just now, of no interest a moment later",
    "goals.KoladaValue": "never changed: it comes with its fetch, which has a history",
    "followup.Reminded": "never changed: written with its letter, which has a history",
    "mail.MessageContent": "never changed: written with its message, which has a history",
    "budget.Outlay": "never changed: it comes and goes with its batch, which has a history",
    "access.AccessEvent": "a log: never changed, and gone when it is old",
    "privacy.Weeding": "only added to: how many were taken away, never what",
    "access.CachedValue": "Django's cache of an hour, written by it",
    "kept.TableMark": "a number by chance, written by triggers when a table changes",
    "operation.WorkerBeat": "a sign of life, of no interest a minute later",
    "budget.AccountBalance": "never changed: it comes and goes with its batch, which has a history",
}
# Links whose history says nothing: rights come from appointments, never from Django's groups.
LINKS_WITHOUT_HISTORY = {"organisation.User.groups", "organisation.User.user_permissions"}


def our_models() -> list[type[models.Model]]:
    """Every model of ours that somebody wrote, without the history tables and the automatic link tables."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in APPS and not hasattr(model, "instance_type") and not model._meta.proxy
    ]


def test_there_are_models_to_look_at() -> None:
    assert {model._meta.app_label for model in our_models()} >= {
        "organisation",
        "decisions",
        "goals",
        "budget",
        "followup",
    }


def test_every_model_keeps_its_history() -> None:
    silent = [
        model._meta.label
        for model in our_models()
        if model._meta.label not in WITHOUT_HISTORY and not hasattr(model._meta, "simple_history_manager_attribute")
    ]
    assert not silent, f"No HistoricalRecords: {silent}"


def test_the_history_of_links_is_kept_too() -> None:
    silent = []
    for model in our_models():
        manager = getattr(model._meta, "simple_history_manager_attribute", None)
        if manager is None:
            continue
        recorded = {field.name for field in getattr(model, manager).model._history_m2m_fields}
        silent += [
            f"{model._meta.label}.{link.name}"
            for link in model._meta.local_many_to_many
            if link.remote_field.through._meta.auto_created and link.name not in recorded
        ]
    assert set(silent) == LINKS_WITHOUT_HISTORY, f"Not among the history's m2m_fields: {silent}"


def test_nothing_without_history_is_listed_that_has_one_or_is_gone() -> None:
    labels = {m._meta.label for m in our_models() if not hasattr(m._meta, "simple_history_manager_attribute")}
    assert set(WITHOUT_HISTORY) <= labels


def test_money_and_everything_else_is_stored_exactly() -> None:
    floating = [
        f"{m._meta.label}.{f.name}" for m in our_models() for f in m._meta.fields if isinstance(f, models.FloatField)
    ]
    assert not floating


def test_every_model_has_a_name_that_people_can_read() -> None:
    unnamed = [
        m._meta.label for m in our_models() if not str(m._meta.verbose_name) or m.__str__ is models.Model.__str__
    ]
    assert not unnamed, f"No verbose_name or no __str__: {unnamed}"


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    output = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


def test_the_project_checks_itself() -> None:
    call_command("check", fail_level="WARNING")
