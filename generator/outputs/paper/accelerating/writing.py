"""The time to write a tagged PDF no longer grows with the square of its pages, and nothing is written out twice.

The identifier of a file is a digest of all its objects: they were put into words, and compressed, for that again.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

from generator.outputs.paper.accelerating.patching import Patch

KINDS = (pydyf.Dictionary, pydyf.Array, pydyf.Stream)
_write_pdf, _add_object = pydyf.PDF.write, pydyf.PDF.add_object


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(pydyf.PDF, "page_references", property(_page_references))
    yield Patch(pydyf.PDF, "write", _write)
    for kind in KINDS:
        yield Patch(kind, "data", _written_once(vars(kind)["data"]))


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """The references of all pages, worked out again only when there are more: every tagged element asks for them."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = getattr(pdf, "_known_references", ())
    if len(known) * 3 != len(kids):
        known = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._known_references = known
    return known


def _write(self: Any, *args: Any, **options: Any) -> None:
    """From here on no object changes, nor what is added: the stream of all objects, and the table of their places."""

    def add(item: Any) -> None:
        _add_object(self, item)
        item._written = item.data

    for item in self.objects:
        if item.free != "f" and isinstance(item, KINDS):
            item._written = item.data
    self.add_object = add
    try:
        _write_pdf(self, *args, **options)
    finally:
        del self.add_object


def _written_once(data: Any) -> property:
    return property(lambda item: data.fget(item) if (known := getattr(item, "_written", None)) is None else known)
