"""Column widths from what the columns hold: a fixed table layout is twice as fast as an automatic one, and as sane.

Widths are reckoned in em of the table's text, from rough widths of characters: the layout engine wraps what is left.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from math import ceil
from xml.etree.ElementTree import Element, SubElement

from generator.outputs.paper.extent import Extent, extent, width
from generator.outputs.paper.folding import cells_of, fold, host_of, sparse
from generator.outputs.paper.phrases import hold

ROOM = 54.5
"""Width of the text block in em of a table's text."""
GUTTER = 1.05
"""Padding of a cell, both sides."""
MEASURE = 0.83
"""A table that needs no more than the measure of running text is as wide as that, in parts of the text block."""
SHORT = 9
"""A table with no more rows is `short`."""
TALL = 3.4
"""A table whose rows have more lines on average is `tall`: its rows are blocks of text."""
SAVES, SAVES_LONG = 0.75, 0.8
"""A table gets smaller type where its rows are so much lower then; a long one sooner, for it fills pages."""
SAMPLE = 60
"""Rows of a long table that its widths are worked out from."""
SMALLER = 1.13
"""How much more a table holds in smaller type."""
LONGEST_WORD = (21.0, 18.0, 15.0, 12.0, 10.0, 8.0, 6.5, 5.0)
"""Longer words may be broken; the less room there is, the shorter ones. The first is an address, such as of e-mail."""
CROWDING = 15.0
"""A table in which shorter words than these would be broken is crowded."""
STEPS = (1.0, 2.0, 4.0, 8.0)
"""By how much a column is tried wider, in em."""
WRAPPED = 1.1
"""Lines that are wrapped at words end early: so much more room does a text need."""
NUMERIC = 0.6
"""Padding that only cells of figures have."""
SLACK = 1.03
"""Rough widths may be wrong by so much."""
LABEL = 12.0
"""Em of the row labels of a grid, whose other columns are alike; more where those leave room."""

Rows = Sequence[Sequence[Extent]]


def set_columns(root: Element) -> None:
    """Give every table below `root` its column widths; tables too narrow for their words become `tight`.

    Where a table is crowded, columns that are mostly empty are folded into another, until it no longer is.
    """
    for tables in _alike(root):
        if "matrix" in (tables[0].get("class") or "").split():
            for table in tables:
                _set_grid(table)
            continue
        rows = _rows(tables)
        extents = _extents(rows)
        while (kind := fit(extents)) == "tight" and (column := sparse(rows, extents)) is not None:
            for table in tables:
                fold(table, column, host_of(extents[1:]))
            rows = _rows(tables)
            extents = _extents(rows)
        _apply(tables, extents, kind)


def _alike(root: Element) -> Iterable[list[Element]]:
    """The tables that have widths to be worked out; those of one page with the same heads have them in common."""
    found: dict[tuple[object, ...], list[Element]] = {}
    pages = [child for child in root.iter("section") if "page" in (child.get("class") or "").split()]
    homes = {id(table): number for number, page in enumerate(pages) for table in page.iter("table")}
    for number, table in enumerate(root.iter("table")):
        rows = cells_of(table)
        if rows and "month" not in (table.get("class") or "").split():
            head = tuple("".join(cell.itertext()) for cell in rows[0] if cell.tag == "th")
            alike = len(head) == len(rows[0]) and id(table) in homes
            found.setdefault((homes[id(table)], *head) if alike else (None, number), []).append(table)
    return found.values()


def _rows(tables: Iterable[Element]) -> list[list[Element]]:
    """The rows of tables as of one, whose head is that of the first."""
    first, *others = (cells_of(table) for table in tables)
    return [*first, *(row for rows in others for row in rows[1:])]


def _extents(rows: Sequence[Sequence[Element]]) -> Rows:
    return [[extent(cell, NUMERIC if _is_numeric(cell) else 0.0) for cell in cells] for cells in rows]


def _is_numeric(cell: Element) -> bool:
    return "numeric" in (cell.get("class") or "").split()


def _set_grid(table: Element) -> None:
    """The widths of a grid: the labels of its rows, then columns that are alike."""
    rows = _extents(cells_of(table))
    count = len(rows[0]) - 1
    other = max((cell.line for row in rows for cell in row[1:]), default=0.0) + GUTTER
    label = min(max(row[0].line for row in rows) + GUTTER, max(LABEL, ROOM - count * other))
    narrow = label + count * other <= ROOM * MEASURE
    share = label / (ROOM * MEASURE if narrow else ROOM)
    names = ["narrow" if narrow else "", "short" if len(rows) <= SHORT else ""]
    _set(table, [share, *[(1 - share) / count] * count] if count else [1.0], names)


