"""From a place in a file back to the value that stands there."""

from bisect import bisect_right
from collections.abc import Mapping

from generator.checks.rule import Scene
from generator.checks.walking import Value
from generator.diagnostics import DataPath, Location
from generator.inventory.reading import SourceFile

Marked = tuple[list[tuple[int, int]], list[DataPath]]
"""Where the values of a file begin, in order, and their paths."""


class Lines:
    """Where the lines of a text begin, to turn offsets into places."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def place(self, file: str, start: int, end: int) -> Location:
        line = max(1, bisect_right(self.starts, start))
        begin = self.starts[line - 1]
        last = self.starts[line] if line < len(self.starts) else end
        return Location(file, line, start - begin + 1, max(start + 1, min(end, last)) - begin + 1)


def path_at(scene: Scene, source: SourceFile, place: Location) -> DataPath | None:
    """The path of the last value that begins at or before a place; None before the first."""
    tables = scene.once(_tables)
    if source.file not in tables:
        marked = sorted(
            ((v[:2], path) for path, (_, v) in source.marks.items()), key=lambda pair: (pair[0], len(pair[1]))
        )
        tables[source.file] = [start for start, _ in marked], [path for _, path in marked]
    starts, paths = tables[source.file]
    found = bisect_right(starts, (place.line - 1, place.column - 1))
    return paths[found - 1] if found else None


def _tables(scene: Scene) -> dict[str, Marked]:
    return {}


def values_by_place(scene: Scene) -> Mapping[tuple[str, DataPath], Value]:
    """The values of this scene's own files by file and path in it."""
    found: dict[tuple[str, DataPath], Value] = {}
    for value in scene.own.values:
        origin = value.held.root.origin
        if origin is not None:
            holder, inside = origin.holder(value.path)
            found[holder.source.file, (*holder.path, *inside)] = value
    return found


def value_at(scene: Scene, source: SourceFile, place: Location) -> Value | None:
    """The value that stands at a place, if the schema knows it; one text of several languages is one value."""
    path = path_at(scene, source, place)
    known = scene.once(values_by_place)
    while path:
        if (found := known.get((source.file, path))) is not None:
            return found
        path = path[:-1]
    return None
