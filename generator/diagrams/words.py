"""The words of diagrams, from the template catalogue: handed in, so that facts are drawn in any language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from generator.inventory.records import Record

Word = Callable[..., str]
"""A word of the catalogue in the reader's language."""


@dataclass(frozen=True)
class Words:
    """How a diagram speaks: catalogue words, the value of a field as text, and lists."""

    word: Word
    shown: Callable[[Record, str], str]
    listing: Callable[[list[str]], str]

    def name(self, record: Any) -> str:
        """What a record is called."""
        for field in ("name", "title", "product"):
            if value := getattr(record, field, None):
                return str(value)
        return str(record.id)
