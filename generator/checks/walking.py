"""One walk over a client's records that all rules share: every record with what it stands in, every single value."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.diagnostics import DataPath
from generator.editions.audience import rank
from generator.inventory.raw import RawRecord
from generator.inventory.schema import Field, Schema


class Held(NamedTuple):
    """A record: one that stands in a file (`path` is empty), or one inside it. `rank`: who may read it at most."""

    root: RawRecord
    kind: str
    path: DataPath
    data: Mapping[str, Any]
    rank: int
    site: str | None


class Value(NamedTuple):
    """A single value, the members of lists one by one; `rank`: who may read it at most."""

    held: Held
    path: DataPath
    field: Field
    value: Any
    rank: int


class Walk(NamedTuple):
    """All records and all values of some files."""

    records: list[Held]
    values: list[Value]


def walk(schema: Schema, roots: Iterator[RawRecord]) -> Walk:
    """Everything in `roots`; what the schema does not know is left out."""
    walker = _Walker(schema)
    for root in roots:
        walker.record(root, root.record_type, (), root.data, 0, None)
    return walker.found


class _Walker:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.found = Walk([], [])

    def record(
        self, root: RawRecord, kind: str, path: DataPath, data: Mapping[str, Any], above: int, site: str | None
    ) -> None:
        record = self.schema.records[kind]
        own = data.get("audience") or record.default_audience or record.audience
        seen, here = max(above, rank(record.audience), rank(own)), data.get("site")
        held = Held(root, kind, path, data, seen, here if isinstance(here, str) else site)
        self.found.records.append(held)
        self.fields(held, record.fields, path, data, held.rank)

    def fields(
        self, held: Held, fields: Mapping[str, Field], path: DataPath, data: Mapping[str, Any], above: int
    ) -> None:
        for name, value in data.items():
            field = fields.get(name)
            if field is not None and value is not None:
                self.value(held, field, (*path, name), value, max(above, rank(field.audience)))

    def value(self, held: Held, field: Field, path: DataPath, value: Any, above: int) -> None:
        kind = field.type
        if kind == "list":
            if isinstance(value, list) and field.item is not None:
                for i, member in enumerate(value):
                    self.value(held, field.item, (*path, i), member, above)
        elif kind == "record":
            if isinstance(value, dict):
                self.record(held.root, field.record or "", path, value, above, held.site)
        elif kind == "dict" and field.fields:
            if isinstance(value, dict):
                self.fields(held, field.fields, path, value, above)
        else:
            self.found.values.append(Value(held, path, field, value, above))
