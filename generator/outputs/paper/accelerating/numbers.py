"""Page numbers in the text, of the contents and of "see page n", without laying all their pages out again.

The engine lays a document out with zeros for them, and lays every page that has one out again once they are known. Here
each is as many zeros as its number is likely to have digits. All digits of a font being as wide as each other, a line
with the right ones is then the same line: they are exchanged in the pages that are there. Whatever is not so plain
(a number with more digits, a line that is broken inside it) is laid out again, as without us.
"""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint import document, layout
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout.page import make_all_pages
from weasyprint.text.line_break import split_first_line

from generator.outputs.paper.accelerating.patching import Patch

DIGIT = re.compile(r"[0-9]")
PER_PAGE = 1500
"""Characters of a page, on average; of a page in Japanese half as many. A wrong guess costs time and nothing else."""


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(document, "build_formatting_structure", _build)
    yield Patch(layout, "make_all_pages", _make_all_pages)


def _build(root: Any, style_for: Any, images: Any, base_url: Any, targets: Any, *others: Any) -> Any:
    """Suppose where targets will be, before the text that tells their pages is made."""
    per_page = PER_PAGE / 2 if root.get("lang") == "ja" else PER_PAGE
    before = 0
    for element in root.iter():
        item = targets.target_lookup_items.get(element.get("id"))
        if item is not None:
            number = 1 + before / per_page
            item.cached_page_counter_values = {"page": [0 if number < 10 else 10 if number < 100 else 100]}
        before += len((element.text or "").strip()) + len((element.tail or "").strip())
    return build_formatting_structure(root, style_for, images, base_url, targets, *others)


def _make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """Make pages, those that need it; then set the numbers in all of them right, or have a page made once more."""
    if context.reported_footnotes or any(context.running_elements.values()):
        yield from make_all_pages(context, root_box, html, pages)
        return
    known = _Known(context)
    made = list(make_all_pages(context, root_box, html, pages))
    for number, page in enumerate(made):
        if number >= len(pages) or page is not pages[number]:
            known.note(context.page_maker[number])
    for number, page in enumerate(made):
        _settle(context, page, number, len(made), known)
    yield from made


class _Known:
    """The texts that tell page numbers: their boxes, and what they said when their pages were made."""

    def __init__(self, context: Any) -> None:
        items = context.target_collector.counter_lookup_items.items()
        self.items = {id(item): (box, item) for (box, name), item in items if name == "content"}
        self.laid: dict[int, str] = context.__dict__.setdefault("_laid_numbers", {})
        self.before = {key: _text(box) for key, (box, _) in self.items.items()}

    def note(self, state: Any) -> None:
        """A page was made with the texts that were there before."""
        self.laid.update((key, self.before[key]) for key in state[-1]["content_lookups"] if key in self.items)


def _text(source: Any) -> str:
    return "".join(box.text for box in source.descendants() if isinstance(box, boxes.TextBox))


def _settle(context: Any, page: Any, number: int, total: int, known: _Known) -> None:
    """Tell a page's texts the numbers as they are now, and the page with them; or mark it as to be made again."""
    state = context.page_maker[number][-1]
    keys = [key for key in state["content_lookups"] if key in known.items]
    if not keys or state["pages_wanted"]:
        return
    counters = {**context.page_maker[number + 1][3][1], "pages": [total]}
    wrong = []
    for key in keys:
        source, item = known.items[key]
        item.cached_page_counter_values = counters
        item.parse_again(counters)
        if _text(source) != known.laid[key]:
            wrong.append(key)
    moved = bool(wrong) and _has_footnotes(page)
    state["content_changed"] = moved or not _renumber(context, page, [known.items[key][0] for key in wrong])
    if not state["content_changed"]:
        known.laid.update((key, _text(known.items[key][0])) for key in wrong)


def _has_footnotes(page: Any) -> bool:
    """What stands at a page's foot belongs to its lines, and may have moved to the next page: it is made as a whole."""
    return any(type(child) is boxes.FootnoteAreaBox and child.children for child in page.children)


def _renumber(context: Any, page: Any, sources: list[Any]) -> bool:
    """Exchange digits in a page; whether the page is now as it would be, were it made again."""
    if not sources:
        return True
    laid: dict[Any, list[Any]] = {source: [] for source in sources}
    for box in page.descendants(placeholders=True):
        if box.missing_link in laid:
            laid[box.missing_link].append(box)
    changes = [_change(context, source, found) for source, found in laid.items()]
    for change in changes:
        if change is None:
            return False
    for box, pango_layout in filter(None, changes):
        box.text, box.pango_layout = pango_layout.text, pango_layout
    return True


def _change(context: Any, source: Any, laid: list[Any]) -> tuple[Any, Any] | None:
    """The text box to change, with its line; None where the page has to be made again."""
    texts = [box for each in laid[:1] for box in each.descendants() if isinstance(box, boxes.TextBox)]
    new = _text(source)
    if len(laid) != 1 or len(texts) != 1 or DIGIT.sub("0", texts[0].text) != DIGIT.sub("0", new):
        return None
    box = texts[0]
    if not _plain(box) or not _even_digits(context, box.style):
        return None
    line, length, resume_at, width, height, baseline = split_first_line(new, box.style, context, None, 0)
    same = (box.width, box.height, box.baseline) == (width, height, baseline + box.margin_top)
    return (box, line) if same and resume_at is None and length == len(new.encode()) else None


def _plain(box: Any) -> bool:
    return not (box.justification_spacing or box.leading_collapsible_space or box.trailing_collapsible_space)


def _even_digits(context: Any, style: Any) -> bool:
    """Whether all digits are as wide as each other."""
    known: dict[int, tuple[Any, bool]] = context.__dict__.setdefault("_even_digits", {})
    if id(style) not in known:
        widths = {split_first_line(digit, style, context, None, 0)[3] for digit in "0123456789"}
        known[id(style)] = style, len(widths) == 1
    return known[id(style)][1]
