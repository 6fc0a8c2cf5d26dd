"""The texts inside attached files: what they say, and what their metadata says."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pikepdf

from generator.checks.pdf_text import text_of
from generator.checks.positions import Lines
from generator.checks.rule import Scene
from generator.diagnostics import Location

PLAIN = frozenset({
    ".bat", ".cer", ".cfg", ".conf", ".crt", ".csv", ".eml", ".htm", ".html", ".ics", ".ini", ".json", ".key", ".log",
    ".md", ".mobileconfig", ".ovpn", ".pem", ".ppk", ".ps1", ".rdp", ".rtf", ".sh", ".sql", ".svg", ".tsv", ".txt",
    ".vcf", ".xml", ".yaml", ".yml",
})  # fmt: skip
OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"})
OFFICE_PARTS = re.compile(
    r"(?:docProps/\w+|word/(?:document|comments|header\d*|footer\d*)|xl/(?:sharedStrings|comments\d*)"
    r"|ppt/(?:slides|notesSlides)/\w+|content|meta)\.xml"
)
MOST_READ = 2_000_000
"""Bytes that are looked at in one file, or in one part of it."""
MOST_PARTS = 200
RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
METADATA = 65_536
"""Bytes at either end of a picture in which its metadata stands: a segment of EXIF has no more."""
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Inside:
    """A text inside a file. `exact`: its lines are those of the file; `prose`: not a jumble of bytes."""

    text: str
    exact: bool = False
    prose: bool = True

    def place(self, file: str, start: int, end: int) -> Location:
        return Lines(self.text).place(file, start, end) if self.exact else Location(file)


def texts_of(scene: Scene) -> list[tuple[Path, list[Inside]]]:
    """Every attached file of a folder with the texts inside it."""
    return [(path, list(inside(path))) for path in scene.folder.files]


def inside(path: Path) -> Iterator[Inside]:
    """The texts of a file; nothing where it cannot be read."""
    suffix = path.suffix.lower()
    try:
        if suffix in OFFICE:
            yield from _office(path)
            return
        with path.open("rb") as file:
            raw = file.read(MOST_READ)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return
    if suffix in PLAIN or not suffix:
        yield Inside(raw.decode("utf-8", "replace"), exact=True)
    elif suffix == ".pdf":
        yield from _pdf(path)
    else:
        yield from _picture(raw)


def _office(path: Path) -> Iterator[Inside]:
    with zipfile.ZipFile(path) as archive:
        parts = [info for info in archive.infolist() if OFFICE_PARTS.fullmatch(info.filename)]
        for info in parts[:MOST_PARTS]:
            with archive.open(info) as part:
                xml = part.read(MOST_READ).decode("utf-8", "replace")
            yield Inside(unescape(TAG.sub(" ", xml)))


def _pdf(path: Path) -> Iterator[Inside]:
    """Title, author and the like, the XMP metadata, and what the pages say."""
    try:
        with pikepdf.open(path) as pdf:
            told = [str(value) for value in pdf.docinfo.values()] if pdf.trailer.get("/Info") is not None else []
            metadata = pdf.Root.get("/Metadata")
            if isinstance(metadata, pikepdf.Stream):
                told.append(TAG.sub(" ", metadata.read_bytes()[:MOST_READ].decode("utf-8", "replace")))
            yield Inside("\n".join(told))
            yield Inside(text_of(pdf))
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, KeyError, RuntimeError):
        return


def _picture(raw: bytes) -> Iterator[Inside]:
    """What stands in plain letters in a picture or other binary file, and the compressed texts of a PNG."""
    runs = b"\n".join(RUN.findall(raw)).decode("utf-8", "ignore")
    yield Inside(runs, prose=False)
    yield from _wide(raw)
    if raw.startswith(b"\x89PNG"):
        yield from _png(raw)


def _wide(raw: bytes) -> Iterator[Inside]:
    """Titles and comments as Windows writes them into EXIF: in UTF-16, at even or odd places."""
    for end in {raw[:METADATA], raw[-METADATA:]}:
        for start in (0, 1):
            yield Inside(end[start:].decode("utf-16-le", "ignore"), prose=False)


def _png(raw: bytes) -> Iterator[Inside]:
    at = 8
    while at + 8 <= len(raw):
        length, kind = struct.unpack(">I4s", raw[at : at + 8])
        body = raw[at + 8 : at + 8 + length]
        if kind in (b"zTXt", b"iTXt") and b"\0" in body:
            for start in (i for i in range(len(body) - 1) if body[i] == 0x78 and body[i + 1] in (0x01, 0x9C, 0xDA)):
                yield from _unpacked(body[start:])
                break
        at += 12 + length


def _unpacked(packed: bytes) -> Iterator[Inside]:
    try:
        yield Inside(zlib.decompressobj().decompress(packed, MOST_READ).decode("utf-8", "replace"))
    except zlib.error:
        return
