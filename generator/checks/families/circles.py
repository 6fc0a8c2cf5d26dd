"""Chains that come back to where they began: what starts first when each waits for the other?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.checks.nearness import called
from generator.checks.rule import Problem, Scene, rule
from generator.diagnostics import DataPath
from generator.facts.dependencies import NEEDS, Graph, cycles
from generator.facts.selecting import Key, key, many
from generator.inventory.records import Record

MOST_NAMED = 12
"""Members of a circle that a message names."""


class Chain(NamedTuple):
    """A field that never leads back: what it says, and where it leads to from a record."""

    field: str
    says: str
    following: Callable[[Record], Sequence[Record | None]]


# Runbooks may send the engineer back and forth: which one comes next depends on what is found.
CHAINS: Mapping[str, Chain] = {
    "assets": Chain("replaced_by", "is replaced by", lambda r: (r.replaced_by,)),
    "assessments": Chain("previous", "follows", lambda r: (r.previous,)),
}


@rule("E303")
def circle_of_dependencies(scene: Scene) -> Iterator[Problem]:
    for circle in scene.facts.dependency_cycles:
        fields = NEEDS.get(str(circle[0].path[0]), ())
        hint = "Remove the dependency that is not one: what can be switched on although the other is off?"
        yield Problem(circle[0], _place(circle, fields), _told(circle, "needs"), hint)


@rule("E306")
def circle_of_records(scene: Scene) -> Iterator[Problem]:
    for collection, chain in CHAINS.items():
        records = {key(r): r for r in many(scene.inventory, collection) if r.id is not None}
        needs = {k: tuple(_known(chain.following(r), records)) for k, r in records.items()}
        for circle in cycles(Graph(records, needs)):
            place = _place(circle, (chain.field,))
            yield Problem(circle[0], place, _told(circle, chain.says), "Remove the reference that leads back.")


def _known(found: Sequence[Record | None], records: Mapping[Key, Record]) -> Iterator[Key]:
    yield from dict.fromkeys(key(r) for r in found if r is not None and key(r) in records)


def _told(circle: tuple[Record, ...], says: str) -> str:
    """`a` needs `b`, which needs `c`, which needs `a` again."""
    first, *others = [f"{called(r.record_type)} `{r.id}`" for r in circle]
    if not others:
        return f"{first} {says} itself"
    left = len(others) - MOST_NAMED
    named = [*others[:MOST_NAMED], *([f"{left} more"] if left > 0 else [])]
    return f"{first}{''.join(f' {says} {name}, which' for name in named)} {says} `{circle[0].id}` again"


def _place(circle: tuple[Record, ...], fields: Sequence[str]) -> DataPath:
    """The path inside the first record of a circle at which it points to the second."""
    target = circle[1 % len(circle)].id
    for field in fields:
        for i, ref in enumerate(circle[0].unresolved(field)):
            if ref.id == target:
                return (field, i) if circle[0].schema_of(field).many else (field,)
    return tuple(fields[:1])
