"""Diagnostics for a terminal: place, message, the source line with a caret, and how to mend it."""

from collections.abc import Mapping, Sequence

import click

from generator.diagnostics import Diagnostic, Report, Severity

COLOUR = {Severity.error: "red", Severity.warning: "yellow", Severity.note: "cyan"}
WIDEST = 160


def print_report(report: Report, texts: Mapping[str, str], clients: int, err: bool = False) -> None:
    """Print everything found, then one line that sums it up. `texts` are the files' contents by name."""
    lines = {file: text.splitlines() for file, text in texts.items()}
    for diagnostic in report:
        click.echo("\n".join(_lines(diagnostic, lines.get(diagnostic.location.file, []))) + "\n", err=err)
    click.echo(_sum(report, clients), err=err)


def _lines(d: Diagnostic, source: Sequence[str]) -> list[str]:
    place = d.location
    head = f"{place.file}:{place.line}:{place.column}: "
    lines = [
        click.style(head, bold=True)
        + click.style(f"{d.severity.name} {d.rule}: ", fg=COLOUR[d.severity], bold=True)
        + d.message
    ]
    text = source[place.line - 1] if 0 < place.line <= len(source) else ""
    if text and not d.secret:
        number = f"{place.line:>5} | "
        width = max(1, min(place.end_column or place.column + 1, len(text) + 1) - place.column)
        shown = text[:WIDEST].replace("\t", " ")
        lines.append(number + shown)
        if place.column <= WIDEST:
            lines.append(
                " " * 5
                + " | "
                + _pad(text[: place.column - 1])
                + click.style("^" * min(width, WIDEST), fg=COLOUR[d.severity])
            )
    if d.hint:
        lines.append(click.style("        help: ", fg="green") + d.hint)
    return lines


def _pad(text: str) -> str:
    """Blanks as wide as `text` on a terminal: East Asian wide characters take two columns."""
    from unicodedata import east_asian_width

    return "".join("  " if east_asian_width(c) in "WF" else " " for c in text)


def _sum(report: Report, clients: int) -> str:
    errors, warnings = report.count(Severity.error), report.count(Severity.warning)
    if not len(report):
        return click.style(f"{clients} {'client' if clients == 1 else 'clients'} checked: no problems.", fg="green")
    said = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return f"{clients} {'client' if clients == 1 else 'clients'} checked: {' and '.join(said) or 'notes only'}."
