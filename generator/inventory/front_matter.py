"""A free page: Markdown with YAML front matter between two `---` lines."""

from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory import reading
from generator.inventory.reading import SourceFile

FENCE = "---"
TRANSLATED = ("title", "description", "reason", "body")
"""What `parking.en.md` gives in English only."""


def read_page(path: Path, file: str) -> SourceFile:
    """The page's front matter as data, with `id` from the file's name, `body` and, where named, the language."""
    source = SourceFile(file)
    text = reading.decode(path, source)
    if text is None:
        return source
    if (front := head(text)) is None:
        source.text = text
        source.diagnostics.append(
            Diagnostic(
                "E119",
                Severity.error,
                Location(file),
                "the page has no front matter",
                "Start the file with `---`, `title: …`, `audience: staff`, `---`.",
            )
        )
        return source
    source.text = front
    reading.parse(source)
    source.text = text
    if isinstance(source.data, dict):
        name, _, language = path.stem.partition(".")
        body = "\n".join(text.split("\n")[front.count("\n") + 2 :]).strip()
        source.data = {"id": name, **source.data, "body": body}
        if language:
            source.data |= {
                key: {language: source.data[key]} for key in TRANSLATED if isinstance(source.data.get(key), str)
            }
    return source


def head(text: str) -> str | None:
    """The YAML between the fences, on the lines where it stands in `text`; None where there is no front matter."""
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    return None if end is None else "\n".join(["", *lines[1:end]])
