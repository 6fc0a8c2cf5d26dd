"""Whether everything fits: text inside its cell and page, and pages that must stand on one sheet on one sheet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TOLERANCE = 2.0
"""CSS pixels by which text may stand out, unseen."""
QUOTED = 40
"""Characters of a text that a complaint quotes."""
SHEET = re.compile(
    r'<(section|nav|article) class="[^"]*\bone-sheet\b[^"]*" id="([\w-]+)"'
    r'(?: data-sizes="([\d.]+) ([\d.]+)")?[^>]*>.*?</\1>',
    re.DOTALL,
)
"""What should stand on one page, and between which type sizes in em."""
MUST = "one-sheet-only"
"""The class of what must stand on one page."""
BODY = re.compile(r"<body\b[^>]*>")
STEP = 0.06
"""By how much type is made smaller at a time, of the largest size."""


@dataclass(frozen=True)
class Sheet:
    """A block that should stand on one page. `alone` is the HTML of a document that holds nothing else."""

    id: str
    alone: str
    largest: float
    least: float
    is_all: bool
    """Whether the document itself holds nothing else."""

    def sizes(self) -> Iterator[float]:
        """The type sizes to try, from the largest."""
        size = self.largest
        while size > self.least - STEP / 2:
            yield round(size, 2)
            size -= STEP * self.largest


def sheets(html: str) -> Iterator[Sheet]:
    """The blocks of a document that should stand on one page."""
    if body := BODY.search(html):
        for block in SHEET.finditer(html):
            alone = f"{html[: body.end()]}{block[0]}</body></html>"
            is_all = "".join(alone.split()) == "".join(html.split())
            yield Sheet(block[2], alone, float(block[3] or 1), float(block[4] or 1), is_all)


def misfits(document: Any) -> Iterator[str]:
    """What stands out of its cell, its column or its page: one message for each text, with its first page."""
    told = set()
    for number, page in enumerate(document.pages, 1):
        for fault in _faults(page._page_box):
            if fault not in told:
                told.add(fault)
                yield f"page {number}: {fault}"


def _faults(page: Any) -> Iterator[str]:
    bottom = page.content_box_y() + page.height + TOLERANCE
    for text in _outside(page, float("inf")):
        yield f"the text “{_quoted(text)}” is wider than its place"
    for text in _texts(_flowing(page)):
        if text.position_y + text.height > bottom:
            yield f"the text “{_quoted(text)}” stands below the page"
            break
    for margin in (child for child in page.children if type(child).__name__ == "MarginBox"):
        for text in _texts(margin):
            if text.position_y < 0 or text.position_y + text.height > page.margin_height():
                yield f"the text “{_quoted(text)}” stands outside the paper"
                break


def overlong(document: Any, name: str = "one-sheet") -> Mapping[str, int]:
    """The ids of blocks with a class that do not stand on one page, with the number of pages they take."""
    pages: dict[str, int] = {}
    for page in document.pages:
        found = {box.element.get("id") for box in _walk(page._page_box) if _is_block_of(box, name)}
        for each in found:
            pages[each] = pages.get(each, 0) + 1
    return {each: count for each, count in pages.items() if count > 1}


def filled(document: Any) -> float:
    """The part of the last page that has text on it."""
    box = document.pages[-1]._page_box
    bottom = max((text.position_y + text.height for text in _texts(_flowing(box))), default=0.0)
    return float(max(bottom - box.content_box_y(), 0.0) / box.height)


def _is_block_of(box: Any, name: str) -> bool:
    element = getattr(box, "element", None)
    return element is not None and name in (element.get("class") or "").split()


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(getattr(child, "_box", child))


def _texts(box: Any) -> Iterator[Any]:
    return (each for each in _walk(box) if hasattr(each, "text"))


def _flowing(page_box: Any) -> Any:
    return next(child for child in page_box.children if type(child).__name__ != "MarginBox")


def _outside(box: Any, right: float) -> Iterator[Any]:
    """Text boxes that end to the right of the block they stand in."""
    if hasattr(box, "text"):
        if box.position_x + box.width > right + TOLERANCE and box.text.strip():
            yield box
        return
    if _is_block(box):
        right = box.position_x + box.margin_width() - (box.margin_right or 0)
    for child in getattr(box, "children", ()):
        yield from _outside(getattr(child, "_box", child), right)


def _is_block(box: Any) -> bool:
    return type(box).__name__ in ("BlockBox", "InlineBlockBox", "TableCellBox", "MarginBox")


def _quoted(box: Any) -> str:
    text = " ".join(box.text.split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
