"""A diagram as data, before it is drawn: nodes in groups, edges between them, and what it says in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A box: `id` is unique in the diagram, `kind` decides its shape (the lines of a `list` are ranged left).

    `group` is the frame it stands in.
    """

    id: str
    label: str
    note: str = ""
    kind: str = "device"
    group: str = ""


@dataclass(frozen=True)
class Edge:
    """A line from one node to another; `dashed` for what is a reserve or only logical."""

    start: str
    end: str
    label: str = ""
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Diagram:
    """What is to be drawn. `title` and `text` are its text alternative: `text` says all that the picture says."""

    title: str
    text: str
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    groups: Mapping[str, str]
    """Group → its caption, in the order of their frames."""
    across: bool = False
    """Left to right instead of top to bottom."""

    def __bool__(self) -> bool:
        return bool(self.nodes)
