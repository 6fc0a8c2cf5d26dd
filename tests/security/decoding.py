"""Every byte of every output, decompressed and decoded: what somebody who looks hard could find in it."""

import gzip
import html
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pikepdf
from pypdf import PdfReader


def texts(path: Path) -> Iterator[str]:
    """All readings of a file: raw, unescaped, unquoted, decompressed; for a PDF its objects, streams and text."""
    yield from readings(path.name, path.read_bytes())


def readings(name: str, data: bytes) -> Iterator[str]:
    yield name
    yield data.decode("latin-1")
    yield data.decode("utf-16-be", "ignore")
    text = data.decode("utf-8", "ignore")
    yield html.unescape(text)
    yield unquote(text)
    if name.endswith(".gz"):
        yield from readings(name[:-3], gzip.decompress(data))
    elif name.endswith(".json"):
        yield json.dumps(json.loads(text), ensure_ascii=False)
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from readings(member, archive.read(member))
    elif name.endswith(".pdf"):
        yield from _pdf(data)


def _pdf(data: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    stream = thing.read_bytes()
                except pikepdf.PdfError:
                    stream = thing.read_raw_bytes()
                yield stream.decode("latin-1")
                yield stream.decode("utf-8", "ignore")
            yield "\n".join(_strings(thing, 0))
        for name, attached in pdf.attachments.items():
            yield from readings(name, attached.get_file().read_bytes())
        yield str(pdf.docinfo)
    reader = PdfReader(io.BytesIO(data))
    yield "".join(page.extract_text() for page in reader.pages)


def _strings(thing: object, depth: int) -> Iterator[str]:
    """The strings of a PDF object: form values, tooltips, bookmarks, alternative texts. References are not followed."""
    if depth > 8:
        return
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for member in thing:
            if not getattr(member, "is_indirect", False):
                yield from _strings(member, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for value in thing.values() if isinstance(thing, pikepdf.Dictionary) else thing.stream_dict.values():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)
