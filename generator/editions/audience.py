"""Removes from an inventory everything that an audience may not see: deny by default, before any template runs."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.schema import Field, Schema
from generator.inventory.schema.fragments import AUDIENCES

_REMOVED = object()


def rank(audience: Any) -> int:
    """0 for the widest audience; anything unknown counts as the narrowest."""
    return AUDIENCES.index(audience) if audience in AUDIENCES else len(AUDIENCES) - 1


def redact(schema: Schema, raw: RawInventory, audience: str) -> RawInventory:
    """A copy of `raw` with nothing above `audience`, and no reference to what was removed."""
    reader = _Redactor(schema, rank(audience))
    single = {n: r for n, record in raw.single.items() if (r := reader.record(record)) is not None}
    many = {
        n: tuple(r for record in records if (r := reader.record(record)) is not None) for n, records in raw.many.items()
    }
    kept = RawInventory(raw.slug, single, many)
    pruner = _Pruner(schema, frozenset(_keys(schema, kept)))
    return RawInventory(
        raw.slug,
        {n: pruner.record(r) for n, r in single.items()},
        {n: tuple(pruner.record(r) for r in records) for n, records in many.items()},
    )


class _Redactor:
    def __init__(self, schema: Schema, reader: int) -> None:
        self.schema, self.reader = schema, reader

    def record(self, raw: RawRecord) -> RawRecord | None:
        data = self._data(raw.record_type, raw.data)
        if data is None:
            return None
        narrowest = self.reader == len(AUDIENCES) - 1
        place = raw.origin.locate((), "key") if raw.origin and narrowest else None
        return replace(raw, data=data, origin=None, place=place)

    def _data(self, record_type: str, data: Mapping[str, Any]) -> dict[str, Any] | None:
        kind = self.schema.records[record_type]
        own = data.get("audience") or kind.default_audience or kind.audience
        if rank(kind.audience) > self.reader or rank(own) > self.reader:
            return None
        return self._mapping(kind.fields, data)

    def _mapping(self, fields: Mapping[str, Field], data: Mapping[str, Any]) -> dict[str, Any]:
        made = {}
        for name, value in data.items():
            field = fields.get(name)
            if field is None or rank(field.audience) > self.reader:
                continue
            kept = self._value(field, value)
            if kept is not _REMOVED:
                made[name] = kept
        return made

    def _value(self, field: Field, value: Any) -> Any:
        if field.type == "record" and isinstance(value, dict):
            kept = self._data(field.record or "", value)
            return _REMOVED if kept is None else kept
        if field.type == "dict" and field.fields and isinstance(value, dict):
            return self._mapping(field.fields, value)
        if field.type == "list" and field.item is not None and isinstance(value, list):
            return [kept for item in value if (kept := self._value(field.item, item)) is not _REMOVED]
        return value


def _keys(schema: Schema, raw: RawInventory) -> Iterator[tuple[str, Any]]:
    """(record type, id) of every record that is left, nested ones included."""

    def inside(record_type: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        if "id" in data and isinstance(data["id"], str | int):
            yield record_type, data["id"]
        for name, value in data.items():
            field = schema.records[record_type].fields.get(name)
            if field is None:
                continue
            item = field.item if field.type == "list" else field
            if item is not None and item.type == "record":
                for member in value if isinstance(value, list) else [value]:
                    if isinstance(member, dict):
                        yield from inside(item.record or "", member)

    for _, record in raw.every():
        yield from inside(record.record_type, record.data)


class _Pruner:
    """Takes away references that point at nothing in this edition."""

    def __init__(self, schema: Schema, keys: frozenset[tuple[str, Any]]) -> None:
        self.schema, self.keys = schema, keys

    def record(self, raw: RawRecord) -> RawRecord:
        return replace(raw, data=self._mapping(self.schema.records[raw.record_type].fields, raw.data))

    def _mapping(self, fields: Mapping[str, Field], data: Mapping[str, Any]) -> dict[str, Any]:
        made = ((name, self._value(fields[name], value)) for name, value in data.items())
        return {name: value for name, value in made if value is not _REMOVED}

    def _value(self, field: Field, value: Any) -> Any:
        if field.type == "ref":
            known = isinstance(value, str | int) and any((target, value) in self.keys for target in field.refs)
            return value if known else _REMOVED
        if field.type == "record" and isinstance(value, dict):
            return self._mapping(self.schema.records[field.record or ""].fields, value)
        if field.type == "dict" and field.fields and isinstance(value, dict):
            return self._mapping(field.fields, value)
        if field.type == "list" and field.item is not None and isinstance(value, list):
            return [kept for item in value if (kept := self._value(field.item, item)) is not _REMOVED]
        return value
