"""Diagrams: what they show, how they stay readable, and that names stay names."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from composing import composed

from generator.diagrams.dot import source, svg
from generator.diagrams.drawing import Diagram, Edge, Node
from generator.diagrams.rack import rack_title
from generator.diagrams.topology import topology
from generator.diagrams.words import Words

SITE = {"sites": [{"id": "tokyo", "name": {"en": "Tokyo", "ja": "東京"}, "code": "TYO"}]}


def device(id_: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_.upper(), "kind": kind, "site": "tokyo", **more}


def network(*links: tuple[str, str, str, str]) -> dict[str, Any]:
    ends = ("a_end", "a_port", "b_end", "b_port")
    made = [{"id": f"l-{i}", **dict(zip(ends, link, strict=True))} for i, link in enumerate(links)]
    return {"networks": [{"id": "tokyo", "site": "tokyo", "links": made}]}


def cabling(folder: Path, devices: list[dict[str, Any]], *links: tuple[str, str, str, str]) -> Diagram:
    files = {"sites.yml": SITE, "assets.yml": {"assets": devices}, "network.yml": network(*links)}
    _, made = composed(folder, client=files, audience="engineer")
    inventory = made.edition.inventory
    words = Words(lambda text, **values: text.format(**values), lambda r, f: str(getattr(r, f) or ""), ", ".join)
    return topology(inventory, inventory.networks[0], words)


def test_a_rack_is_said_to_be_one_once(tmp_path: Path) -> None:
    names = {"a": "Rack A", "b": "Store room cabinet"}
    site = {**SITE["sites"][0], "racks": [{"id": i, "name": name, "units": 9} for i, name in names.items()]}
    _, made = composed(tmp_path, client={"sites.yml": {"sites": [site]}}, audience="engineer")
    words = Words(lambda text, **values: text.format(**values), lambda r, f: "", ", ".join)
    racks = made.edition.inventory.sites[0].racks
    assert [rack_title(rack, words) for rack in racks] == ["Rack A", "Rack Store room cabinet"]


def test_end_devices_of_a_switch_stand_in_one_box_with_their_ports(tmp_path: Path) -> None:
    devices = [
        device("fw", "firewall"),
        device("sw", "switch"),
        *(device(f"ap-{n}", "access_point") for n in (1, 2, 3)),
    ]
    links = [("fw", "x1", "sw", "49"), *(("sw", str(n), f"ap-{n}", "eth0") for n in (1, 2, 3))]
    drawn = cabling(tmp_path, devices, *links)
    assert {n.label for n in drawn.nodes} == {"FW", "SW", "1: AP-1\n2: AP-2\n3: AP-3"}
    assert {(e.start, e.end) for e in drawn.edges} == {("asset-fw", "asset-sw"), ("asset-sw", "asset-sw-ends")}
    assert "AP-2 (2 – eth0)" in drawn.text, "the text alternative says every link"


def test_the_port_is_the_switchs_own_whichever_end_the_link_is_written_from(tmp_path: Path) -> None:
    devices = [device("sw", "switch"), *(device(f"ap-{n}", "access_point") for n in (1, 2, 3))]
    links = [(f"ap-{n}", "eth0", "sw", f"Gi{n}") for n in (1, 2, 3)]
    assert [n.label for n in cabling(tmp_path, devices, *links).nodes if n.kind == "list"] == [
        "Gi1: AP-1\nGi2: AP-2\nGi3: AP-3"
    ]


def test_two_end_devices_keep_boxes_of_their_own(tmp_path: Path) -> None:
    devices = [device("sw", "switch"), device("ap-1", "access_point"), device("ap-2", "access_point")]
    drawn = cabling(tmp_path, devices, ("sw", "1", "ap-1", "eth0"), ("sw", "2", "ap-2", "eth0"))
    assert {n.label for n in drawn.nodes} == {"SW", "AP-1", "AP-2"}
    assert {e.label for e in drawn.edges} == {"1 – eth0", "2 – eth0"}


@pytest.mark.parametrize("kind", ["device", "list"])
@pytest.mark.parametrize("name", ['a"b', "a\\nb", "a\\", '"]; x [label="', "<b>&amp;", "\\N", "東京 🗼", "{a|b}"])
def test_a_name_in_a_box_is_shown_as_it_is(name: str, kind: str) -> None:
    drawn = svg(Diagram("t", "t", [Node("a", name, kind=kind), Node("b", "B")], [Edge("a", "b", name)], {}), "key")
    texts = [unescape(t) for t in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert sorted(texts) == sorted([name, name, "B"])


def test_the_same_diagram_gives_the_same_source() -> None:
    one, two = (Diagram("t", "t", [Node("a", "A"), Node("b", "B")], [Edge("a", "b")], {}) for _ in range(2))
    assert source(one) == source(two)


def test_a_picture_too_wide_for_paper_runs_from_left_to_right() -> None:
    leaves = [Node(f"n{i}", f"Device number {i} (managed by others)") for i in range(14)]
    wide = Diagram("", "", [Node("top", "Top"), *leaves], [Edge("top", leaf.id) for leaf in leaves], {})
    box = re.search(r'viewBox="([^"]*)"', svg(wide, "key"))
    assert box is not None
    _, _, width, height = (float(side) for side in box[1].split())
    assert width <= 467 < height, "as wide as the text of a page at most"
    narrow = Diagram("", "", wide.nodes[:3], wide.edges[:2], {})
    assert ">Device number 0 (managed by others)<" in svg(narrow, "key"), "names are folded where boxes are many alone"
