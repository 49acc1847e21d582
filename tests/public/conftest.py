import pytest

from tests.cast import Cast
from tests.public.world import World, build_world


@pytest.fixture
def world(cast: Cast) -> World:
    """The small municipality with things decided and not."""
    return build_world(cast)
