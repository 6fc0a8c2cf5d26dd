"""Diagnostics as Markdown: for a step summary or a comment on a pull request."""

import re
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Report, Severity
from generator.reporters.plain import printable

ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]|#~!:"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"})
MENTION = re.compile(r"(?<![\w.])@(?=\w)")
"""@name sends that person a message, wherever the text came from; a comment in between makes it words again."""
LARGEST = 900_000
"""Bytes. GitHub drops a step summary of more than a mebibyte as a whole."""


def as_markdown(report: Report, largest: int = LARGEST) -> str:
    """A heading with the counts, then a table per file; what does not fit is counted."""
    text = "\n".join(_heading(report)) + "\n"
    size, file, left = len(text.encode()), "", len(report)
    parts = [text]
    for d in report:
        part = ("" if d.location.file == file else _head(d.location.file)) + _row(d)
        if (size := size + len(part.encode())) > largest:
            parts.append(f"\n… and {left} more. `handbook check` lists them all.\n")
            break
        parts.append(part)
        file, left = d.location.file, left - 1
    return "".join(parts)


def _heading(report: Report) -> Iterator[str]:
    errors, warnings = report.count(Severity.error), report.count(Severity.warning)
    if not len(report):
        yield "### The inventory has no problems"
    else:
        yield f"### The inventory has {_count(errors, 'error')} and {_count(warnings, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _head(file: str) -> str:
    return f"\n**{_plain(file)}**\n\n| Line | Rule | What | How to mend it |\n|---:|---|---|---|\n"


def _row(d: Diagnostic) -> str:
    return f"| {d.location.line} | {d.rule} ({d.severity.name}) | {_plain(d.message)} | {_plain(d.hint)} |\n"


def _plain(text: str) -> str:
    """Text in which nothing is Markdown, HTML or a mention."""
    return MENTION.sub("@<!-- -->", printable(" ".join(text.split())).translate(ESCAPED))
