"""Files in an object storage that speaks S3: Amazon's, MinIO, Ceph and others, by django-storages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from sala_styr.files import StoreAway

TAKEN = (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.CONFLICT)
"""The answers when somebody was first with a name: before, or in this very moment (S3's PutObject, If-None-Match)."""

_AWAY = "Platsen där filerna ligger svarar inte som den ska: {}"
"""For whoever runs a command or reads the log; a page says so in its own words (503.html)."""


class ObjectStore(S3Storage):
    """django-storages' own, which also writes once, says one thing when the storage is away, and gives nobody an address."""

    def write_once(self, name: str, content: bytes) -> None:
        """As ``sala_styr.files.Store``: an object is there whole or not at all, and is put only where there is none.

        Asked for first as well: a storage that does not know the condition lets it pass without a word.
        """
        if self.exists(name):
            raise FileExistsError(name)
        key = self._normalize_name(clean_name(name))
        told = {"Bucket": self.bucket_name, "Key": key, "Body": content, "IfNoneMatch": "*"}
        with _reached():
            try:
                self.connection.meta.client.put_object(**told, **self._get_write_parameters(key))
            except ClientError as error:
                if _status(error) in TAKEN:
                    raise FileExistsError(name) from error
                raise

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """As on a disk: an address that nothing answers at. Files are handed out by pages that ask first who may have them."""
        return urljoin(settings.MEDIA_URL or "/", filepath_to_uri(name))

    def exists(self, name: str) -> bool:
        with _reached():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _reached():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _reached():
            return super().listdir(name)

    def size(self, name: str) -> int:
        with _reached():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with _reached():
            return super().get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> File:
        """Fetched at once, so that what can fail has failed when it is open."""
        with _reached():
            opened = super()._open(name, mode)
            if "w" not in mode:
                opened.file.seek(0)
            return opened

    def _save(self, name: str, content: File) -> str:
        with _reached():
            return str(super()._save(name, content))


@contextmanager
def _reached() -> Iterator[None]:
    """Whatever goes wrong on the way or on the other side is one thing to us; that a file is not there is another."""
    try:
        yield
    except ClientError as error:
        if _status(error) == HTTPStatus.NOT_FOUND and error.response["Error"]["Code"] != "NoSuchBucket":
            raise FileNotFoundError(str(error)) from error
        raise StoreAway(_AWAY.format(error)) from error
    except BotoCoreError as error:
        raise StoreAway(_AWAY.format(error)) from error


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
