"""Fonts of form fields are embedded whole, with glyphs for characters that no text may have (PDF/UA-1, 7.21.7)."""

import re
from typing import Any

FORBIDDEN = re.compile(rb"<[0-9a-f]{4}> <(?:0000|feff|fffe)>\Z")
START = b" beginbfchar"


def mend_font_maps(pdf: Any) -> None:
    """Take characters that no text may have out of the maps from glyphs to characters."""
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and lines[0] == b"/CIDInit /ProcSet findresource begin":
            lines[:] = _without_forbidden(lines)


def _without_forbidden(lines: list[bytes]) -> list[bytes]:
    made: list[bytes] = []
    start = 0
    for line in lines:
        if line.endswith(START):
            start = len(made)
        elif FORBIDDEN.match(line):
            made[start] = b"%d%s" % (int(made[start].split()[0]) - 1, START)
            continue
        made.append(line)
    return made
