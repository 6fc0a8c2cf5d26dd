"""Which values of the inventory can be mended without a doubt, and what their files then say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.diagnostics import DataPath, Diagnostic
from generator.inventory.assembly import assemble
from generator.inventory.folder import Folder
from generator.inventory.formats import MAC
from generator.inventory.loading import Loaded
from generator.inventory.mending.files import Edit, MendedFile, read_text, with_edits
from generator.inventory.mending.spelling import mac, respellings
from generator.inventory.mending.written import line_starts, written_at
from generator.inventory.reading import SourceFile, decode
from generator.inventory.records import Inventory
from generator.inventory.schema import Field, FileKind, Schema
from generator.inventory.structure import StructureValidator, fields_at, root_fields, rules

ALONE = ("required", "dependencies", "excludes")
"""Rules about the fields beside a value, not about the value."""

Renamed = dict[tuple[str, str], str]
"""(record type, id) → its new id."""


def mend(loaded: Loaded, found: Sequence[Diagnostic], fixable: Collection[str]) -> list[MendedFile]:
    """The files in which problems of `fixable` rules have exactly one safe mending, mended. Nothing is written."""
    by_file: dict[str, list[Diagnostic]] = {}
    for d in found:
        by_file.setdefault(d.location.file, []).append(d)
    made: list[MendedFile] = []
    for slug, folder in [("", loaded.provider), *loaded.clients.items()]:
        made += _Mender(loaded, slug, folder, by_file, fixable).files()
    return made


@dataclass
class _File:
    """A file of the folder, read anew, and what is to be written in it."""

    path: Path
    kind: FileKind
    source: SourceFile
    edits: dict[DataPath, Edit] = field(default_factory=dict)

    @cached_property
    def starts(self) -> list[int]:
        return line_starts(self.source.text)

    def value(self, path: DataPath) -> Any:
        data = self.source.data
        for step in path:
            data = data[step]
        return data


@dataclass
class _Mender:
    """Mends the files of one folder. Ids of the provider's records stay: clients that were not read may use them."""

    loaded: Loaded
    slug: str
    folder: Folder
    found: Mapping[str, list[Diagnostic]]
    fixable: Collection[str]
    renamed: Renamed = field(default_factory=dict)

    def files(self) -> Iterator[MendedFile]:
        opened = [f for f in self._opened() if f.source.data is not None]
        for file in opened:
            self._mend_reported(file)
            self._mend_macs(file)
        for file in opened if self.renamed else ():
            self._follow_renamed(file)
        for file in opened:
            after = with_edits(file.source, file.edits.values()) if file.edits else None
            if after is not None:
                yield MendedFile(
                    file.path, file.source.file, file.source.text, after, len(file.edits), self._secret(file)
                )

    def _opened(self) -> Iterator[_File]:
        pages = self.schema.files("client").get("pages/")
        for kind, read in [*self.folder.sources, *((pages, p) for p in self.folder.pages)]:
            path = self.loaded.workspace.root / read.file
            text = decode(path, SourceFile(read.file)) if path.is_file() else None
            if kind is not None and text is not None:
                yield _File(path, kind, read_text(read.file, text))

    @property
    def schema(self) -> Schema:
        return self.loaded.schema

    @cached_property
    def inventory(self) -> Inventory | None:
        return assemble(self.schema, self.loaded.raw(self.slug)) if self.slug else None

    @cached_property
    def country(self) -> str | None:
        """Where a telephone number without a country code is dialled."""
        for folder, name in ((self.folder, "client.yml"), (self.loaded.provider, "provider.yml")):
            for kind, source in folder.sources:
                calendar = source.data.get("holiday_calendar") if isinstance(source.data, dict) else None
                country = calendar.get("country") if isinstance(calendar, dict) else None
                if kind.name == name and isinstance(country, str):
                    return country
        return None

    def _secret(self, file: _File) -> bool:
        return any(d.secret for d in self.found.get(file.source.file, ()))

    def _mend_reported(self, file: _File) -> None:
        wrong = [d for d in self.found.get(file.source.file, ()) if d.rule in self.fixable and not d.secret]
        if not wrong:
            return
        places = {value[:2]: path for path, (_, value) in file.source.marks.items()}
        for d in wrong:
            path = places.get((d.location.line - 1, d.location.column - 1))
            if path and path not in file.edits and (f := self._field(file, path)) is not None:
                self._mend(file, path, f)

    def _mend(self, file: _File, path: DataPath, f: Field) -> None:
        value = file.value(path)
        written = written_at(file.source.text, file.starts, file.source.marks[path][1], value)
        if written is None:
            return
        new = self._reference(f, value) if f.type == "ref" else self._meant(f, written.text)
        text = written.instead(new)
        if new is None or text == file.source.text[written.start : written.end]:
            return
        if path[-1] == "id" and new != value and not self._rename(file, path, str(value), str(new)):
            return
        file.edits[path] = Edit(written.start, written.end, text, path, new)

    def _meant(self, f: Field, text: str) -> Any:
        if f.type == "list":
            member = self._meant(f.item, text) if f.item is not None and "," not in text else None
            return [member] if member is not None and self._accepts(f, [member]) else None
        if f.type == "record":
            return None
        return next((v for v in respellings(f, text, self.country) if v is not None and self._accepts(f, v)), None)

    def _accepts(self, f: Field, value: Any) -> bool:
        wanted = {name: rule for name, rule in rules(f, self.schema).items() if name not in ALONE}
        return bool(StructureValidator({f.name: wanted}).validate({f.name: value}, normalize=False))

    def _reference(self, f: Field, value: Any) -> str | None:
        """The one id that differs in capitals only."""
        known = self.inventory.index.ids(f.refs) if self.inventory is not None else []
        near = {i for i in known if i.casefold() == str(value).casefold()}
        return near.pop() if len(near) == 1 else None

    def _rename(self, file: _File, path: DataPath, old: str, new: str) -> bool:
        """Whether an id may change: nothing else has the new one, and all that may point at it can follow."""
        record = fields_at(path, root_fields(file.kind, self.schema), self.schema)[2] or file.kind.record or ""
        taken = {name for (kind, _), name in self.renamed.items() if kind == record}
        if self.inventory is None or new in taken.union(self.inventory.index.ids((record,))):
            return False
        self.renamed[record, old] = new
        return True

    def _follow_renamed(self, file: _File) -> None:
        for path, (_, mark) in file.source.marks.items():
            f = self._field(file, path) if path not in file.edits else None
            if f is None or f.type != "ref":
                continue
            value = file.value(path)
            new = next((self.renamed[r, str(value)] for r in f.refs if (r, str(value)) in self.renamed), None)
            written = written_at(file.source.text, file.starts, mark, value)
            if new is not None and written is not None:
                file.edits[path] = Edit(written.start, written.end, written.instead(new), path, new)

    def _mend_macs(self, file: _File) -> None:
        """Capitals and hyphens are accepted, but one device in two spellings is not found by searching."""
        if self._secret(file):
            return
        for path, (_, mark) in file.source.marks.items():
            if path in file.edits or (f := self._field(file, path)) is None or f.type != "mac":
                continue
            value = file.value(path)
            written = written_at(file.source.text, file.starts, mark, value)
            if written is not None and MAC.match(written.text) and (new := mac(written.text)) != value:
                file.edits[path] = Edit(written.start, written.end, written.instead(new), path, new)

    def _field(self, file: _File, path: DataPath) -> Field | None:
        """What the schema says of the value at a path; of one language of a text, what it says of the text."""
        known = root_fields(file.kind, self.schema)
        found = fields_at(path, known, self.schema)[0] if "" not in path else None
        if found is None and len(path) > 1:
            holder = fields_at(path[:-1], known, self.schema)[0]
            return holder if holder is not None and holder.type in ("text", "markdown") else None
        return found
