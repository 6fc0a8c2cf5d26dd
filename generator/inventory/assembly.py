"""Plain data to immutable records. Values that their schema does not allow were reported before and are left out."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from generator.diagnostics import DataPath, Location
from generator.inventory import formats
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.records import Index, Inventory, Record
from generator.inventory.schema import Field, Schema
from generator.inventory.values import Markdown, Ref, Text

_NOTHING = object()
PLAIN_TYPES: dict[str, Any] = {"string": str, "integer": int, "number": int | float, "boolean": bool}
SITE_SCOPED = frozenset({"vlan"})
"""Record types whose ids are unique within a site only."""


def assemble(schema: Schema, raw: RawInventory) -> Inventory:
    """The records of `raw`, with their references resolvable."""
    builder = _Assembler(schema)
    collections: dict[str, Any] = dict.fromkeys(schema.collections(), ())
    for name, record_type in schema.collections().items():
        where = record_type.where
        if where is not None and where.key is None and not where.file.endswith("/"):
            collections[name] = None
    collections.setdefault("pages", ())
    for name, single in sorted(raw.single.items(), key=lambda pair: pair[1].scope):
        collections[name] = builder.record(single, (name,))  # the client's first: its ids win over the provider's
    for name, many in raw.many.items():
        collections[name] = tuple(builder.record(r, (name, i)) for i, r in enumerate(many))
    return Inventory(raw.slug, collections, builder.index)


class _Assembler:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.index = Index()

    def record(self, raw: RawRecord, path: DataPath) -> Record:
        return self.build(raw.record_type, raw.data, path, None, raw.place)

    def build(
        self, record_type: str, data: Mapping[str, Any], path: DataPath, site: str | None, place: Location | None = None
    ) -> Record:
        fields = self.schema.records[record_type].fields
        here = data.get("site")
        site = here if isinstance(here, str) else site
        record = Record(record_type, fields, self.values(_makers(fields), data, path, site), self.index, path, place)
        key = data.get("id")
        if key is not None and isinstance(key, str | int):
            self.index.add(record_type, (site, key) if record_type in SITE_SCOPED else key, record)
        return record

    def values(self, makers: "Makers", data: Mapping[str, Any], path: DataPath, site: str | None) -> dict[str, Any]:
        made = {}
        for name, raw in data.items():
            maker = makers.get(name)
            if maker is None or raw is None:
                continue
            value = maker.plain(raw, site) if maker.plain is not None else maker.nested(self, raw, (*path, name), site)
            if value is not _NOTHING:
                made[name] = value
        return made


Plain = Callable[[Any, str | None], Any]
"""Makes a value that holds no record, at a site."""
Nested = Callable[[_Assembler, Any, DataPath, str | None], Any]


class Maker(NamedTuple):
    """How a field's value is made, worked out once for each field."""

    plain: Plain | None
    nested: Nested


Makers = Mapping[str, Maker]
_KNOWN: dict[int, tuple[Mapping[str, Field], Makers]] = {}
"""By the identity of a mapping of fields, which is held so that no other takes its place."""


def _makers(fields: Mapping[str, Field]) -> Makers:
    known = _KNOWN.get(id(fields))
    if known is None:
        known = _KNOWN[id(fields)] = fields, {name: _maker(field) for name, field in fields.items()}
    return known[1]


def _maker(field: Field) -> Maker:
    if field.type == "list":
        return _list_maker(field.item)
    if field.type == "record":
        name = field.record or ""
        return Maker(
            None, lambda a, raw, path, site: a.build(name, raw, path, site) if isinstance(raw, dict) else _NOTHING
        )
    if field.type == "dict" and field.fields:
        return Maker(None, _inline(field))
    if field.type == "dict":
        return _always(lambda raw, _: raw if isinstance(raw, dict) else _NOTHING)
    return _always(_plain(field))


def _always(plain: Plain) -> Maker:
    return Maker(plain, lambda _, raw, __, site: plain(raw, site))


def _list_maker(item: Field | None) -> Maker:
    if item is None:
        return _always(lambda raw, _: tuple(raw) if isinstance(raw, list) else _NOTHING)
    member = _maker(item)
    plain, nested = member

    def several(assembler: _Assembler, raw: Any, path: DataPath, site: str | None) -> Any:
        if not isinstance(raw, list):
            return _NOTHING
        made = [nested(assembler, one, (*path, i), site) for i, one in enumerate(raw)]
        return tuple([v for v in made if v is not _NOTHING])

    if plain is None:
        return Maker(None, several)

    def several_plain(raw: Any, site: str | None) -> Any:
        if not isinstance(raw, list):
            return _NOTHING
        return tuple([v for one in raw if (v := plain(one, site)) is not _NOTHING])

    return Maker(several_plain, several)


def _inline(field: Field) -> Nested:
    def inline(assembler: _Assembler, raw: Any, path: DataPath, site: str | None) -> Any:
        if not isinstance(raw, dict):
            return _NOTHING
        made = assembler.values(_makers(field.fields), raw, path, site)
        return Record(field.name, field.fields, made, assembler.index, path)

    return inline


def _plain(field: Field) -> Plain:
    if field.type == "ref":
        return _reference(field)
    if field.type in formats.PARSERS:
        return _parsed(formats.PARSERS[field.type], field.type == "markdown")
    kinds, boolean = PLAIN_TYPES.get(field.type, object), field.type == "boolean"

    def plain(raw: Any, _: str | None) -> Any:
        if not isinstance(raw, kinds) or (isinstance(raw, bool) and not boolean):
            return _NOTHING
        return Text(raw) if isinstance(raw, Text) else raw

    return plain


def _reference(field: Field) -> Plain:
    scoped, targets = bool(SITE_SCOPED.intersection(field.refs)), field.refs

    def reference(raw: Any, site: str | None) -> Any:
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            return _NOTHING
        return _ref(targets, raw, site if scoped else None)

    return reference


@lru_cache(maxsize=65536, typed=True)
def _ref(targets: tuple[str, ...], key: str | int, site: str | None) -> Ref:
    """Many records point at the same one."""
    return Ref(targets, key, site)


def _parsed(parser: Callable[[Any], Any], markdown: bool) -> Plain:
    def parsed(raw: Any, _: str | None) -> Any:
        try:
            value = parser(raw)
        except ValueError:
            return _NOTHING
        if markdown and isinstance(value, str) and not isinstance(value, Markdown):
            return Markdown(value, getattr(value, "lang", None))
        return value

    return parsed
