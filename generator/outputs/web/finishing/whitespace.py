"""Takes out indentation and blank lines between tags: a third of a page of the theme."""

import re

from generator.outputs.web.finishing.site import Site

KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
"""Where every blank counts."""
INDENTED = re.compile(r"\s*\n\s*")


def tighten(site: Site) -> None:
    for address, text in site.pages.items():
        site.pages[address] = tightened(text)


def tightened(page: str) -> str:
    """The page with each run of blanks that holds a line break as one line break, which means the same in HTML."""
    parts = KEPT.split(page)
    return "".join(INDENTED.sub("\n", part) if i % 3 == 0 else part for i, part in enumerate(parts) if i % 3 != 2)
