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


class _Step(NamedTuple):
    """How to go on at a field, worked out once: `inner` are the fields of an inline mapping."""

    field: Field
    rank: int
    single: bool
    item: "_Step | None"
    record: str | None
    inner: "Mapping[str, _Step]"


Steps = Mapping[str, _Step]
_KNOWN: dict[int, tuple[Mapping[str, Field], Steps]] = {}
"""By the identity of a mapping of fields, which is held so that no other takes its place."""


def _steps(fields: Mapping[str, Field]) -> Steps:
    known = _KNOWN.get(id(fields))
    if known is None:
        known = _KNOWN[id(fields)] = fields, {name: _step(field) for name, field in fields.items()}
    return known[1]


def _step(field: Field) -> _Step:
    kind = field.type
    single = kind not in ("list", "record") and not (kind == "dict" and field.fields)
    item = _step(field.item) if kind == "list" and field.item is not None else None
    inner = _steps(field.fields) if kind == "dict" else {}
    return _Step(field, rank(field.audience), single, item, (field.record or "") if kind == "record" else None, inner)


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
        self.fields(held, _steps(record.fields), path, data, held.rank)

    def fields(self, held: Held, steps: Steps, path: DataPath, data: Mapping[str, Any], above: int) -> None:
        values = self.found.values
        for name, value in data.items():
            step = steps.get(name)
            if step is None or value is None:
                continue
            seen = max(above, step.rank)
            if step.single:
                values.append(_value(Value, (held, (*path, name), step.field, value, seen)))
            else:
                self.inside(held, step, (*path, name), value, seen)

    def inside(self, held: Held, step: _Step, path: DataPath, value: Any, above: int) -> None:
        """What a value holds that is not single."""
        if step.record is not None:
            if isinstance(value, dict):
                self.record(held.root, step.record, path, value, above, held.site)
        elif step.item is None:
            if isinstance(value, dict):
                self.fields(held, step.inner, path, value, above)
        elif isinstance(value, list):
            self.members(held, step.item, path, value, above)

    def members(self, held: Held, step: _Step, path: DataPath, given: list[Any], above: int) -> None:
        for i, member in enumerate(given):
            if step.single:
                self.found.values.append(_value(Value, (held, (*path, i), step.field, member, above)))
            else:
                self.inside(held, step, (*path, i), member, above)


_value = tuple.__new__
"""Makes a named tuple without going through its own constructor, which takes three times as long."""
