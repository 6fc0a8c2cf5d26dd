"""The order in which a client's infrastructure is started and stopped."""

from typing import Any

from generator.facts.assets import kind_rank
from generator.facts.dependencies import Graph, ordered
from generator.facts.selecting import Key, natural
from generator.inventory.records import Record

INFRASTRUCTURE = frozenset(
    {"firewall", "router", "modem", "switch", "access_point", "server", "virtual_machine", "storage", "ups", "pdu"}
)
STARTED_FIRST = ("pdu", "ups")
"""Kinds that give power to the others."""
WITHOUT_HINT = 10**6
Assets = tuple[Record, ...]


def start_order(graph: Graph) -> Assets:
    """What each device needs comes before it, then lower hints, then power, lines, network and servers.

    Empty where the inventory says nothing of dependencies and hints, since any order would then be invented.
    """
    if not _anything_known(graph):
        return ()
    return _infrastructure(graph, _start_sequence(graph))


def stop_order(graph: Graph) -> Assets:
    """What needs a device comes before it, then lower hints; without hints it is the start order backwards."""
    if not _anything_known(graph):
        return ()
    place = {node: n for n, node in enumerate(_start_sequence(graph))}

    def order(node: Key) -> tuple[Any, ...]:
        return _hint(graph.records[node], "stop_order"), -place[node]

    return _infrastructure(graph, ordered(graph.records, graph.needed_by, order))


def _start_sequence(graph: Graph) -> tuple[Key, ...]:
    def order(node: Key) -> tuple[Any, ...]:
        record = graph.records[node]
        return _hint(record, "start_order"), _rank(record), natural(str(record.id)), record.record_type

    return ordered(graph.records, graph.needs, order)


def _hint(record: Record, field: str) -> int:
    """Lines and services need nobody's hand: they never hold up a device that waits for them."""
    if record.record_type != "asset":
        return -1
    hint = getattr(record, field)
    return WITHOUT_HINT if hint is None else int(hint)


def _rank(record: Record) -> int:
    if record.record_type != "asset":
        return 0
    return -1 if record.kind in STARTED_FIRST else kind_rank(record)


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
