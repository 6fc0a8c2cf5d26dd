"""Garbage collection, and when there is none to do."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No collection while much is made that is needed to the end: looking through it again and again takes time.

    A check takes twice as long with it, a layout a fifth more. What was made should hold no circles when let go of (see
    `Index.forget`), or be followed by a collection; then nothing is left behind.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
