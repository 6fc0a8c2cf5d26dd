"""Removes from an inventory everything that an audience may not see: deny by default, before any template runs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.diagnostics import DataPath
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.schema import Field, RecordType, Schema
from generator.inventory.schema.fragments import AUDIENCES

_REMOVED = object()
RETIRED = "retired"
UNKNOWN = "the schema does not know it"


@dataclass(frozen=True)
class Decision:
    """What became of a field (or, with an empty path, of a whole record) in an edition, and why it was removed."""

    collection: str
    record: str
    path: DataPath
    shown: bool
    why: str = ""


Account = Callable[[Decision], None]
_Places = dict[int, list[int]]
"""A list that lost members, by its `id()` → the places its members had: an account speaks of the inventory's own."""


def rank(audience: Any) -> int:
    """0 for the widest audience; anything unknown counts as the narrowest."""
    return AUDIENCES.index(audience) if audience in AUDIENCES else len(AUDIENCES) - 1


def redact(schema: Schema, raw: RawInventory, audience: str, account: Account | None = None) -> RawInventory:
    """A copy of `raw` with nothing above `audience`, and no reference to what was removed.

    `account` is told every decision on the way.
    """
    single: dict[str, RawRecord] = {}
    many: dict[str, tuple[RawRecord, ...]] = {}
    places: _Places = {}
    for name, record in raw.single.items():
        if (kept := _Redactor(schema, audience, name, account, places).record(record)) is not None:
            single[name] = kept
    for name, records in raw.many.items():
        redactor = _Redactor(schema, audience, name, account, places)
        many[name] = tuple(kept for record in records if (kept := redactor.record(record)) is not None)
    keys = frozenset(_keys(schema, RawInventory(raw.slug, single, many)))
    return RawInventory(
        raw.slug,
        {n: _Pruner(schema, keys, n, account, places).record(r) for n, r in single.items()},
        {n: tuple(_Pruner(schema, keys, n, account, places).record(r) for r in records) for n, records in many.items()},
    )


class _Redactor:
    """Removes, for one collection, what is above the reader's audience."""

    def __init__(
        self, schema: Schema, audience: str, collection: str, account: Account | None, places: _Places
    ) -> None:
        self.schema, self.reader, self.collection, self.account = schema, rank(audience), collection, account
        self.places, self.current = places, ""

    def record(self, raw: RawRecord) -> RawRecord | None:
        self.current = str(raw.data.get("id", ""))
        data = self._data(raw.record_type, raw.data, ())
        if data is None:
            return None
        narrowest = self.reader == len(AUDIENCES) - 1
        place = raw.origin.locate((), "key") if raw.origin and narrowest else None
        return replace(raw, data=data, origin=None, place=place)

    def _data(self, record_type: str, data: Mapping[str, Any], path: DataPath) -> dict[str, Any] | None:
        kind = self.schema.records[record_type]
        if why := self._hidden(kind, data):
            self._decide(path, False, why)
            return None
        return self._mapping(kind.fields, data, path)

    def _hidden(self, kind: RecordType, data: Mapping[str, Any]) -> str:
        """Why a record is not for the reader; empty when it is."""
        if rank(kind.audience) > self.reader:
            return f"records of this type are for the audience {kind.audience}"
        status = kind.fields.get("status")
        if data.get("status") == RETIRED and status is not None and rank(status.audience) > self.reader:
            return f"it is retired, and who may not see that should not take it for current: {status.audience}"
        own = data.get("audience") or kind.default_audience or kind.audience
        return f"the record is for the audience {own}" if rank(own) > self.reader else ""

    def _mapping(self, fields: Mapping[str, Field], data: Mapping[str, Any], path: DataPath) -> dict[str, Any]:
        made = {}
        for name, value in data.items():
            field, here = fields.get(name), (*path, name)
            if field is None:
                self._decide(here, False, UNKNOWN)
            elif rank(field.audience) > self.reader:
                self._decide(here, False, f"the field is for the audience {field.audience}")
            elif (kept := self._value(field, value, here)) is not _REMOVED:
                made[name] = kept
        return made

    def _value(self, field: Field, value: Any, path: DataPath) -> Any:
        if field.type == "record" and isinstance(value, dict):
            kept = self._data(field.record or "", value, path)
            return _REMOVED if kept is None else kept
        if field.type == "dict" and field.fields and isinstance(value, dict):
            return self._mapping(field.fields, value, path)
        if field.type == "list" and field.item is not None and isinstance(value, list):
            members = [(i, self._value(field.item, item, (*path, i))) for i, item in enumerate(value)]
            left = [kept for _, kept in members if kept is not _REMOVED]
            if len(left) < len(value):
                self.places[id(left)] = [i for i, kept in members if kept is not _REMOVED]
            return left
        self._decide(path, True)
        return value

    def _decide(self, path: DataPath, shown: bool, why: str = "") -> None:
        if self.account is not None:
            self.account(Decision(self.collection, self.current, path, shown, why))


def _keys(schema: Schema, raw: RawInventory) -> Iterator[tuple[str, Any]]:
    """(record type, id) of every record that is left, nested ones included."""

    def inside(record_type: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        if "id" in data and isinstance(data["id"], str | int):
            yield record_type, data["id"]
        for name, value in data.items():
            field = schema.records[record_type].fields.get(name)
            item = field.item if field is not None and field.type == "list" else field
            if item is not None and item.type == "record":
                for member in value if isinstance(value, list) else [value]:
                    if isinstance(member, dict):
                        yield from inside(item.record or "", member)

    for _, record in raw.every():
        yield from inside(record.record_type, record.data)


class _Pruner:
    """Takes away, for one collection, references that point at nothing in this edition."""

    def __init__(
        self,
        schema: Schema,
        keys: frozenset[tuple[str, Any]],
        collection: str,
        account: Account | None,
        places: _Places,
    ) -> None:
        self.schema, self.keys, self.collection, self.account = schema, keys, collection, account
        self.places, self.current = places, ""

    def record(self, raw: RawRecord) -> RawRecord:
        self.current = str(raw.data.get("id", ""))
        return replace(raw, data=self._mapping(self.schema.records[raw.record_type].fields, raw.data, ()))

    def _mapping(self, fields: Mapping[str, Field], data: Mapping[str, Any], path: DataPath) -> dict[str, Any]:
        made = ((name, self._value(fields[name], value, (*path, name))) for name, value in data.items())
        return {name: value for name, value in made if value is not _REMOVED}

    def _value(self, field: Field, value: Any, path: DataPath) -> Any:
        if field.type == "ref":
            known = isinstance(value, str | int) and any((target, value) in self.keys for target in field.refs)
            if not known and self.account is not None:
                why = "it points at a record that this edition does not hold"
                self.account(Decision(self.collection, self.current, path, False, why))
            return value if known else _REMOVED
        if field.type == "record" and isinstance(value, dict):
            return self._mapping(self.schema.records[field.record or ""].fields, value, path)
        if field.type == "dict" and field.fields and isinstance(value, dict):
            return self._mapping(field.fields, value, path)
        if field.type == "list" and field.item is not None and isinstance(value, list):
            places = self.places.get(id(value)) or range(len(value))
            members = (self._value(field.item, item, (*path, i)) for i, item in zip(places, value, strict=True))
            return [kept for kept in members if kept is not _REMOVED]
        return value
