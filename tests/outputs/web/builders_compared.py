"""What two builders made of the same sources: pages, titles, headings and links, and where the two differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

HEADING = re.compile(r"h[1-6]")


@dataclass
class Built:
    """What a reader of a page can name: its title, its headings, and its links inside and around the article."""

    title: str = ""
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    around: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found, self.words = Built(), list[str]()
        self.open: tuple[str, str] | None = None
        self.in_article = self.in_permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "article":
            self.in_article = True
        elif tag == "title" or (self.in_article and HEADING.fullmatch(tag)):
            self.open, self.words = (tag, given.get("id", "")), []
        elif tag == "a" and "href" in given:
            self._link(given)

    def _link(self, given: dict[str, str]) -> None:
        self.in_permalink = "headerlink" in given.get("class", "")
        address = given["href"].removeprefix("./")  # both are written, and mean the same
        if not self.in_article:
            self.found.around.add(address)
        elif not self.in_permalink:
            self.found.links.append(address)

    def handle_data(self, data: str) -> None:
        if self.open and not self.in_permalink:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.in_article = False
        elif tag == "a":
            self.in_permalink = False
        elif self.open and tag == self.open[0]:
            text = " ".join("".join(self.words).split())
            if tag != "title":
                self.found.headings.append((tag, self.open[1], text))
            else:
                self.found.title = self.found.title or text  # pictures have titles too
            self.open = None


def pages(site: Path) -> dict[str, Built]:
    """Each page of a website by its address."""
    made = {}
    for path in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text("utf-8"))
        made[path.relative_to(site).as_posix()] = reader.found
    return made


@dataclass(frozen=True)
class Difference:
    """`page` is an address, `what` is a field of Built or `page`; `first` and `second` are what only one has."""

    page: str
    what: str
    first: str
    second: str


def differences(first: Path, second: Path) -> Iterator[Difference]:
    """Where two websites differ in what readers can name."""
    one, two = pages(first), pages(second)
    for name in sorted(one.keys() ^ two.keys()):
        yield Difference(name, "page", str(name in one), str(name in two))
    for name in sorted(one.keys() & two.keys()):
        a, b = one[name], two[name]
        if a.title != b.title:
            yield Difference(name, "title", a.title, b.title)
        if a.headings != b.headings:
            yield Difference(name, "headings", str(a.headings), str(b.headings))
        if a.links != b.links:
            yield Difference(name, "links", str(a.links), str(b.links))
        if a.around != b.around:
            yield Difference(name, "around", *(" ".join(sorted(s)) for s in (a.around - b.around, b.around - a.around)))
