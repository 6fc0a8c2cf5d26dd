"""What the pages of an attached PDF say: its characters in the order in which they are drawn, as far as fonts tell.

Only what a search for secrets needs: no layout. Whatever is bounded here is so because a PDF may unfold endlessly.
"""

import itertools
import re
import warnings
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

MOST_PAGES = 200
MOST_DRAWN = 8_000_000
"""Bytes of all drawings of a document, once unpacked."""
MOST_UNPACKED = 2_000_000
"""Bytes of one drawing, or of a font's table."""
MOST_CODES = 70_000
"""Codes of a font."""
MOST_FONTS = 100
MOST_SAID = 1_000_000
"""Characters of a whole document."""
DEEPEST = 3
"""Drawings within drawings."""
FLATE = pikepdf.Name.FlateDecode
SHOWN = frozenset({"Tj", "TJ", "'", '"'})
MOVED = frozenset({"Td", "TD", "Tm", "T*", "'", '"'})
SAME_LINE = 0.5
OPERATORS = " ".join(sorted({*SHOWN, *MOVED, "Tf", "Do"}))
GAP = -200
"""Thousandths of the type's size: a wider step to the right is a blank."""
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])")
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")

Table = tuple[int, Mapping[bytes, str]]
"""The codes of a font: how many bytes one has, and what each stands for."""


def text_of(pdf: pikepdf.Pdf) -> str:
    """The text of the first pages; parts that cannot be read are left out."""
    reader, made, room = _Reader(pdf), [], MOST_SAID
    for page in itertools.islice(pdf.pages, MOST_PAGES):
        for said in reader.drawn(page.obj.get("/Contents"), page.get("/Resources")):
            made.append(said)
            room -= len(said)
            if room <= 0:
                return "".join(made)[:MOST_SAID]
    return "".join(made)


class _Reader:
    """Reads the drawings of one document, each form once, and no more of them than MOST_DRAWN allows."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.left = pdf, MOST_DRAWN
        self.seen: set[tuple[int, int]] = set()
        self.tables: dict[tuple[int, int], Table] = {}

    def drawn(self, contents: Any, resources: Any, depth: int = 0) -> Iterator[str]:
        """What a page or a form draws, and what the forms draw that it uses."""
        fonts: Any = resources.get("/Font", {}) if isinstance(resources, pikepdf.Dictionary) else {}
        forms: Any = resources.get("/XObject", {}) if isinstance(resources, pikepdf.Dictionary) else {}
        table: Table | None = None
        height = 0.0
        for words, name in self._steps(contents):
            if name == "Tf" and words and isinstance(words[0], pikepdf.Name):
                table = self._table(fonts.get(str(words[0])))
            elif name == "Do" and depth < DEEPEST and words:
                form = forms.get(str(words[0]))
                if isinstance(form, pikepdf.Stream) and form.objgen not in self.seen:
                    self.seen.add(form.objgen)
                    if form.get("/Subtype") == pikepdf.Name.Form:
                        yield from self.drawn(form, form.get("/Resources", resources), depth + 1)
            if name in MOVED:
                before, height = height, _height(name, words, height)
                yield " " if abs(height - before) < SAME_LINE else "\n"
            if name in SHOWN and words:
                yield _said(words[-1], table)

    def _steps(self, contents: Any) -> Iterator[tuple[Any, str]]:
        """The operators of a drawing with their operands."""
        streams = list(contents)[:MOST_PAGES] if isinstance(contents, pikepdf.Array) else [contents]
        raw = b""
        for stream in streams:
            if isinstance(stream, pikepdf.Stream) and self.left > 0:
                part = _unpacked(stream)[: self.left]
                self.left -= len(part)
                raw += part + b"\n"
        if not raw:
            return
        try:
            with warnings.catch_warnings():  # of drawings that end within an operator: they are no concern of a search
                warnings.simplefilter("ignore")
                steps = pikepdf.parse_content_stream(pikepdf.Stream(self.pdf, raw), OPERATORS)
        except (pikepdf.PdfError, ValueError, TypeError):
            return
        for step in steps:
            yield step.operands, str(step.operator)

    def _table(self, font: Any) -> Table | None:
        """A font's codes, or None for one whose codes are letters."""
        told = font.get("/ToUnicode") if isinstance(font, pikepdf.Dictionary) else None
        if not isinstance(told, pikepdf.Stream):
            return None
        if told.objgen not in self.tables:
            self.tables[told.objgen] = _table(_unpacked(told) if len(self.tables) < MOST_FONTS else b"")
        return self.tables[told.objgen]


def _height(name: str, words: Any, height: float) -> float:
    """Where on the page the pen is after a move; its own units, which one line does not change."""
    if name == "Tm" and len(words) == 6:
        return _number(words[5])
    if name in ("Td", "TD") and len(words) == 2:
        return height + _number(words[1])
    return height - 1.0


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """A stream's bytes, never more than MOST_UNPACKED; nothing where it is packed in another way than pages are."""
    packed = stream.get("/Filter")
    filters = list(packed) if isinstance(packed, pikepdf.Array) else [packed] if packed is not None else []
    raw = bytes(stream.read_raw_bytes())
    if not filters:
        return raw[:MOST_UNPACKED]
    if filters != [FLATE] or "/DecodeParms" in stream:
        return b""
    try:
        return zlib.decompressobj().decompress(raw, MOST_UNPACKED)
    except zlib.error:
        return b""


def _table(told: bytes) -> Table:
    codes = _codes(told)
    return max(map(len, codes), default=1), codes


def _codes(table: bytes) -> Mapping[bytes, str]:
    found: dict[bytes, str] = {}
    for kind, body in BLOCK.findall(table):
        if kind == b"bfchar":
            found |= {_bytes(code): _letters(said) for code, said in PAIR.findall(body)}
            continue
        for first, last, said, listed in RANGE.findall(body):
            start, width, each = int(first, 16), max(len(first) // 2, 1), HEX.findall(listed)
            end = min(int(last, 16), start + (len(each) or MOST_CODES) - 1, 256**width - 1)
            for code in range(start, end + 1):
                if len(found) >= MOST_CODES:
                    return found
                letters = _letters(each[code - start]) if each else _later(_letters(said), code - start)
                found[code.to_bytes(width, "big")] = letters
    return found


def _bytes(digits: bytes) -> bytes:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode())


def _letters(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "replace")


def _later(letters: str, steps: int) -> str:
    last = ord(letters[-1]) + steps if letters else 0x110000
    return letters[:-1] + chr(last) if last < 0xD800 or 0xDFFF < last < 0x110000 else ""


def _said(shown: Any, table: Table | None) -> str:
    parts = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    return "".join(
        _read(bytes(part), table) if isinstance(part, pikepdf.String) else " " if _number(part) < GAP else ""
        for part in parts
    )


def _number(part: Any) -> float:
    try:
        return float(part)
    except (TypeError, ValueError):
        return 0.0


def _read(codes: bytes, table: Table | None) -> str:
    if table is None:
        return codes.decode("cp1252", "replace")
    width, letters = table
    return "".join(letters.get(codes[i : i + width], "") for i in range(0, len(codes), width))
