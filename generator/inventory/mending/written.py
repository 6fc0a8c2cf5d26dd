"""Values as they stand in a file: which characters they take, and what is written in their place."""

import json
import re
from dataclasses import dataclass
from typing import Any

from generator.inventory import scalars
from generator.inventory.marks import Mark

LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.@/+-]|:(?=[A-Za-z0-9]))*\Z")
"""Needs no quotes anywhere in YAML, also within brackets."""
INDICATORS = tuple("&*!|>[{%@`?,]}#")


@dataclass(frozen=True)
class Written:
    """A value on one line of a file: the characters from `start` to `end`, read as `text`."""

    start: int
    end: int
    text: str
    quote: str

    def instead(self, value: Any) -> str:
        """How to write `value` in this place, with the quotes there are or those it needs."""
        if isinstance(value, list):
            return f"[{', '.join(self.instead(v) for v in value)}]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str):
            return repr(value)
        if self.quote == "'":
            return "'" + value.replace("'", "''") + "'"
        if self.quote or not PLAIN.match(value) or scalars.resolve(value) != value or scalars.ambiguity(value):
            return json.dumps(value, ensure_ascii=False)
        return value


def line_starts(text: str) -> list[int]:
    """Where the lines begin that YAML's marks count."""
    return [0, *(m.end() for m in LINE_BREAK.finditer(text))]


def written_at(text: str, starts: list[int], mark: Mark, value: Any) -> Written | None:
    """The value at a mark; None for what no simple replacement can mend: blocks, several lines, escapes, anchors."""
    line, column, end_column = mark
    if end_column <= column or line >= len(starts):
        return None
    start, end = starts[line] + column, starts[line] + end_column
    shown = text[start:end]
    quote = shown[0] if shown[0] in "'\"" else ""
    if quote:
        inner = shown[1:-1].replace("''", "'") if quote == "'" else shown[1:-1]
        same = shown[-1] == quote and inner == value and (quote == "'" or "\\" not in inner)
        return Written(start, end, inner, quote) if same else None
    if shown.startswith(INDICATORS) or scalars.resolve(shown) != value:
        return None
    return Written(start, end, shown, "")
