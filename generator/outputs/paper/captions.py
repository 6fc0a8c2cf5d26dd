"""A caption is no second heading: those go that only say again what the heading above has said."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


def drop_captions(root: Element) -> None:
    """Leave out the captions that repeat the heading of their section, which begins with their table."""
    for heading, table in _headed(root):
        caption = table.find("caption")
        if caption is not None and _same(_words(heading), _words(caption)):
            table.remove(caption)


def _same(heading: str, caption: str) -> bool:
    return caption.startswith(heading) or caption.endswith(heading) or heading.startswith(caption)


def _headed(root: Element) -> Iterator[tuple[Element, Element]]:
    """Each heading whose section begins with a table, perhaps after a sentence, and that table."""
    for parent in root.iter():
        heading: Element | None = None
        for block in parent:
            if block.tag in HEADINGS:
                heading = block
            elif block.tag != "p":
                if heading is not None and (table := _table(block)) is not None:
                    yield heading, table
                heading = None


def _table(block: Element) -> Element | None:
    if block.tag == "table":
        return block
    return block.find("table") if "table-wrap" in (block.get("class") or "").split() else None


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()).casefold()
