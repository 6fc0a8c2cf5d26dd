"""A page's article as sections to be searched: each heading with its text, a row of a table as one line of it."""

import re
from dataclasses import dataclass, field
from html import escape, unescape

ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>|([^<]+)", re.DOTALL)
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


def sections(page: str) -> list[Section]:
    """The sections of a built page, in order; the first is the page itself."""
    article = ARTICLE.search(page)
    return _Reader().read(article[1]) if article else []


class _Reader:
    def __init__(self) -> None:
        self.found = [Section()]
        self.words: list[str] = []
        self.title: list[str] | None = None
        self.anchor = ""
        self.skipping = self.row = 0

    def read(self, article: str) -> list[Section]:
        for closing, tag, attributes, text in TOKEN.findall(article):
            if self.skipping:
                self.skipping += _depth(closing, tag, attributes)
            elif text:
                (self.words if self.title is None else self.title).append(unescape(text) if "&" in text else text)
            elif tag:
                self._tag(bool(closing), tag.lower(), attributes)
        self._end_line()
        return self.found

    def _tag(self, closing: bool, tag: str, attributes: str) -> None:
        if not closing and (tag in UNSEEN or (attributes and HIDDEN.search(attributes))):
            self.skipping = _depth("", tag, attributes)
        elif tag in HEADINGS:
            self._heading(closing, attributes)
        elif tag in CELLS:
            self._cell(closing, tag)
        elif tag in LINES:
            if self.row and tag in INNER:
                self.words.append(" ")
            else:
                self._end_line()
        elif attributes and (number := TELEPHONE.search(attributes)):
            self.found[-1].numbers.append(number[1])

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


def _depth(closing: str, tag: str, attributes: str) -> int:
    """By how many levels a tag leads further into what is skipped."""
    if not tag or tag.lower() in VOID or attributes.endswith("/"):
        return 0
    return -1 if closing else 1
