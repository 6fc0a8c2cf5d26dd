"""Garbage collection, and when there is none to do."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No collection while much is made that is needed to the end: looking through it again and again doubles the time.

    What was made should hold no circles when it is let go of (see `Index.forget`); then nothing is left to collect.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
