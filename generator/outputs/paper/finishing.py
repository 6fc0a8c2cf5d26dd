"""What WeasyPrint leaves open in a tagged PDF, mended before and after its objects are made.

Running heads and feet become artifacts, a link is one link, passages say their language, header cells say what they
head, and the tree of structure follows (see structure.py). ISO 14289-1, 7.1, 7.2, 7.18.5.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.outputs.paper.fontmaps import mend_font_maps
from generator.outputs.paper.structure import mend_structure

PRINTED = 4
"""The print flag of an annotation, ISO 32000-1, table 165."""


class Finisher:
    """To be made of a rendered document before its PDF is written, and given to `write_pdf` as `finisher`."""

    def __init__(self, document: Any) -> None:
        self.marked: list[Mapping[Any, Mapping[str, Any]]] = []
        for page in document.pages:
            page.paint = self._recording(page.paint)
            nested = {id(box) for box in _inside_links(page._page_box, None)}
            page.links = [link for link in page.links if id(link[3]) not in nested]

    def _recording(self, paint: Any) -> Any:
        """Painting forgets which box became which piece of marked content; this remembers."""

        def painted(stream: Any, scale: float = 1) -> None:
            paint(stream, scale)
            self.marked.append(dict(stream._tags or {}))

        return painted

    def __call__(self, document: Any, pdf: Any) -> None:
        from generator.outputs.paper.nothing import take_away

        objects = {o.reference: o for o in pdf.objects if o.number is not None}
        parents = objects[objects[pdf.catalog["StructTreeRoot"]]["ParentTree"]]["Nums"]
        for number, (page, marked) in enumerate(zip(document.pages, self.marked, strict=True)):
            stream = objects[objects[pdf.page_references[number]]["Contents"]].stream
            sequences = _sequences(stream)
            for mcid in [marked[box]["mcid"] for box in _in_margins(page._page_box) if box in marked]:
                _to_artifact(stream, sequences.pop(mcid))
                take_away(pdf, objects, parents[2 * number + 1][mcid])
                parents[2 * number + 1][mcid] = "null"
            _say_language(marked, sequences, stream, document.metadata.lang)
            for box in _boxes(page._page_box):
                _set_scope(box)
                _describe_link(box)
        mend_structure(pdf, objects, [page.height for page in document.pages])
        mend_font_maps(pdf)
        objects[pdf.catalog["Metadata"]].compress = False


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(getattr(child, "_box", child))


def _inside_links(box: Any, link: Any) -> Iterator[Any]:
    """Boxes below a linking one: each would become a link of its own, over the first."""
    if link:
        yield box
    for child in getattr(box, "children", ()):
        yield from _inside_links(getattr(child, "_box", child), box.link or link)


def _in_margins(page_box: Any) -> Iterator[Any]:
    for child in page_box.children:
        if type(child).__name__ == "MarginBox":
            yield from _boxes(child)


def _sequences(stream: list[Any]) -> dict[int, int]:
    """Marked-content id → place of its properties in the content stream."""
    return {item["MCID"]: place for place, item in enumerate(stream) if isinstance(item, dict) and "MCID" in item}


def _to_artifact(stream: list[Any], place: int) -> None:
    stream[place - 1 : place + 2] = ["/Artifact", b"BMC", b""]


def _say_language(marked: Mapping[Any, Any], sequences: Mapping[int, int], stream: list[Any], language: str) -> None:
    import pydyf

    for box, mark in marked.items():
        own = box.style["lang"]
        if own and own != language and mark["mcid"] in sequences:
            stream[sequences[mark["mcid"]]]["Lang"] = pydyf.String(own)


def _set_scope(box: Any) -> None:
    mark = getattr(box, "mark", None)
    if isinstance(mark, dict) and box.element is not None and box.element_tag == "th":
        mark["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"


def _describe_link(box: Any) -> None:
    """A link says its words, not its address, and is printed (it has no look of its own)."""
    import pydyf

    link = getattr(box, "link_annotation", None)
    if link is None:
        return
    link["F"] = PRINTED
    words = "".join(text.text for text in _boxes(box) if hasattr(text, "text")).strip()
    if words:
        link["Contents"] = pydyf.String(words)
