"""Where lines may be broken: long Japanese headings between phrases, the words of table cells nowhere.

The layout engine breaks Japanese between any two characters and Latin compounds after any hyphen.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
ONE_LINE = 14
"""Characters of a heading that surely stand on one line."""
LONGEST = 12
"""Characters of a phrase that may not be broken."""
WORD = 6
"""Characters of Japanese between two signs that are surely one word, or a name."""
LONGEST_KATAKANA = 9
"""Longer words of katakana are broken like all Japanese."""
COMPOUND = 10
"""Characters of a Latin compound that is kept whole."""
OPENING, CLOSING = "（「『［【〈《", "、。・，．：；）」』］】〉》／/"
CHUNK = re.compile(
    rf"([{OPENING}]*)([a-z]+/\d+(?:-\d+)?|〜?\d{{4}}年(?=\d)|〜?\d+月\d+日(?:（.）)?|\d\d?:\d\d(?:〜\d\d?:\d\d)?|[\u30a1-\u30faー]+・[\u30a1-\u30faー]+(?![^\s{CLOSING}])|[^{OPENING}{CLOSING}]*)"
    rf"([{CLOSING}]*)"
)
"""A date without its year, a time, a name in katakana, or what stands between two signs; with the signs around it."""
HELD = re.compile(r"[a-z]+/\d|〜?\d+[年月:]|(?=.{3,10}\Z).+・")
KATAKANA = re.compile(
    r"[\u30a1-\u30faー]+|(?:年額|月額|約)?\d[\d,.]*(?:万円|円|階|年|か月|月|日|時間|時|分|名|台|件|回|本|枚|世代)"
)
"""A word of katakana, or a number with its counter."""
PAIR = re.compile(r"[!-~]+|.{1,2}")
JAPANESE = "\u3041-\u3096\u30a1-\u30fcー々\u4e00-\u9fff\uf900-\ufaff"
NAME = re.compile(
    rf"((?<![^\s{OPENING}{CLOSING}])[{JAPANESE}]{{1,4}} [{JAPANESE}]{{1,4}}(?![^\s{CLOSING}])[{CLOSING}]?"
    r"|[^\S\u00a0]+)"
)
"""A person's name, `高木 翔太、`, whose blank is no place to break a line; or blanks, which are."""
SPAN = re.compile(r"(\d\d?:\d\d[〜–]\d\d?:\d\d|\d{4}年(?=\d)|\d+月\d+日(?:（.）)?)")
"""From one time to another; a year, and a day."""
ADDRESS = frozenset({"email", "url"})
ROOM = 36.0
"""Em of a line that an address surely has in running text."""
NARROW = {"card": 18.4, "paired": 12.0, "details": 24.0, "pocket": 16.0, "brief": 16.0, "layout-poster": 16.0}
"""Class of what holds narrower lines → em of those; of several around an address the narrowest counts."""
HOURS = re.compile(r"\d\d?:\d\d–\d\d?:\d\d[,;]?")
BREAKABLE = re.compile(r"[-/](?=.)")


def set_phrases(root: Element) -> None:
    """Hold the phrases of a Japanese document's headings together; shorter headings are left as they are."""
    if root.get("lang") != "ja":
        return
    for heading in root.iter():
        text = heading.text or ""
        if heading.tag in HEADINGS and not len(heading) and len(text) > ONE_LINE and any(wide(c) for c in text):
            heading.text = None
            for phrase in phrases(text):
                span = SubElement(heading, "span")
                span.text = phrase
                if len(phrase) <= LONGEST:
                    span.set("class", "phrase")


def close_lists(root: Element) -> None:
    """Drop the blanks between the items of lists, and in their pairs: they are text where boxes stand side by side."""
    for each in root.iter():
        pair = each.tag == "div" and len(each) and each[0].tag == "dt"
        if each.tag in ("ul", "ol", "dl") or pair:
            each.text = None
            for item in each:
                item.tail = None


def hold_running(root: Element, room: float = ROOM) -> None:
    """Hold addresses, days and spans of time together in running text; tables have words of their own."""
    for element in list(root):
        if element.tag in ("table", "svg", "head"):
            continue
        classes = (element.get("class") or "").split()
        inside = min(room, *(NARROW.get(name, ROOM) for name in (*classes, "")))
        if element.tag == "a" and not ADDRESS.isdisjoint(classes):
            if width(element.text or "") <= inside:
                element.set("class", f"{element.get('class')} phrase")
        else:
            hold_running(element, inside)
    if root.get("class") != "phrase":
        _hold_spans(root)


