"""A YAML file to data and positions; everything that is wrong with it becomes a diagnostic, nothing is raised.

libyaml parses, the events are built here and scalars resolved by scalars.py: no global loader is patched.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import DataPath, Diagnostic, Location, Severity
from generator.inventory import scalars

LARGEST_FILE = 2_000_000
"""Bytes. The largest honest file, 1,000 assets, is about 600 kB."""
MOST_VALUES = 200_000
"""Values after aliases are expanded; beyond it a file is a bomb, not an inventory."""
DEEPEST = 40

Mark = tuple[int, int, int]
"""Line and column from 0, and the column where the text ends on that line (or -1)."""


@dataclass
class SourceFile:
    """One file as read: `data` is plain dicts, lists and scalars; `marks` has (key mark, value mark) by path."""

    file: str
    text: str = ""
    data: Any = None
    marks: dict[DataPath, tuple[Mark, Mark]] = field(default_factory=dict)
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
        key, value = self.marks.get(path, ((0, 0, -1), (0, 0, -1)))
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
    parser: Any = None
    try:
        parser = yaml.CSafeLoader(source.text)
        _Builder(source, parser).document()
    except _ReadingError as error:
        source.data = None
        _report(source, error.rule, error.mark, error.message, error.hint)
    except yaml.MarkedYAMLError as error:
        source.data = None
        source.diagnostics.append(_syntax(source, error))
    except yaml.reader.ReaderError as error:
        _refuse(source, error.position, int(error.character))
    except UnicodeEncodeError as error:  # half of a character; decode() lets none through
        _refuse(source, error.start, ord(source.text[error.start]))
    finally:
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


class _ReadingError(Exception):
    def __init__(self, rule: str, mark: Mark, message: str, hint: str) -> None:
        self.rule, self.mark, self.message, self.hint = rule, mark, message, hint


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.column if end.line == start.line else -1)


def _report(
    source: SourceFile, rule: str, mark: Mark, message: str, hint: str, severity: Severity = Severity.error
) -> None:
    line, column, end = mark
    place = Location(source.file, line + 1, column + 1, end + 1 if end > column else None)
    source.diagnostics.append(Diagnostic(rule, severity, place, message, hint))


class _Builder:
    """Parser events to data, with a mark for every path. Events, not nodes: libyaml's composer recurses in C."""

    def __init__(self, source: SourceFile, parser: Any) -> None:
        self.source = source
        self.next: Callable[[], Any] = parser.get_event
        self.left = MOST_VALUES
        self.anchors: dict[str, Any] = {}

    def document(self) -> None:
        self.next()
        if not isinstance(self.next(), yaml.StreamEndEvent):
            event = self.next()
            self.source.data = self.build(event, (), _mark(event))
        if self.source.data is None:
            hint = "Fill it in, or delete the file if the client has nothing of this kind."
            raise _ReadingError("E115", (0, 0, -1), "the file is empty", hint)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _ReadingError(
                "E107", _mark(event), "a second document starts here", "Keep one document per file; remove the `---`."
            )

    def build(self, event: Any, path: DataPath, key: Mark) -> Any:
        mark = _mark(event)
        self._spend(1, mark)
        if len(path) > DEEPEST:
            raise _ReadingError(
                "E113", mark, f"nested more than {DEEPEST} levels deep", "No record is nested more than a few levels."
            )
        self.source.marks[path] = (key, mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, mark)
        if event.tag is not None and event.tag.startswith("!") and event.tag != "!":
            _report(self.source, "E114", mark, f"the tag {event.tag} has no meaning here", "Remove the tag.")
        if isinstance(event, yaml.ScalarEvent):
            value: Any = self._scalar(event, mark)
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(path)
        else:
            value = self._sequence(path)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _spend(self, values: int, mark: Mark) -> None:
        self.left -= values
        if self.left < 0:
            raise _ReadingError(
                "E105",
                mark,
                f"this file holds more than {MOST_VALUES:,} values once aliases are written out",
                "Write the values out, or split the file.",
            )

    def _alias(self, event: yaml.AliasEvent, mark: Mark) -> Any:
        if event.anchor not in self.anchors:
            raise _ReadingError(
                "E101",
                mark,
                f"not valid YAML: the alias *{event.anchor} points at nothing above it",
                "Put a text that starts with * in quotes.",
            )
        value = self.anchors[event.anchor]
        self._spend(_size(value), mark)
        return copy.deepcopy(value)

    def _sequence(self, path: DataPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.build(event, (*path, len(items)), _mark(event)))
        return items

    def _mapping(self, path: DataPath) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        first_line: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            mark = _mark(event)
            name = self._key(event, mark, path)
            known = name is not None and name in pairs
            inner: DataPath = (*path, name) if name is not None and not known else (*path, "")
            value = self.build(self.next(), inner, mark)
            if name is None:
                continue
            if known:
                _report(
                    self.source,
                    "E108",
                    mark,
                    f"the key `{name}` stands twice (first on line {first_line[name]})",
                    "Remove one: YAML would silently keep the last.",
                )
                continue
            first_line[name] = mark[0] + 1
            pairs[name] = value
        return pairs

    def _key(self, event: yaml.Event, mark: Mark, path: DataPath) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            raise _ReadingError(
                "E112",
                mark,
                "a key must be a word",
                "Write `key: value`; put a text that starts with { or [ in quotes.",
            )
        if event.value == "<<" and not event.style:
            _report(
                self.source,
                "E116",
                mark,
                "merge keys (<<) are not read",
                "Write the fields out: who reads the file then sees them.",
            )
            return None
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> Any:
        text: str = event.value
        if event.style:
            return text
        if why := scalars.ambiguity(text):
            _report(self.source, "W110", mark, why, f'Put quotes round it: "{text}".', Severity.warning)
        return scalars.resolve(text)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(v) for v in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(v) for v in value)
    return 1
