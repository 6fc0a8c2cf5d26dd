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
VALUELESS = re.compile(r"\s(?:id|name)(?!=|[\w:.-])", re.IGNORECASE)
OPEN_REFERENCE = re.compile(r"&#(?!\d+;|[xX][0-9a-fA-F]+;)")
SPECIAL = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""What stands inside them is not HTML."""
MARKDOWN = re.compile(r"\smarkdown\b", re.IGNORECASE)


class Plain(NamedTuple):
    """A text whose HTML is plain: its lines with those of HTML marked, and the names that links may lead to."""

    lines: tuple[tuple[str, bool], ...]
    anchors: frozenset[str]


class _Line(NamedTuple):
    block: bool
    anchors: frozenset[str]


@lru_cache(maxsize=64)
def plain_html(text: str, block_tags: frozenset[str]) -> Plain | None:
    """What is to be taken out of a text; None when the library must look at it."""
    if OPEN_REFERENCE.search(text):
        return None
    lines = text.split("\n")
    made: list[tuple[str, bool]] = []
    anchors: set[str] = set()
    for number, line in enumerate(lines):
        if "<" not in line:
            made.append((line, False))
            continue
        found = _line(line, block_tags)
        if found is None or (found.block and (number + 2 >= len(lines) or lines[number + 1])):
            return None
        made.append((line, found.block))
        anchors |= found.anchors
    return Plain(tuple(made), frozenset(anchors))


@lru_cache(maxsize=4096)
def _line(line: str, block_tags: frozenset[str]) -> _Line | None:
    """What a line with HTML is; None when it is not plain."""
    tags = [(m[1], m[2].lower(), m[3], m[4]) for m in TAG.finditer(line)]
    if len(tags) != line.count("<") or any(tag in SPECIAL for _, tag, _, _ in tags):
        return None
    if any(MARKDOWN.search(a) or VALUELESS.search(a) for _, _, a, _ in tags if a):
        return None
    anchors = frozenset(_anchors(tags))
    if not line.lstrip(" ").startswith("<") or tags[0][1] not in block_tags:
        return _Line(False, anchors)
    whole = line.startswith("<") and line.endswith(">") and _is_one_element(tags)
    return _Line(True, anchors) if whole else None


def _anchors(tags: list[tuple[str, str, str, str]]) -> Iterator[str]:
    for closing, tag, attributes, _ in tags:
        if attributes and not closing:
            yield from (unescape(name) for name in ID.findall(attributes))
            if tag == "a":
                yield from (unescape(name) for name in NAME.findall(attributes))


def _is_one_element(tags: list[tuple[str, str, str, str]]) -> bool:
    """Whether the element that begins with the first tag ends with the last, and not before it."""
    closing, tag, _, empty = tags[0]
    if closing or empty or tag == "hr":
        return False
    open_tags: list[str] = []
    for number, (closing, tag, _, empty) in enumerate(tags):
        if closing:
            if tag in open_tags:
                while open_tags.pop() != tag:
                    pass
        elif not empty and tag != "hr":
            open_tags.append(tag)
        if not open_tags:
            return number == len(tags) - 1
    return False
