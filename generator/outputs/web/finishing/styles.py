"""One style sheet in place of four, with the rules that this website's pages can use: half of the bytes.

A rule stays when every class that it asks for stands in some page or is named in some script, which may add it. What
`:not()`, `:is()` and their like hold is not looked at, so a rule is rather kept than lost.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from generator.outputs.web.finishing.sheet import Block, parsed, selectors
from generator.outputs.web.finishing.site import Site, each
from generator.outputs.web.handing import Parts

SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*?)(assets/[^"]*)"[^>]*>\n?')
FOLDER = "assets"
"""Where the joined sheet lies, and those whose addresses of fonts and pictures are written from there."""
WORD = re.compile(r"[\w-]+")
PROPERTY = re.compile(
    r"(?<=[{;])(--[\w-]+):(?:\"[^\"]*\"|'[^']*'|\((?:\"[^\"]*\"|'[^']*'|\([^()]*\)|[^()\"'])*\)|[^;}\"'(])*;?"
)
OWN = re.compile(r"--[\w-]+")
READ = re.compile(r"var\(\s*(--[\w-]+)")
EMPTY = re.compile(r"(?<=[{}])[^{}@]+\{\}")
NEVER_ASKED_FOR = re.compile(
    r"md-(?:annotation|code|consent|feedback|meta|select|source|tag|tooltip|version)|--md-mermaid|tabbed-|highlight"
)
"""What the theme's script makes of features that no page here has, unless a page does have it."""


@dataclass(frozen=True)
class Named:
    """What the pages and scripts of a website name: classes, and values of attributes."""

    classes: frozenset[str]
    values: frozenset[tuple[str, str]]

    def has(self, wanted: tuple[str, str, str]) -> bool:
        attribute, value, name = wanted
        return (attribute, value) in self.values if attribute else name in self.classes


def join_styles(site: Site) -> None:
    """Write the joined sheet, under a name that changes with what it holds, in place of those that pages link to."""
    joined: dict[tuple[str, ...], str] = {}
    named: Named | None = None
    links_in = each(lambda part: SHEET.findall(part) if "stylesheet" in part else [])
    for address, parts in site.pages.parts.items():
        links = [link for part in parts for link in links_in(part)]
        if not links:
            continue
        sheets = tuple(path for _, path in links)
        if sheets not in joined:
            named = named or _named(site)
            joined[sheets] = _write(site, _joined(tuple(_read(site, path) for path in sheets), named))
        site.pages.parts[address] = tuple(_linked(parts, links[0][0] + joined[sheets]))
    for path in {site.folder / path for sheets in joined for path in sheets}:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _joined(sheets: tuple[str, ...], named: Named) -> str:
    asked = _asked_for(sheets)
    return _reduced(sheets, Named(named.classes & asked.classes, named.values & asked.values))


@lru_cache(maxsize=16)
def _reduced(sheets: tuple[str, ...], named: Named) -> str:
    """The same for all websites that name the same of what the sheets ask for: most do."""
    return without_unused("".join(reduced(sheet, named) for sheet in sheets), named)


@lru_cache(maxsize=8)
def _asked_for(sheets: tuple[str, ...]) -> Named:
    """Whatever these sheets have rules for, and their own properties, which scripts may name."""
    wanted = {w for sheet in sheets for block in _flat(parsed(sheet)) for _, ws in selectors(block.head) for w in ws}
    properties = {name for sheet in sheets for name in OWN.findall(sheet)}
    return Named(
        frozenset(name for attribute, _, name in wanted if not attribute) | properties,
        frozenset((attribute, value) for attribute, value, _ in wanted if attribute),
    )


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _flat(block.inner)


def _linked(parts: Parts, address: str) -> Iterator[str]:
    """The page with one link where its first one was."""
    link = f'<link rel="stylesheet" href="{address}">\n'
    for part in parts:
        if "stylesheet" in part and (first := SHEET.search(part)):
            yield part[: first.start()] + link + SHEET.sub("", part[first.end() :])
            link = ""
        else:
            yield part


def _read(site: Site, path: str) -> str:
    return (site.folder / path).read_text("utf-8")


def _write(site: Site, text: str) -> str:
    name = f"{FOLDER}/site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    (site.folder / name).write_text(text, "utf-8")
    return name


def _named(site: Site) -> Named:
    classes: set[str] = set()
    values: set[tuple[str, str]] = set()
    for text in {part for parts in site.pages.parts.values() for part in parts}:
        for found in set(_attributes(text, ' class="')):
            classes.update(found.split())
        for found in set(_attributes(text, " data-md-color-", whole=True)):
            attribute, _, value = found.partition('="')
            values.add((f"data-md-color-{attribute}", value))
        values.update(("dir", value) for value in set(_attributes(text, ' dir="')))
    for path in sorted(site.folder.rglob("*.js")):
        classes |= _words(path.read_text("utf-8"))
    return Named(frozenset(classes), frozenset(values))


def _attributes(text: str, before: str, whole: bool = False) -> Iterator[str]:
    """The values of an attribute; splitting is faster than a pattern, on pages that are many and long."""
    for part in text.split(before)[1:]:
        yield '"'.join(part.split('"', 2)[:2]) if whole else part.partition('"')[0]


@lru_cache(maxsize=16)
def _words(script: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(script) if not NEVER_ASKED_FOR.match(word))


def reduced(sheet: str, named: Named) -> str:
    """The sheet with the rules that something named can use."""
    return "".join(_kept(parsed(sheet), named))


def _kept(blocks: Iterable[Block], named: Named) -> Iterator[str]:
    for block in blocks:
        if block.inner:
            if inner := "".join(_kept(block.inner, named)):
                yield f"{block.head}{{{inner}}}"
        elif block.head.startswith("@"):
            yield f"{block.head}{{{block.body}}}" if block.body else f"{block.head};"
        elif heads := [head for head, wanted in selectors(block.head) if all(map(named.has, wanted))]:
            yield f"{','.join(heads)}{{{block.body}}}"


def without_unused(sheet: str, named: Named) -> str:
    """The sheet without properties of its own that nothing reads: the theme has a hundred pictures in them."""
    longer = ""
    while longer != sheet:
        longer, read = sheet, named.classes | set(READ.findall(sheet))
        sheet = "".join(_read_ones(longer, read))
    return EMPTY.sub("", sheet)


def _read_ones(sheet: str, read: Set[str]) -> Iterator[str]:
    """The sheet in pieces, without the properties that are not read."""
    place = 0
    for found in PROPERTY.finditer(sheet):
        if found[1] not in read:
            yield sheet[place : found.start()]
            place = found.end()
    yield sheet[place:]
