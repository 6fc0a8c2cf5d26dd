"""How many mistakes the checker notices: the sample with one thing wrong at a time, by the kind of what is wrong.

    typing errors   one letter left out, put in, exchanged with its neighbour or for another, in a key or in a value
    damaged text    lines lost or doubled, odd characters, wrong indents, scraps of YAML (tests/inventory/mutations.py)
    distorted data  wrong types, odd values, members lost and doubled

Noticed is what brings a problem that the sample does not have; located, what brings one with a line of its own. What
is still right after a typing error (prose, a name, another free number) cannot be noticed by anybody who does not know
the client.

Usage: python benchmarks/mutations.py [--cases 600] [--client kestrel-lane] [--show string]
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "inventory"))

from mutations import as_yaml, damaged, distorted  # noqa: E402 - it stands beside the tests that use it too

from generator.checks.judging import judged  # noqa: E402
from generator.checks.run import Checker  # noqa: E402
from generator.checks.settings import load_settings  # noqa: E402
from generator.diagnostics import DataPath, Diagnostic  # noqa: E402
from generator.inventory.folder import Folder  # noqa: E402
from generator.inventory.loading import Loaded, load  # noqa: E402
from generator.inventory.reading import SourceFile, parse  # noqa: E402
from generator.inventory.schema import Field, FileKind, load_schema  # noqa: E402
from generator.inventory.structure import check_structure, fields_at, root_fields  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

AS_OF = date(2026, 10, 1)
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_.:@ "
PROSE = ("text", "markdown")


class Trial:
    """One client, in whose files one thing at a time is made wrong."""

    def __init__(self, slug: str) -> None:
        workspace = Workspace.at(ROOT)
        self.schema, self.settings = load_schema(), load_settings(workspace.site_config / "rules.yml")
        self.loaded = load(workspace, self.schema, [slug])
        self.slug, self.folder = slug, self.loaded.clients[slug]
        self.provider = Checker(self.loaded, AS_OF, self.settings).provider
        self.before = set(map(_told, self.found(self.folder)))

    def found(self, folder: Folder) -> list[Diagnostic]:
        loaded = Loaded(self.loaded.workspace, self.schema, self.loaded.provider, {self.slug: folder})
        checker = Checker(loaded, AS_OF, self.settings)
        checker.__dict__["provider"] = self.provider
        return judged([checker.client(self.slug), checker.over_all()], self.settings)

    def with_text(self, number: int, text: str) -> list[Diagnostic]:
        """What is new when another text stands in a file."""
        folder, (kind, original) = self.folder, self.folder.sources[number]
        source = SourceFile(original.file, text)
        parse(source)
        if source.data is not None:
            check_structure(source, kind, self.schema)
        sources = [*folder.sources[:number], (kind, source), *folder.sources[number + 1 :]]
        other = Folder(folder.path, folder.scope, sources, folder.pages, folder.files, folder.diagnostics)
        return [d for d in self.found(other) if _told(d) not in self.before]

    def places(self) -> Iterator[tuple[int, str, int, int]]:
        """(file, kind of what stands there, first and last offset) of every key and value of one line."""
        for number, (kind, source) in enumerate(self.folder.sources):
            starts = [0]
            for line in source.text.splitlines(keepends=True):
                starts.append(starts[-1] + len(line))
            for path, marks in source.marks.items():
                for i, (line, column, end) in enumerate(marks):
                    value = _value(source.data, path)
                    named = i == 0 and path and isinstance(path[-1], str)
                    if end - column >= 2 and (named or (i == 1 and not isinstance(value, dict | list))):
                        what = "key" if named else self.kind_of(kind, path)
                        yield number, what, starts[line] + column, starts[line] + end

    def kind_of(self, kind: FileKind, path: DataPath) -> str:
        fields = root_fields(kind, self.schema)
        found = fields_at(path, fields, self.schema)[0]
        if found is None:  # one language of a text
            found = fields_at(path[:-1], fields, self.schema)[0]
        return _kind(found) if found is not None else "other"


def _kind(field: Field) -> str:
    if field.name == "id":
        return "id"
    if "allowed" in field.rules:
        return "enumeration"
    if field.type in PROSE:
        return "prose"
    return "pattern" if "regex" in field.rules else field.type


def _value(data: Any, path: DataPath) -> object:
    for step in path:
        data = data[step]
    return data


def _told(d: Diagnostic) -> tuple[str, str, str]:
    return d.rule, d.location.file, d.message


def typo(text: str, start: int, end: int, random: Random) -> str:
    """A text with one letter wrong between two offsets."""
    inner = [i for i in range(start, end) if text[i] not in "'\"{}[],"] or [start]
    while True:
        at, letter = random.choice(inner), random.choice(LETTERS)
        made = random.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + letter + text[at:],
                text[:at] + letter + text[at + 1 :],
                text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            )
        )
        if made != text:
            return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--client", default="kestrel-lane")
    parser.add_argument("--show", default="", help="print what is not noticed in this kind of value")
    chosen = parser.parse_args()
    trial, random = Trial(chosen.client), Random(1)
    tried, noticed, located = Counter[str](), Counter[str](), Counter[str]()

    def count(what: str, found: list[Diagnostic]) -> None:
        tried[what] += 1
        noticed[what] += bool(found)
        located[what] += any(d.location.line > 1 or d.location.column > 1 for d in found)

    by_kind: dict[str, list[tuple[int, int, int]]] = {}
    for number, what, start, end in trial.places():
        by_kind.setdefault(what, []).append((number, start, end))
    for n in range(chosen.cases):
        what = random.choice(sorted(by_kind))
        number, start, end = random.choice(by_kind[what])
        before = trial.folder.sources[number][1].text
        after = typo(before, start, end, random)
        found = trial.with_text(number, after)
        count(f"typing error in: {what}", found)
        if what == chosen.show and not found:
            print(f"    {before[start:end]!r} → {after[start : end + 1]!r}")
        source = random.choice(trial.folder.sources)[1]
        number = [s for _, s in trial.folder.sources].index(source)
        text = damaged(source.text, random) if n % 2 else as_yaml(distorted(source.data, random))
        count("damaged text" if n % 2 else "distorted data", trial.with_text(number, text))
    for what in sorted(tried):
        print(f"{what:<32} {tried[what]:5} tried {noticed[what]:5} noticed {located[what]:5} with a place")
    print(f"{'all':<32} {tried.total():5} tried {noticed.total():5} noticed {located.total():5} with a place")


if __name__ == "__main__":
    main()
