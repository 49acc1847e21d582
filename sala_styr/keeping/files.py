"""The files that rows point to: reports in all their forms, the pictures in them, and packs before dialogues.

What lies beside is a cache or a leftover, and is not kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from sala_styr.documents.frozen import pictures_in
from sala_styr.documents.kept import path_of_picture
from sala_styr.documents.models import Report

Values = Callable[[str, str], Iterator[Any]]
"""Answers (table, column) with every value in it that is not NULL."""


def referenced(values: Values) -> list[str]:
    """The paths in the default storage that rows point to, sorted; also those of files that are not there."""
    found = {str(value) for table, column in _file_columns() for value in values(table, column) if value}
    contents = {str(value) for value in values(Report._meta.db_table, "content_file") if value}
    return sorted(found | set(_pictures(contents)))


def present(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """(those that are there, those that are not)."""
    there: list[str] = []
    missing: list[str] = []
    for path in paths:
        (there if default_storage.exists(path) else missing).append(path)
    return there, missing


def sha256_of(path: str) -> str:
    """SHA-256 in hex of a file that is there, read piece by piece."""
    digest = hashlib.sha256()
    with default_storage.open(path) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()


def _file_columns() -> Iterator[tuple[str, str]]:
    """(table, column) of every column with paths in it: Django's own fields of files, and those that a model names in ``stored_paths``."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField) or field.name in getattr(model, "stored_paths", ()):
                yield model._meta.db_table, str(field.column)


def _pictures(contents: Iterable[str]) -> Iterator[str]:
    """The pictures that kept reports show; what a report says names them by their fingerprints."""
    for path in contents:
        if default_storage.exists(path):
            with default_storage.open(path) as file:
                yield from (path_of_picture(sha256, kind) for sha256, kind in pictures_in(file.read()))
