"""Whatever is not right with a document fails it, by name."""

import shutil
from pathlib import Path

import pytest
from builders import ROOT

from generator.outputs.paper import fonts
from generator.outputs.paper.rendering import RenderingError, write_pdf
from generator.workspace import Workspace

WORKSPACE = Workspace.at(ROOT)
STYLE = '<link rel="stylesheet" href="styles/print.css">'


def complaints(tmp_path: Path, body: str, head: str = STYLE, title: str = "T", workspace: Workspace = WORKSPACE) -> str:
    html = f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    try:
        write_pdf(workspace, html, tmp_path / "out.pdf")
    except RenderingError as error:
        assert not (tmp_path / "out.pdf").exists()
        return str(error)
    return ""


def test_a_sound_document_has_no_complaint(tmp_path: Path) -> None:
    assert (
        complaints(tmp_path, "<h1>Heading</h1><p>Text 日本語 髙﨑㈱①② → <em>slanted</em> <code>code</code></p>") == ""
    )


def test_a_missing_glyph(tmp_path: Path) -> None:
    assert "U+2610" in complaints(tmp_path, "<p>\u2610 to tick</p>")


def test_a_missing_anchor(tmp_path: Path) -> None:
    assert "nowhere" in complaints(tmp_path, '<p><a href="#nowhere">there</a></p>')


def test_invalid_css(tmp_path: Path) -> None:
    assert "colour" in complaints(tmp_path, "<p>Text</p>", "<style>p { colour: red }</style>")


def test_a_foreign_font(tmp_path: Path) -> None:
    face = '@font-face { font-family: Odd; src: url("fonts/IBMPlexSans-Regular.ttf") } p { font-family: Odd }'
    assert "font Odd is not one of ours" in complaints(tmp_path, "<p>Text</p>", f"<style>{face}</style>")


def test_an_untitled_document_or_drawing(tmp_path: Path) -> None:
    assert "no title" in complaints(tmp_path, "<p>Text</p>", title="")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    assert "no <title>" in complaints(tmp_path, drawing)


def test_an_image_without_words(tmp_path: Path) -> None:
    assert "alt" in complaints(
        tmp_path, '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">'
    )


def test_text_wider_than_its_place(tmp_path: Path) -> None:
    said = complaints(tmp_path, f'<p style="width:30mm;overflow-wrap:normal">{"x" * 60}</p>')
    assert "page 1" in said
    assert "wider than its place" in said


def test_words_without_end_are_broken(tmp_path: Path) -> None:
    rows = f"<tr><td>{'x' * 400}</td><td>{'y' * 400}</td><td>{'z' * 40}</td></tr>"
    assert complaints(tmp_path, f"<p>{'w' * 400}</p><table><tbody>{rows}</tbody></table>") == ""


def test_a_card_gets_smaller_type_until_it_fits_one_sheet(tmp_path: Path) -> None:
    card = (
        '<section class="page layout-card own-page one-sheet one-sheet-only" id="card" data-sizes="1 0.7">{}</section>'
    )
    assert complaints(tmp_path, card.format("<p>Line</p>" * 48)) == ""
    assert "page card needs" in complaints(tmp_path, card.format("<p>Line</p>" * 200))


def test_missing_fonts_are_found_before_the_engine_meets_them(tmp_path: Path) -> None:
    for name in ("inventory", "templates", "site_config/fonts"):
        (tmp_path / name).mkdir(parents=True)
    bare = Workspace.at(tmp_path)
    assert "fonts.conf is missing" in complaints(tmp_path, "<p>Text</p>", "", workspace=bare)
    shutil.copyfile(WORKSPACE.fonts / "fonts.conf", bare.fonts / "fonts.conf")
    assert "no font of the family IBM Plex Sans" in complaints(tmp_path, "<p>Text</p>", "", workspace=bare)
    (bare.fonts / "Broken.ttf").write_bytes(b"not a font")
    with pytest.raises(fonts.FontError, match=r"Broken\.ttf is not a readable font"):
        fonts.check_fonts(bare.fonts)
