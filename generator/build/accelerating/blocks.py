"""HTML that stands in Markdown, found without reading every character of it twice.

Our components put out HTML on a line of its own. Where a text holds no other HTML than such lines and tags within
sentences, the library's reader would take these lines out and leave all else as it is; so they are taken out here. Any
text that is not as plain as that is left to the library.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z_:][\w:.-]*(?:=\"[^\"<>`]*\")?)*)\s*(/?)>")
ID, NAME = re.compile(r"\sid=\"([^\"]*)\"", re.IGNORECASE), re.compile(r"\sname=\"([^\"]*)\"", re.IGNORECASE)
NAMING = re.compile(r"\s(?:id|name)=", re.IGNORECASE)
VALUE = re.compile(r"=\"[^\"]*\"")
VALUELESS = re.compile(r"\s(?:id|name)(?=\s|$)", re.IGNORECASE)
OPEN_REFERENCE = re.compile(r"&#(?!\d+;|[xX][0-9a-fA-F]+;)")
SPECIAL = frozenset({"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""What stands inside them is not HTML."""
MARKDOWN = re.compile(r"\smarkdown\b", re.IGNORECASE)
Tag = tuple[str, str, str, str]
"""A slash if it is a closing tag, its name, its attributes, a slash if it is empty."""


class Line(NamedTuple):
    """A line with HTML. `parts` are the elements that it consists of, by turns with the blanks between them.

    There are none when it is a line of text, and None when that cannot be said without the library.
    """

    parts: tuple[str, ...] | None
    anchors: frozenset[str]


def anchors_of(text: str, block_tags: frozenset[str]) -> frozenset[str] | None:
    """The names in a text that links may lead to; None when the library must look for them."""
    found: set[str] = set()
    for line in text.split("\n"):
        if "<" in line:
            made = read_line(line, block_tags)
            if made is None:
                return None
            found |= made.anchors
    return frozenset(found)


def blocks_of(text: str, block_tags: frozenset[str]) -> tuple[str | tuple[str, ...], ...] | None:
    """The lines of a text, those that are to be taken out as their parts; None when the library must do it."""
    if OPEN_REFERENCE.search(text):
        return None
    lines = text.split("\n")
    made: list[str | tuple[str, ...]] = []
    for number, line in enumerate(lines):
        found = read_line(line, block_tags) if "<" in line else TEXT
        if found is None or found.parts is None:
            return None
        if found.parts and (number + 2 >= len(lines) or lines[number + 1]):
            return None
        made.append(found.parts or line)
    return tuple(made)


TEXT = Line((), frozenset())


@lru_cache(maxsize=1024)
def read_line(line: str, block_tags: frozenset[str]) -> Line | None:
    """What a line with HTML is; None when not all of its tags are plain."""
    tags: list[Tag] = TAG.findall(line)
    kinds = {tag[1] for tag in tags}
    if any(kind != kind.lower() for kind in kinds):
        tags = [(closing, tag.lower(), attributes, empty) for closing, tag, attributes, empty in tags]
        kinds = {kind.lower() for kind in kinds}
    if len(tags) != line.count("<") or kinds & SPECIAL or ("title" in kinds and not _titles_are_text(tags)):
        return None
    given = {attributes for _, _, attributes, _ in tags if attributes}
    if not all(map(_is_plain, given)):
        return None
    anchors = frozenset(_anchors(tags) if any("=" in g and NAMING.search(g) for g in given) else ())
    if any("markdown" in g.lower() and MARKDOWN.search(VALUE.sub("=", g)) for g in given):
        return Line(None, anchors)
    if not line.lstrip(" ").startswith("<") or tags[0][1] not in block_tags:
        return Line((), anchors)
    ends = _ends(tags, block_tags) if line.startswith("<") else None
    if not ends:
        return Line(None, anchors)
    found = list(TAG.finditer(line))
    return Line(_parts(line, [(found[a].start(), found[b].end()) for a, b in ends]), anchors)


@lru_cache(maxsize=4096)
def _is_plain(attributes: str) -> bool:
    """Whether every name that matters has a value."""
    return not VALUELESS.search(VALUE.sub("=", attributes))


def _titles_are_text(tags: list[Tag]) -> bool:
    """Inside a title, some versions of the reader take nothing for a tag."""
    following = zip(tags, [*tags[1:], None], strict=True)
    return all(after is not None and after[:2] == ("/", "title") for t, after in following if t[:2] == ("", "title"))


def _anchors(tags: list[Tag]) -> Iterator[str]:
    for closing, tag, attributes, _ in tags:
        if attributes and not closing:
            yield from (unescape(name) for name in ID.findall(attributes))
            if tag == "a":
                yield from (unescape(name) for name in NAME.findall(attributes))


def _ends(tags: list[Tag], block_tags: frozenset[str]) -> list[tuple[int, int]] | None:
    """The elements that a line consists of, by the numbers of their first and last tags; None where one has no end."""
    made: list[tuple[int, int]] = []
    open_tags: list[str] = []
    first = 0
    for number, (closing, tag, _, empty) in enumerate(tags):
        if not open_tags:
            if closing or empty or tag == "hr" or tag not in block_tags:
                return None
            first = number
        if closing:
            if tag in open_tags:
                while open_tags.pop() != tag:
                    pass
        elif not empty and tag != "hr":
            open_tags.append(tag)
        if not open_tags:
            made.append((first, number))
    return None if open_tags else made


def _parts(line: str, elements: list[tuple[int, int]]) -> tuple[str, ...] | None:
    """The elements and what is between them; None where that, or the end of the line, is not blank."""
    made, end = list[str](), 0
    for start, following in elements:
        if made:
            made.append(line[end:start])
        elif start:
            return None
        made.append(line[start:following])
        end = following
    return None if end != len(line) or any(gap.strip(" ") for gap in made[1::2]) else tuple(made)
