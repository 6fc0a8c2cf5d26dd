"""Boxes to tick and lines to write on become fields that are filled in on the screen, and print as they were."""

import re
from collections.abc import Iterator
from itertools import count
from xml.etree.ElementTree import Element

SLUG = re.compile(r"[^a-z0-9]+")
ASIDE = {"why", "expected", "write-down"}
"""Classes of words beside what a line to tick says."""
NAMED = 40
"""Characters of a label that a field's name takes up."""


def make_fillable(root: Element) -> None:
    """Put fields where people write: each has a name, in the order of the page, and a tooltip saying what it asks."""
    numbers = count(1)
    for holder, words in _asked(root):
        for place, child in enumerate(list(holder)):
            kind = (child.get("class") or "").split()
            if child.tag == "span" and ("box" in kind or "rule" in kind):
                holder[place] = _field(child, "box" in kind, words, next(numbers))


def _asked(root: Element) -> Iterator[tuple[Element, str]]:
    """Elements with a box or a rule directly below them, each with the words that say what is asked."""
    leads: dict[int, str] = {}
    for element in root.iter():
        kind = (element.get("class") or "").split()
        if "tick-group" in kind:
            lead = next((_words(p, ASIDE) for p in element.iter("p")), "")
            leads.update((id(tick), lead) for tick in element.iter("li"))
        elif "tick" in kind:
            yield element, " – ".join(filter(None, (leads.get(id(element)), _words(element, ASIDE))))
        elif "write-down" in kind or "signature-line" in kind:
            yield element, _words(element, set())
        elif "blanks" in kind:
            for pair in element:
                yield from ((dd, _words(pair, set())) for dd in pair.iter("dd"))


def _words(element: Element, without: set[str]) -> str:
    parts = [element.text or ""]
    for child in element:
        if without.isdisjoint((child.get("class") or "").split()):
            parts.append(_words(child, without))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _field(old: Element, box: bool, words: str, number: int) -> Element:
    slug = SLUG.sub("-", words.lower()).strip("-")[:NAMED].strip("-") if words.isascii() else ""
    name = f"{number:03}-{slug}" if slug else f"{number:03}"
    if box:
        made = Element("input", {"type": "checkbox", "class": "box", "name": name, "title": words})
    else:
        made = Element("input", {"type": "text", "class": "rule", "name": name, "title": words})
    made.tail = old.tail
    return made
