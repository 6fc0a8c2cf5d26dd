"""Immutable records: what the rest of the program sees of the inventory, whole or as an edition."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.diagnostics import DataPath, Location
from generator.inventory.schema import Field
from generator.inventory.values import Ref

_ABSENT = object()


class Index:
    """Records by type and id; what is not found is looked for in the `fallback` (the provider's)."""

    def __init__(self, fallback: "Index | None" = None) -> None:
        self._records: dict[tuple[str, Any], Record] = {}
        self._fallback = fallback

    def add(self, record_type: str, key: Any, record: "Record") -> None:
        self._records.setdefault((record_type, key), record)

    def forget(self) -> None:
        """Let go of the records, which hold this index: then memory is freed at once, not by the collector."""
        self._records.clear()

    def get(self, record_type: str, key: Any) -> "Record | None":
        found = self._records.get((record_type, key))
        if found is None and self._fallback is not None:
            return self._fallback.get(record_type, key)
        return found

    def resolve(self, ref: Ref) -> "Record | None":
        for target in ref.targets:
            found = self.get(target, (ref.site, ref.id)) if ref.site else None
            found = found or self.get(target, ref.id)
            if found is not None:
                return found
        return None

    def ids(self, record_types: tuple[str, ...]) -> list[str]:
        """The ids that a reference to one of these types could name."""
        own = [str(key) for kind, key in self._records if kind in record_types and not isinstance(key, tuple)]
        return own + (self._fallback.ids(record_types) if self._fallback else [])


class Record:
    """One record, or an inline mapping of one. Fields are attributes.

    An absent field is None (a list: empty); a name that the schema does not know raises AttributeError.
    A reference is the record it points at, or None where this edition does not hold it.
    """

    __slots__ = ("_fields", "_index", "_values", "path", "record_type", "source")

    record_type: str
    path: DataPath
    source: Location | None
    _fields: Mapping[str, Field]
    _values: Mapping[str, Any]
    _index: Index

    def __init__(
        self,
        record_type: str,
        fields: Mapping[str, Field],
        values: Mapping[str, Any],
        index: Index,
        path: DataPath = (),
        source: Location | None = None,
    ) -> None:
        for put, value in zip(_PUT, (fields, index, values, path, record_type, source), strict=True):
            put(self, value)

    def __getattr__(self, name: str) -> Any:
        if name[:1] == "_":
            raise AttributeError(name)
        value = self._values.get(name, _ABSENT)
        if value is not _ABSENT:
            kind = type(value)
            return self._resolved(value) if kind is Ref or kind is tuple else value
        if name in self._fields:
            return () if self._fields[name].many else None
        raise AttributeError(f"{self.record_type} has no field `{name}`")

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return self._index.resolve(value)
        if isinstance(value, tuple) and value and isinstance(value[0], Ref):
            return tuple(found for v in value if (found := self._index.resolve(v)) is not None)
        return value

    def given(self) -> Iterator[str]:
        """The names of the fields that have a value, in the order of the file."""
        return iter(self._values)

    def schema_of(self, name: str) -> Field:
        """The schema of a field; raises AttributeError for one that the schema does not know."""
        if name not in self._fields:
            raise AttributeError(f"{self.record_type} has no field `{name}`")
        return self._fields[name]

    def unresolved(self, name: str) -> tuple[Ref, ...]:
        """The references in a field as they were written."""
        value = self._values.get(name)
        refs = value if isinstance(value, tuple) else (value,)
        return tuple(r for r in refs if isinstance(r, Ref))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"records are immutable: {self.record_type}.{name}")

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for put, value in zip(_PUT, state, strict=True):
            put(self, value)

    def __repr__(self) -> str:
        return f"<{self.record_type} {self._values.get('id', '')}>"


_PUT = tuple(getattr(Record, name).__set__ for name in Record.__slots__)
"""What fills a record's slots, past the guard that keeps it as it is."""


class Inventory:
    """One client's records with its provider's: each collection is an attribute (`assets`, `client`, `team`…)."""

    def __init__(self, slug: str, collections: Mapping[str, Any], index: Index) -> None:
        self.slug = slug
        self.collections = dict(collections)
        self.index = index

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "collections":
            raise AttributeError(name)
        try:
            return self.collections[name]
        except KeyError:
            raise AttributeError(f"an inventory has no `{name}`") from None

    def find(self, record_type: str, key: Any) -> Record | None:
        return self.index.get(record_type, key)

    def every(self) -> Iterator[Record]:
        """All records that stand in files, then nested ones are reached through their fields."""
        for value in self.collections.values():
            yield from value if isinstance(value, tuple) else (value,) if value is not None else ()
