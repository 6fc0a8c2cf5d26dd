"""Markdown: one converter for all pages, HTML left alone where it is plain, patterns tried where they can match."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import mkdocs.structure.pages as pages
from markdown import inlinepatterns, util
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import InlineProcessor

from generator.build.accelerating.blocks import anchors_of, blocks_of

NEEDED = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.REFERENCE_RE: "[",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.IMAGE_REFERENCE_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    r"\[\^([^\]]*)\]": "[^",
}
"""What a text must hold for a pattern to match in it; patterns that are not among these are always tried."""


def accelerate() -> None:
    for owner, name, quick in (
        (pages, "markdown", SimpleNamespace(**{**vars(markdown), "Markdown": Converters()})),
        (pages._RawHTMLPreprocessor, "run", _anchors(pages._RawHTMLPreprocessor.run)),
        (HtmlBlockPreprocessor, "run", _blocks(HtmlBlockPreprocessor.run)),
        (InlineProcessor, "_InlineProcessor__handleInline", _inline),
        (TocTreeprocessor, "build_toc_div", _contents(TocTreeprocessor.build_toc_div)),
        (FencedBlockPreprocessor, "run", _fenced(FencedBlockPreprocessor.run)),
        (util.Registry, "__iter__", _in_order),
        (util.Registry, "_sort", _sorted(getattr(util.Registry, "_sort"))),
    ):
        setattr(owner, name, quick)


class Converter(markdown.Markdown):
    """A converter that may be used again, unless a page broke off in the middle of it."""

    is_free = False

    def convert(self, source: str) -> str:
        made = super().convert(source)
        self.is_free = True
        return made


class Converters:
    """Gives the converter for some settings; each page asks for one, and is finished before the next."""

    def __init__(self) -> None:
        self.made: dict[str, Converter] = {}

    def __call__(self, extensions: Any, extension_configs: Any) -> markdown.Markdown:
        key = repr((extensions, extension_configs))
        known = self.made.get(key)
        if known is None or not known.is_free or not all(isinstance(name, str) for name in extensions):
            known = self.made[key] = Converter(extensions=extensions, extension_configs=extension_configs)
        known.is_free = False
        known.reset()
        return known


def _anchors(plain: Callable[[Any, list[str]], list[str]]) -> Callable[[Any, list[str]], list[str]]:
    def run(self: Any, lines: list[str]) -> list[str]:
        found = anchors_of("\n".join(lines), BLOCKS)
        if found is None:
            return plain(self, lines)
        self.present_anchor_ids = set(found)
        return lines

    return run


def _blocks(plain: Callable[[Any, list[str]], list[str]]) -> Callable[[Any, list[str]], list[str]]:
    def run(self: Any, lines: list[str]) -> list[str]:
        known = frozenset(self.md.block_level_elements) == BLOCKS
        found = blocks_of("\n".join(lines), BLOCKS) if known else None
        if found is None:
            return plain(self, lines)
        made: list[str] = []
        for line in found:
            made += [line] if isinstance(line, str) else _stored(self.md, line).split("\n")
        return made

    return run


def _stored(md: Any, parts: tuple[str, ...]) -> str:
    """The elements of a line in the library's stash, and what it leaves in their place."""
    made = ""
    for number, part in enumerate(parts):
        last = "\n" if number == len(parts) - 1 else ""
        made += part if number % 2 else f"\n{md.htmlStash.store(part + last)}\n\n"
    return made


def _inline(self: Any, data: str, patternIndex: int = 0) -> str:  # noqa: N803 - the library's name
    """The patterns of the library from `patternIndex` on, each until it matches no more."""
    if isinstance(data, util.AtomicString):
        return data
    start = 0
    for number, pattern in enumerate(list(self.inlinePatterns)[patternIndex:], patternIndex):
        needed = NEEDED.get(pattern.pattern)
        if needed is not None and needed not in data:
            continue
        matched = True
        while matched:
            data, matched, start = self._InlineProcessor__applyPattern(pattern, data, number, start)
    return data


def _contents(plain: Callable[[Any, Any], Element]) -> Callable[[Any, Any], Element]:
    """The table of contents as HTML, for a text that has a place for it: the theme makes its own."""

    def build_toc_div(self: Any, toc_list: Any) -> Element:
        wanted = self.marker and any(self.marker in line for line in self.md.lines)
        return plain(self, toc_list) if wanted else Element("div")

    return build_toc_div


def _fenced(plain: Callable[[Any, list[str]], list[str]]) -> Callable[[Any, list[str]], list[str]]:
    def run(self: Any, lines: list[str]) -> list[str]:
        return plain(self, lines) if any(line.startswith(FENCES) for line in lines) else lines

    return run


FENCES = ("```", "~~~")


def _sorted(plain: Callable[[Any], None]) -> Callable[[Any], None]:
    def sort(self: Any) -> None:
        if not self._is_sorted:
            plain(self)
            self.in_order = None

    return sort


def _in_order(self: Any) -> Iterator[Any]:
    """The library makes this list for every block of a text; it changes when something is registered or taken out."""
    self._sort()
    known = self.__dict__.get("in_order")
    if known is None or len(known) != len(self._priority):
        known = self.in_order = [self._data[name] for name, _ in self._priority]
    return iter(known)


BLOCKS = frozenset(markdown.Markdown().block_level_elements)
