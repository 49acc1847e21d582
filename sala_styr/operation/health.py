"""Is it well? Three questions for three askers (views.py): does this process live, may it be sent people, does the whole service work.

A worker that has died must not take the web processes out of service as well, so it is only part of the last.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pkgutil import iter_modules
from threading import Lock

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from sala_styr.operation import beats
from sala_styr.operation.failures import has_no_room

FOLDER = "halsa"
OLD = 300.0
"""Seconds a task may wait before the service as a whole is said to be behind."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What is told of one part, to anybody: never why in a machine's words."""

    well: bool
    words: str


def database() -> Answer:
    """Does the database answer?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.warning("the database cannot be reached", exc_info=True)
        return Answer(False, _("nås inte"))
    return Answer(True, _("svarar"))


def migrations() -> Answer:
    """Are the tables those that this version of the program knows? Asked until they are; a process never sees them undone."""
    try:
        if _all_applied():
            return Answer(True, _("är införda"))
    except _NotYet as missing:
        return Answer(False, _("%(n)s återstår: kör manage.py migrate") % {"n": missing.count})
    except DatabaseError:
        logger.warning("the migrations could not be asked for", exc_info=True)
    return Answer(False, _("gick inte att fråga efter"))


class _NotYet(Exception):
    def __init__(self, count: int) -> None:
        self.count = count


_one_at_a_time = Lock()


def _all_applied() -> bool:
    """True, and only that is remembered. Raises _NotYet."""
    with _one_at_a_time:
        return _found_applied()


@cache
def _found_applied() -> bool:
    applied = MigrationRecorder(connection).applied_migrations()
    left = sum(migration not in applied for migration in _known())
    if left:
        raise _NotYet(left)
    return True


def _known() -> Iterator[tuple[str, str]]:
    """(App, name) of every migration that lies on disk. They are not loaded: that takes a second, or half a minute on a machine that is busy."""
    for app in apps.get_app_configs():
        package, _is_chosen = MigrationLoader.migrations_module(app.label)
        spec = find_spec(package) if package else None
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for module in iter_modules([folder]):
                if not module.ispkg and module.name[0] not in "_~":
                    yield app.label, module.name


def files() -> Answer:
    """Are the reports and uploads there, as far as a try to write shows? A full disk takes nobody out of service: there is all the rest to read, and every
    machine would go at once, since they share it. That is ``room``'s to tell."""
    error = _tried_to_write()
    if error is None:
        return Answer(True, _("går att skriva till"))
    if has_no_room(error):
        return Answer(True, _("går att läsa, men är full"))
    return Answer(False, _("går inte att skriva till"))


def room() -> Answer:
    """Is there room for more files?"""
    error = _tried_to_write()
    if has_no_room(error):
        return Answer(False, _("är slut"))
    return Answer(True, _("finns"))


def _tried_to_write() -> Exception | None:
    """Write a small file and take it away; what the store said no with. A full disk keeps an empty one, which is taken away too."""
    name = f"{FOLDER}/{uuid.uuid4().hex}"
    try:
        try:
            default_storage.save(name, ContentFile(b"."))
        finally:
            default_storage.delete(name)
    except Exception as error:  # the store may be a disk or another machine, each with errors of its own
        logger.warning("the file store cannot be written to", exc_info=True)
        return error
    return None


def worker() -> Answer:
    """Has a background worker been heard of lately?"""
    try:
        silent = beats.newest()
    except DatabaseError:
        return Answer(False, _("gick inte att fråga efter"))
    if silent is None:
        return Answer(False, _("ingen är igång"))
    seconds = int(silent.total_seconds())
    return Answer(silent <= beats.SILENCE, _("hördes för %(n)s s sedan") % {"n": seconds})


def queue() -> Answer:
    """Does the worker keep up?"""
    from sala_styr.operation.jobs import oldest

    try:
        waited = max((sample.value for sample in oldest()), default=0)
    except DatabaseError:
        return Answer(False, _("gick inte att fråga efter"))
    return Answer(waited <= OLD, _("det äldsta har väntat %(n)s s") % {"n": int(waited)})


Question = Callable[[], Answer]
READY: dict[str, Question] = {"databas": database, "tabeller": migrations, "filer": files}
"""What a web process must have to serve people."""
WHOLE: dict[str, Question] = {"arbetare": worker, "kö": queue, "plats": room}
"""What the service as a whole must have besides."""
_WITHOUT_DATABASE = ("filer", "plats")


def add_question(name: str, question: Question) -> None:
    """Let an app put a question of its own to the service as a whole (in ``AppConfig.ready``)."""
    WHOLE[name] = question


def ask(*groups: dict[str, Question]) -> dict[str, Answer]:
    """The answers, in order. When the database is away the rest of what needs it is not waited for."""
    answers: dict[str, Answer] = {}
    for name, question in ((name, question) for group in groups for name, question in group.items()):
        away = "databas" in answers and not answers["databas"].well
        answers[name] = (
            Answer(False, _("väntar på databasen")) if away and name not in _WITHOUT_DATABASE else question()
        )
    return answers
