"""The example municipality for the walks, loaded once."""

from tests.followup.demo.conftest import example  # noqa: F401
