"""Speed-ups that reach into libraries.

Switched off by HANDBOOK_ACCELERATE=0; the bytes are the same, and a test compares them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def accelerated() -> Iterator[None]:
    """The time to write a tagged PDF no longer grows with the square of its pages."""
    import pydyf

    original = pydyf.PDF.page_references
    if os.environ.get("HANDBOOK_ACCELERATE", "1") != "0":
        pydyf.PDF.page_references = property(_page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of all pages, worked out again only when there are more: every tagged element asks for them."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
    if len(known) * 3 != len(kids):
        known = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._known_references = known
    return known
