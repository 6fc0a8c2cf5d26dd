"""The fonts that paper is set in: complete, static, and the only ones in reach."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "site_config" / "fonts"
SCREEN_FONTS = ROOT / "site_config" / "theme" / "assets" / "fonts"
LATIN = ["Regular", "Italic", "Medium", "SemiBold", "Bold"]
FACES = [f"IBMPlexSans-{face}" for face in LATIN]
FACES += [f"IBMPlexSansJP-{face}" for face in ("Regular", "Medium", "Bold")]
FACES += [f"IBMPlexMono-{face}" for face in ("Regular", "SemiBold")]


def jis_x_0208() -> set[str]:
    """Every character of the standard, kana and kanji of both levels among them."""
    rows = range(0xA1, 0xF5)
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("euc_jp", errors="ignore") for pair in pairs))


def characters(face: str) -> set[str]:
    return {chr(code) for code in TTFont(FONTS / f"{face}.ttf").getBestCmap()}


@pytest.mark.parametrize("face", FACES)
def test_print_face_is_a_static_truetype_file(face: str) -> None:
    font = TTFont(FONTS / f"{face}.ttf")
    assert font.flavor is None
    assert "glyf" in font
    assert "fvar" not in font


@pytest.mark.parametrize("weight", ["Regular", "Medium", "Bold"])
def test_japanese_face_has_every_character_that_names_need(weight: str) -> None:
    """Paper names the Latin family first and the Japanese one second: together they must have everything."""
    wanted = jis_x_0208() | set("髙﨑㈱①②③④⑤☎℡〒々〜～")
    assert len(wanted) > 6800
    japanese, latin = characters(f"IBMPlexSansJP-{weight}"), characters(f"IBMPlexSans-{weight}")
    assert sorted(wanted - japanese) == ["−"]
    assert sorted(wanted - japanese - latin) == []


@pytest.mark.parametrize("face", [face for face in FACES if "Sans-" in face])
def test_latin_face_has_accents_macrons_and_typographic_marks(face: str) -> None:
    assert set("ŌōŪūÉéßñ–—‘’“”…·×→✓€") <= characters(face)


def test_paper_finds_our_fonts_and_no_others() -> None:
    """A render under fonts.conf embeds Plex only, even where a family is asked for that the system may have."""
    page = """
        <html lang="ja"><title>書体</title><style>p { font-family: "DejaVu Sans", sans-serif }</style>
        <p>Ōsaka 髙﨑㈱①② <b>至急</b> <code>vlan 10</code></p></html>
    """
    render = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.stdout.buffer)"
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    result = subprocess.run([sys.executable, "-c", render, page], env=environment, capture_output=True, check=True)
    embedded = PdfReader(BytesIO(result.stdout)).pages[0]["/Resources"]["/Font"]
    names = {font.get_object()["/BaseFont"].split("+")[-1].replace("-", " ") for font in embedded.values()}
    assert names
    assert all(name.startswith(("IBM Plex Sans", "IBM Plex Mono")) for name in names), names


def test_licence_and_provenance_stand_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert (SCREEN_FONTS / "OFL.txt").is_file()
    notice = (FONTS / "NOTICE.md").read_text(encoding="utf-8")
    script = (ROOT / "scripts" / "fonts.py").read_text(encoding="utf-8")
    for package, version in [("plex-sans", "1.1.0"), ("plex-sans-jp", "3.0.0"), ("plex-mono", "2.5.0")]:
        assert f"`@ibm/{package}` | {version} |" in notice
        assert f'"@ibm/{package}": "{version}"' in script


def test_website_faces_are_light_and_all_used() -> None:
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in SCREEN_FONTS.parent.glob("**/*.css"))
    files = sorted(SCREEN_FONTS.glob("*.woff2"))
    assert files
    for file in files:
        assert file.name in sheets
        assert file.stat().st_size < 30_000
