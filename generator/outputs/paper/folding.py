"""A crowded table loses the columns that are mostly empty: what they hold stands, with its label, in another cell."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from generator.outputs.paper.extent import Extent

FULL = 0.5
"""A column with more of its cells filled stays a column."""
FEWEST = 5
"""A table with no more columns keeps them."""
FOLDED = "folded"


def cells_of(table: Element) -> list[list[Element]]:
    """The cells in full rows; none for tables with joined cells, which their style sheet must size."""
    rows = [cells for row in table.iter("tr") if (cells := [c for c in row if c.tag in ("td", "th")])]
    count = len(rows[0]) if rows else 0
    if any(len(cells) != count or any(c.get("colspan") for c in cells) for cells in rows):
        return []
    return rows


def sparse(rows: Sequence[Sequence[Element]], extents: Sequence[Sequence[Extent]]) -> int | None:
    """The column to fold, or None: never the first, which names the row, nor the one with most to read."""
    head, body = rows[0], extents[1:]
    if len(head) <= FEWEST or len(body) < 2 or any(cell.tag != "th" for cell in head):
        return None
    host = host_of(body)
    filled = {i: sum(bool(row[i].lines) for row in body) / len(body) for i in range(1, len(head)) if i != host}
    column = min(filled, key=lambda i: (filled[i], -max(row[i].word for row in body)))
    return column if filled[column] <= FULL else None


def host_of(body: Sequence[Sequence[Extent]]) -> int:
    """The column, but the first, with the most to read: its cells are tall already."""
    return max(range(1, len(body[0])), key=lambda i: (sum(row[i].line for row in body), -i))


def fold(table: Element, column: int, host: int) -> None:
    """Move what a column holds into the cells of another, the `host`, behind its label."""
    rows = [row for row in table.iter("tr") if len(row)]
    label = "".join(rows[0][column].itertext())
    for row in rows[1:]:
        cell = row[column]
        if "".join(cell.itertext()).strip():
            _move(cell, row[host], label)
    for row in rows:
        row.remove(row[column])


def _move(cell: Element, host: Element, label: str) -> None:
    line = SubElement(host, "div", {"class": FOLDED})
    named = SubElement(line, "span", {"class": "folded-label"})
    named.text, named.tail = label, " " + (cell.text or "")
    line.extend(list(cell))
