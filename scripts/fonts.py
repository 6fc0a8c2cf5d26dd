"""Make the font files of this repository from the published npm packages; see site_config/fonts/NOTICE.md.

Usage: .venv/bin/python scripts/fonts.py [--packages NODE_MODULES]

Print: web fonts are decoded to static TrueType without any other change, because WeasyPrint decodes WOFF2 anew for
every document (11 times slower), and a variable font is three times slower than a static one.
Screen: the split files are copied as the foundry made them. We do not cut subsets of our own: the licence reserves the
name "Plex" for unmodified fonts.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PRINT = ROOT / "site_config" / "fonts"
SCREEN = ROOT / "site_config" / "theme" / "assets" / "fonts"

VERSIONS = {"@ibm/plex-sans": "1.1.0", "@ibm/plex-sans-jp": "3.0.0", "@ibm/plex-mono": "2.5.0"}
PRINT_FACES = {
    "@ibm/plex-sans": ("complete/woff2/IBMPlexSans-{}.woff2", ["Regular", "Italic", "Medium", "SemiBold", "Bold"]),
    "@ibm/plex-sans-jp": ("complete/woff2/hinted/IBMPlexSansJP-{}.woff2", ["Regular", "Medium", "Bold"]),
    "@ibm/plex-mono": ("complete/woff2/IBMPlexMono-{}.woff2", ["Regular", "SemiBold"]),
}
# Latin2 has the macrons of romanised Japanese (Ōsaka).
SCREEN_FACES = {
    "@ibm/plex-sans": (
        "split/woff2/IBMPlexSans-{}.woff2",
        ["Regular-Latin1", "Regular-Latin2", "SemiBold-Latin1", "SemiBold-Latin2"],
    ),
    "@ibm/plex-mono": ("split/woff2/IBMPlexMono-{}.woff2", ["Regular-Latin1"]),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the font files from the npm packages.")
    parser.add_argument("--packages", type=Path, help="a node_modules folder that holds the packages already")
    given = parser.parse_args().packages
    with tempfile.TemporaryDirectory() as scratch:
        packages = given or install_packages(Path(scratch))
        for source in faces(packages, PRINT_FACES):
            decode(source, PRINT / f"{source.stem}.ttf")
        for source in faces(packages, SCREEN_FACES):
            shutil.copyfile(source, SCREEN / source.name)
        licence = (packages / "@ibm/plex-sans" / "LICENSE.txt").read_text(encoding="utf-8")  # one text for all three
        for folder in (PRINT, SCREEN):
            (folder / "OFL.txt").write_text(licence, encoding="utf-8")


def install_packages(folder: Path) -> Path:
    wanted = [f"{name}@{version}" for name, version in VERSIONS.items()]
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-save", "--prefix", str(folder), *wanted], check=True)
    return folder / "node_modules"


def faces(packages: Path, wanted: dict[str, tuple[str, list[str]]]) -> list[Path]:
    return [
        packages / package / "fonts" / pattern.format(face)
        for package, (pattern, names) in wanted.items()
        for face in names
    ]


def decode(source: Path, target: Path) -> None:
    """Unpack a web font; the time stamp inside stays, so that the same package gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    font.save(target)


if __name__ == "__main__":
    main()
