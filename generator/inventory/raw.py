"""The inventory before it is assembled: plain data by collection, each record with the place it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.diagnostics import DataPath, Location
from generator.inventory.folder import Folder
from generator.inventory.front_matter import TRANSLATED
from generator.inventory.reading import SourceFile
from generator.inventory.schema import Schema

STANDARDS = ("checklists", "runbooks")
"""Collections of the provider that a client's own records of the same id take the place of."""
LAID_OVER = ("procedure", "remote_support")
"""Records of the provider over which the client's are laid, field by field."""
PROVIDER_ONLY = ("provider", "team")


Joined = Mapping[str, tuple[tuple[int | None, int | None], ...]]
"""Lists whose members are laid over each other: of each member its number in the upper file and in the one beneath."""


@dataclass(frozen=True)
class Origin:
    """Where a record was written: the file and the path in it; `beneath` is what it was laid over."""

    source: SourceFile
    path: DataPath
    beneath: "Origin | None" = None
    joined: Joined = field(default_factory=dict)

    def locate(self, path: DataPath, at: str = "value") -> Location:
        origin, inside = self.holder(path)
        return origin.source.locate((*origin.path, *inside), at)

    def holder(self, path: DataPath) -> "tuple[Origin, DataPath]":
        """The file in which a value of the record stands, and the value's path in the record there."""
        if self.beneath is None or not path:
            return self, path
        members = self.joined.get(str(path[0]), ())
        if len(path) > 1 and isinstance(path[1], int) and path[1] < len(members):
            mine, theirs = ((path[0], n, *path[2:]) if n is not None else None for n in members[path[1]])
            if theirs is not None and (mine is None or (not self._has(mine) and self.beneath._has(theirs))):
                return self.beneath, theirs
            return self, mine or path
        return (self, path) if self._has(path[:1]) else (self.beneath, path)

    def _has(self, path: DataPath) -> bool:
        return (*self.path, *path) in self.source.marks


@dataclass(frozen=True)
class RawRecord:
    """A record's data as read. `origin` is for the whole inventory; an edition keeps at most the `place`."""

    record_type: str
    data: Mapping[str, Any]
    origin: Origin | None = None
    place: Location | None = None
    scope: str = "client"


@dataclass(frozen=True)
class RawInventory:
    """One client with its provider; `single` records by name, `many` by collection."""

    slug: str
    single: Mapping[str, RawRecord] = field(default_factory=dict)
    many: Mapping[str, tuple[RawRecord, ...]] = field(default_factory=dict)

    def every(self) -> Iterator[tuple[str, RawRecord]]:
        for name, record in self.single.items():
            yield name, record
        for name, records in self.many.items():
            yield from ((name, record) for record in records)


def raw_inventory(schema: Schema, provider: Folder, client: Folder) -> RawInventory:
    """The records of a client's folder, with the provider's laid beneath."""
    own, standard = _records(schema, client, "client"), _records(schema, provider, "provider")
    single: dict[str, RawRecord] = {}
    many: dict[str, tuple[RawRecord, ...]] = {}
    for name, record_type in schema.collections().items():
        mine, theirs = own.get(name, []), standard.get(name, [])
        where = record_type.where
        assert where is not None
        if where.key is None and not where.file.endswith("/"):
            if (record := _lay_over(mine, theirs)) is not None:
                single[name] = record
        elif name in STANDARDS:
            taken = {str(r.data.get("id")) for r in mine}
            many[name] = (*mine, *(r for r in theirs if str(r.data.get("id")) not in taken))
        else:
            many[name] = (*mine, *theirs)
    many["pages"] = tuple(_joined_pages(own.get("pages", [])))
    return RawInventory(client.path.name, single, many)


def _lay_over(mine: list[RawRecord], theirs: list[RawRecord]) -> RawRecord | None:
    if not mine or not theirs:
        return next(iter(mine or theirs), None)
    top, base = mine[0], theirs[0]
    data, joined = lay_over(base.data, top.data)
    origin = replace(top.origin, beneath=base.origin, joined=joined) if top.origin else None
    return RawRecord(top.record_type, data, origin)


def lay_over(base: Mapping[str, Any], top: Mapping[str, Any]) -> tuple[dict[str, Any], Joined]:
    """`top` over `base`: its fields replace; lists whose members have ids are joined by id."""
    merged, joined = dict(base), {}
    for name, value in top.items():
        below = merged.get(name)
        if _identified(below) and _identified(value):
            merged[name], joined[name] = _join(below, value)
        else:
            merged[name] = value
    return merged, joined


def _join(below: Any, above: Any) -> tuple[list[dict[str, Any]], tuple[tuple[int | None, int | None], ...]]:
    """Members beneath keep their places; of two above with one id, which is an error, the last counts."""
    numbers = {member["id"]: n for n, member in enumerate(above)}
    pairs: list[tuple[int | None, int | None]]
    pairs = [(numbers.pop(member["id"], None), n) for n, member in enumerate(below)]
    pairs += [(n, None) for n in numbers.values()]
    made = [{**(below[b] if b is not None else {}), **(above[a] if a is not None else {})} for a, b in pairs]
    return made, tuple(pairs)


def _identified(value: Any) -> bool:
    """Whether a list's members all have an id that can be one; others were reported by structure."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(m, dict) and isinstance(m.get("id"), str | int) for m in value)
    )


def _records(schema: Schema, folder: Folder, scope: str) -> dict[str, list[RawRecord]]:
    found: dict[str, list[RawRecord]] = {}
    for kind, source in folder.sources:
        if not isinstance(source.data, dict):
            continue
        if kind.record:
            record_type = schema.records[kind.record]
            name = record_type.collection or record_type.name
            found.setdefault(name, []).append(RawRecord(kind.record, source.data, Origin(source, ()), scope=scope))
            continue
        for key, record_name in kind.collections.items():
            given = source.data.get(key)
            for i, data in enumerate(given if isinstance(given, list) else []):
                if isinstance(data, dict):
                    record = RawRecord(record_name, data, Origin(source, (key, i)), scope=scope)
                    found.setdefault(key, []).append(record)
    for source in folder.pages:
        if isinstance(source.data, dict):
            found.setdefault("pages", []).append(RawRecord("page", source.data, Origin(source, ()), scope=scope))
    return found


def _joined_pages(pages: list[RawRecord]) -> Iterator[RawRecord]:
    """`parking.en.md` and `parking.ja.md` are one page with two bodies."""
    by_id: dict[str, RawRecord] = {}
    for page in pages:
        key = str(page.data.get("id"))
        if key in by_id and isinstance(page.data.get("body"), dict) and isinstance(by_id[key].data.get("body"), dict):
            data = {**page.data, **by_id[key].data}
            for name in TRANSLATED:
                if isinstance(page.data.get(name), dict) and isinstance(by_id[key].data.get(name), dict):
                    data[name] = {**page.data[name], **by_id[key].data[name]}
            by_id[key] = replace(by_id[key], data=data)
        else:
            by_id.setdefault(key, page)
    yield from by_id.values()
