"""Parser events to data and marks, with an answer to everything that may be odd in a file."""

import copy
import re
from collections.abc import Callable
from typing import Any

import yaml

from generator.diagnostics import DataPath, Diagnostic, Location, Severity
from generator.inventory import scalars
from generator.inventory.marks import Mark, Pair, mark_of

MOST_VALUES = 200_000
"""Values after aliases are expanded; beyond it a file is a bomb, not an inventory."""
DEEPEST = 40
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class ReadingError(Exception):
    """What makes it useless to go on reading a file."""

    def __init__(self, rule: str, mark: Mark, message: str, hint: str) -> None:
        self.rule, self.mark, self.message, self.hint = rule, mark, message, hint

    def diagnostic(self, file: str) -> Diagnostic:
        return _at(file, self.rule, self.mark, self.message, self.hint)


def _at(file: str, rule: str, mark: Mark, message: str, hint: str, severity: Severity = Severity.error) -> Diagnostic:
    line, column, end = mark
    place = Location(file, line + 1, column + 1, end + 1 if end > column else None)
    return Diagnostic(rule, severity, place, message, hint)


class Builder:
    """Builds from events, not nodes: libyaml's composer recurses in C."""

    def __init__(self, file: str, parser: Any) -> None:
        self.file = file
        self.next: Callable[[], Any] = parser.get_event
        self.left = MOST_VALUES
        self.anchors: dict[str, Any] = {}
        self.marks: dict[DataPath, Pair] = {}
        self.diagnostics: list[Diagnostic] = []

    def document(self) -> Any:
        """The data of the one document; raises ReadingError."""
        data = None
        self.next()
        if not isinstance(self.next(), yaml.StreamEndEvent):
            event = self.next()
            data = self._build(event, (), mark_of(event))
        if data is None:
            hint = "Fill it in, or delete the file if the client has nothing of this kind."
            raise ReadingError("E115", (0, 0, -1), "the file is empty", hint)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            hint = "Keep one document per file; remove the `---`."
            raise ReadingError("E107", mark_of(event), "a second document starts here", hint)
        return data

    def _build(self, event: Any, path: DataPath, key: Mark) -> Any:
        mark = mark_of(event)
        self._spend(1, mark)
        if len(path) > DEEPEST:
            raise ReadingError(
                "E113", mark, f"nested more than {DEEPEST} levels deep", "No record is nested more than a few levels."
            )
        self.marks[path] = (key, mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, mark)
        if event.tag is not None and event.tag.startswith("!") and event.tag != "!":
            self._report("E114", mark, f"the tag {event.tag} has no meaning here", "Remove the tag.")
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
            raise ReadingError(
                "E105",
                mark,
                f"this file holds more than {MOST_VALUES:,} values once aliases are written out",
                "Write the values out, or split the file.",
            )

    def _alias(self, event: yaml.AliasEvent, mark: Mark) -> Any:
        if event.anchor not in self.anchors:
            raise ReadingError(
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
            items.append(self._build(event, (*path, len(items)), mark_of(event)))
        return items

    def _mapping(self, path: DataPath) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        first_line: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            mark = mark_of(event)
            name = self._key(event, mark, path)
            known = name is not None and name in pairs
            inner: DataPath = (*path, name) if name is not None and not known else (*path, "")
            value = self._build(self.next(), inner, mark)
            if name is None:
                continue
            if known:
                self._report(
                    "E108",
                    mark,
                    f"the key `{name}` stands twice (first on line {first_line[name]})",
                    "Remove one: YAML would silently keep the last.",
                )
                continue
            first_line[name] = mark[0] + 1
            pairs[name] = value
        return pairs

    def _report(self, rule: str, mark: Mark, message: str, hint: str, severity: Severity = Severity.error) -> None:
        self.diagnostics.append(_at(self.file, rule, mark, message, hint, severity))

    def _key(self, event: yaml.Event, mark: Mark, path: DataPath) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            raise ReadingError(
                "E112",
                mark,
                "a key must be a word",
                "Write `key: value`; put a text that starts with { or [ in quotes.",
            )
        if event.value == "<<" and not event.style:
            self._report(
                "E116",
                mark,
                "merge keys (<<) are not read",
                "Write the fields out: who reads the file then sees them.",
            )
            return None
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> Any:
        text: str = event.value
        if event.style == '"' and (found := CONTROL.search(text)):
            message = f"the text holds the character U+{ord(found[0]):04X}, which cannot be shown"
            self._report("E104", mark, message, "Delete the escape, such as \\0 or \\r, that stands for it.")
        if event.style:
            return text
        if why := scalars.ambiguity(text):
            self._report("W110", mark, why, f'Put quotes round it: "{text}".', Severity.warning)
        return scalars.resolve(text)


def _size(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(_size(v) for v in value.values())
    if isinstance(value, list):
        return 1 + sum(_size(v) for v in value)
    return 1
