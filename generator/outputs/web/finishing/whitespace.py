"""Takes out indentation and blank lines between tags: a third of a page of the theme."""

import re

from generator.outputs.web.finishing.site import Site

KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
"""Where every blank counts."""


def tighten(site: Site) -> None:
    site.pages.change(tightened)


def tightened(page: str) -> str:
    """The page with each run of blanks that holds a line break as one line break, which means the same in HTML."""
    parts = KEPT.split(page)
    return "".join(_tightened(part) if i % 3 == 0 else part for i, part in enumerate(parts) if i % 3 != 2)


def _tightened(part: str) -> str:
    first, *lines = part.split("\n")
    if not lines:
        return part
    last = lines.pop()
    return "\n".join((first.rstrip(), *filter(None, map(str.strip, lines)), last.lstrip()))