def _hold_spans(element: Element) -> None:
    """Put the days and spans of time in an element's own text into elements that are never broken."""
    texts = [(element.text, None), *((child.tail, child) for child in element)]
    for text, after in reversed(texts):
        pieces = SPAN.split(text or "")
        if len(pieces) == 1:
            continue
        place = 0 if after is None else list(element).index(after) + 1
        if after is None:
            element.text = pieces[0]
        else:
            after.tail = pieces[0]
        for held, rest in reversed(list(zip(pieces[1::2], pieces[2::2], strict=True))):
            span = Element("span", {"class": "phrase"})
            span.text, span.tail = held, rest
            element.insert(place, span)


def hold(element: Element, fits: Any, header: bool = False) -> None:
    """Hold the words of a cell together, each that `fits` its line; what is never broken anyway is left alone."""
    children = list(element)
    before = element.text
    element[:] = []
    element.text = None
    _append(element, before, fits, header)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "code" or child.get("class") in ("url", "email"):
            if fits(child.text or ""):
                child.set("class", f"{child.get('class') or ''} phrase".strip())
        elif child.tag not in ("time", "svg") and child.get("class") not in ("tel", "badge", "phrase"):
            hold(child, fits, header)
        element.append(child)
        _append(element, tail, fits, header)


def _append(element: Element, text: str | None, fits: Any, header: bool) -> None:
    """Put text behind the last child of an element, its words that must not be broken in elements of their own."""
    last: Element | None = element[-1] if len(element) else None
    for part in filter(None, NAME.split(text or "")):
        for word, held in _tokens(part, header):
            if held and fits(word):
                last = SubElement(element, "span", {"class": "phrase"})
                last.text = word
            elif last is None:
                element.text = (element.text or "") + word
            else:
                last.tail = (last.tail or "") + word


def tokens(text: str, header: bool = False) -> Iterator[str]:
    """The pieces of a text that should not be broken; those of a `header` are its phrases."""
    for part in NAME.split(text):
        if part.strip():
            yield from (piece for piece, _ in _tokens(part, header))


@lru_cache(maxsize=16384)
def _tokens(word: str, header: bool) -> tuple[tuple[str, bool], ...]:
    """The pieces of a word, and whether the layout engine has to be told that they stay together."""
    if NAME.fullmatch(word):
        return ((word, not word.isspace()),)
    if not any(wide(c) for c in word):
        return tuple(_latin(word))
    pieces: list[tuple[str, bool]] = []
    for before, core, after in CHUNK.findall(word):
        if len(core) <= WORD or HELD.match(core):
            inner = [(core, len(core) > 1)]
        elif header:
            inner = [(phrase, len(phrase) <= LONGEST) for phrase in phrases(core)]
        else:
            inner = list(_long(core))
        inner[0] = (before + inner[0][0], inner[0][1])
        inner[-1] = (inner[-1][0] + after, inner[-1][1])
        pieces.extend(piece for piece in inner if piece[0])
    return tuple(pieces)


def _latin(word: str) -> Iterator[tuple[str, bool]]:
    """Short compounds, addresses and names of things, which hold digits, are kept whole; others end at hyphens."""
    if HOURS.fullmatch(word):
        yield word, True
    elif not BREAKABLE.search(word):
        yield word, False
    elif len(word) <= COMPOUND or (any(c.isdigit() for c in word) and "://" not in word):
        yield word, True
    else:
        yield from ((piece, False) for piece in re.findall(r"[^-/]*[-/]*", word) if piece)


def _long(chunk: str) -> Iterator[tuple[str, bool]]:
    """Longer Japanese is broken anywhere but in words of katakana and of Latin letters."""
    start = 0
    for found in KATAKANA.finditer(chunk):
        if 1 < len(found[0]) <= LONGEST_KATAKANA or found[0][-2:-1].isdigit():
            yield from _pairs(chunk[start : found.start()])
            yield found[0], True
            start = found.end()
    yield from _pairs(chunk[start:])


def _pairs(text: str) -> Iterator[tuple[str, bool]]:
    yield from ((pair, False) for pair in PAIR.findall(text))


@lru_cache(maxsize=65536)
def width(text: str) -> float:
    """The rough width of a text, in em."""
    return sum(_advance(c) for c in text)


def _advance(character: str) -> float:
    if wide(character):
        return 1.0
    if character in " \u00a0":
        return 0.26
    if character.isdigit():
        return 0.61
    return 0.67 if character.isupper() or character in "mw@%—" else 0.56 if character.isalnum() else 0.4


@lru_cache(maxsize=4096)
def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a Japanese text."""
    return tuple(_parser().parse(text))


def wide(character: str) -> bool:
    """Whether a character fills a square, as Japanese ones do."""
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()
