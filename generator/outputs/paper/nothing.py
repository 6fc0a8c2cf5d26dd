"""Objects of a PDF that are no more.

A freed one is counted by the table of places among those of the objects' stream, where it is not: all that follow would
be told a wrong place there, and a document of 65,535 objects could not be written. An object that is null is one that
is not there (ISO 32000-1, 7.3.9).
"""

from collections.abc import MutableMapping
from typing import Any

import pydyf


class Nothing(pydyf.Object):  # type: ignore[misc]
    """Null."""

    data = b"null"


def take_away(pdf: Any, objects: MutableMapping[bytes, Any], reference: bytes) -> None:
    """Put nothing in the place of an object."""
    made = Nothing()
    made.number = objects[reference].number
    pdf.objects[made.number] = objects[reference] = made
