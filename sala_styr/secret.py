"""The secret key of an installation that is only being tried out."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def secret_key_for_trying(data_dir: Path, production: bool) -> str:
    """Return the key kept in ``data_dir``, made at the first start.

    Raises ImproperlyConfigured in production, where the key must come from the environment and never lie beside the data.
    """
    if production:
        raise ImproperlyConfigured("Sätt SALA_SECRET_KEY i miljön: i skarp drift ligger nyckeln aldrig bredvid data.")
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text().strip()
