"""What makes a website the provider's: its logo, icon and colours, as files beside the pages."""

import colorsys
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.inventory.records import Record
from generator.outputs.paper.brand import brand_of, contrast, mixed
from generator.workspace import Workspace

ASSETS = "assets"
PICTURES = frozenset({".svg", ".png"})
DARK_SURFACE = "#1e2129"
"""About the page colour of the dark scheme."""
READABLE = 7.0


@dataclass(frozen=True)
class Identity:
    """The files of a provider's identity that the inventory names and that exist."""

    provider: Record
    folder: Path

    def logo(self) -> Path | None:
        """The logo for the coloured header: the one for dark grounds, else the plain one."""
        brand = self.provider.brand
        return (self._file(brand.logo_on_dark) or self._file(brand.logo)) if brand is not None else None

    def icon(self) -> Path | None:
        brand = self.provider.brand
        return self._file(brand.icon) if brand is not None else None

    def theme(self) -> dict[str, str]:
        """The settings of the theme that name these files."""
        made = {"logo": self.logo(), "favicon": self.icon()}
        return {name: f"{ASSETS}/{name}{path.suffix}" for name, path in made.items() if path is not None}

    def write(self, docs: Path) -> None:
        """Copy logo and icon, and write the colours as a style sheet."""
        target = docs / ASSETS
        target.mkdir(parents=True, exist_ok=True)
        for name, path in (("logo", self.logo()), ("favicon", self.icon())):
            if path is not None:
                shutil.copyfile(path, target / f"{name}{path.suffix}")
        (target / "brand.css").write_text(self.css(), "utf-8")

    def css(self) -> str:
        """Material's colours from the provider's; text in them has the contrast that WCAG 2.2 asks for."""
        brand = brand_of(self.provider)
        light, dark = brand.ink, readable_on(brand.primary, DARK_SURFACE)
        return (
            f":root{{--md-primary-fg-color:{brand.primary};--md-primary-fg-color--light:{brand.primary};"
            f"--md-primary-fg-color--dark:{mixed(brand.primary, '#000000', 0.25)};"
            f"--md-primary-bg-color:{brand.on_primary};--md-primary-bg-color--light:{brand.on_primary};"
            f"--md-accent-fg-color:{light};--brand-tint:{brand.tint};--brand-ink:{light}}}\n"
            f'[data-md-color-scheme="default"]{{--md-typeset-a-color:{light}}}\n'
            f'@media screen{{[data-md-color-scheme="slate"]{{--md-typeset-a-color:{dark};--md-accent-fg-color:{dark};'
            f"--brand-ink:{dark};--brand-tint:{mixed(brand.primary, DARK_SURFACE, 0.8)}}}}}\n"
        )

    def _file(self, name: str | None) -> Path | None:
        if not name:
            return None
        path = (self.folder / name).resolve()
        inside = path.is_relative_to(self.folder.resolve())
        return path if inside and path.suffix.lower() in PICTURES and path.is_file() else None


def identity_of(workspace: Workspace, provider: Record) -> Identity:
    return Identity(provider, workspace.provider / "files")


def readable_on(colour: str, ground: str) -> str:
    """`colour` in the same hue, lightened as far as text on a dark ground needs (WCAG 2.2, 1.4.3, with a margin)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    made = colour
    while contrast(made, ground) < READABLE and lightness < 1:
        lightness += 0.02
        made = "#" + "".join(f"{round(min(1, c) * 255):02x}" for c in colorsys.hls_to_rgb(hue, lightness, saturation))
    return made
