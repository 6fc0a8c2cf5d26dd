"""Pages on their way from the builder to the steps that finish them: in memory, and what many of them hold once.

Four fifths of a page of the theme are navigation, search form and pictures that other pages have too. Whoever renders
such a piece once for many pages may hand it in here and put a mark in its place. Then no step has to look at it again
and again, and a page is put together only when it is written.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Parts = tuple[str, ...]
"""A page in pieces; every piece can be worked on by itself, and together they are the page."""
WHOLE = re.compile(r"<(/?)(pre|script|style|textarea)\b")
"""What is kept to the letter."""
OUTER = ("<article", "</article", "<link", "<meta", "<!--")
"""What steps look for in a page as a whole, or change together with the blanks around it."""
LEAST = 300
"""Characters below which a piece is not worth a mark."""
RETURNS = re.compile(r"\r\n?")


def is_outside(part: str) -> bool:
    """Whether a piece begins and ends outside of tags."""
    start, end = part.find("<"), part.find(">")
    return part.rfind("<") <= part.rfind(">") and (end < 0 or start <= end)


def is_whole(text: str) -> bool:
    """Whether scripts and their like begin and end in a text."""
    inside = ""
    for closing, tag in WHOLE.findall(text):
        if not inside and not closing:
            inside = tag
        elif closing and tag == inside:
            inside = ""
    return not inside


class Hand:
    """The pages of one website below `folder`, by their address, and what they share."""

    def __init__(self, folder: Path) -> None:
        self.folder = f"{folder.absolute()}{os.sep}"
        self.pages: dict[str, Parts] = {}
        self.shared: list[str] = []
        self.sign = f"\0{os.urandom(8).hex()}:"  # nothing that is written in a page can be taken for a mark
        self.marks = re.compile(rf"{self.sign}(\d+)\0")

    def share(self, text: str) -> str:
        """The text with a mark in place of what can be shared: all of it but the blanks around it."""
        whole = "".join(self._parts(text))
        inner = whole.strip()
        if len(inner) < LEAST or inner[0] != "<" or inner[-1] != ">" or any(tag in inner for tag in OUTER):
            return whole
        if not is_outside(inner) or not is_whole(inner):
            return whole
        before, _, after = whole.partition(inner)
        self.shared.append(inner)
        return f"{before}{self.sign}{len(self.shared) - 1}\0{after}"

    def take(self, path: str, content: bytes) -> bool:
        """Take a page that would be written to a file; anything else is left to whoever writes it."""
        if not (path.startswith(self.folder) and path.endswith(".html")):
            return False
        text = content.decode()
        text = RETURNS.sub("\n", text) if "\r" in text else text
        parts = self._parts(text)
        divisible = all(is_outside(part) and is_whole(part) for part in parts[::2])
        self.pages[path[len(self.folder) :].replace(os.sep, "/")] = parts if divisible else ("".join(parts),)
        return True

    def _parts(self, text: str) -> Parts:
        """What is a page's own and what it shares by turns."""
        parts = self.marks.split(text)
        parts[1::2] = [self.shared[int(number)] for number in parts[1::2]]
        return tuple(parts)


_HANDS: list[Hand] = []


@contextmanager
def handing(folder: Path) -> Iterator[Hand]:
    """Pages that are rendered for the website in `folder` may be handed over instead of written."""
    _HANDS.append(Hand(folder))
    try:
        yield _HANDS[-1]
    finally:
        _HANDS.pop()


def hand() -> Hand | None:
    """Who takes pages now, if anybody does."""
    return _HANDS[-1] if _HANDS else None
