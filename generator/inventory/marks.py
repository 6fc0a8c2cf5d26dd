"""Where things stand in a file: for every path the places of its key and of its value."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.diagnostics import DataPath

Mark = tuple[int, int, int]
"""Line and column from 0, and the column where the text ends on that line (or -1)."""
Pair = tuple[Mark, Mark]
"""The marks of a key and of its value; a member of a list, which has no key, has its own mark twice."""
Marks = Mapping[DataPath, Pair]
NOWHERE: Pair = ((0, 0, -1), (0, 0, -1))
QUOTED = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|\'(?:[^\'\n]|\'\')*\'')
NUMBER_OR_WORD = re.compile(r"[-+.\w]*")


def mark_of(event: Any) -> Mark:
    """The mark of what a parser's event stands for."""
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.column if end.line == start.line else -1)


class QuickMarks(Mapping[DataPath, Pair]):
    """The marks of a file without oddities, worked out for a path when somebody asks for it.

    `starts` has what the parser says of the start of every key and value, in the order of the file. `ends` has for the
    `id` of each mapping and list the number of the first start after it, and the column where what opens it ends.
    `exact` makes the whole table.
    """

    def __init__(
        self, text: str, root: Any, starts: list[Any], ends: Mapping[int, tuple[int, int]], exact: Callable[[], Marks]
    ) -> None:
        self.root = root
        self._text, self._starts, self._ends, self._make = text, starts, ends, exact
        self._table: Marks | None = None

    def __getitem__(self, path: DataPath) -> Pair:
        if self._table is not None:
            return self._table[path]
        node, at, key = self.root, 0, ""
        for step in path:
            node, at = self._child(node, step, at)
            key = step if isinstance(step, str) else ""
        mark = self._mark(at, node)
        named = self._mark(at - 1, key) if path and isinstance(path[-1], str) else mark
        if mark is None or named is None or (named is not mark and named[2] < 0):  # a key has a line of its own
            return self._exact()[path]
        return named, mark

    def __contains__(self, path: object) -> bool:
        node = self.root
        for step in path if isinstance(path, tuple) else (None,):
            if not _holds(node, step):
                return False
            node = node[step]
        return True

    def __iter__(self) -> Iterator[DataPath]:
        return iter(self._exact())

    def __len__(self) -> int:
        return len(self._exact())

    def _exact(self) -> Marks:
        if self._table is None:
            self._table = self._make()
        return self._table

    def _child(self, node: Any, step: Any, at: int) -> tuple[Any, int]:
        """(the child, the number of its start), `at` being the number of the parent's."""
        if not _holds(node, step):
            raise KeyError(step)
        at += 1
        if isinstance(node, list):
            for member in node[:step]:
                at = self._after(member, at)
            return node[step], at
        for name, value in node.items():
            if name == step:
                break
            at = self._after(value, at + 1)
        return node[step], at + 1

    def _after(self, node: Any, at: int) -> int:
        """The number of the first start after a value whose own number is `at`."""
        return self._ends[id(node)][0] if isinstance(node, dict | list) else at + 1

    def _mark(self, at: int, node: Any) -> Mark | None:
        """The mark of a key or a value; None where only the whole table can tell."""
        start = self._starts[at]
        if isinstance(node, dict | list):
            return (start.line, start.column, self._ends[id(node)][1])
        width = _width(self._text, start.index, node)
        return None if width is None else (start.line, start.column, start.column + width if width >= 0 else -1)


def _width(text: str, at: int, scalar: Any) -> int | None:
    """How many characters a scalar takes on its line, -1 where it goes on over the next; None: that is hard to say."""
    first = text[at : at + 1]
    if not isinstance(scalar, str):
        word = NUMBER_OR_WORD.match(text, at)
        return word.end() - at if scalar is not None and word is not None else None
    if first in ("'", '"'):
        quoted = QUOTED.match(text, at)
        return -1 if quoted is None else quoted.end() - at
    if first in ("|", ">"):
        return -1 if text.find("\n", at) >= 0 else None
    return len(scalar) if "\n" not in scalar and text.startswith(scalar, at) else -1


def _holds(node: Any, step: Any) -> bool:
    if isinstance(node, list):
        return isinstance(step, int) and 0 <= step < len(node)
    return isinstance(node, dict) and isinstance(step, str) and step in node
