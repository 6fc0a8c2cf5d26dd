"""Footnotes stand at the foot of the page on which what they explain ends.

The layout engine loses its way with a note whose line it moves to the next page after all, as it does with what leads
to a table, and takes none from the head of a table. So each note goes behind the block that its mark stands in, which
is never moved alone, and the mark is printed as it stands.
"""

from collections.abc import Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from generator.outputs.paper.captions import HEADINGS

REFERENCE, BACK, NOTE = "footnote-ref", "footnote-backref", "foot-note"


def set_footnotes(root: Element) -> None:
    """Put the notes of lists of class `footnote` in the place of their marks, numbered as they come; the lists go."""
    blocks = [element for element in root.iter("div") if _is_list(element)]
    if not blocks:
        return
    notes = {str(item.get("id")): item for block in blocks for item in block.iter("li")}
    parents = {child: parent for parent in root.iter() for child in parent}
    for number, mark in enumerate(_marks(root), 1):
        note = notes.get((next(mark.iter("a")).get("href") or "").removeprefix("#"))
        if note is not None:
            _place(mark, note, number, parents)
    for block in blocks:
        parents[block].remove(block)


def _is_list(element: Element) -> bool:
    return element.tag == "div" and (element.get("class") or "").split() == ["footnote"]


def _marks(element: Element) -> list[Element]:
    return [mark for mark in element.iter("sup") if any(a.get("class") == REFERENCE for a in mark.iter("a"))]


def _place(mark: Element, note: Element, number: int, parents: Mapping[Element, Element]) -> None:
    mark[:] = []
    mark.text = str(number)
    block = mark
    while block in parents and not _holds_text(parents[block]):
        block = parents[block]
    place = parents[block]
    blocks = list(place)
    after = blocks.index(block)
    while after + 1 < len(blocks) and _leads(blocks[after]):
        after += 1
    holder = Element("div", {"class": "note-holder"})
    _fill(SubElement(holder, "span", {"class": NOTE}), note)
    place.insert(after + 1, holder)


def _holds_text(element: Element) -> bool:
    """Whether an element holds the blocks of running text."""
    return element.tag in ("section", "body") or "free" in (element.get("class") or "").split()


def _leads(block: Element) -> bool:
    return block.tag in HEADINGS or "lead" in (block.get("class") or "").split()


def _fill(place: Element, note: Element) -> None:
    """What a note says, without the way back to its mark."""
    holder = note[0] if len(note) == 1 and note[0].tag == "p" else note
    place.text = (holder.text or "").strip()
    place.extend(deepcopy(child) for child in holder if BACK not in (child.get("class") or ""))
