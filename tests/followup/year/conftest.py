"""The year's own helpers assert too: let their failures be told as a test's."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.followup.year.{name}" for name in ("world", "planning", "following", "talking", "closing"))
)
