"""Plain data to immutable records. Values that their schema does not allow were reported before and are left out."""

from collections.abc import Mapping
from typing import Any

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
        return self._build(raw.record_type, raw.data, path, None, raw.place)

    def _build(
        self, record_type: str, data: Mapping[str, Any], path: DataPath, site: str | None, place: Location | None = None
    ) -> Record:
        fields = self.schema.records[record_type].fields
        here = data.get("site")
        site = here if isinstance(here, str) else site
        record = Record(record_type, fields, self._values(fields, data, path, site), self.index, path, place)
        key = data.get("id")
        if key is not None and isinstance(key, str | int):
            self.index.add(record_type, (site, key) if record_type in SITE_SCOPED else key, record)
        return record

    def _values(
        self, fields: Mapping[str, Field], data: Mapping[str, Any], path: DataPath, site: str | None
    ) -> dict[str, Any]:
        made = {}
        for name, raw in data.items():
            field = fields.get(name)
            if field is None or raw is None:
                continue
            value = self._value(field, raw, (*path, name), site)
            if value is not _NOTHING:
                made[name] = value
        return made

    def _value(self, field: Field, raw: Any, path: DataPath, site: str | None) -> Any:
        if field.type == "list":
            if not isinstance(raw, list) or field.item is None:
                return tuple(raw) if isinstance(raw, list) else _NOTHING
            made = (self._value(field.item, item, (*path, i), site) for i, item in enumerate(raw))
            return tuple(v for v in made if v is not _NOTHING)
        if field.type == "record":
            return self._build(field.record or "", raw, path, site) if isinstance(raw, dict) else _NOTHING
        if field.type == "dict":
            if not isinstance(raw, dict):
                return _NOTHING
            if not field.fields:
                return raw
            return Record(field.name, field.fields, self._values(field.fields, raw, path, site), self.index, path)
        return _plain(field, raw, site)


def _plain(field: Field, raw: Any, site: str | None) -> Any:
    if field.type in formats.PARSERS:
        try:
            value = formats.PARSERS[field.type](raw)
        except ValueError:
            return _NOTHING
        if field.type == "ref":
            scoped = site if SITE_SCOPED.intersection(field.refs) else None
            return Ref(field.refs, value, scoped)
        if field.type == "markdown" and isinstance(value, str) and not isinstance(value, Markdown):
            return Markdown(value, getattr(value, "lang", None))
        return value
    if not isinstance(raw, PLAIN_TYPES.get(field.type, object)) or (isinstance(raw, bool) and field.type != "boolean"):
        return _NOTHING
    return Text(raw) if isinstance(raw, Text) else raw
