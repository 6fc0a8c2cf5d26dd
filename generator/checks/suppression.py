"""`# handbook: ignore E301 (reason)` silences a rule on a line; the reason is not optional.

At the end of a line it is about that line, and where the line opens a text of several lines, about all of that text.
On a line of its own it is about the next one. In the Markdown of a page it stands in `<!-- … -->`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory.reading import SourceFile

COMMENT = re.compile(
    r"(?:#|<!--)\s*handbook:\s*ignore\s+(?P<rules>[A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\s*(?:\((?P<reason>[^)]*)\))?"
)
OPENS_TEXT = re.compile(r"[|>][-+0-9]*\s*\Z")
ALONE = re.compile(r"\s*(?:-\s+)?\Z")


@dataclass
class Ignore:
    """A comment that silences `rules` from the line `first` to the line `last`."""

    place: Location
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int
    used: set[str] = field(default_factory=set)

    def silences(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.rule in self.rules and bool(self.reason)


def ignores_in(sources: Iterable[SourceFile]) -> Iterator[Ignore]:
    """The comments in some files that silence rules."""
    return (ignore for source in sources for ignore in _ignores(source))


def suppress(found: Iterable[Diagnostic], ignores: Sequence[Ignore]) -> Iterator[Diagnostic]:
    """What is left of `found`, and W901 and W902 for ignores without a reason or without effect."""
    by_line: dict[tuple[str, int], list[Ignore]] = {}
    for ignore in ignores:
        for line in range(ignore.first, ignore.last + 1):
            by_line.setdefault((ignore.place.file, line), []).append(ignore)
    for diagnostic in found:
        near = by_line.get((diagnostic.location.file, diagnostic.location.line), ())
        silencing = [ignore for ignore in near if ignore.silences(diagnostic)]
        for ignore in silencing:
            ignore.used.add(diagnostic.rule)
        if not silencing:
            yield diagnostic
    for ignore in ignores:
        yield from _faults(ignore)


def _faults(ignore: Ignore) -> Iterator[Diagnostic]:
    if not ignore.reason:
        yield Diagnostic(
            "W901",
            Severity.warning,
            ignore.place,
            f"this ignore of {', '.join(ignore.rules)} gives no reason and has no effect",
            f"Write why: # handbook: ignore {ignore.rules[0]} (agreed with the client on 2026-05-01)",
        )
        return
    for rule in ignore.rules:
        if rule not in ignore.used:
            message = f"nothing here breaks {rule}: the ignore has no effect"
            yield Diagnostic("W902", Severity.warning, ignore.place, message, "Remove it.")


def _ignores(source: SourceFile) -> Iterator[Ignore]:
    if "handbook:" not in source.text:
        return
    lines = source.text.splitlines()
    for number, line in enumerate(lines, 1):
        if "handbook:" in line and (found := COMMENT.search(line)):
            place = Location(source.file, number, found.start() + 1, found.end() + 1)
            rules = tuple(r.strip() for r in found["rules"].split(","))
            first, last = _extent(lines, number, line[: found.start()])
            yield Ignore(place, rules, (found["reason"] or "").strip(), first, last)


def _extent(lines: list[str], number: int, before: str) -> tuple[int, int]:
    """The first and the last line that a comment is about, `before` being what stands before it on its line."""
    if ALONE.match(before):
        return number, number + 1
    if not OPENS_TEXT.search(before):
        return number, number
    indent = len(before) - len(before.lstrip())
    last = number
    for line in lines[number:]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last += 1
    return number, last
