"""What the engine of text needs to know of a style, worked out once for the style and not once for each line.

The same goes for the height of a style's lines (its strut). Some of a style may change during layout, so what was
worked out is kept with the properties that it was worked out from.

A line is set once, when it is laid out, and drawn as it was set, not set again.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

from generator.outputs.paper.accelerating.patching import Patch, everywhere

FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
DESCRIPTION = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings",
    "direction", "font_language_override", "lang",
)  # fmt: skip
_features_of = itemgetter(*FEATURES)
_known_by = itemgetter(*FEATURES, *DESCRIPTION)
_strut_by = itemgetter(*FEATURES, *DESCRIPTION, "line_height")

_setup, _strut = Layout.setup, line_break.strut
_deactivate, _reactivate = Layout.deactivate, Layout.reactivate


def patches() -> Iterator[Patch]:
    """What this module speeds up."""
    yield Patch(Layout, "setup", _set_up)
    yield Patch(Layout, "deactivate", _put_away)
    yield Patch(Layout, "reactivate", _take_out)
    yield from everywhere(_strut, _strut_of)


class _Font(NamedTuple):
    """A style's context and font for Pango, and the OpenType features that it asks for."""

    known_by: tuple[Any, ...]
    context: Any
    language: Any
    description: Any
    features: bytes


def _set_up(self: Any, style: Any) -> None:
    """Stands for `Layout.setup`."""
    if style["text_decoration_line"] != "none":
        _setup(self, style)
        return
    known_by, font = _known_by(style), getattr(style, "_font", None)
    if font is None or font.known_by != known_by:
        font = style._font = _font(style, known_by)
    self.style, self.language, self.first_line_direction = style, font.language, 0
    self.ascent = self.underline_position = self.strikethrough_position = None
    self.layout = ffi.gc(pango.pango_layout_new(font.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, font.description)
    if font.features:
        known = style.font_config.font_features
        if font.features not in known:
            known[font.features] = pango.pango_attr_font_features_new(font.features)
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, known[font.features])
        pango.pango_layout_set_attributes(self.layout, attributes)


def _font(style: Any, known_by: tuple[Any, ...]) -> _Font:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    name = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
    if name:
        language = pango.pango_language_from_string(unicode_to_char_p(name)[0])
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    features = font_features(*_features_of(style))
    told = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    return _Font(known_by, context, language, get_font_description(style), told)


def _strut_of(style: Any) -> Any:
    known_by, (before, strut) = _strut_by(style), getattr(style, "_line", (None, None))
    if before != known_by:
        strut = _strut(style)
        style._line = known_by, strut
    return strut


def _put_away(self: Any) -> None:
    """Stands for `Layout.deactivate`: a line that is the whole of its text is kept until it is drawn."""
    style, was_drawn = self.style, "_line" in self.__dict__
    self._line = None
    if not (was_drawn or self.justification_spacing or style["word_spacing"] or style["letter_spacing"] != "normal"):
        second = pango.pango_layout_get_line_readonly(self.layout, 1)
        self._line = self.layout if second == ffi.NULL else None
    _deactivate(self)


def _take_out(self: Any, style: Any) -> None:
    if (line := self.__dict__.get("_line")) is None:
        _reactivate(self, style)
    else:
        self.layout, self.style, self.language, self._line = line, style, None, None
