"""Diagnostics as GitHub workflow commands: annotations on the lines of a pull request.

GitHub shows ten annotations of each kind per step; the places in changed files come first, the summary has the rest.
"""

from collections.abc import Collection, Iterator

from generator.diagnostics import Diagnostic, Report, Severity
from generator.reporters.plain import printable

COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.note: "notice"}
MOST_OF_A_KIND = 10


def as_github(report: Report, changed: Collection[str] | None = None) -> Iterator[str]:
    """Workflow commands, those in `changed` files first, at most ten of each kind."""
    first = changed or ()
    for severity, command in COMMANDS.items():
        found = sorted((d for d in report if d.severity is severity), key=lambda d: d.location.file not in first)
        yield from (_annotation(command, d) for d in found[:MOST_OF_A_KIND])


def _annotation(command: str, d: Diagnostic) -> str:
    place = d.location
    where = f"file={_property(printable(place.file))},line={place.line},col={place.column}"
    if place.end_column:
        where += f",endColumn={place.end_column}"
    said = f"{d.message}. {d.hint}" if d.hint else d.message
    return f"::{command} {where},title={_property(d.rule)}::{_data(printable(said))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
