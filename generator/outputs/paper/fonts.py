"""The fonts of paper: those of site_config/fonts/ and no others."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

FAMILIES = ("IBM Plex Sans", "IBM Plex Sans JP", "IBM Plex Mono")


class FontError(Exception):
    """The fonts are not as they must be; the message says which, and what to do."""


def prepare_fonts(folder: Path) -> None:
    """Let fontconfig see our fonts only, before WeasyPrint is imported: a fallback to a system font would be silent.

    Raises FontError: without any font the layout engine ends the process by a segmentation fault.
    """
    check_fonts(folder)
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")


@cache
def check_fonts(folder: Path) -> None:
    """Raises FontError unless `folder` has its fontconfig file and a readable font of each family."""
    if not (folder / "fonts.conf").is_file():
        raise FontError(f"{folder}/fonts.conf is missing: the documents' fonts are declared there")
    found = {_family(path) for path in sorted(folder.glob("*.ttf"))}
    missing = [family for family in FAMILIES if family not in found]
    if missing:
        raise FontError(f"{folder} has no font of the family {missing[0]} (static .ttf)")


def _family(path: Path) -> str:
    try:
        with TTFont(path, lazy=True) as font:
            names = font["name"]
            return str(names.getDebugName(16) or names.getDebugName(1))
    except (TTLibError, OSError, KeyError) as error:
        raise FontError(f"{path} is not a readable font: {error}") from error


def foreign_fonts(fonts: Iterable[Any]) -> list[str]:
    """The families among a rendered document's fonts that are not ours."""
    return sorted({font.family for font in fonts} - set(FAMILIES))
