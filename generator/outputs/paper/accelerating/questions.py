"""Questions that are asked hundreds of thousands of times, answered shortly."""

import re
from collections.abc import Iterator
from typing import Any

from tinyhtml5 import inputstream
from weasyprint.css import functions
from weasyprint.css.properties import Dimension
from weasyprint.draw import color
from weasyprint.formatting_structure.boxes import Box

from generator.outputs.paper.accelerating.patching import Patch, everywhere

ASIDE = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
PLACED = frozenset({"absolute", "fixed"})
AWAY = frozenset({"running()", "note()"})
NUMBERS = frozenset({str, int, float, type(None), Dimension})

_chars_until = inputstream.HTMLUnicodeInputStream.chars_until
_get_color, _check_math = color.get_color, functions.check_math


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(inputstream.HTMLUnicodeInputStream, "chars_until", _read_until)
    yield Patch(Box, "is_in_normal_flow", _is_in_normal_flow)
    yield from everywhere(_get_color, _color)
    yield from everywhere(_check_math, _is_math)


def _read_until(self: Any, characters: Any, opposite: bool = False) -> Any:
    """The parser compiles each pattern again: it keeps them under names by which it never looks for them."""
    known = inputstream.characters_until_regex
    if (characters, opposite) not in known:
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        known[characters, opposite] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
    return _chars_until(self, characters, opposite)


def _is_in_normal_flow(self: Any) -> bool:
    """One question instead of five."""
    style = self.style
    position = style["position"]
    return not (style["float"] in ASIDE or position in PLACED or position[0] in AWAY)


def _color(style: Any, key: str) -> Any:
    """A colour is never equal to a word; asking it takes long."""
    value = style[key]
    return style["color"] if isinstance(value, str) and value == "currentcolor" else value


def _is_math(token: Any) -> Any:
    """What is plainly no function needs no closer look."""
    return None if type(token) in NUMBERS else _check_math(token)
