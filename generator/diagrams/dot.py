"""Draws a diagram with Graphviz's `dot` and makes of it an SVG for pages: accessible, in our fonts, without ids."""

import re
import shutil
import subprocess
from dataclasses import replace
from functools import lru_cache
from html import escape

from generator.diagrams.drawing import Diagram, Node

FONT = "IBM Plex Sans, IBM Plex Sans JP, Hiragino Sans, Noto Sans JP, sans-serif"
INK, LINE, PAPER, FRAME = "#14232e", "#6b7785", "#ffffff", "#8a96a3"
SHAPES = {
    "device": 'shape=box, style="filled,rounded"',
    "line": 'shape=box, style="filled,dashed"',
    "outside": "shape=ellipse, style=filled",
    "service": 'shape=box, style="filled,bold"',
    "vendor": "shape=note, style=filled",
    "list": "shape=box, style=filled",
}
SHEET = (467.0, 590.0)
"""Points that a picture may be wide and high on A4."""
LEGIBLE = 0.7
"""A picture from the top to the bottom that must be made smaller than that is tried from left to right."""
LONG = 12
"""Characters of a name that surely stand on one line of a box."""
LONGEST_RUN = 20
"""Seconds. dot's time grows fast with the number of edges; an inventory's diagrams take milliseconds."""
BODY = re.compile(r"<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>(.*)</svg>", re.DOTALL)
NOISE = re.compile(
    r"<!--.*?-->|<title>.*?</title>|\s(?:id|class)=\"[^\"]*\""
    r"|<polygon fill=\"(?:white|transparent|none)\" stroke=\"transparent\"[^>]*/>",
    re.DOTALL,
)
GRAPH = (
    'graph [rankdir={direction}, bgcolor="transparent", fontname={font}, fontsize=10, fontcolor="{line}", '
    "nodesep=0.28, ranksep=0.42, margin=0.02]"
)
NODES = (
    'node [fontname={font}, fontsize=9.5, fontcolor="{ink}", color="{line}", fillcolor="{paper}", margin="0.13,0.07", '
    "height=0.3]"
)
EDGES = 'edge [fontname={font}, fontsize=8, fontcolor="{line}", color="{line}", arrowsize=0.6]'


class DrawingError(Exception):
    """A diagram could not be drawn; the message says why."""


def svg(diagram: Diagram, key: str) -> str:
    """The diagram as an inline SVG element; `key` makes the ids of its title and text unique in the page.

    Raises DrawingError.
    """
    box, body, width, height = _drawn(diagram)
    if not diagram.across and _smaller(width, height) < LEGIBLE:
        other = _drawn(replace(diagram, across=True))
        if _smaller(*other[2:]) > _smaller(width, height):
            box, body, width, height = other
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img" viewBox="{box}" '
        f'width="{width:.0f}pt" height="{height:.0f}pt" aria-labelledby="{key}-title {key}-text">'
        f'<title id="{key}-title">{escape(diagram.title)}</title><desc id="{key}-text">{escape(diagram.text)}</desc>'
        f"{' '.join(body.split())}</svg>"
    )


def _drawn(diagram: Diagram) -> tuple[str, str, float, float]:
    """The box and the body of a picture, with its width and height in points."""
    found = BODY.search(_run(source(diagram)))
    if found is None:
        raise DrawingError("Graphviz returned no picture")
    width, height = (float(side) for side in found[1].split()[2:])
    return found[1], NOISE.sub("", found[2]), width, height


def _smaller(width: float, height: float) -> float:
    """By how much a picture must be made smaller for a sheet of paper."""
    return min(1.0, SHEET[0] / max(width, 1.0), SHEET[1] / max(height, 1.0))


def source(diagram: Diagram) -> str:
    """The diagram in Graphviz's language; the same diagram, the same text."""
    look = {
        "font": _quoted(FONT),
        "ink": INK,
        "line": LINE,
        "paper": PAPER,
        "direction": "LR" if diagram.across else "TB",
    }
    lines = ["digraph handbook {", *(part.format(**look) for part in (GRAPH, NODES, EDGES))]
    for i, (group, caption) in enumerate(diagram.groups.items()):
        members = [n for n in diagram.nodes if n.group == group]
        if members:
            style = f'label={_quoted(caption)}; labeljust=l; style=rounded; color="{FRAME}"; margin=10'
            lines.append(f"subgraph cluster_{i} {{ {style}; {' '.join(_node(n, diagram.across) for n in members)} }}")
    lines += [_node(n, diagram.across) for n in diagram.nodes if n.group not in diagram.groups]
    for e in diagram.edges:
        style = "dashed" if e.dashed else "solid"
        head = "normal" if e.arrow else "none"
        lines.append(
            f"{_quoted(e.start)} -> {_quoted(e.end)} [label={_quoted(e.label)}, style={style}, arrowhead={head}];"
        )
    return "\n".join([*lines, "}"])


def _node(node: Node, narrow: bool) -> str:
    name = _folded(node.label) if narrow and node.kind != "list" else node.label
    label = f"{name}\n{node.note}" if node.note else name
    shown = _quoted(label) if node.kind != "list" else _ranged_left(label)
    return f"{_quoted(node.id)} [label={shown}, {SHAPES[node.kind]}];"


def _folded(name: str) -> str:
    """A long name in two lines, at its bracket or at a blank near its middle: boxes side by side should be narrow."""
    if len(name) <= LONG:
        return name
    bracket = max(name.find("（"), name.find(" ("))
    blanks = [place for place, sign in enumerate(name) if sign == " "]
    place = bracket if bracket > 0 else min(blanks, key=lambda p: abs(p - len(name) // 2), default=0)
    return f"{name[:place]}\n{name[place:].strip()}" if place else name


def _ranged_left(text: str) -> str:
    """A string whose lines begin below one another."""
    return '"' + "".join(_quoted(line)[1:-1] + "\\l" for line in text.splitlines()) + '"'


def _quoted(text: str) -> str:
    """A string of Graphviz's language: a backslash, a quote or an entity of the text means itself."""
    plain = text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


@lru_cache(maxsize=256)
def _run(text: str) -> str:
    program = shutil.which("dot")
    if program is None:
        raise DrawingError("diagrams need Graphviz's `dot`; install the package graphviz")
    try:
        done = subprocess.run(
            [program, "-Tsvg"], input=text, capture_output=True, text=True, timeout=LONGEST_RUN, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingError(f"Graphviz did not finish within {LONGEST_RUN} seconds") from error
    if done.returncode != 0:
        raise DrawingError(f"Graphviz: {done.stderr.strip()}")
    return done.stdout
