"""What the tests of operation share: the log as it is written in production, and a worker that lives."""

import io
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings

from sala_styr.operation.logs import logging_config


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that all loggers write from here on, as production writes it."""
    written = io.StringIO()
    config = logging_config(production=True, debug=False, level="DEBUG", messages=False)
    config["handlers"]["console"]["stream"] = written
    logging.config.dictConfig(config)
    yield written
    logging.config.dictConfig(settings.LOGGING)
