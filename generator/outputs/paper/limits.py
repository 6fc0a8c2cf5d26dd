"""What no document holds: more than these would take an hour and the memory of the machine before anybody is told."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

ROWS = 4000
"""Rows of a document's tables: each takes 7 milliseconds and 0.3 MB."""
DEEPEST = 60
"""Elements inside one another; a nested list takes two at each level."""
SPAN = 100
"""Columns or rows that a cell may stand across."""
QUOTED = 40
TOO_DEEP = "blocks stand inside one another too deeply to be laid out: make lists and quotations flat"


def beyond(root: Element) -> Iterator[str]:
    """What the document has too much of, with the words that it begins with, and how to mend it."""
    tables = [(sum(1 for _ in table.iter("tr")), table) for table in root.iter("table")]
    if sum(rows for rows, _ in tables) > ROWS:
        most, longest = max(tables, key=lambda each: each[0])
        caption = longest.find("caption")
        yield (
            f"the table “{_quoted(longest if caption is None else caption)}” has {most:,} rows, and a document takes "
            f"{ROWS:,} in all: leave it to the website, or list fewer records"
        )
    for cell in root.iter("td"):
        if any(_number(cell.get(name)) > SPAN for name in ("colspan", "rowspan")):
            yield f"the cell “{_quoted(cell)}” stands across more than {SPAN} columns or rows"
    if (deep := _too_deep(root)) is not None:
        yield f"{TOO_DEEP} (“{_quoted(deep)}”)"


def _too_deep(root: Element) -> Element | None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
    return level[0] if level else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _quoted(element: Element) -> str:
    """The words that an element begins with; not by recursion, which is what it may be too deep for."""
    text = ""
    for each in element.iter():
        text = f"{text} {each.text or ''}".strip()
        if len(text) >= QUOTED:
            break
    text = " ".join(text.split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
