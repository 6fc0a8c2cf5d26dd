"""Problems as data: what is wrong, where, and how to mend it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

DataPath = tuple[str | int, ...]
"""Keys and list indexes from a file's root to a value."""


class Severity(IntEnum):
    """How bad; only errors fail a check, warnings too under --strict."""

    note = 0
    warning = 1
    error = 2


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: path relative to the workspace, line and column from 1; `end_column` just after the last."""

    file: str
    line: int = 1
    column: int = 1
    end_column: int | None = None


@dataclass(frozen=True)
class Diagnostic:
    """One problem. `secret` marks a source line that no reporter may print."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    secret: bool = False

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, int, int]:
        """By place; the rest only makes the order the same in every run."""
        place = self.location
        end = place.end_column or 0
        return (place.file, place.line, place.column, self.rule, self.message, self.hint, -self.severity, end)


@dataclass
class Report:
    """Everything found in one run."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.found.extend(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Sorted by place, each problem once."""
        return iter(sorted(dict.fromkeys(self.found), key=lambda d: d.sort_key))

    def __len__(self) -> int:
        return len(dict.fromkeys(self.found))

    def count(self, severity: Severity) -> int:
        return Counter(d.severity for d in dict.fromkeys(self.found))[severity]

    @property
    def failed(self) -> bool:
        return any(d.severity is Severity.error for d in self.found)
