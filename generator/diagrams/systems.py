"""A site at a glance: its lines and main devices, and what rests on what.

Nothing is drawn that the inventory does not say: lines between devices are their `depends_on`, those of
circuits their `ends_at`.
"""

from collections.abc import Iterator

from generator.diagrams.drawing import Diagram, Edge, Node
from generator.diagrams.words import Words
from generator.inventory.records import Inventory, Record

INTERNET = "internet"
MAIN_KINDS = ("firewall", "router", "switch", "server", "storage", "virtual_machine")
MOST_OF_A_KIND = 2
"""More devices of a kind are drawn as one box with their number: the picture is read on a phone and on A4."""


def systems(inventory: Inventory, site: Record, words: Words) -> Diagram:
    """Lines and main devices of a site; empty when it has neither, or only one box would be drawn."""
    nodes = [*_lines(inventory, site, words), *_devices(inventory, site, words)]
    if len(nodes) < 2:
        return Diagram("", "", (), (), {})
    if any(n.kind == "line" for n in nodes):
        nodes.insert(0, Node(INTERNET, words.word("Internet"), kind="outside"))
    known = {n.id for n in nodes}
    edges = [e for e in dict.fromkeys(_edges(inventory, site)) if e.start in known and e.end in known]
    title = words.word("{site} at a glance", site=words.name(site))
    return Diagram(title, _text(inventory, site, words), nodes, edges, {})


def _lines(inventory: Inventory, site: Record, words: Words) -> Iterator[Node]:
    for circuit in inventory.circuits:
        if circuit.site is site:
            yield Node(f"circuit-{circuit.id}", words.shown(circuit, "kind"), words.shown(circuit, "role"), "line")


def _devices(inventory: Inventory, site: Record, words: Words) -> Iterator[Node]:
    for kind in MAIN_KINDS:
        found = of_kind(inventory, site, kind)
        if len(found) > MOST_OF_A_KIND:
            yield Node(_box(kind), f"{words.shown(found[0], 'kind')} × {len(found)}")
            continue
        for asset in found:
            note = "\n".join(filter(None, (words.shown(asset, f) for f in ("manufacturer", "model"))))
            yield Node(f"asset-{asset.id}", words.name(asset), note)


def _edges(inventory: Inventory, site: Record) -> Iterator[Edge]:
    for circuit in inventory.circuits:
        reserve = circuit.role == "backup"
        yield Edge(INTERNET, f"circuit-{circuit.id}", dashed=reserve)
        if circuit.ends_at is not None:
            yield Edge(f"circuit-{circuit.id}", _drawn_as(inventory, site, circuit.ends_at), dashed=reserve)
    for kind in MAIN_KINDS:
        for asset in of_kind(inventory, site, kind):
            for need in asset.depends_on:
                start, end = _drawn_as(inventory, site, need), _drawn_as(inventory, site, asset)
                if start != end:
                    yield Edge(start, end)


def _drawn_as(inventory: Inventory, site: Record, record: Record) -> str:
    """The box that stands for a record, on its own or with others of its kind."""
    if record.record_type != "asset":
        return f"{record.record_type}-{record.id}"
    many = len(of_kind(inventory, site, record.kind)) > MOST_OF_A_KIND
    return _box(record.kind) if many else f"asset-{record.id}"


def of_kind(inventory: Inventory, site: Record, kind: str) -> list[Record]:
    """The devices of a kind that are in use at a site."""
    return [a for a in inventory.assets if a.kind == kind and a.site is site and a.status not in ("retired", "spare")]


def _box(kind: str) -> str:
    return f"many-{kind}"


def _text(inventory: Inventory, site: Record, words: Words) -> str:
    """What the picture says, in a sentence."""
    lines = [f"{words.shown(c, 'kind')} ({words.shown(c, 'role')})" for c in inventory.circuits if c.site is site]
    devices = [words.name(a) for kind in MAIN_KINDS for a in of_kind(inventory, site, kind)]
    return words.word("{site}: {things}.", site=words.name(site), things=words.listing(lines + devices))
