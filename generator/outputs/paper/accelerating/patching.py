"""How a speed-up gets into a library, and out of it again."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

LIBRARY = "weasyprint"


class Patch(NamedTuple):
    """What stands for something else meanwhile: an attribute of a module or a class."""

    holder: Any
    name: str
    new: Any


def everywhere(old: Callable[..., Any], new: Callable[..., Any]) -> Iterator[Patch]:
    """`new` for `old` in all modules of the layout engine that have imported it by its name."""
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] == LIBRARY:
            yield from (Patch(module, own, new) for own, value in vars(module).items() if value is old)


@contextmanager
def applied(patches: Iterable[Patch]) -> Iterator[None]:
    """Put patches in; afterwards all is as it was."""
    before: list[Patch] = []
    try:
        for patch in patches:
            before.append(patch._replace(new=vars(patch.holder)[patch.name]))
            setattr(*patch)
        yield
    finally:
        for patch in reversed(before):
            setattr(*patch)
