"""How wide text will be on paper, roughly, in em of its own size."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

WHOLE = frozenset({"time", "tel", "badge"})
"""Elements and classes whose text is never broken."""
INDENT = "— "
"""As wide as a list's mark."""
NOTHING = 1.2
"""What is narrower is blank."""
LONGEST_KATAKANA = 9
"""Longer words of katakana are broken like all Japanese."""
BREAKS = frozenset({"br", "p", "li", "dd"})


class Extent(NamedTuple):
    """What a cell needs: the widths of its longest word, of the longest that must never be broken, and of its lines."""

    word: float
    whole: float
    lines: tuple[float, ...]

    @property
    def line(self) -> float:
        """The width at which nothing is wrapped."""
        return max(self.lines, default=0.0)


def extent(cell: Element) -> Extent:
    """What a table cell needs."""
    factor = 1.07 if cell.tag == "th" else 1.0
    word = unbroken = line = 0.0
    lines = []
    for text, whole in _runs(cell):
        if text == "\n":
            lines.append(line)
            line = 0.0
            continue
        line += width(text)
        word = max([word, *_words(text, whole)])
        if whole:
            unbroken = max(unbroken, width(text))
    lines.append(line)
    return Extent(word * factor, unbroken * factor, tuple(w * factor for w in lines if w > NOTHING))


def _runs(cell: Element, whole: bool = False) -> Iterator[tuple[str, bool]]:
    inside = whole or not WHOLE.isdisjoint({cell.tag, *(cell.get("class") or "").split()})
    if cell.text:
        yield cell.text, inside
    for child in cell:
        if child.tag in BREAKS:
            yield "\n", False
        if child.tag == "li":
            yield INDENT, False
        yield from _runs(child, inside)
        if child.tail:
            yield child.tail, inside


def _words(text: str, whole: bool) -> Iterator[float]:
    """The widths of the pieces that stay together."""
    if whole:
        yield width(text)
        return
    for word in text.split():
        yield from (width(piece) for piece in _pieces(word))


def _pieces(word: str) -> Iterator[str]:
    """Japanese is broken between characters, but not in katakana; compounds at hyphens, names of things nowhere."""
    name = any(c.isdigit() for c in word)
    run = ""
    for character, following in zip(word, word[1:] + " ", strict=True):
        run += character
        together = _katakana(character) and _katakana(following) and len(run) < LONGEST_KATAKANA
        japanese = wide(character) and len(run) >= 2 and not together
        if japanese or (character in "-/" and not name):
            yield run
            run = ""
    if run:
        yield run


@lru_cache(maxsize=65536)
def width(text: str) -> float:
    """The rough width of a text."""
    return sum(_advance(c) for c in text)


def _advance(character: str) -> float:
    if wide(character):
        return 1.0
    if character == " ":
        return 0.26
    if character.isdigit():
        return 0.61
    return 0.67 if character.isupper() or character in "mw@%—" else 0.56 if character.isalnum() else 0.4


def wide(character: str) -> bool:
    """Whether a character fills a square, as Japanese ones do."""
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


def _katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "ー"
