"""The settings under test: those of the product, with what must be quick, separate or visible in tests exchanged.

DATABASE_URL chooses the database as always. Without it SQLite is used, in a file: the real locking, which an in-memory
database lacks, is part of what is tested. Everything lies in one folder that is removed after the run; processes that a
test starts inherit its name and so see the same place.
"""

import os
import tempfile
from pathlib import Path

RUN_DIR = Path(os.environ.get("SALA_TEST_DIR") or tempfile.mkdtemp(prefix="sala-test-"))
os.environ["SALA_TEST_DIR"] = str(RUN_DIR)
os.environ["SALA_DATA_DIR"] = str(RUN_DIR)
os.environ["SALA_SECRET_KEY"] = "only-for-tests"
# A pool would hold connections that keep the test database from being dropped.
os.environ["SALA_DATABASE_POOL"] = "0"

from sala_styr.settings import *  # noqa: E402, F403
from sala_styr.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("TEST", {"NAME": str(RUN_DIR / "test.sqlite3")})

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Names without hashes, found where they are written: nothing needs to be collected before a page can be rendered.
STATIC_ROOT = RUN_DIR
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# No threads of their own beside a test: it looks when it wants to.
SALA_WATCH = False
# A task runs when it is enqueued, in the same process, so a test sees its result.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A walk over every table takes more files in a minute than any person.
EXPORTS_A_MINUTE = 2000
