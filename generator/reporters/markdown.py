"""Diagnostics as Markdown: for a step summary or a comment on a pull request."""

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Report, Severity

ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>|"})


def as_markdown(report: Report) -> str:
    """A heading with the counts, then a table per file."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    errors, warnings = report.count(Severity.error), report.count(Severity.warning)
    if not len(report):
        yield "### The inventory has no problems"
        return
    yield f"### The inventory has {_count(errors, 'error')} and {_count(warnings, 'warning')}"
    file = ""
    for d in report:
        if d.location.file != file:
            file = d.location.file
            yield f"\n**`{file}`**\n\n| Line | Rule | What | How to mend it |\n|---:|---|---|---|"
        yield _row(d)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _row(d: Diagnostic) -> str:
    text, hint = (" ".join(t.split()).translate(ESCAPED) for t in (d.message, d.hint))
    return f"| {d.location.line} | {d.rule} ({d.severity.name}) | {text} | {hint} |"
