"""Where the words of running text stay together, and where signs of full width make a blank needless."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

INLINE = frozenset({"a", "abbr", "b", "cite", "code", "em", "i", "small", "span", "strong", "time"})
LEFT_ALONE = frozenset({"code", "pre", "script", "style", "svg", "title", "table", "time", "head"})
HELD = frozenset({"phrase", "tel", "email", "url", "badge", "extension"})
BLOCKS = frozenset({"p", "li", "dd", "dt", "th", "td", "h1", "h2", "h3", "h4", "h5"})
CLOSING = "、。，．：；）」』］】〉》！？"
OPENING = "（「『［【〈《"
NEEDLESS = re.compile(rf"(?<=[{CLOSING}]) (?=\S)|(?<=\S) (?=[{OPENING}])")
COUNTERS = "万円|億円|円|営業日|か月|時間|世代|階|年|月|日|時|分|秒|名|人|台|件|部|回|本|枚|通|章|版|倍|割|つ"
TOGETHER = {
    "ja": re.compile(
        rf"(?:年額|月額|約)?\d[\d,.]*(?:{COUNTERS})(?:前|後|間|目|以内|以上|未満)?|[^\s{CLOSING}{OPENING}]様"
    ),
    "en": re.compile(r"(?<![\w@./-])[A-Za-z]{1,2}-[A-Za-z]+(?![\w@-])"),
}
"""A number with its counter, the end of a name with its title; `e-mail`, `Wi-Fi`."""

Slot = tuple[Element, str]


def tighten(root: Element) -> None:
    """Take the blanks out of a Japanese document that stand beside a sign of full width."""
    if root.get("lang") != "ja":
        return
    for block in root.iter():
        if block.tag in BLOCKS:
            _tighten([slot for slot in _slots(block) if _text(slot)])


def hold_words(root: Element) -> None:
    """Hold together, outside tables, what is read as one word and would be broken."""
    if together := TOGETHER.get(root.get("lang") or ""):
        _hold(root, together)


def _text(slot: Slot) -> str:
    element, name = slot
    return str(getattr(element, name) or "")


def _slots(block: Element) -> Iterator[Slot]:
    """The pieces of a block's text, in order, as far as they stand on lines of their own."""
    yield block, "text"
    for child in block:
        if child.tag in INLINE:
            yield from _slots(child)
        if child.tag in INLINE or child.tag == "br":
            yield child, "tail"


def _tighten(slots: list[Slot]) -> None:
    before = "\n"
    for number, (element, name) in enumerate(slots):
        text = NEEDLESS.sub("", _text((element, name)))
        if text[:1] == " " and text[1:2] in OPENING and text[1:2]:
            text = text[1:]
        if text[-1:] == " " and text[-2:-1] in CLOSING and text[-2:-1]:
            text = text[:-1]
        after = _text(slots[number + 1])[0] if number + 1 < len(slots) else "\n"
        if before in CLOSING and text[:1] == " ":
            text = text[1:]
        if after in OPENING and text[-1:] == " ":
            text = text[:-1]
        setattr(element, name, text)
        before = text[-1:] or before


def _hold(element: Element, together: re.Pattern[str]) -> None:
    if str(element.tag).rpartition("}")[2] in LEFT_ALONE or not HELD.isdisjoint((element.get("class") or "").split()):
        return
    children = list(element)
    text, element.text = element.text, None
    element[:] = []
    _append(element, text, together)
    for child in children:
        tail, child.tail = child.tail, None
        if isinstance(child.tag, str):
            _hold(child, together)
        element.append(child)
        _append(element, tail, together)


def _append(element: Element, text: str | None, together: re.Pattern[str]) -> None:
    """Put text behind the last child, what stays together in elements of their own."""
    start = 0
    for found in together.finditer(text or ""):
        _add(element, (text or "")[start : found.start()])
        held = Element("span", {"class": "phrase"})
        held.text = found[0]
        element.append(held)
        start = found.end()
    _add(element, (text or "")[start:])


def _add(element: Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
