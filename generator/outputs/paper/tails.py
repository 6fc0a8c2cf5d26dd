"""The last page of a part is no line or two: the end of its text stays together, and takes more with it."""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from generator.outputs.paper.extent import width

LEAST = 13.0
"""Lines, roughly, that stand on a page at least where a part, or what stands before a sheet of its own, ends."""
MOST = 16.0
"""A block of more lines may be broken."""
LINE = 40.0
"""Em of a line."""
LED = {"div": 6.0, "dl": 6.0, "figure": 6.0, "ol": 2.8, "ul": 2.8, "blockquote": 2.8}
"""What follows a paragraph → how many lines, with the space below it, the paragraph has that belongs to it."""
HEADINGS = frozenset({"h2", "h3", "h4"})


def set_tails(root: Element) -> None:
    """Mark the last blocks of running text before each page that is always begun anew: class `tail`."""
    for section in list(_ends(root)):
        lines, marked = 0.0, []
        for block in reversed(list(section)):
            if "page-title" in (block.get("class") or "") or (more := _lines(block)) > MOST:
                break
            marked.append(block)
            lines += more
            if lines >= LEAST and block.tag not in HEADINGS:
                break
        for place, block in enumerate(reversed(marked)):
            names = filter(None, (block.get("class"), "tail" if place else "tail-first"))
            block.set("class", " ".join(names))


def set_leads(root: Element) -> None:
    """Mark the paragraphs that say what follows them, a table or a list: class `lead`, which ends no page."""
    for section in root.iter("section"):
        for block, after in pairwise(section):
            if block.tag == "p" and (_lines(block) <= LED.get(after.tag, 0.0) or _is_marks(block)):
                block.set("class", " ".join(filter(None, (block.get("class"), "lead"))))


def _is_marks(block: Element) -> bool:
    """Whether a paragraph holds badges alone: they belong to the heading above, and say nothing without the text."""
    return len(block) > 0 and all(_is(child, "badge") and not (child.tail or "").strip() for child in block)


def _ends(root: Element) -> Iterator[Element]:
    for part in root.iter("section"):
        pages = [child for child in part if child.tag == "section" and _is(child, "page")]
        for place, page in enumerate(pages, 1):
            if not _is(page, "own-page") and (place == len(pages) or _is(pages[place], "own-page")):
                yield page


def _is(element: Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _lines(block: Element) -> float:
    """The lines that a block takes, with the space below it."""
    texts = [each for each in block.iter() if each.tag in ("p", "li", "dd", "tr")] or [block]
    return sum(width("".join(each.itertext())) // LINE + 1.2 for each in texts) + 0.5
