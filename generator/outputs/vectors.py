"""Whether an SVG drawing can be printed: it refers to nothing outside, and does not unfold into millions of shapes."""

import re
from collections import Counter
from xml.parsers import expat

LARGEST = 2_000_000
"""Bytes."""
SHAPES = 100_000
"""Shapes of a drawing after all that it repeats by `<use>`."""
DEEPEST = 100
REFUSED = frozenset({"script", "foreignObject"})
OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!#|['\"]?#|data:image/)", re.IGNORECASE)
INSIDE = ("#", "data:image/png", "data:image/jpeg")
NAMESPACE = "http://www.w3.org/2000/svg"


class VectorError(Exception):
    """What is wrong with a drawing."""


def vector_fault(data: bytes) -> str | None:
    """What is wrong with the SVG drawing, and how to mend it; None where nothing is."""
    if len(data) > LARGEST:
        return f"is larger than {LARGEST // 1_000_000} MB: save it as PNG"
    try:
        _Drawing().read(data)
    except expat.ExpatError as error:
        return f"is not well-formed SVG ({error}): export it again"
    except VectorError as fault:
        return str(fault)
    return None


class _Drawing:
    """What is counted while a drawing is read. A group is an element with an id, or the whole drawing (`None`)."""

    def __init__(self) -> None:
        self.open: list[str | None] = []
        self.shapes: Counter[str | None] = Counter()
        self.uses: dict[str | None, Counter[str]] = {}

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._declaration
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self.open.pop()
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)
        if self._unfolded(None, ()) > SHAPES:
            raise VectorError(f"unfolds into more than {SHAPES:,} shapes: simplify it, or save it as PNG")

    def _declaration(self, _name: str, _system: str | None, _public: str | None, entities: int) -> None:
        if entities:
            raise VectorError("declares entities: export it as plain SVG, without <!ENTITY>")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, tag = name.rpartition(" ")
        if not self.open and (namespace, tag) != (NAMESPACE, "svg"):
            raise VectorError("is not SVG: export it again, or save it as PNG")
        if tag in REFUSED:
            raise VectorError(f"holds <{tag}>, which is not printed: export it as plain SVG")
        self.open.append(attributes.get("id") if self.open else None)
        if len(self.open) > DEEPEST:
            raise VectorError(f"nests its groups more than {DEEPEST} deep: simplify it, or save it as PNG")
        self.shapes.update({group for group in self.open if group is not None} | {None})
        for key, value in attributes.items():
            self._attribute(tag, key.rpartition(" ")[2], value)

    def _attribute(self, tag: str, key: str, value: str) -> None:
        if key in ("href", "src") and tag != "a":
            if not value.strip().startswith(INSIDE):
                raise VectorError(f"refers to “{value[:60]}”, and may refer to nothing outside itself: embed it")
            if tag == "use":
                for group in {*self.open[:-1], None}:
                    self.uses.setdefault(group, Counter())[value.strip().removeprefix("#")] += 1
        elif OUTSIDE.search(value):
            raise VectorError("refers to a file outside itself in a style: embed it")

    def _text(self, text: str) -> None:
        if OUTSIDE.search(text):
            raise VectorError("refers to a file outside itself in a style: embed it")

    def _unfolded(self, group: str | None, above: tuple[str | None, ...], known: dict[str, int] | None = None) -> int:
        """The shapes of a group with all that it repeats."""
        known = {} if known is None else known
        if group in above:
            raise VectorError(f"repeats “{group}” within itself: remove that <use>")
        if len(above) > DEEPEST:
            raise VectorError(f"repeats itself more than {DEEPEST} deep: simplify it, or save it as PNG")
        total = self.shapes[group]
        for used, times in self.uses.get(group, Counter()).items():
            if used not in known:
                known[used] = self._unfolded(used, (*above, group), known)
            total += times * known[used]
        return total
