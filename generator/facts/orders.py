"""The order in which a client's infrastructure is started and stopped."""

from typing import Any

from generator.facts.assets import kind_rank
from generator.facts.dependencies import Graph, ordered
from generator.facts.selecting import Key, natural
from generator.inventory.records import Record

INFRASTRUCTURE = frozenset(
    {"firewall", "router", "modem", "switch", "access_point", "server", "virtual_machine", "storage", "ups", "pdu"}
)
STARTED_FIRST = ("ups", "pdu", "modem")
"""Kinds that give power and a line to the others: where nothing else is said they start first and stop last."""
LAST = 10**6
Assets = tuple[Record, ...]


def start_order(graph: Graph) -> Assets:
    """What each device needs comes before it, then lower hints, then power, lines, network and servers.

    Empty where the inventory says nothing of dependencies and hints, since any order would then be invented.
    """
    if not _anything_known(graph):
        return ()
    return _infrastructure(graph, _start_sequence(graph))


def stop_order(graph: Graph) -> Assets:
    """What needs a device comes before it, then lower hints; without any hint it is the start order backwards."""
    starting = _start_sequence(graph)
    place = {node: n for n, node in enumerate(starting)}
    if not _anything_known(graph):
        return ()
    if not any(_stop_hint(record) for record in graph.records.values()):
        return _infrastructure(graph, starting[::-1])

    def order(node: Key) -> tuple[Any, ...]:
        record = graph.records[node]
        return _stop_hint(record) or (LAST if _gives_power(record) else 0), -place[node]

    return _infrastructure(graph, ordered(graph.records, graph.needed_by, order))


def _start_sequence(graph: Graph) -> tuple[Key, ...]:
    def order(node: Key) -> tuple[Any, ...]:
        record = graph.records[node]
        return _start_hint(record), _rank(record), natural(str(record.id)), record.record_type

    return ordered(graph.records, graph.needs, order)


def _start_hint(record: Record) -> int:
    """Lines and services need nobody's hand: they never hold up a device that waits for them."""
    if record.record_type != "asset" or (record.start_order is None and _gives_power(record)):
        return 0
    return LAST if record.start_order is None else int(record.start_order)


def _stop_hint(record: Record) -> int | None:
    hint: int | None = record.stop_order if record.record_type == "asset" else None
    return hint


def _gives_power(record: Record) -> bool:
    return record.record_type == "asset" and record.kind in STARTED_FIRST


def _rank(record: Record) -> int:
    if record.record_type != "asset":
        return -1
    return STARTED_FIRST.index(record.kind) if _gives_power(record) else len(STARTED_FIRST) + kind_rank(record)


def _anything_known(graph: Graph) -> bool:
    assets = [(node, r) for node, r in graph.records.items() if r.record_type == "asset"]
    return any(graph.needs[node] or r.start_order is not None or r.stop_order is not None for node, r in assets)


def _infrastructure(graph: Graph, sequence: tuple[Key, ...]) -> Assets:
    return tuple(graph.records[node] for node in sequence if _started_by_hand(graph, node))


def _started_by_hand(graph: Graph, node: Key) -> bool:
    """Infrastructure, whatever others need, and what has a hint: not every laptop and telephone."""
    record = graph.records[node]
    if record.record_type != "asset":
        return False
    hinted = record.start_order is not None or record.stop_order is not None
    return record.kind in INFRASTRUCTURE or hinted or bool(graph.needed_by[node])
