"""Used sizes of boxes, which are mostly those of the style: without percentages there is nothing to work out.

The engine works out 19 sizes of each box each time it is laid out, one by one. Here a style's sizes are worked out
once, and are compared with the style each time: some of it is changed during layout. Where borders collapse, a box
keeps those that were worked out with its neighbours'.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from weasyprint.layout import percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from generator.outputs.paper.accelerating.patching import Patch, everywhere

SIDES = ("left", "right", "top", "bottom")
LENGTHS = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in SIDES),
    "width", "height", "min_width", "min_height", "max_width", "max_height",
)  # fmt: skip
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
SIZES = (*LENGTHS, *BORDERS, "border_collapse", "box_sizing")
COLLAPSE = SIZES.index("border_collapse")
_sizes_of = itemgetter(*SIZES)
RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_radii_of = itemgetter(*RADII)
SQUARE = dict.fromkeys(RADII, (0, 0))
ZERO = (0, "px")

_resolve, _resolve_radii = percent.resolve_percentages, percent.resolve_radii_percentages


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield from everywhere(_resolve, _resolve_percentages)
    yield from everywhere(_resolve_radii, _resolve_radii_percentages)


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    style = box.style
    sizes = _sizes_of(style)
    known, used = getattr(style, "_used_sizes", (None, None))
    if known != sizes:
        used = _used(sizes)
        style._used_sizes = sizes, used
    if used is None or isinstance(box, AbsolutePlaceholder):  # which hands attributes on to its box
        _resolve(box, containing_block)
    elif sizes[COLLAPSE] == "collapse":
        kept = box.__dict__
        borders = {name: kept[name] for name in BORDERS if name in kept}
        kept.update(used)
        kept.update(borders)
    else:
        box.__dict__.update(used)


def _used(sizes: tuple[Any, ...]) -> dict[str, Any] | None:
    """The attributes that a box gets, or None where they are not the same for each box of the style."""
    *lengths, _, sizing = sizes
    if sizing != "content-box":
        return None
    used: dict[str, Any] = {}
    for name, value in zip((*LENGTHS, *BORDERS), lengths, strict=True):
        if name in BORDERS or value == "auto":
            used[name] = 0 if value == "auto" and name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    return used


def _resolve_radii_percentages(box: Any) -> None:
    if not isinstance(box, AbsolutePlaceholder) and all(ZERO in radii for radii in _radii_of(box.style)):
        box.__dict__.update(SQUARE)
    else:
        _resolve_radii(box)
