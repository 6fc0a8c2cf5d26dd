"""Speed-ups that reach into MkDocs, all of them here, behind one switch: HANDBOOK_PLAIN=1 does without.

They change no byte of a finished website; a test compares.
"""

import os
from functools import cache

SWITCH = "HANDBOOK_PLAIN"


@cache
def accelerate() -> None:
    """Make the websites that this process builds share what is the same for all of them."""
    if os.environ.get(SWITCH):
        return
    from generator.build.accelerating import converting, indexing, reading, repeating, theme, writing

    for part in (reading, theme, converting, repeating, indexing, writing):
        part.accelerate()
