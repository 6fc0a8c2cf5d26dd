"""How wide text will be on paper, roughly, in em of its own size."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from generator.outputs.paper.phrases import tokens, width

__all__ = ["Extent", "extent", "width"]

WHOLE = frozenset({"time", "tel", "badge"})
"""Elements and classes whose text is never broken."""
INDENT = "— "
"""As wide as a list's mark."""
NOTHING = 1.2
"""What is narrower is blank."""
MONO = 1.06
"""Type in which all characters are of one width is wider."""
NEVER_FIRST = frozenset("〜～、。・，．：；）」』］】〉》–—")
"""What no line begins with: it stays with what stands before it."""
BREAKS = frozenset({"br", "p", "li", "dd", "div"})


class Extent(NamedTuple):
    """What a cell needs: the widths of its longest word, of the longest that must never be broken, and of its lines."""

    word: float
    whole: float
    lines: tuple[float, ...]

    @property
    def line(self) -> float:
        """The width at which nothing is wrapped."""
        return max(self.lines, default=0.0)


def extent(cell: Element, padding: float = 0.0) -> Extent:
    """What a table cell needs, with the padding that other cells do not have."""
    factor = 1.07 if cell.tag == "th" else 1.0
    word = unbroken = line = before = 0.0
    lines = []
    for text, whole, mono in _runs(cell):
        if text == "\n":
            lines.append(line)
            line = before = 0.0
            continue
        scale = MONO if mono else 1.0
        line += width(text) * scale
        pieces = [width(piece) * scale for piece in ([text] if whole else tokens(text, cell.tag == "th"))] or [0.0]
        if text[0] in NEVER_FIRST:
            pieces[0] += before
            unbroken = max(unbroken, pieces[0])
        word = max(word, *pieces)
        if whole:
            unbroken = max(unbroken, pieces[0])
        before = 0.0 if text[-1].isspace() else pieces[-1]
    lines.append(line)
    shown = tuple(w * factor + padding for w in lines if w > NOTHING)
    return Extent(word * factor + padding, unbroken * factor + padding, shown)


def _runs(cell: Element, whole: bool = False, mono: bool = False) -> Iterator[tuple[str, bool, bool]]:
    inside = whole or not WHOLE.isdisjoint({cell.tag, *(cell.get("class") or "").split()})
    mono = mono or cell.tag == "code"
    if "foot-note" in (cell.get("class") or ""):
        return
    if cell.text:
        yield cell.text, inside, mono
    for child in cell:
        if child.tag in BREAKS:
            yield "\n", False, False
        if child.tag == "li":
            yield INDENT, False, False
        yield from _runs(child, inside, mono)
        if child.tail:
            yield child.tail, inside, mono
