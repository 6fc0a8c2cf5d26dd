"""A file with some values written anew: every other byte stays as it was."""

import copy
import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from generator.diagnostics import DataPath
from generator.inventory.front_matter import head
from generator.inventory.reading import SourceFile, parse

MARK = b"\xef\xbb\xbf"
"""What some editors put at the beginning of a file in UTF-8; who has it, keeps it."""


@dataclass(frozen=True)
class Edit:
    """The value at `path`, which takes the characters from `start` to `end`, becomes `value`, written as `text`."""

    start: int
    end: int
    text: str
    path: DataPath
    value: Any


class FileChangedError(Exception):
    """Somebody else wrote the file in the meantime; nothing was written."""


@dataclass(frozen=True)
class MendedFile:
    """A file before and after its mending. With a `secret` in it, no line is shown that is not changed."""

    path: Path
    file: str
    before: str
    after: str
    count: int
    secret: bool = False

    def diff(self) -> list[str]:
        """The lines of a unified diff."""
        lines = (self.before.splitlines(), self.after.splitlines())
        context = 0 if self.secret else 2
        return list(difflib.unified_diff(*lines, f"a/{self.file}", f"b/{self.file}", lineterm="", n=context))

    def write(self) -> None:
        """Replace the file at once and whole; raises OSError or FileChangedError."""
        place = self.path.resolve()
        raw = place.read_bytes()
        if raw.decode("utf-8-sig", "replace") != self.before:
            raise FileChangedError(self.file)
        new = (MARK if raw.startswith(MARK) else b"") + self.after.encode()
        with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as file:
            try:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(place.stat().st_mode & 0o7777)
                Path(file.name).replace(place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise


def with_edits(opened: SourceFile, edits: Iterable[Edit]) -> str | None:
    """The file's text with the edits made; None if it would then say anything else than the edits mean."""
    text = opened.text
    wanted = sorted(edits, key=lambda e: e.start)
    made, at = [], 0
    for edit in wanted:
        if edit.start < at:
            return None
        made += [text[at : edit.start], edit.text]
        at = edit.end
    after = "".join([*made, text[at:]])
    expected = copy.deepcopy(opened.data)
    for edit in wanted:
        _put(expected, edit.path, edit.value)
    return after if _same(read_text(opened.file, after).data, expected) else None


def read_text(file: str, text: str) -> SourceFile:
    """The YAML of an inventory file or of a page's front matter, as it stands there."""
    source = SourceFile(file, (head(text) or "") if file.endswith(".md") else text)
    parse(source)
    source.text = text
    return source


def _put(data: Any, path: DataPath, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: in Python 1 == 1.0 == True."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)
