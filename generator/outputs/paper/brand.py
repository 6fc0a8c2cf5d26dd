"""A provider's colours on paper: what is printed in them stays readable, in grey as well."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from generator.inventory.records import Record

PRIMARY, ACCENT = "#17495c", "#b4552d"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
READABLE = 4.5
"""The least contrast of text, WCAG 2.2, 1.4.3."""

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Brand:
    """The colours of a document as `#rrggbb`. `ink` is readable on white, `on_primary` on the primary colour."""

    primary: str = PRIMARY
    accent: str = ACCENT

    @property
    def on_primary(self) -> str:
        return "#ffffff" if contrast(self.primary, "#ffffff") >= READABLE else "#14181b"

    @property
    def ink(self) -> str:
        return readable(self.primary)

    @property
    def tint(self) -> str:
        return mixed(self.primary, "#ffffff", 0.91)

    @property
    def css(self) -> Markup:
        """Custom properties for the print style sheet; only values that were checked get here."""
        named = {
            "brand": self.primary,
            "on-brand": self.on_primary,
            "brand-ink": self.ink,
            "brand-tint": self.tint,
            "accent": readable(self.accent),
        }
        return Markup(":root{" + ";".join(f"--{name}:{value}" for name, value in named.items()) + "}")


def brand_of(provider: Record) -> Brand:
    """The provider's colours, or ours where it has none."""
    own = provider.brand
    if own is None:
        return Brand()
    return Brand(_colour(own.primary_colour, PRIMARY), _colour(own.accent_colour, ACCENT))


def _colour(given: str | None, instead: str) -> str:
    return given.lower() if given and COLOUR.match(given) else instead


def readable(colour: str) -> str:
    """`colour`, darkened as far as text on white needs."""
    share = 0.0
    while contrast(made := mixed(colour, "#000000", share), "#ffffff") < READABLE:
        share += 0.05
    return made


def mixed(one: str, other: str, share: float) -> str:
    """`one` with a `share` of `other`."""
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_rgb(one), _rgb(other), strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, WCAG 2.2: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
