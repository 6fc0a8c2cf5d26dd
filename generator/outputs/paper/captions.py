"""A caption is no second heading: those go that only say again what the heading above has said."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


def drop_captions(root: Element) -> None:
    """Leave out the captions that repeat the heading of their section, which begins with their table.

    Where further tables of the section are called like the first, each by its place or device, all keep their captions.
    """
    for heading, (table, *others) in _headed(root):
        caption, said = table.find("caption"), _words(heading)
        if caption is None or not _same(said, _words(caption)):
            continue
        also = {_caption(other) for other in others} - {said}
        if _words(caption) == said or not any(_same(said, each) for each in also):
            table.remove(caption)


def _same(heading: str, caption: str) -> bool:
    return bool(caption) and (caption.startswith(heading) or caption.endswith(heading) or heading.startswith(caption))


def _headed(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Each heading whose section begins with a table, perhaps after a sentence, and the tables up to the next one."""
    for parent in root.iter():
        sections: list[tuple[Element, list[Element]]] = []
        begun = False
        for block in parent:
            if block.tag in HEADINGS:
                sections.append((block, []))
                begun = False
            elif block.tag != "p" and sections:
                table = _table(block)
                if table is not None and (sections[-1][1] or not begun):
                    sections[-1][1].append(table)
                begun = True
        yield from ((heading, tables) for heading, tables in sections if tables)


def _table(block: Element) -> Element | None:
    if block.tag == "table":
        return block
    return block.find("table") if "table-wrap" in (block.get("class") or "").split() else None


def _caption(table: Element) -> str:
    caption = table.find("caption")
    return "" if caption is None else _words(caption)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split()).casefold()
