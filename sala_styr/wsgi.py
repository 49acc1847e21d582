"""WSGI entry point: ``gunicorn sala_styr.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
loaded = get_wsgi_application()

from sala_styr.roomy import with_room  # noqa: E402
from sala_styr.shell.settling import settle  # noqa: E402  # when everything is loaded

settle()
application = with_room(loaded)
