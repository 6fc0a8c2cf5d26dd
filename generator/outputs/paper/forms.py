"""Boxes to tick and lines to write on become fields that are filled in on the screen, and print as they were.

A field's name says what it is (t: tick, w: value written down beside a tick, b: blank, s: signature) with a number,
in the order of the page; its tooltip says in words what it asks. answers.py reads them back.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

SLUG = re.compile(r"[^a-z0-9]+")
ASIDE = {"why", "expected", "write-down"}
"""Classes of words beside what a line to tick says."""
NAMED = 40
"""Characters of a label that a field's name takes up."""

Asked = tuple[Element, str, str]
"""An element with a box or a rule directly below it, what sort of field that is, and the words that it asks."""


def make_fillable(root: Element) -> None:
    """Put fields where people write."""
    ticks = 0
    counted: Counter[str] = Counter()
    for holder, kind, words in list(_asked(root)):
        for place, child in enumerate(list(holder)):
            if child.tag != "span" or not {"box", "rule"} & set((child.get("class") or "").split()):
                continue
            counted[kind] += 1
            ticks = counted["t"]
            number = ticks if kind == "w" else counted[kind]
            holder[place] = _field(child, kind, words, number)


def _asked(root: Element) -> Iterator[Asked]:
    leads: dict[int, str] = {}
    tick = ""
    for element in root.iter():
        classes = (element.get("class") or "").split()
        if "tick-group" in classes:
            lead = next((_words(p, ASIDE) for p in element.iter("p")), "")
            leads.update((id(item), lead) for item in element.iter("li"))
        elif "tick" in classes:
            tick = " – ".join(filter(None, (leads.get(id(element)), _words(element, ASIDE))))
            yield element, "t", tick
        elif "write-down" in classes:
            yield element, "w", " – ".join(filter(None, (tick, _words(element, set()))))
        elif "signature-line" in classes:
            yield element, "s", _words(element, set())
        elif "blanks" in classes:
            for pair in element:
                yield from ((dd, "b", _words(pair, set())) for dd in pair.iter("dd"))


def _words(element: Element, without: set[str]) -> str:
    parts = [element.text or ""]
    for child in element:
        if without.isdisjoint((child.get("class") or "").split()):
            parts.append(_words(child, without))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _field(old: Element, kind: str, words: str, number: int) -> Element:
    slug = SLUG.sub("-", words.lower()).strip("-")[:NAMED].strip("-") if words.isascii() else ""
    name = f"{kind}{number:03}-{slug}" if slug else f"{kind}{number:03}"
    sort = {"type": "checkbox", "class": "box"} if kind == "t" else {"type": "text", "class": "rule"}
    made = Element("input", {**sort, "name": name, "title": words})
    made.tail = old.tail
    return made
