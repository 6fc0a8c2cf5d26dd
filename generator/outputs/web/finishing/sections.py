"""A page's article as sections to be searched: each heading with its text, a row of a table as one line of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from generator.outputs.web.kept import Kept

ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>|([^<]+)", re.DOTALL)
TAG = re.compile(r"(/?)([a-zA-Z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)")
SHORT = 300
ID = re.compile(r"\bid=\"([^\"]*)\"")
TELEPHONE = re.compile(r"\bhref=\"tel:\+?(\d+)\"")
HIDDEN = re.compile(r"\bhidden\b|class=\"(?:headerlink|about|hidden-words|mark)\"|data-search-exclude")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
UNSEEN = frozenset({"script", "style", "svg", "button", "object", "template"})
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
CELLS = frozenset({"td", "th", "dt", "dd"})
JOINTS = {"dd": ": "}
EMPTY_CELLS = re.compile(r"(?: ·){2,}")
LINES = frozenset(
    {"p", "li", "tr", "div", "ul", "ol", "dl", "table", "caption", "blockquote", "summary", "figcaption", "pre", "br"}
)
INNER = frozenset({"p", "br", "ul", "ol", "li"})
"""Lines that do not end the line of a row when they stand inside one of its cells."""
MEANING = (("heading", HEADINGS), ("cell", CELLS), ("line", LINES))


@dataclass
class Section:
    """A heading's id (empty for the page's own), its words, and the lines below it. `numbers` are telephone numbers."""

    id: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        """The text as search results show it: a line is a block, so that a result shows the line that was found."""
        return "".join(f"<p>{escape(line, quote=False)}</p>" for line in self.lines)


READ: Kept[list[Section]] = Kept(0)
"""Sections by what they were read from: for a preview, which makes the same pages again and again."""


def sections(page: str) -> list[Section]:
    """The sections of a built page, in order; the first is the page itself."""
    article = ARTICLE.search(page)
    if article is None:
        return []
    known = READ.get(article[1])
    if known is None:
        known = _Reader().read(article[1])
        READ.keep(known, 3 * len(article[1]), article[1])
    return known


class Tag(NamedTuple):
    """What a tag means to a reader, by what stands between its angle brackets."""

    closing: bool
    name: str
    attributes: str
    deeper: int
    """By how many levels it leads further into what is skipped."""
    is_skipped: bool
    number: str
    does: str


Token = tuple[Tag | None, str]


@lru_cache(maxsize=1 << 12)
def _tag(written: str) -> Tag | None:
    """The same tags stand everywhere."""
    return _read_tag(written)


def _read_tag(written: str) -> Tag | None:
    """What stands between angle brackets; None when it is no tag, or goes on behind a bracket in quotes."""
    found = TAG.fullmatch(written)
    if found is None:
        return None
    closing, name, attributes = bool(found[1]), found[2].lower(), found[3]
    does = next((does for does, names in MEANING if name in names), "")
    number = TELEPHONE.search(attributes) if attributes and not does else None
    deeper = 0 if name in VOID or attributes.endswith("/") else -1 if closing else 1
    skipped = not closing and (name in UNSEEN or bool(attributes and HIDDEN.search(attributes)))
    return Tag(closing, name, attributes, deeper, skipped, number[1] if number else "", does)


class _Reader:
    def __init__(self) -> None:
        self.found = [Section()]
        self.words: list[str] = []
        self.title: list[str] | None = None
        self.anchor = ""
        self.skipping = self.row = 0

    def read(self, article: str) -> list[Section]:
        for tag, text in _plain_tokens(article) or _tokens(article):
            if tag is None:
                pass
            elif self.skipping:
                self.skipping += tag.deeper
            else:
                self._read(tag)
            if text and not self.skipping:
                (self.words if self.title is None else self.title).append(unescape(text) if "&" in text else text)
        self._end_line()
        return self.found

    def _read(self, tag: Tag) -> None:
        if tag.is_skipped:
            self.skipping = tag.deeper
        elif tag.does == "heading":
            self._heading(tag.closing, tag.attributes)
        elif tag.does == "cell":
            self._cell(tag.closing, tag.name)
        elif tag.does == "line":
            if self.row and tag.name in INNER:
                self.words.append(" ")
            elif self.words:
                self._end_line()
        elif tag.number:
            self.found[-1].numbers.append(tag.number)

    def _cell(self, closing: bool, tag: str) -> None:
        self.row += -1 if closing else 1
        if not closing and any(not word.isspace() for word in self.words):
            self.words.append(JOINTS.get(tag, " · "))

    def _heading(self, closing: bool, attributes: str) -> None:
        self._end_line()
        if not closing:
            self.title, anchor = [], ID.search(attributes)
            self.anchor = anchor[1] if anchor else ""
            return
        title, self.title = " ".join("".join(self.title or ()).split()), None
        if self.anchor and (self.found[0].title or self.found[0].lines):
            self.found.append(Section(self.anchor, title))
        elif not self.found[0].title:
            self.found[0].title = title

    def _end_line(self) -> None:
        line = EMPTY_CELLS.sub(" ·", " ".join("".join(self.words).split())).removesuffix(" ·")
        self.words.clear()
        if line:
            self.found[-1].lines.append(line)


def _plain_tokens(article: str) -> list[Token]:
    """Each tag and the text behind it; nothing where a bracket neither begins nor ends a tag, or in a comment."""
    first, *rest = article.split("<")
    made: list[Token] = [(None, first)]
    for piece in rest:
        written, closed, text = piece.partition(">")
        tag = _tag(written) if len(written) <= SHORT else _read_tag(written)
        if tag is None or not closed:
            return []
        made.append((tag, text))
    return made


def _tokens(article: str) -> Iterator[Token]:
    """The same for anything at all."""
    for closing, tag, attributes, text in TOKEN.findall(article):
        yield _read_tag(f"{closing}{tag}{attributes}"), text
