"""Column widths from what the columns hold: a fixed table layout is twice as fast as an automatic one, and as sane.

Widths are reckoned in em of the table's text, from rough widths of characters: the layout engine wraps what is left.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

ROOM = 53.0
"""Width of the text block in em of a table's text."""
GUTTER = 1.4
"""Padding of a cell, both sides."""
MEASURE = 0.83
"""A table that needs no more than the measure of running text is as wide as that, in parts of the text block."""
LONGEST_WORD = 15.0
"""Longer words may be broken."""
COMFORT = 20.0
"""Beyond this width a column gains little: its cells become paragraphs."""
WHOLE = frozenset({"time", "tel", "badge"})
"""Elements and classes whose text is never broken."""


@dataclass(frozen=True)
class Column:
    """What a column needs at least, and what it would like, in em."""

    least: float
    wanted: float


def set_columns(root: Element) -> None:
    """Give every table below `root` its column widths; tables too narrow for their words become `tight`."""
    for table in list(root.iter("table")):
        columns = _columns(table)
        if columns:
            _apply(table, columns)


def shares(columns: Sequence[Column], room: float = ROOM) -> list[float]:
    """The part of the table's width that each column gets; they make one together."""
    least = [c.least + GUTTER for c in columns]
    wanted = [max(c.wanted, c.least) + GUTTER for c in columns]
    if sum(wanted) <= room:
        return _normal(wanted)
    if sum(least) >= room:
        return _normal(least)
    spare = (room - sum(least)) / (sum(wanted) - sum(least))
    return _normal([a + (b - a) * spare for a, b in zip(least, wanted, strict=True)])


def _normal(widths: Sequence[float]) -> list[float]:
    return [w / sum(widths) for w in widths]


def _columns(table: Element) -> list[Column]:
    rows = [cells for row in table.iter("tr") if (cells := [c for c in row if c.tag in ("td", "th")])]
    if not rows or any(cell.get("colspan") for cells in rows for cell in cells):
        return []
    count = max(len(cells) for cells in rows)
    return [_column([cells[i] for cells in rows if i < len(cells)]) for i in range(count)]


def _column(cells: Sequence[Element]) -> Column:
    sizes = [_size(cell) for cell in cells]
    longest = max(whole for _, whole in sizes)
    wanted = longest if longest <= COMFORT else COMFORT + (longest - COMFORT) ** 0.6
    return Column(max(word for word, _ in sizes), wanted)


def _size(cell: Element) -> tuple[float, float]:
    """The widths of a cell's longest word and of its longest line."""
    word = line = longest = 0.0
    for text, whole in _runs(cell):
        if text == "\n":
            longest, line = max(longest, line), 0.0
            continue
        line += width(text)
        words = [text] if whole else text.split()
        word = max([word, *(min(_word(w, whole), LONGEST_WORD) for w in words)])
    return word * _weight(cell), max(longest, line) * _weight(cell)


def _weight(cell: Element) -> float:
    return 1.06 if cell.tag == "th" else 1.0


def _word(word: str, whole: bool) -> float:
    return width(word) if whole else max((width(p) for p in _unbroken(word)), default=0.0)


def _unbroken(word: str) -> Iterator[str]:
    """Runs that stay together: Japanese is broken between characters, compounds at hyphens, names of things nowhere."""
    name = any(c.isdigit() for c in word)
    run = ""
    for character in word:
        run += character
        if (_wide(character) and len(run) >= 2) or (character in "-/" and not name):
            yield run
            run = ""
    if run:
        yield run


def _runs(cell: Element, whole: bool = False) -> Iterator[tuple[str, bool]]:
    names = {cell.tag, *(cell.get("class") or "").split()}
    inside = whole or bool(names & WHOLE)
    if cell.text:
        yield cell.text, inside
    for child in cell:
        yield from [("\n", False)] if child.tag in ("br", "p", "li") else []
        yield from _runs(child, inside)
        if child.tail:
            yield child.tail, inside


def width(text: str) -> float:
    """The rough width of a text in em."""
    return sum(_advance(c) for c in text)


def _advance(character: str) -> float:
    if _wide(character):
        return 1.0
    if character == " ":
        return 0.26
    return 0.66 if character.isupper() or character in "mw@%—" else 0.56 if character.isalnum() else 0.38


def _wide(character: str) -> bool:
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


def _apply(table: Element, columns: Sequence[Column]) -> None:
    for old in [child for child in table if child.tag == "colgroup"]:
        table.remove(old)
    group = SubElement(table, "colgroup")
    table.remove(group)
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
    for share in shares(columns):
        SubElement(group, "col", style=f"width:{share * 100:.2f}%")
    classes = (table.get("class") or "").split()
    if sum(c.least + GUTTER for c in columns) > ROOM:
        classes.append("tight")
    elif sum(max(c.wanted, c.least) + GUTTER for c in columns) <= ROOM * MEASURE:
        classes.append("narrow")
    if classes:
        table.set("class", " ".join(classes))
