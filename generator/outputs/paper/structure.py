"""The tree of structure of a tagged PDF, brought into the shape that PDF/UA-1 asks for (ISO 32000-1, 14.8.4)."""

from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

PX = 0.75
"""Points in a CSS pixel."""

Element = Any
Objects = MutableMapping[bytes, Any]


def mend_structure(pdf: Any, objects: Objects, heights: Sequence[float]) -> None:
    """Lists hold items, items hold labels and bodies, a link in a link is a span, figures stand where they are."""
    root = objects[objects[pdf.catalog["StructTreeRoot"]]["K"][0]]
    _Mender(pdf, objects).mend(root, False)
    pages = dict(zip(pdf.page_references, heights, strict=True))
    for element in pdf.objects:
        if element.free != "f" and isinstance(element, dict) and element.get("S") == "/Figure":
            _place(element, pages[element["Pg"]])


class _Mender:
    def __init__(self, pdf: Any, objects: Objects) -> None:
        self.pdf, self.objects = pdf, objects

    def mend(self, element: Element, in_link: bool) -> None:
        kind = element["S"]
        if kind == "/Link":
            if in_link:
                element["S"] = "/Span"
            in_link = True
        elif kind == "/L":
            for child in list(self.children(element)):
                self._item(element, child)
        for child in list(self.children(element)):
            if child["S"] == "/LI" and element["S"] != "/L":
                self._dissolve(child)
            self.mend(child, in_link)

    def _dissolve(self, item: Element) -> None:
        """Anonymous boxes in an item came as items of their own, of no list."""
        item["S"] = "/NonStruct"
        for child in self.children(item):
            if child["S"] in ("/LBody", "/Lbl"):
                child["S"] = "/NonStruct"

    def children(self, element: Element) -> Iterator[Element]:
        for kid in element["K"]:
            found = self.objects.get(kid) if isinstance(kid, bytes) else None
            if isinstance(found, dict) and found.get("Type") == "/StructElem":
                yield found

    def _item(self, holder: Element, item: Element) -> None:
        """A child of a list: the pair of a term and its meaning becomes an item, anything else the body of one."""
        if item["S"] == "/Div":
            self._pair(item)
        elif item["S"] not in ("/L", "/LI", "/Caption"):
            self._wrap(holder, item, "/LI")
        if item["S"] == "/LI":
            for child in list(self.children(item)):
                if child["S"] not in ("/Lbl", "/LBody"):
                    self._wrap(item, child, "/LBody")

    def _pair(self, item: Element) -> None:
        """`<div><dt>…</dt><dd>…</dd></div>` came as a group of two items."""
        item["S"] = "/LI"
        for number, child in enumerate(list(self.children(item))):
            if child["S"] == "/LI":
                child["S"] = "/LBody" if number else "/Lbl"
                for body in self.children(child):
                    body["S"] = "/Div" if number else "/Span"

    def _wrap(self, holder: Element, child: Element, kind: str) -> None:
        """Put a new element of a kind between a holder and its child."""
        import pydyf

        made = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "K": pydyf.Array([child.reference]), "P": holder.reference}
        )
        if "Pg" in child:
            made["Pg"] = child["Pg"]
        self.pdf.add_object(made)
        holder["K"][holder["K"].index(child.reference)] = made.reference
        child["P"] = made.reference
        self.objects[made.reference] = made


def _place(figure: Element, height: float) -> None:
    """The box of a figure is given in pixels from the top; it is in points from the bottom."""
    import pydyf

    left, top, right, bottom = figure["A"]["BBox"]
    figure["A"]["BBox"] = pydyf.Array([left * PX, (height - bottom) * PX, right * PX, (height - top) * PX])
