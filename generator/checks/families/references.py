"""Every id that is pointed at exists, and no id is given twice."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.checks.rule import Problem, Scene, rule
from generator.diagnostics import DataPath, Location
from generator.inventory.assembly import SITE_SCOPED
from generator.inventory.raw import RawRecord
from generator.inventory.schema import Field, Schema

Key = tuple[str, str | None, str]
"""Record type, site (for ids that are unique within a site), id."""


class Step(NamedTuple):
    """An id that is given (`field` None) or pointed at, and where."""

    record_type: str
    path: DataPath
    field: Field | None
    value: Any
    site: str | None

    @property
    def key(self) -> Key:
        return self.record_type, self.site if self.record_type in SITE_SCOPED else None, str(self.value)


@rule("E301")
def reference_to_nothing(scene: Scene) -> Iterator[Problem]:
    steps = list(_steps(scene))
    known = {step.key for _, step in steps if step.field is None}
    for record, step in steps:
        if step.field is None or record.origin is None:
            continue
        targets = step.field.refs
        if any((t, step.site if t in SITE_SCOPED else None, str(step.value)) in known for t in targets):
            continue
        names = " or ".join(t.replace("_", " ") for t in targets)
        ids = sorted({key[2] for key in known if key[0] in targets})
        near = difflib.get_close_matches(str(step.value), ids, n=1, cutoff=0.5)
        hint = (
            f"Did you mean `{near[0]}`?"
            if near
            else f"Known: {', '.join(ids[:12])}"
            if ids
            else f"There is no {names} yet."
        )
        yield Problem(None, (), f"there is no {names} `{step.value}`", hint, place=record.origin.locate(step.path))


@rule("E302")
def id_given_twice(scene: Scene) -> Iterator[Problem]:
    first: dict[tuple[str, DataPath, Key], Location] = {}
    named = {target for _, field in scene.schema.every_field() for target in field.refs}
    for record, step in _steps(scene):
        if step.field is not None or record.origin is None:
            continue
        place = record.origin.locate(step.path)
        # Ids of parts that nothing points at (a checklist's items) need to differ within their own list only.
        inside = () if len(step.path) == 1 or step.record_type in named else (id(record), *step.path[:-2])
        key = (record.scope, inside, step.key)
        if key in first and first[key] != place:
            where = first[key]
            message = f"the id `{step.value}` is given twice (first in {where.file}, line {where.line})"
            yield Problem(
                None, (), message, "Give one of the two another id: pages and references are named by it.", place=place
            )
        first.setdefault(key, place)


def _steps(scene: Scene) -> Iterator[tuple[RawRecord, Step]]:
    for _, record in scene.raw.every():
        for step in _walk(scene.schema, record.record_type, record.data, (), None):
            yield record, step


def _walk(schema: Schema, kind: str, data: Mapping[str, Any], path: DataPath, site: str | None) -> Iterator[Step]:
    """The ids and references of a record and of those nested in it."""
    site = data["site"] if isinstance(data.get("site"), str) else site
    if isinstance(data.get("id"), str | int):
        yield Step(kind, (*path, "id"), None, data["id"], site)
    yield from _inside(schema, schema.records[kind].fields, data, path, site)


def _inside(
    schema: Schema, fields: Mapping[str, Field], data: Mapping[str, Any], path: DataPath, site: str | None
) -> Iterator[Step]:
    for name, value in data.items():
        if (field := fields.get(name)) is None:
            continue
        many = field.type == "list" and isinstance(value, list)
        item = field.item if many else field
        for i, member in enumerate(value) if many else ((None, value),):
            here: DataPath = (*path, name) if i is None else (*path, name, i)
            if item is None:
                continue
            if item.type == "ref" and isinstance(member, str | int):
                yield Step("", here, item if item.refs else field, member, site)
            elif item.type == "record" and isinstance(member, dict):
                yield from _walk(schema, item.record or "", member, here, site)
            elif item.type == "dict" and isinstance(member, dict):
                yield from _inside(schema, item.fields, member, here, site)