def shares(rows: Rows, room: float = ROOM) -> Sequence[float]:
    """The part of the table's width that each column gets; they make one together."""
    return _shares(tuple(map(tuple, rows)), room)


@lru_cache(maxsize=8)
def _shares(rows: Rows, room: float) -> Sequence[float]:
    """Of the same rows it is asked when their type is chosen, and when they are set."""
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
    columns = list(zip(*rows, strict=True))
    gains = [_gains(column, width) for column, width in zip(columns, widths, strict=True)]
    while (spare := room - sum(widths)) > STEPS[0]:
        gain, column, step = max(
            (gain, -i, step) for i, found in enumerate(gains) for step, gain in found if step <= spare
        )
        if gain <= 0:
            break
        widths[-column] += step
        gains[-column] = _gains(columns[-column], widths[-column])
    spare = max(room - sum(widths), 0.0)
    widths[:] = [width + spare * width / sum(widths) for width in widths]


def _gains(column: Sequence[Extent], width: float) -> list[tuple[float, float]]:
    """What each step wider saves, for its width.

    A row is as tall as its tallest cell, so that lines of tall cells count for more. A cell whose lines are not wrapped
    gains nothing.
    """
    heights = [(_lines(cell, width), cell) for cell in column]
    wrapped = [(lines, cell) for lines, cell in heights if lines > len(cell.lines)]
    return [(step, sum(float(n**3 - _lines(cell, width + step) ** 3) for n, cell in wrapped) / step) for step in STEPS]


def _lines(cell: Extent, width: float) -> int:
    return sum(1 if line * SLACK <= width else ceil(line * WRAPPED / max(width, 1.0)) for line in cell.lines)


def _apply(tables: Iterable[Element], extents: Rows, kind: str) -> None:
    room = ROOM if kind in ("", "narrow") else ROOM * SMALLER
    found = shares(extents, room)
    widths = [share * room - GUTTER for share in found]
    for table in tables:
        rows = cells_of(table)
        own = _extents(rows)
        names = [kind, "short" if len(rows) <= SHORT else "", "tall" if _height(own, widths) > TALL else ""]
        _set(table, found, names)
        if kind != "narrow":
            _hold(rows, own, widths)


def _hold(rows: Sequence[Sequence[Element]], extents: Rows, widths: Sequence[float]) -> None:
    for cells, needs in zip(rows, extents, strict=True):
        for cell, need, room in zip(cells, needs, widths, strict=True):
            if need.line > room:
                hold(cell, partial(_fits, room=room), cell.tag == "th")


def _fits(word: str, room: float) -> bool:
    return width(word) <= room


def _set(table: Element, widths: Sequence[float], names: Sequence[str]) -> None:
    for old in [child for child in table if child.tag == "colgroup"]:
        table.remove(old)
    group = Element("colgroup")
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
    for share in widths:
        SubElement(group, "col", style=f"width:{share * 100:.2f}%")
    if names := [name for name in (table.get("class") or "", *names) if name]:
        table.set("class", " ".join(names))


def fit(rows: Rows) -> str:
    """`narrow`: as wide as running text; `small`: in smaller type; `tight`: the same, but some words are broken."""
    columns = list(zip(*rows, strict=True))
    padding = GUTTER * len(columns)
    lines = sum(max(cell.line for cell in column) for column in columns) + padding
    if lines <= ROOM * MEASURE:
        return "narrow"
    if ROOM < lines <= ROOM * SMALLER:
        return "small"
    words = sum(max(min(cell.word, CROWDING) for cell in column) for column in columns) + padding
    if words > ROOM:
        return "tight"
    unbroken = sum(max(max(cell.whole, min(cell.word, LONGEST_WORD[0])) for cell in column) for column in columns)
    saves_words = ROOM < unbroken + padding <= ROOM * SMALLER
    return "small" if saves_words or _lower(rows) else ""


def _lower(rows: Rows) -> bool:
    """Whether the rows are much lower in smaller type."""
    large, small = ([share * room - GUTTER for share in shares(rows, room)] for room in (ROOM, ROOM * SMALLER))
    return _height(rows, small) / SMALLER < _height(rows, large) * (SAVES if len(rows) <= SHORT else SAVES_LONG)


def _height(rows: Rows, widths: Sequence[float]) -> float:
    """The lines of a row, on average."""
    heights = [max(_lines(cell, width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return sum(heights) / len(heights)
