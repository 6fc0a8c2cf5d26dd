"""Diagnostics for a terminal: place, message, the source line with a caret, and how to mend it."""

import os
import re
from collections.abc import Mapping, Sequence
from unicodedata import east_asian_width

import click

from generator.diagnostics import Diagnostic, Report, Severity
from generator.reporters.plain import printable

COLOUR = {Severity.error: "red", Severity.warning: "yellow", Severity.note: "cyan"}
WIDEST = 160
BEFORE = 60
"""Characters of a long line that are shown before the place."""
LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def print_report(report: Report, texts: Mapping[str, str], clients: int, err: bool = False) -> None:
    """Print everything found, then one line that sums it up. `texts` are the files' contents by name.

    Coloured on a terminal, unless NO_COLOR is set.
    """
    named = {d.location.file for d in report}
    lines = {file: LINE_BREAK.split(text) for file, text in texts.items() if file in named}
    colour = False if os.environ.get("NO_COLOR") else None
    for diagnostic in report:
        told = _lines(diagnostic, lines.get(diagnostic.location.file, []))
        click.echo("\n".join(told) + "\n", err=err, color=colour)
    click.echo(_sum(report, clients), err=err, color=colour)


def _lines(d: Diagnostic, source: Sequence[str]) -> list[str]:
    place = d.location
    head = f"{printable(place.file)}:{place.line}:{place.column}: "
    kind = click.style(f"{d.severity.name} {d.rule}: ", fg=COLOUR[d.severity], bold=True)
    lines = [click.style(head, bold=True) + kind + printable(d.message)]
    text = source[place.line - 1] if 0 < place.line <= len(source) else ""
    if text.strip() and not d.secret:
        lines += _shown(text, place.line, place.column, place.end_column or place.column + 1, COLOUR[d.severity])
    if d.hint:
        lines.append(click.style("        help: ", fg="green") + printable(d.hint))
    return lines


def _shown(text: str, number: int, column: int, end: int, colour: str) -> list[str]:
    """The source line and a caret below; of a long line, what stands round the place."""
    start = 0 if column <= WIDEST else column - 1 - BEFORE
    before, rest = _seen(text[start : column - 1]), text[column - 1 :]
    width = max(1, min(end, len(text) + 1) - column)
    marked, after = _seen(rest[:width]), _seen(rest[width:])
    cut, line = "…" if start else "", f"{before}{marked}{after}"
    if len(line) > WIDEST:
        line = line[: WIDEST - 1] + "…"
    caret = click.style("^" * max(1, min(_wide(marked), WIDEST)), fg=colour)
    return [f"{number:>5} | {cut}{line}", f"      | {' ' * _wide(cut + before)}{caret}"]


def _seen(text: str) -> str:
    return printable(text.replace("\t", " "))


def _wide(text: str) -> int:
    """Columns on a terminal: East Asian wide characters take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _sum(report: Report, clients: int) -> str:
    errors, warnings = report.count(Severity.error), report.count(Severity.warning)
    if not len(report):
        return click.style(f"{clients} {'client' if clients == 1 else 'clients'} checked: no problems.", fg="green")
    said = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return f"{clients} {'client' if clients == 1 else 'clients'} checked: {' and '.join(said) or 'notes only'}."
