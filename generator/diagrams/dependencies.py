"""What each service rests on: from services down to servers, network devices, lines and vendors."""

from generator.diagrams.drawing import Diagram, Edge, Node
from generator.diagrams.words import Words
from generator.facts.dependencies import Graph, graph_in_use, reachable
from generator.facts.selecting import Key
from generator.inventory.records import Inventory

KINDS = {"service": "service", "circuit": "line", "vendor": "vendor", "cloud_tenant": "outside"}


def dependencies(inventory: Inventory, words: Words) -> Diagram:
    """Services and everything that they need, an arrow from each to what it needs; empty without such."""
    graph = graph_in_use(inventory)
    tops = [node for node in graph.records if node[0] == "service" and graph.needs.get(node)]
    shown = set(tops).union(*(reachable(graph.needs, node) for node in tops)) if tops else set()
    ordered = [node for node in graph.records if node in shown]
    nodes = [_node(graph, node, words) for node in ordered]
    edges = [Edge(_id(node), _id(need), arrow=True) for node in ordered for need in graph.needs.get(node, ())]
    return Diagram(words.word("What rests on what"), _text(graph, tops, words), nodes, edges, {})


def _id(node: Key) -> str:
    return f"{node[0]}-{node[1]}"


def _node(graph: Graph, node: Key, words: Words) -> Node:
    record = graph.records[node]
    note = words.shown(record, "kind") if node[0] in ("asset", "circuit") else ""
    return Node(_id(node), words.name(record), note, KINDS.get(node[0], "device"))


def _text(graph: Graph, tops: list[Key], words: Words) -> str:
    said = []
    for node in tops:
        needs = [words.name(graph.records[need]) for need in graph.needs[node]]
        said.append(
            words.word("{thing} needs {others}.", thing=words.name(graph.records[node]), others=words.listing(needs))
        )
    return " ".join(said)
