"""Boxes without background, shadow and picture borders, which nearly all are: there is nothing to be laid out of them.

The engine asks each of a page's boxes ten questions, and the box's style has the answers.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from weasyprint.layout import background
from weasyprint.layout.absolute import AbsolutePlaceholder

from generator.outputs.paper.accelerating.patching import Patch
from generator.outputs.paper.accelerating.sizes import RADII, SQUARE, ZERO

ASKED = (
    "visibility", "border_image_source", "mask_border_source", "background_image", "background_color", "box_shadow",
    *RADII,
)  # fmt: skip
_asked_of = itemgetter(*ASKED)
_lay_out = background.layout_box_backgrounds


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(background, "layout_box_backgrounds", _lay_out_box)


def _lay_out_box(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
    """Stands for `layout_box_backgrounds`."""
    if layout_children:
        for child in box.all_children():
            _lay_out_box(page, child, get_image)
    if style is None and box is not page and type(box) is not AbsolutePlaceholder and _is_plain(box.style):
        box.__dict__.update(SQUARE)
        box.background = None
    else:
        _lay_out(page, box, get_image, False, style)


def _is_plain(style: Any) -> bool:
    asked = _asked_of(style)
    known, plain = getattr(style, "_plain", (None, False))
    if known != asked:
        visibility, border, mask, images, color, shadow, *radii = asked
        plain = (
            visibility == "visible"
            and border[0] == mask[0] == "none"
            and all(kind == "none" for kind, _ in images)
            and not isinstance(color, str)
            and color.alpha == 0
            and not shadow
            and all(ZERO in corner for corner in radii)
        )
        style._plain = asked, plain
    return plain
