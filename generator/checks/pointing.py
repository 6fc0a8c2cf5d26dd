"""Ids and what points at them, for every rule that follows references as they were written."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.checks.rule import Scene
from generator.checks.walking import Held, Value
from generator.inventory.assembly import SITE_SCOPED

Key = tuple[str, str | None, str]
"""Record type, site (for ids that are unique within a site), id."""


class Pointing(NamedTuple):
    """All records with an id by their key, and all references."""

    known: Mapping[Key, Held]
    references: tuple[Value, ...]
    targets: Mapping[int, Held]
    """The record that a reference means, by the reference's identity."""

    def target(self, reference: Value) -> Held | None:
        """The record that a reference means, as assembly would find it: the client's before the provider's."""
        return self.targets.get(id(reference))

    def ids(self, kinds: tuple[str, ...], site: str | None) -> set[str]:
        """The ids that a reference at a site could name."""
        return {k[2] for k in self.known if k[0] in kinds and (k[0] not in SITE_SCOPED or k[1] == site)}

    def kinds(self, name: object) -> list[str]:
        """The kinds of record that have an id."""
        return sorted({k[0] for k in self.known if k[2] == str(name)})


def pointing(scene: Scene) -> Pointing:
    known: dict[Key, Held] = {}
    for held in scene.whole.records:
        if has_id(held.data):
            known.setdefault(key_of(held), held)
    references = tuple(_references(scene))
    targets = {id(r): target for r in references if (target := _target(known, r)) is not None}
    return Pointing(known, references, targets)


def _target(known: Mapping[Key, Held], reference: Value) -> Held | None:
    for key in _keys(reference):
        if key in known:
            return known[key]
    return None


def _references(scene: Scene) -> Iterator[Value]:
    """Those of this scene's own files."""
    return (v for v in scene.values("ref") if isinstance(v.value, str | int) and not isinstance(v.value, bool))


def has_id(data: Mapping[str, Any]) -> bool:
    given = data.get("id")
    return isinstance(given, str | int) and not isinstance(given, bool)


def key_of(held: Held) -> Key:
    return held.kind, held.site if held.kind in SITE_SCOPED else None, str(held.data.get("id"))


def _keys(reference: Value) -> Iterator[Key]:
    for target in reference.field.refs:
        yield target, reference.held.site if target in SITE_SCOPED else None, str(reference.value)
