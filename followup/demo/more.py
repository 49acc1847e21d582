"""What the apps above add to the example once the rest is there: they register a loader in their ``AppConfig.ready``, and the demo knows none of them."""

from collections.abc import Callable

Loader = Callable[[], None]
_loaders: list[Loader] = []


def also_load(loader: Loader) -> Loader:
    """Decorator: ``loader`` adds its part of the example, last, inside the example's recording and transaction."""
    _loaders.append(loader)
    return loader


def load_more() -> None:
    """Everything that has been added."""
    for loader in _loaders:
        loader()
