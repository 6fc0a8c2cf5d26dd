"""The table of a PDF says where each object is."""

import re
import zlib
from pathlib import Path

from builders import ROOT

from generator.outputs.paper.rendering import write_pdf
from generator.workspace import Workspace

HEAD = '<html lang="en"><head><title>T</title><link rel="stylesheet" href="styles/print.css"></head>'


def stream_at(data: bytes, offset: int) -> tuple[bytes, bytes]:
    """The dictionary of a stream object, and what it holds."""
    start = data.index(b"stream\n", offset)
    length = int(re.findall(rb"/Length (\d+)", data[offset:start])[-1])
    return data[offset:start], zlib.decompress(data[start + 7 : start + 7 + length])


def told_and_found(file: Path) -> list[tuple[int, int]]:
    """Of each object in the stream of objects: its number, and that of the object at the place that is told of it."""
    data = file.read_bytes()
    head, table = stream_at(data, int(data[data.rindex(b"startxref") :].split()[1]))
    widths = [int(width) for width in re.findall(rb"/W \[(\d+) (\d+) (\d+)\]", head)[0]]
    size, entries = sum(widths), list[tuple[int, int, int]]()
    for at in range(0, len(table), size):
        row = table[at : at + size]
        kind, place, index = row[: widths[0]], row[widths[0] : -widths[2]], row[-widths[2] :]
        entries.append((int.from_bytes(kind), int.from_bytes(place), int.from_bytes(index)))
    inside = [(number, *entry[1:]) for number, entry in enumerate(entries) if entry[0] == 2]
    holder, held = stream_at(data, entries[inside[0][1]][1])
    first = int(re.findall(rb"/First (\d+)", holder)[0])
    numbers = [int(word) for word in held[:first].split()[::2]]
    return [(number, numbers[index]) for number, _, index in inside]


def test_each_object_is_where_the_table_says(tmp_path: Path) -> None:
    sections = "".join(
        f'<section class="page"><h2 class="page-title">S {n}</h2><p>Text</p></section>' for n in range(4)
    )
    html = f'<!DOCTYPE html>{HEAD}<body data-client="Acme">{sections}</body></html>'
    write_pdf(Workspace.at(ROOT), html, tmp_path / "made.pdf")
    places = told_and_found(tmp_path / "made.pdf")
    assert len(places) > 30
    assert [told for told, found in places if told != found] == []
