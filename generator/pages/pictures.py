"""Diagrams as components: each is drawn from the edition alone, and comes out as a figure or as nothing."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from markupsafe import Markup

from generator.diagrams.dependencies import dependencies
from generator.diagrams.dot import svg
from generator.diagrams.drawing import Diagram
from generator.diagrams.rack import rack_svg, rack_title
from generator.diagrams.systems import systems
from generator.diagrams.topology import topology
from generator.diagrams.words import Words
from generator.inventory.records import Inventory, Record
from generator.pages.escaping import one_line
from generator.pages.show import Show

TAG = re.compile(r"<[^>]*>")
WIDTH = re.compile(r'width="(\d+)pt"')
READABLE_WIDTH = 480
"""Points. A wider drawing would be shrunk until nobody can read it: a website scrolls it instead."""


class Pictures:
    """Functions of a template's context, for one edition."""

    def __init__(self, show: Show, blocks: Any, inventory: Inventory) -> None:
        self.show, self.blocks, self.inventory = show, blocks, inventory
        self.words = Words(show.word, self._plain, lambda parts: show.language.listing(parts))

    def context(self) -> dict[str, Callable[..., Any]]:
        """Name → function, as the page templates call them."""
        return {
            "systems_diagram": lambda site: self._figure(
                systems(self.inventory, site, self.words), f"systems-{site.id}"
            ),
            "dependency_diagram": lambda: self._figure(dependencies(self.inventory, self.words), "dependencies"),
            "topology_diagram": self.topology,
            "rack_diagram": self.rack,
            "picture": self.picture,
        }

    def topology(self, network: Record) -> Markup:
        """How the devices of a network are cabled."""
        key = f"topology-{network.id}"
        return self._figure(topology(self.inventory, network, self.words), key)

    def rack(self, rack: Record) -> Markup:
        """A rack from the front."""
        drawn = rack_svg(self.inventory, rack, self.words, f"rack-{rack.id}")
        caption = rack_title(rack, self.words)
        return one_line(self.blocks.figure(Markup(drawn), caption, "diagram rack")) if drawn else Markup("")

    def picture(self, record: Record, field: str, caption: Any) -> Markup:
        """A file of the inventory as a figure; nothing when the record names none."""
        name = getattr(record, field)
        if not name:
            return Markup("")
        shown = self.show.attachments.picture(record.record_type, name, caption)
        return one_line(self.blocks.figure(shown, caption, "picture-figure"))

    def _figure(self, diagram: Diagram, key: str) -> Markup:
        if not diagram:
            return Markup("")
        drawn = svg(diagram, key)
        width = WIDTH.search(drawn)
        wide = width is not None and int(width[1]) > READABLE_WIDTH
        return one_line(self.blocks.figure(Markup(drawn), diagram.title, "diagram", wide))

    def _plain(self, record: Record, field: str) -> str:
        """A field's value as text: diagrams hold no markup."""
        return unescape(TAG.sub("", self.show.field(record, field)))
