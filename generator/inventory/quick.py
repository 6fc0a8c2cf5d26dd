"""The fast yes of reading: data from a file in which nothing is odd, at half the cost of reading for every case.

Whatever is odd (an alias, a tag, a key that stands twice, a value that other readers take for another, a mistake) is
left to building.py, whose data and words hold. A test holds the two to the same data and the same places.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from generator.inventory import scalars
from generator.inventory.marks import Marks, QuickMarks

ODD_BREAKS = ("\r", "\x85", "\u2028", "\u2029", "\ufeff")
ESCAPE = re.compile(r"\\[^n\"\\/ \t\n]")
"""What may put a character into a text that no text may hold."""
_ODD = object()


class _OddError(Exception):
    """Something that is left to the thorough reader."""


def quick_marks(text: str, most: int, deepest: int, exact: Callable[[], Marks]) -> QuickMarks | None:
    """The data of a text as `root` of its marks; None for an odd one, or one that is large or deep."""
    if any(sign in text for sign in ODD_BREAKS) or ("\\" in text and ESCAPE.search(text)):
        return None
    parser: Any = None
    try:
        parser = yaml.CSafeLoader(text)
        reader = _Reader(parser, deepest)
        root = reader.document()
    except (_OddError, yaml.YAMLError, UnicodeEncodeError):
        return None
    finally:
        if parser is not None:
            parser.dispose()
    return QuickMarks(text, root, reader.starts, reader.ends, exact) if len(reader.starts) <= most else None


@lru_cache(maxsize=65536)
def _plain(text: str) -> Any:
    return _ODD if scalars.ambiguity(text) else scalars.resolve(text)


class _Reader:
    """Parser events to data. Not a word of it is needed to understand building.py, which it must agree with."""

    __slots__ = ("deepest", "ends", "next", "starts")

    def __init__(self, parser: Any, deepest: int) -> None:
        self.next: Callable[[], Any] = parser.get_event
        self.deepest = deepest
        self.starts: list[Any] = []
        self.ends: dict[int, tuple[int, int]] = {}

    def document(self) -> Any:
        self.next()
        self.next()
        event = self.next()
        if type(event) not in (MappingStartEvent, SequenceStartEvent):
            raise _OddError
        self.starts.append(event.start_mark)
        root = self._inner(event, 0)
        self.next()
        if type(self.next()) is not yaml.StreamEndEvent:
            raise _OddError
        return root

    def _inner(self, event: Any, depth: int) -> Any:
        """What an event opens; its start is noted already."""
        if event.anchor is not None or event.tag is not None or depth >= self.deepest:
            raise _OddError
        mapping = type(event) is MappingStartEvent
        made: Any = self._mapping(depth) if mapping else self._sequence(depth)
        end = event.end_mark
        self.ends[id(made)] = len(self.starts), end.column if end.line == event.start_mark.line else -1
        return made

    def _mapping(self, depth: int) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        following, note = self.next, self.starts.append
        while type(event := following()) is ScalarEvent:
            name = event.value
            if not name or name in pairs or name == "<<":
                raise _OddError
            note(event.start_mark)
            event = following()
            note(event.start_mark)
            if type(event) is not ScalarEvent:
                pairs[name] = self._opened(event, depth)
            elif event.style and event.anchor is None and event.tag is None:
                pairs[name] = event.value
            else:
                pairs[name] = _scalar(event)
        if type(event) is not MappingEndEvent:
            raise _OddError
        return pairs

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        following, note = self.next, self.starts.append
        while type(event := following()) is not SequenceEndEvent:
            note(event.start_mark)
            items.append(_scalar(event) if type(event) is ScalarEvent else self._opened(event, depth))
        return items

    def _opened(self, event: Any, depth: int) -> Any:
        if type(event) is yaml.AliasEvent:
            raise _OddError
        return self._inner(event, depth + 1)


def _scalar(event: Any) -> Any:
    if event.anchor is not None or event.tag is not None:
        raise _OddError
    if event.style:
        return event.value
    value = _plain(event.value)
    if value is _ODD:
        raise _OddError
    return value
