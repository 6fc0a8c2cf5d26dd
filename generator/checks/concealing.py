"""A secret that one rule found is shown by no other: its line is not printed, its value stands in no message."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.diagnostics import Diagnostic
from generator.inventory.reading import SourceFile

HIDDEN = "(not shown)"
QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"")
MOST_VALUES = 100
SHORTEST = 4
"""Shorter values would take harmless words out of the messages of other lines."""


@dataclass
class Concealer:
    """What must not be printed: values by file, and by file and line."""

    files: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    on_line: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def add(self, file: str, line: int, value: str) -> None:
        """A secret that starts on a line and may go on over the next ones."""
        self.files.add(file)
        for n, piece in enumerate(p.strip() for p in value.splitlines() or [""]):
            here = self.on_line.setdefault((file, line + n), set())
            if piece:
                here.add(piece)
            if len(piece) >= SHORTEST:
                self.values.setdefault(file, set()).add(piece)

    def add_source(self, source: SourceFile) -> None:
        """The values of keys that are never stored, which structure found."""
        for line, value in source.secrets:
            self.add(source.file, line, value)

    def concealed(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """`found` without what must not be printed."""
        for diagnostic in found:
            yield self._concealed(diagnostic) if diagnostic.location.file in self.files else diagnostic

    def _concealed(self, d: Diagnostic) -> Diagnostic:
        """A secret's own message never holds it and is left as it is."""
        key = (d.location.file, d.location.line)
        if d.secret:
            return d
        hidden = self.values.get(d.location.file, set()) | self.on_line.get(key, set())
        message, hint = (_without(text, hidden) for text in (d.message, d.hint))
        return replace(d, message=message, hint=hint, secret=key in self.on_line)


def _without(text: str, hidden: set[str]) -> str:
    """A file with more secrets than one can look for in every message has nothing of it quoted."""
    if len(hidden) > MOST_VALUES:
        return QUOTED.sub(HIDDEN, text)
    for value in sorted(hidden, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    return text
