"""Values shown literally: one escape that is right in Markdown text, in HTML text and in HTML attributes.

Numeric character references mean the same in all three places, so no value has to know where it is printed.
Code spans are the exception (references are literal there): they are made by the `code` component, as HTML.
"""

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from generator.inventory.values import Text

ALWAYS = dict.fromkeys("\\`*_{}[]<>&\"'|")
TABLE = str.maketrans({c: f"&#{ord(c)};" for c in ALWAYS})
AT_START = re.compile(r"[#+\-=:~]|\d+(?=[.)])")
"""What would start a heading, a list, a rule or a definition at the beginning of a line."""
LINE_BREAK = re.compile(r"\s*\n\s*")
REFERENCE = re.compile(r"&(?=#?\w+;)")
BREAKS = re.compile(r"(?<=@)|(?<=\w/)(?=.)|(?<=[\w/])(?=[.?&]\w)")
"""Where an address may be broken."""
SHORT = 100
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def escape(value: Any) -> Markup:
    """`value` as markup that shows it literally; markup stays as it is."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str and len(value) <= SHORT:
        return _known(value)
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    made = _escaped(str(value))
    lang = value.lang if isinstance(value, Text) else None
    return Markup(f'<span lang="{lang}">{made}</span>') if lang else made


@lru_cache(maxsize=1 << 13)
def _known(text: str) -> Markup:
    """Labels, names and the like stand in many places."""
    return _escaped(text)


def _escaped(text: str) -> Markup:
    return Markup("<br>".join([_line(line) for line in text.strip().splitlines()]))


def _line(line: str) -> str:
    line = CONTROL.sub("\N{REPLACEMENT CHARACTER}", line.strip())
    start = AT_START.match(line)
    escaped = line.translate(TABLE)
    if start is None:
        return escaped
    if start[0].isdigit():
        end = start.end()
        return line[:end] + f"&#{ord(line[end])};" + line[end + 1 :].translate(TABLE)
    return f"&#{ord(line[0])};" + line[1:].translate(TABLE)


def attribute(value: Any) -> Markup:
    """`value` for the inside of an attribute's quotes: on one line, without tags."""
    plain = " ".join(CONTROL.sub("", str(value)).split())
    return Markup(plain.translate(TABLE))


def breakable(address: str) -> Markup:
    """An e-mail or web address as markup that may be broken where it is read easily: after `@` and `/`, before a dot.

    The places are `<wbr>`, which nobody copies with the address.
    """
    return Markup("<wbr>").join(escape(part) for part in BREAKS.split(address) if part)


def one_line(markup: str) -> Markup:
    """Markup without line breaks: a block stays a block wherever a page puts it."""
    return Markup(LINE_BREAK.sub("", str(markup)))


def theme_text(value: Any) -> str:
    """`value` for themes that print titles and names unescaped in some places and escaped in others.

    Nothing of it can be a tag, end an attribute or be read as a character reference; a plain `&` stays as it is.
    """
    plain = " ".join(CONTROL.sub("", str(value)).split())
    return REFERENCE.sub("&amp;", plain).replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
