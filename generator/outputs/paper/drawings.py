"""Diagrams on paper: as large as their words need, which are then a little smaller than running text, and no larger."""

from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}svg"
SCALE = 0.86
"""Words of 9.5 points, as on the screen, become words of 8."""
WIDEST, HIGHEST = 467.0, 590.0
"""The text block, with room for a caption, in points."""


def set_drawings(root: Element) -> None:
    """Give the diagrams below `root` their size on paper."""
    for drawing in root.iter(SVG):
        sides = [drawing.get(side, "").removesuffix("pt") for side in ("width", "height")]
        if "drawn" in drawing.get("class", "").split() and all(side.replace(".", "").isdigit() for side in sides):
            width, height = (float(side) for side in sides)
            scale = min(SCALE, WIDEST / max(width, 1.0), HIGHEST / max(height, 1.0))
            drawing.set("width", f"{width * scale:.0f}pt")
            drawing.set("height", f"{height * scale:.0f}pt")
