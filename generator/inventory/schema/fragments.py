"""Reads the fragments beside this file. The format is explained in docs/how-to/add-a-field.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from generator.inventory.reading import SourceFile, parse

FOLDER = Path(__file__).parent
AUDIENCES = ("staff", "liaison", "engineer")
"""Widest first: who may read `staff` things is everyone."""

Words = Mapping[str, str]
"""One text per language."""


@dataclass(frozen=True)
class Field:
    """One field of a record; `fields` are those of an inline mapping, `item` describes a list's members."""

    name: str
    type: str
    rules: Mapping[str, Any]
    audience: str = "engineer"
    label: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    example: Any = None
    values: Mapping[str, Words] = field(default_factory=dict)
    refs: tuple[str, ...] = ()
    record: str | None = None
    item: "Field | None" = None
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    forbidden: Mapping[str, Words] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        return bool(self.rules.get("required"))

    @property
    def many(self) -> bool:
        return self.type == "list"


@dataclass(frozen=True)
class Where:
    """In which file records of a type stand: `key` None means that the file is the record."""

    file: str
    key: str | None
    scope: str


@dataclass(frozen=True)
class RecordType:
    """A kind of record. `audience` is who may know that such a record exists."""

    name: str
    label: Words
    description: Words
    audience: str
    default_audience: str | None
    """For whom a record is that does not say so itself; None: for whoever may know that such records exist."""
    where: Where | None
    fields: Mapping[str, Field]
    forbidden: Mapping[str, Words]

    @property
    def collection(self) -> str | None:
        """The name under which an inventory holds these records; None for records that only stand inside others."""
        if self.where is None:
            return None
        if self.where.key:
            return self.where.key
        return f"{self.name}s" if self.where.file.endswith("/") else self.name


@dataclass(frozen=True)
class FileKind:
    """A file that may stand in a client's (or the provider's) folder: its stem or folder, and the records it holds."""

    name: str
    scope: str
    collections: Mapping[str, str]
    """Top-level key → record type; empty when the file is one record."""
    record: str | None


@dataclass(frozen=True, eq=False)
class Schema:
    records: Mapping[str, RecordType]

    def files(self, scope: str) -> dict[str, FileKind]:
        """The file kinds of `client` or `provider`, by name: `assets.yml`, `checklists/`."""
        kinds: dict[str, FileKind] = {}
        for record in self.records.values():
            where = record.where
            if where is None or where.scope not in (scope, "both"):
                continue
            known = dict(kinds[where.file].collections) if where.file in kinds else {}
            if where.key:
                known[where.key] = record.name
            kinds[where.file] = FileKind(where.file, scope, known, None if where.key else record.name)
        return kinds

    def collections(self) -> dict[str, RecordType]:
        """Collection name → record type, for all records that stand in files."""
        return {r.collection: r for r in self.records.values() if r.collection}

    def every_field(self) -> Iterator[tuple[str, Field]]:
        """(record type, field) of all fields, inner ones of inline mappings included."""

        def inner(f: Field) -> Iterator[Field]:
            yield f
            for child in f.fields.values():
                yield from inner(child)
            if f.item is not None:
                for child in f.item.fields.values():
                    yield from inner(child)

        for record in self.records.values():
            for f in record.fields.values():
                for found in inner(f):
                    yield record.name, found


def _field(name: str, raw: Mapping[str, Any]) -> Field:
    meta = raw.get("meta", {})
    kind = raw["type"]
    rules = {k: v for k, v in raw.items() if k not in ("type", "meta", "schema", "record")}
    item = None
    if kind == "list" and "schema" in raw:
        inherited = {**meta, **raw["schema"].get("meta", {})}
        item = _field(name, {**raw["schema"], "meta": inherited})
    inner, forbidden = _fields(raw["schema"]) if kind == "dict" and "schema" in raw else ({}, {})
    refs = meta.get("ref", ())
    return Field(
        name,
        kind,
        rules,
        meta.get("audience", "engineer"),
        meta.get("label", {}),
        meta.get("description", {}),
        meta.get("example"),
        meta.get("values", {}),
        (refs,) if isinstance(refs, str) else tuple(refs),
        raw.get("record"),
        item,
        inner,
        forbidden,
    )


def _fields(raw: Mapping[str, Any]) -> tuple[dict[str, Field], dict[str, Words]]:
    """(fields, forbidden keys with what to tell who writes one)."""
    forbidden = {name: f["forbidden"] for name, f in raw.items() if "forbidden" in f}
    return {name: _field(name, f) for name, f in raw.items() if name not in forbidden}, forbidden


def _record(raw: Mapping[str, Any], common: Mapping[str, Any]) -> RecordType:
    fields = {**(common if raw.get("common") else {}), **raw.get("fields", {})}
    where = None
    if "where" in raw:
        place = raw["where"]
        where = Where(place.get("file") or f"{place['folder'].rstrip('/')}/", place.get("key"), place["scope"])
    own, forbidden = _fields(fields)
    return RecordType(
        raw["record"],
        raw["label"],
        raw["description"],
        raw.get("audience", "engineer"),
        raw.get("default_audience"),
        where,
        own,
        forbidden,
    )


def _read(path: Path) -> Any:
    source = SourceFile(path.name, path.read_text("utf-8"))
    parse(source)
    if source.diagnostics:
        raise ValueError(f"{path}: {source.diagnostics}")
    return source.data


@cache
def load_schema(folder: Path = FOLDER) -> Schema:
    """All fragments of a folder. A fragment that cannot be read is a programming error and raises."""
    fragments = {p.stem: _read(p) for p in sorted(folder.glob("*.yml"))}
    common = fragments.pop("common", {}).get("fields", {})
    return Schema({raw["record"]: _record(raw, common) for raw in fragments.values()})
