"""Speed-ups that reach into the libraries of paper, all of them here, behind one switch: HANDBOOK_PLAIN=1 does without.

They change no byte of a document; a test compares. Each module says what is slow, and why its way gives the same.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from generator.outputs.paper.accelerating.patching import Patch, applied

SWITCH = "HANDBOOK_PLAIN"


@contextmanager
def accelerated() -> Iterator[None]:
    """The layout engine with our speed-ups, for as long as a document is made."""
    with applied(() if os.environ.get(SWITCH) else _patches()):
        yield


@cache
def _patches() -> tuple[Patch, ...]:
    from generator.outputs.paper.accelerating import (
        backgrounds,
        numbers,
        questions,
        sheets,
        sizes,
        styles,
        text,
        writing,
    )

    modules = (backgrounds, numbers, questions, sheets, sizes, styles, text, writing)
    return tuple(patch for module in modules for patch in module.patches())
