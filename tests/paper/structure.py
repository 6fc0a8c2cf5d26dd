"""The structure of a PDF page by page, without a pixel: what pages begin and end with, their headings and fields."""

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

NUMBER = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b")
"""The number of a document changes with every letter of it."""
BLANKS = re.compile(r"\s+")
QUOTED = 24
Structure = Mapping[str, Any]


def structure(file: Path) -> Structure:
    """`pages`: a mapping for each, of its size in points, lines, letters, first and last words, headings and fields."""
    told = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        headings, fields = defaultdict(list), defaultdict(list)
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        for title, place in _headings(outline.root):
            headings[numbers[place]].append(title)
        for number, page in enumerate(pdf.pages):
            for note in page.get("/Annots", ()):
                if note.get("/Subtype") == "/Widget":
                    fields[number].append(f"{note.get('/T', '')} {_kind(note)}")
        sizes = ["×".join(f"{round(float(side))}" for side in page.mediabox[2:]) for page in pdf.pages]
    pages = [
        {"size": size, **_words(text), "headings": headings[number], "fields": fields[number]}
        for number, (size, text) in enumerate(zip(sizes, told.split("\f"), strict=False))
    ]
    return {"pages": [{name: value for name, value in page.items() if value != []} for page in pages]}


def _headings(items: list[pikepdf.OutlineItem]) -> Iterator[tuple[str, tuple[int, int]]]:
    for item in items:
        yield item.title, item.destination[0].objgen
        yield from _headings(item.children)


def _kind(note: pikepdf.Object) -> str:
    return str(note.get("/FT", "")).removeprefix("/")


def _words(text: str) -> dict[str, Any]:
    lines = [line for line in (BLANKS.sub(" ", NUMBER.sub("####", each)).strip() for each in text.splitlines()) if line]
    body = lines[1:-1] or lines
    return {
        "lines": len(lines),
        "letters": sum(len(line.replace(" ", "")) for line in lines),
        "begins": body[0][:QUOTED] if body else "",
        "ends": body[-1][-QUOTED:] if body else "",
    }


def written(documents: Mapping[str, Structure]) -> str:
    """As JSON with one line for each page: a change is one line of a review."""
    parts = []
    for name, made in sorted(documents.items()):
        lines = ",\n".join("    " + json.dumps(page, ensure_ascii=False) for page in made["pages"])
        parts.append(f'  {json.dumps(name)}: {{"pages": [\n{lines}\n  ]}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def moved(approved: Structure, made: Structure) -> list[str]:
    """What differs, in words."""
    before, now = approved["pages"], made["pages"]
    told = []
    if len(before) != len(now):
        told.append(f"{len(now)} pages, approved were {len(before)}")
    homes = [{h: n for n, page in reversed(list(enumerate(pages, 1))) for h in page.get("headings", ())}
             for pages in (before, now)]  # fmt: skip
    for heading in dict.fromkeys([*homes[0], *homes[1]]):
        old, new = (home.get(heading) for home in homes)
        if old is None or new is None:
            told.append(f"heading “{heading}” {'is gone from' if new is None else 'is new on'} page {old or new}")
        elif old != new:
            told.append(f"heading “{heading}” moved from page {old} to {new}")
    for number, (old, new) in enumerate(zip(before, now, strict=False), 1):
        told += [
            f"page {number}, {name}: {new.get(name)!r}, approved was {old.get(name)!r}"
            for name in dict.fromkeys([*old, *new])
            if old.get(name) != new.get(name)
        ]
    return told
