"""Whether everything fits: text inside its cell and page, and pages that must stand on one sheet on one sheet."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TOLERANCE = 2.0
"""CSS pixels by which text may stand out, unseen."""
QUOTED = 40
"""Characters of a text that a complaint quotes."""
ONE_SHEET = re.compile(r'<(section|nav) class="[^"]*\bone-sheet\b[^"]*" id="([\w-]+)">.*?</\1>', re.DOTALL)
"""What must not run on to a second page."""
BODY = re.compile(r"<body\b[^>]*>")


def sheets(html: str) -> Iterator[tuple[str, str]]:
    """The ids of blocks that must stand on one page, each with the HTML of a document that holds nothing else."""
    if body := BODY.search(html):
        for block in ONE_SHEET.finditer(html):
            yield block[2], f"{html[: body.end()]}{block[0]}</body></html>"


def misfits(document: Any) -> Iterator[str]:
    """What stands out of its cell, its column or its page, one message each."""
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        bottom = box.content_box_y() + box.height + TOLERANCE
        for text in _outside(box, float("inf")):
            yield f"page {number}: the text “{_quoted(text)}” is wider than its place"
        for text in _texts(_flowing(box)):
            if text.position_y + text.height > bottom:
                yield f"page {number}: the text “{_quoted(text)}” stands below the page"
                break


def overlong(document: Any) -> Mapping[str, int]:
    """The ids of sections that must stand on one page and do not, with the number of pages they take."""
    pages: dict[str, int] = {}
    for page in document.pages:
        for name in {name for box in _walk(page._page_box) if (name := _single(box))}:
            pages[name] = pages.get(name, 0) + 1
    return {name: count for name, count in pages.items() if count > 1}


def _single(box: Any) -> str | None:
    element = getattr(box, "element", None)
    if element is None or getattr(box, "element_tag", "") not in ("section", "nav"):
        return None
    return element.get("id") if "one-sheet" in (element.get("class") or "").split() else None


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
