"""Long Japanese headings are broken between phrases, as a publisher would, not wherever the line is full."""

from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from generator.outputs.paper.extent import wide

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
ONE_LINE = 14
"""Characters of a heading that surely stand on one line."""
LONGEST = 12
"""Characters of a phrase that may not be broken."""


def set_phrases(root: Element) -> None:
    """Hold the phrases of a Japanese document's headings together; shorter headings are left as they are."""
    if root.get("lang") != "ja":
        return
    for heading in root.iter():
        text = heading.text or ""
        if heading.tag in HEADINGS and not len(heading) and len(text) > ONE_LINE and any(wide(c) for c in text):
            _hold(heading, _parser().parse(text))


def _hold(heading: Element, phrases: list[str]) -> None:
    heading.text = None
    for phrase in phrases:
        span = SubElement(heading, "span")
        span.text = phrase
        if len(phrase) <= LONGEST:
            span.set("class", "phrase")


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()
