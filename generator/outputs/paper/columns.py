"""Column widths from what the columns hold: a fixed table layout is twice as fast as an automatic one, and as sane.

Widths are reckoned in em of the table's text, from rough widths of characters: the layout engine wraps what is left.
"""

from collections.abc import Sequence
from math import ceil
from xml.etree.ElementTree import Element, SubElement

from generator.outputs.paper.extent import Extent, extent

ROOM = 54.5
"""Width of the text block in em of a table's text."""
GUTTER = 1.05
"""Padding of a cell, both sides."""
MEASURE = 0.83
"""A table that needs no more than the measure of running text is as wide as that, in parts of the text block."""
SHORT = 9
"""A table with no more rows is `short`."""
TALL = 3.4
"""Lines of a row, on average, from which a table gets smaller type."""
SAMPLE = 60
"""Rows of a long table that its widths are worked out from."""
SMALLER = 1.13
"""How much more a table holds in the smaller type that it gets where no row needs a second line then."""
LONGEST_WORD = (15.0, 12.0, 10.0, 8.0, 6.5, 5.0)
"""Longer words may be broken; the less room there is, the shorter ones."""
STEPS = (1.0, 2.0, 4.0, 8.0)
"""By how much a column is tried wider, in em."""
WRAPPED = 1.1
"""Lines that are wrapped at words end early: so much more room does a text need."""

Rows = Sequence[Sequence[Extent]]


def set_columns(root: Element) -> None:
    """Give every table below `root` its column widths; tables too narrow for their words become `tight`."""
    for table in list(root.iter("table")):
        rows = _rows(table)
        if rows:
            _apply(table, rows)


def _rows(table: Element) -> Rows:
    """The extents of the cells, in full rows; none for tables with joined cells, which their style sheet must size."""
    rows = [cells for row in table.iter("tr") if (cells := [c for c in row if c.tag in ("td", "th")])]
    count = len(rows[0]) if rows else 0
    if any(len(cells) != count or any(c.get("colspan") for c in cells) for cells in rows):
        return []
    return [[extent(cell) for cell in cells] for cells in rows]


def shares(rows: Rows, room: float = ROOM) -> list[float]:
    """The part of the table's width that each column gets; they make one together."""
    columns = list(zip(*rows, strict=True))
    room -= GUTTER * len(columns)
    wanted = [max(cell.line for cell in column) for column in columns]
    widths = _least(columns, room)
    if sum(wanted) <= room:
        widths = wanted
    else:
        _widen(widths, rows[:: ceil(len(rows) / SAMPLE)], room)
    total = sum(widths) + GUTTER * len(widths)
    return [(width + GUTTER) / total for width in widths]


def _least(columns: Sequence[Sequence[Extent]], room: float) -> list[float]:
    """The widths at which no word is broken that need not be."""
    widths: list[float] = []
    for longest in LONGEST_WORD:
        widths = [max(max(cell.whole, min(cell.word, longest)) for cell in column) for column in columns]
        if sum(widths) <= room:
            break
    return widths


def _widen(widths: list[float], rows: Rows, room: float) -> None:
    """Give the spare room, piece by piece, to the column where it saves most lines for its width."""
    heights = [[_lines(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    while (spare := room - sum(widths)) > STEPS[0]:
        trials = [(_gain(heights, rows, i, w + step) / step, -i, step) for i, w in enumerate(widths)
                  for step in STEPS if step <= spare]  # fmt: skip
        gain, column, step = max(trials)
        if gain <= 0:
            break
        widths[-column] += step
        for height, row in zip(heights, rows, strict=True):
            height[-column] = _lines(row[-column], widths[-column])
    spare = max(room - sum(widths), 0.0)
    widths[:] = [width + spare * width / sum(widths) for width in widths]


def _gain(heights: Sequence[Sequence[int]], rows: Rows, column: int, width: float) -> float:
    """The lines that a wider column saves; a shorter cell in a row that stays as tall counts a little."""
    gain = 0.0
    for height, row in zip(heights, rows, strict=True):
        fewer = height[column] - _lines(row[column], width)
        if fewer:
            rest = max((h for i, h in enumerate(height) if i != column), default=1)
            gain += max(max(height) - max(rest, height[column] - fewer), 0) + 0.1 * fewer
    return gain


def _lines(cell: Extent, width: float) -> int:
    return sum(1 if line <= width else ceil(line * WRAPPED / max(width, 1.0)) for line in cell.lines)


def _apply(table: Element, rows: Rows) -> None:
    for old in [child for child in table if child.tag == "colgroup"]:
        table.remove(old)
    group = Element("colgroup")
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
    kind = fit(rows)
    for share in shares(rows, ROOM if kind in ("", "narrow") else ROOM * SMALLER):
        SubElement(group, "col", style=f"width:{share * 100:.2f}%")
    names = [table.get("class") or "", kind, "short" if len(rows) <= SHORT else ""]
    if any(names):
        table.set("class", " ".join(filter(None, names)))


def fit(rows: Rows) -> str:
    """`narrow`: as wide as running text; `small`: in smaller type; `tight`: the same, but some words are broken."""
    columns = list(zip(*rows, strict=True))
    padding = GUTTER * len(columns)
    lines = sum(max(cell.line for cell in column) for column in columns) + padding
    if lines <= ROOM * MEASURE:
        return "narrow"
    if ROOM < lines <= ROOM * SMALLER:
        return "small"
    words = sum(max(min(cell.word, LONGEST_WORD[0]) for cell in column) for column in columns) + padding
    if words > ROOM:
        return "tight"
    return "small" if _height(rows) > TALL else ""


def _height(rows: Rows) -> float:
    """The lines of a row, on average, in the type of other tables."""
    widths = [share * ROOM - GUTTER for share in shares(rows)]
    heights = [max(_lines(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return sum(heights) / len(heights)
