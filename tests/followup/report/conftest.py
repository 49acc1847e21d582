"""The example municipality, loaded once for this folder."""

from tests.followup.demo.conftest import example  # noqa: F401 - a fixture of this folder too
