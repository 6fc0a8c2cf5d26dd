"""What depends on what: who fails with whom, in which order things start and stop, and circles that must not be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import Any

from generator.facts.selecting import Key, in_use, key, many, natural, retired
from generator.inventory.records import Inventory, Record

NEEDS: dict[str, tuple[str, ...]] = {
    "assets": ("depends_on",), "circuits": ("vendor", "isp"), "services": ("depends_on",),
    "cloud_tenants": ("single_sign_on",), "vendors": (),
}  # fmt: skip
"""Collection → the fields that name what its records cannot work without."""
SHOWN_FIRST = ("service", "cloud_tenant", "asset", "circuit", "vendor")
Order = Callable[[Key], Any]


def name_order(node: Key) -> tuple[int, tuple[str | int, ...]]:
    """What people would miss first, then by id."""
    return SHOWN_FIRST.index(node[0]) if node[0] in SHOWN_FIRST else len(SHOWN_FIRST), natural(str(node[1]))


@dataclass(frozen=True)
class Graph:
    """Records by key, and what each of them needs."""

    records: Mapping[Key, Record]
    needs: Mapping[Key, tuple[Key, ...]]

    @cached_property
    def needed_by(self) -> Mapping[Key, tuple[Key, ...]]:
        found: dict[Key, list[Key]] = {node: [] for node in self.records}
        for node, needs in self.needs.items():
            for need in needs:
                found[need].append(node)
        return {node: tuple(users) for node, users in found.items()}


def graph_in_use(inventory: Inventory) -> Graph:
    """What is in use: the base of orders and of what else fails."""
    return _graph(inventory, in_use)


def graph_of_all(inventory: Inventory) -> Graph:
    """Planned and spare records too: the base of the search for circles."""
    return _graph(inventory, lambda record: not retired(record))


def _graph(inventory: Inventory, wanted: Callable[[Record], bool]) -> Graph:
    given = [
        (r, fields) for name, fields in NEEDS.items() for r in many(inventory, name) if wanted(r) and r.id is not None
    ]
    records: dict[Key, Record] = {}
    for record, _ in given:
        records.setdefault(key(record), record)
    needs = {key(r): tuple(_needs(r, fields, records)) for r, fields in given if records[key(r)] is r}
    return Graph(records, needs)


def _needs(record: Record, fields: tuple[str, ...], known: Mapping[Key, Record]) -> Iterator[Key]:
    found: dict[Key, None] = {}
    for field in fields:
        value = getattr(record, field)
        for need in value if isinstance(value, tuple) else (value,):
            if need is not None and key(need) in known:
                found[key(need)] = None
    yield from found


def affected_by(graph: Graph, record: Record) -> tuple[Record, ...]:
    """All that fails when a record fails, directly or through others: services first; itself is not among them."""
    start = key(record)
    reached = reachable(graph.needed_by, start) - {start}
    return tuple(graph.records[node] for node in sorted(reached, key=name_order))


def needed_for(graph: Graph, record: Record) -> tuple[Record, ...]:
    """All that a record cannot work without, directly or through others."""
    start = key(record)
    reached = reachable(graph.needs, start) - {start}
    return tuple(graph.records[node] for node in sorted(reached, key=name_order))


def reachable(edges: Mapping[Key, tuple[Key, ...]], start: Key) -> set[Key]:
    """Every node at the end of a path from `start`; `start` itself only when it lies on a circle."""
    found: set[Key] = set()
    waiting = list(edges.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges.get(node, ())
    return found


def ordered(nodes: Iterable[Key], before: Mapping[Key, tuple[Key, ...]], order: Order) -> tuple[Key, ...]:
    """Each node after all that `before` gives for it; of those that could come next, the first in `order`.

    A circle cannot be put in order: its first node in `order` goes ahead of the rest, and checks report it.
    """
    left = {node: len(before.get(node, ())) for node in nodes}
    after: dict[Key, list[Key]] = {node: [] for node in left}
    for node in left:
        for earlier in before.get(node, ()):
            after[earlier].append(node)
    ready = [(order(node), node) for node, count in left.items() if count == 0]
    ready.sort(key=lambda pair: pair[0])
    done: list[Key] = []
    while left:
        node = heappop(ready)[1] if ready else min(left, key=order)
        if left.pop(node, None) is None:
            continue
        done.append(node)
        for later in after[node]:
            if later in left:
                left[later] -= 1
                if left[later] == 0:
                    heappush(ready, (order(later), later))
    return tuple(done)


def cycles(graph: Graph) -> tuple[tuple[Record, ...], ...]:
    """The circles of dependencies: each record needs the next one, the last needs the first.

    For every record that lies on a circle, the shortest one through it is named in full, each once.
    """
    inside = _on_circles(graph.needs)
    found: dict[frozenset[Key], tuple[Key, ...]] = {}
    for node in sorted(inside, key=name_order):
        circle = _shortest_circle(node, graph.needs, inside)
        if circle is not None:
            found.setdefault(frozenset(circle), circle)
    return tuple(tuple(graph.records[node] for node in circle) for circle in found.values())


def _on_circles(needs: Mapping[Key, tuple[Key, ...]]) -> set[Key]:
    """What is left when all that needs nothing, and all that nothing needs, is taken away again and again."""
    left = set(needs)
    while True:
        needed = {need for node in left for need in needs[node]}
        kept = {node for node in left & needed if any(need in left for need in needs[node])}
        if kept == left:
            return left
        left = kept


def _shortest_circle(start: Key, needs: Mapping[Key, tuple[Key, ...]], inside: set[Key]) -> tuple[Key, ...] | None:
    paths: list[tuple[Key, ...]] = [(start,)]
    seen = {start}
    for path in paths:
        for need in sorted(needs[path[-1]], key=name_order):
            if need == start:
                return path
            if need in inside and need not in seen:
                seen.add(need)
                paths.append((*path, need))
    return None
