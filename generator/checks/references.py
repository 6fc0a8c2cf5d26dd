"""Every id that is pointed at exists, and no id is given twice."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from generator.diagnostics import DataPath, Diagnostic, Severity
from generator.inventory.assembly import SITE_SCOPED
from generator.inventory.raw import RawInventory, RawRecord
from generator.inventory.schema import Field, Schema

Key = tuple[str, str | None, str]
"""Record type, site (for ids that are unique within a site), id."""


def check_references(schema: Schema, raw: RawInventory) -> Iterator[Diagnostic]:
    """E301 for a reference to nothing, E302 for an id that is taken."""
    seen: dict[Key, RawRecord] = {}
    references: list[tuple[RawRecord, DataPath, Field, Any, str | None]] = []
    for _, record in raw.every():
        for kind, path, field, value, site in _walk(schema, record.record_type, record.data, (), None):
            if field is not None:
                references.append((record, path, field, value, site))
                continue
            key = (kind, site if kind in SITE_SCOPED else None, str(value))
            if key in seen and record.origin is not None:
                first = seen[key].origin
                where = first.locate(()) if first else None
                said = f" (first in {where.file}, line {where.line})" if where else ""
                yield Diagnostic(
                    "E302",
                    Severity.error,
                    record.origin.locate(path),
                    f"the id `{value}` is given twice{said}",
                    "Give one of the two another id; pages and references are named by it.",
                )
            seen.setdefault(key, record)
    for record, path, field, value, site in references:
        if record.origin is None or any(
            (t, site if t in SITE_SCOPED else None, str(value)) in seen for t in field.refs
        ):
            continue
        targets = " or ".join(t.replace("_", " ") for t in field.refs)
        known = sorted(k[2] for k in seen if k[0] in field.refs)
        near = difflib.get_close_matches(str(value), known, n=1, cutoff=0.5)
        hint = (
            f"Did you mean `{near[0]}`?"
            if near
            else f"Known: {', '.join(known[:12])}"
            if known
            else f"This client has no {targets} yet."
        )
        yield Diagnostic("E301", Severity.error, record.origin.locate(path), f"there is no {targets} `{value}`", hint)


Step = tuple[str, DataPath, Field | None, Any, str | None]


def _walk(schema: Schema, kind: str, data: Mapping[str, Any], path: DataPath, site: str | None) -> Iterator[Step]:
    """The ids (field None) and references of a record and of those nested in it."""
    site = data["site"] if isinstance(data.get("site"), str) else site
    if isinstance(data.get("id"), str | int):
        yield kind, (*path, "id"), None, data["id"], site
    yield from _inside(schema, schema.records[kind].fields, data, path, site)


def _inside(
    schema: Schema, fields: Mapping[str, Field], data: Mapping[str, Any], path: DataPath, site: str | None
) -> Iterator[Step]:
    for name, value in data.items():
        if (field := fields.get(name)) is None:
            continue
        members = enumerate(value) if field.type == "list" and isinstance(value, list) else [(None, value)]
        item = field.item if field.type == "list" else field
        for i, member in members:
            here: DataPath = (*path, name) if i is None else (*path, name, i)
            if item is None:
                continue
            if item.type == "ref" and isinstance(member, str | int):
                yield "", here, item if item.refs else field, member, site
            elif item.type == "record" and isinstance(member, dict):
                yield from _walk(schema, item.record or "", member, here, site)
            elif item.type == "dict" and isinstance(member, dict):
                yield from _inside(schema, item.fields, member, here, site)
