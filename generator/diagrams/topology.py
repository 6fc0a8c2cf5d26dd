"""How devices are cabled at a site: for engineers, whose edition alone holds the links."""

from collections import Counter

from generator.diagrams.drawing import Diagram, Edge, Node
from generator.diagrams.words import Words
from generator.inventory.records import Inventory, Record

GATHERED = 3
"""End devices on one switch from this number on stand in one box, a line each: a fan of boxes is too wide to read."""
JOINING = ("firewall", "router", "switch", "modem")
"""Kinds that join others, and keep a box of their own."""


def topology(inventory: Inventory, network: Record, words: Words) -> Diagram:
    """The devices and lines of one network with the ports that join them; empty when no link is known."""
    links = [link for link in network.links if link.a_end is not None and link.b_end is not None]
    ends = {_id(end): end for link in links for end in (link.a_end, link.b_end)}
    gathered = _gathered(links)
    hidden = {_id(_far(link, hub)) for hub, group in gathered.items() for link in group}
    nodes = [_node(end, words) for key, end in ends.items() if key not in hidden]
    edges = [Edge(_id(k.a_end), _id(k.b_end), _ports(k)) for k in links if not {_id(k.a_end), _id(k.b_end)} & hidden]
    for hub, group in gathered.items():
        nodes.append(Node(f"{hub}-ends", "\n".join(_line(link, hub, words) for link in group), kind="list"))
        edges.append(Edge(hub, f"{hub}-ends"))
    title = words.word("Cabling: {site}", site=words.name(network.site) if network.site is not None else "")
    said = (f"{words.name(link.a_end)} – {words.name(link.b_end)} ({_ports(link)})" for link in links)
    return Diagram(title, words.listing(list(said)), nodes, edges, {})


def _gathered(links: list[Record]) -> dict[str, list[Record]]:
    """Device → the links to those of its end devices that stand in one box."""
    joined = Counter(_id(end) for link in links for end in (link.a_end, link.b_end))
    found: dict[str, list[Record]] = {}
    for link in links:
        for hub, end in ((link.a_end, link.b_end), (link.b_end, link.a_end)):
            if end.record_type == "asset" and end.kind not in JOINING and joined[_id(end)] == 1 < joined[_id(hub)]:
                found.setdefault(_id(hub), []).append(link)
    return {hub: group for hub, group in found.items() if len(group) >= GATHERED}


def _far(link: Record, hub: str) -> Record:
    """The end of a link that is not `hub`."""
    far: Record = link.b_end if _id(link.a_end) == hub else link.a_end
    return far


def _line(link: Record, hub: str, words: Words) -> str:
    """An end device with the port of the hub that it hangs on."""
    port = link.a_port if _id(link.a_end) == hub else link.b_port
    return f"{port}: {words.name(_far(link, hub))}" if port else words.name(_far(link, hub))


def _id(end: Record) -> str:
    return f"{end.record_type}-{end.id}"


def _node(end: Record, words: Words) -> Node:
    return Node(
        _id(end), words.name(end), words.shown(end, "kind"), "line" if end.record_type == "circuit" else "device"
    )


def _ports(link: Record) -> str:
    ports = [str(p) for p in (link.a_port, link.b_port) if p]
    return " – ".join(ports)
