"""A YAML file to data and positions; everything that is wrong with it becomes a diagnostic, nothing is raised.

libyaml parses, the events are built here and scalars resolved by scalars.py: no global loader is patched.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import DataPath, Diagnostic, Location, Severity
from generator.inventory.building import DEEPEST, MOST_VALUES, Builder, ReadingError
from generator.inventory.marks import NOWHERE, Marks
from generator.inventory.quick import quick_marks

LARGEST_FILE = 2_000_000
"""Bytes. The largest honest file, 1,000 assets, is about 600 kB."""


@dataclass
class SourceFile:
    """One file as read: `data` is plain dicts, lists and scalars."""

    file: str
    text: str = ""
    data: Any = None
    marks: Marks = field(default_factory=dict)
    """Where everything in it stands."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    secrets: list[tuple[int, str]] = field(default_factory=list)
    """(line, text) of what was given under keys that are never stored: nobody may print it."""

    @property
    def readable(self) -> bool:
        """Whether `data` is complete enough to check its structure."""
        return self.data is not None and not any(d.severity is Severity.error for d in self.diagnostics)

    def locate(self, path: DataPath, at: str = "value") -> Location:
        """The position of the value (or `at="key"`) at `path`, else of the nearest thing that holds it."""
        exact = True
        while path not in self.marks and path:
            path, exact = path[:-1], False
        key, value = self.marks.get(path, NOWHERE)
        line, column, end = key if at == "key" or not exact else value
        return Location(self.file, line + 1, column + 1, end + 1 if end > column else None)

    def line(self, number: int) -> str:
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read(path: Path, file: str) -> SourceFile:
    """Read `path`, which is shown to people as `file`."""
    source = SourceFile(file)
    text = decode(path, source)
    if text is not None:
        source.text = text
        parse(source)
    return source


def parse(source: SourceFile) -> None:
    """Fill `data`, `marks` and `diagnostics` from `source.text`."""
    file, text = source.file, source.text

    def every_mark() -> Marks:
        again = SourceFile(file, text)
        _parse_thoroughly(again)
        return again.marks

    quick = quick_marks(text, MOST_VALUES, DEEPEST, every_mark)
    if quick is not None:
        source.data, source.marks = quick.root, quick
    else:
        _parse_thoroughly(source)


def _parse_thoroughly(source: SourceFile) -> None:
    """With an answer to everything that may be wrong."""
    parser: Any = None
    builder: Builder | None = None
    try:
        parser = yaml.CSafeLoader(source.text)
        builder = Builder(source.file, parser)
        source.data = builder.document()
    except ReadingError as error:
        source.diagnostics.append(error.diagnostic(source.file))
    except yaml.MarkedYAMLError as error:
        source.diagnostics.append(_syntax(source, error))
    except yaml.reader.ReaderError as error:
        _refuse(source, error.position, int(error.character))
    except UnicodeEncodeError as error:  # half of a character; decode() lets none through
        _refuse(source, error.start, ord(source.text[error.start]))
    finally:
        if builder is not None:
            source.marks = builder.marks
            source.diagnostics[:0] = builder.diagnostics
        if parser is not None:
            parser.dispose()


def _refuse(source: SourceFile, position: int, character: int) -> None:
    source.data = None
    place = Location(source.file, source.text.count("\n", 0, position) + 1)
    message = f"the character U+{character:04X} may not stand in a YAML file"
    source.diagnostics.append(Diagnostic("E104", Severity.error, place, message, "Delete the invisible character."))


def decode(path: Path, source: SourceFile) -> str | None:
    """The text of a file, or None with a diagnostic added to `source`."""

    def fail(rule: str, message: str, hint: str, line: int = 1) -> None:
        source.diagnostics.append(Diagnostic(rule, Severity.error, Location(source.file, line), message, hint))

    try:
        if not path.is_file():
            fail("E111", "this is not a regular file", "Replace it with an ordinary text file.")
            return None
        if (size := path.stat().st_size) > LARGEST_FILE:
            fail(
                "E106",
                f"the file has {size:,} bytes; at most {LARGEST_FILE:,} are read",
                "Split it, e.g. assets.yml into assets/*.yml.",
            )
            return None
        raw = path.read_bytes()
    except OSError as error:
        fail("E111", f"the file cannot be read: {error.strerror}", "Check that it exists and that you may read it.")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fail(
            "E102",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            "Save the file as UTF-8 (it looks like Shift_JIS or another encoding).",
            line,
        )
        return None


def _syntax(source: SourceFile, error: yaml.MarkedYAMLError) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    place = Location(source.file, line + 1, column + 1)
    text = source.line(line + 1)
    problem = error.problem or "this is not YAML"
    if "\t" in text[: len(text) - len(text.lstrip())] or "'\\t'" in problem:
        return Diagnostic(
            "E103", Severity.error, place, "a tab stands where YAML wants spaces", "Indent with two spaces."
        )
    hint = 'Put quotes round a text that holds `: ` or ` #`, or that starts with one of & * ! | > % @ ` [ { ".'
    if "could not find expected ':'" in problem:
        hint = "A key needs a colon and a space after it; a text of several lines starts with `|` or `>`."
    return Diagnostic("E101", Severity.error, place, f"not valid YAML: {problem}", hint)
