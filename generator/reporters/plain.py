"""Words of the inventory for a terminal or a log: who wrote them gives no orders to the tools of who reads them."""

import re
import unicodedata

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that move the cursor, change colours, turn the direction of writing or are not seen."""
OLD_COMMAND = re.compile(r"##(?=\[)")
"""GitHub's runner obeys `##[…]` anywhere in a line of a log, not only at its start."""


def printable(text: str) -> str:
    """`text` on one line, with escapes for what a terminal would obey instead of showing."""
    if text.isascii() and text.isprintable() and "##[" not in text:
        return text
    shown = "".join(_escaped(c) if unicodedata.category(c) in UNSEEN else c for c in text)
    return OLD_COMMAND.sub("# #", shown)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
