"""An object storage on this machine (moto's server), with a bucket for each test, and the program set to it as ``SALA_FILES_URL`` would."""

from collections.abc import Iterator
from itertools import count

import boto3
import pytest
from django.conf import settings as django_settings
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from sala_styr.files.configuration import storage
from tests.documents.conftest import queue, report_kinds
from tests.keeping.conftest import world
from tests.support.postgres import free_port

__all__ = ["queue", "report_kinds", "world"]

_number = count(1)


def url_of(address: str, bucket: str) -> str:
    """What an operator would write."""
    return f"s3://nyckel:hemlig%2Fdel@{address}/{bucket}/sala?region=eu-north-1&tls=0"


def set_store(settings: Settings, url: str) -> None:
    """As the settings do."""
    settings.STORAGES = {**django_settings.STORAGES, "default": storage(url)}


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """HOST:PORT of a storage of the run's own."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str) -> str:
    """A new, empty bucket."""
    name = f"styr-{next(_number)}"
    client = boto3.client(
        "s3", endpoint_url=f"http://{server}", aws_access_key_id="nyckel", aws_secret_access_key="hemlig",
        region_name="eu-north-1",
    )  # fmt: skip
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
    return name


@pytest.fixture
def objects(server: str, bucket: str, settings: Settings) -> str:
    """The program's files lie in the bucket."""
    set_store(settings, url_of(server, bucket))
    return bucket


@pytest.fixture
def away(settings: Settings) -> None:
    """The storage's machine is gone: nobody listens where it was."""
    set_store(settings, url_of(f"127.0.0.1:{free_port()}", "styr"))
