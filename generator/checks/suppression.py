"""`# handbook: ignore E301 (reason)` at the end of a line silences a rule there; the reason is not optional."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory.reading import SourceFile

COMMENT = re.compile(
    r"#\s*handbook:\s*ignore\s+(?P<rules>[A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\s*(?:\((?P<reason>[^)]*)\))?"
)
NEVER = frozenset({"W901", "W902"})


@dataclass
class Ignore:
    """A comment that silences `rules` on its line."""

    place: Location
    rules: tuple[str, ...]
    reason: str
    used: set[str] = field(default_factory=set)


def suppress(found: Iterable[Diagnostic], sources: Iterable[SourceFile]) -> Iterator[Diagnostic]:
    """What is left of `found`, and W901 and W902 for ignores without a reason or without effect."""
    ignores = {(i.place.file, i.place.line): i for source in sources for i in _ignores(source)}
    for diagnostic in found:
        ignore = ignores.get((diagnostic.location.file, diagnostic.location.line))
        if ignore is not None and diagnostic.rule in ignore.rules and ignore.reason:
            ignore.used.add(diagnostic.rule)
            continue
        yield diagnostic
    for ignore in ignores.values():
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
            message = f"nothing on this line breaks {rule}: the ignore has no effect"
            yield Diagnostic("W902", Severity.warning, ignore.place, message, "Remove it.")


def _ignores(source: SourceFile) -> Iterator[Ignore]:
    if "handbook:" not in source.text:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := COMMENT.search(line):
            place = Location(source.file, number, found.start() + 1, found.end() + 1)
            rules = tuple(r.strip() for r in found["rules"].split(","))
            yield Ignore(place, rules, (found["reason"] or "").strip())
