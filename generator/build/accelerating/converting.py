"""Markdown: one converter for all pages, HTML left alone where it is plain, patterns tried where they can match."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import markdown
import mkdocs.structure.pages as pages
from markdown import inlinepatterns, util
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor

from generator.build.accelerating.blocks import plain_html

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
        found = plain_html("\n".join(lines), BLOCKS)
        if found is None:
            return plain(self, lines)
        self.present_anchor_ids = set(found.anchors)
        return lines

    return run


def _blocks(plain: Callable[[Any, list[str]], list[str]]) -> Callable[[Any, list[str]], list[str]]:
    def run(self: Any, lines: list[str]) -> list[str]:
        known = frozenset(self.md.block_level_elements) == BLOCKS
        found = plain_html("\n".join(lines), BLOCKS) if known else None
        if found is None:
            return plain(self, lines)
        made: list[str] = []
        for line, is_block in found.lines:
            made += ["", self.md.htmlStash.store(f"{line}\n"), "", ""] if is_block else [line]
        return made

    return run


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


BLOCKS = frozenset(markdown.Markdown().block_level_elements)
