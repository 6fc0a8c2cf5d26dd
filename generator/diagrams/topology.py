"""How devices are cabled at a site: for engineers, whose edition alone holds the links."""

from generator.diagrams.drawing import Diagram, Edge, Node
from generator.diagrams.words import Words
from generator.inventory.records import Inventory, Record


def topology(inventory: Inventory, network: Record, words: Words) -> Diagram:
    """The devices and lines of one network with the ports that join them; empty when no link is known."""
    links = [link for link in network.links if link.a_end is not None and link.b_end is not None]
    ends: dict[str, Record] = {}
    for link in links:
        for end in (link.a_end, link.b_end):
            ends[_id(end)] = end
    nodes = [_node(end, words) for end in ends.values()]
    edges = [Edge(_id(link.a_end), _id(link.b_end), _ports(link)) for link in links]
    title = words.word("Cabling: {site}", site=words.name(network.site) if network.site is not None else "")
    said = (f"{words.name(link.a_end)} – {words.name(link.b_end)} ({_ports(link)})" for link in links)
    return Diagram(title, words.listing(list(said)), nodes, edges, {})


def _id(end: Record) -> str:
    return f"{end.record_type}-{end.id}"


def _node(end: Record, words: Words) -> Node:
    return Node(
        _id(end), words.name(end), words.shown(end, "kind"), "line" if end.record_type == "circuit" else "device"
    )


def _ports(link: Record) -> str:
    ports = [str(p) for p in (link.a_port, link.b_port) if p]
    return " – ".join(ports)
