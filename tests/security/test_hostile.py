"""Every value is shown literally wherever it stands, on the website and on paper, and nothing of it runs."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from builders import workspace
from end_to_end.conftest import SITES, handbook
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from generator.pages.escaping import escape
from generator.pages.markdown import page_html
from generator.workspace import Workspace
from security.hostile import STRINGS, commonmark_examples

TAG = re.compile(r"<[^>]*>")
PLACES = [
    "{}",
    "before {} after",
    "- {}",
    "> {}",
    "| a | b |\n|---|---|\n| {} | y |",
    '!!! note "{}"\n    text',
    "<p>{}</p>",
]
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ALL = [s for s in (*STRINGS, *commonmark_examples()) if s.strip()]


def plain(text: str) -> str:
    """Text as a reader compares it: blanks do not count, control characters are shown as a replacement."""
    return re.sub(r"[\s\u200b]+", " ", CONTROL.sub("\ufffd", text)).strip()


def test_all_examples_of_the_specification_were_found() -> None:
    assert len(commonmark_examples()) == 652


@pytest.mark.parametrize("place", PLACES)
def test_every_string_is_shown_literally_in_a_page(place: str) -> None:
    around = plain(html.unescape(TAG.sub("", page_html(place.format("qqq")))))
    for value in ALL:
        shown = plain(html.unescape(TAG.sub("", page_html(place.format(escape(value))).replace("<br>", " "))))
        assert shown == plain(around.replace("qqq", plain(value))), value


def writable(text: str) -> bool:
    """Whether our fonts have every character: what they lack fails a document, by name (and is tested elsewhere)."""
    return all(ord(c) in glyphs() or c.isspace() for c in text)


def glyphs() -> set[int]:
    fonts = Workspace.at(Path(__file__).parents[2]).fonts
    return GLYPHS or GLYPHS.update(*(TTFont(p).getBestCmap() for p in fonts.glob("*-Regular.ttf"))) or GLYPHS


GLYPHS: set[int] = set()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[str]]:
    """A client whose devices are called by the hostile strings, as website and as handbook."""
    strings = [s for s in ALL if writable(s) and not CONTROL.search(s) and "\u202e" not in s]
    device = {"kind": "laptop", "manufacturer": "Dell", "model": "X", "site": "tokyo"}
    assets = [{**device, "id": f"pc-{i:04d}", "name": s, "serial": s[:60]} for i, s in enumerate(strings)]
    made = workspace(
        tmp_path_factory.mktemp("hostile"),
        acme={
            "client.yml": {"languages": ["en"], "name": "<b>Acme</b> | *Trading* & Sons {{ 7*7 }}"},
            "sites.yml": SITES,
            "assets.yml": {"assets": assets},
        },
    )
    (made.site_config / "rules.yml").unlink(missing_ok=True)
    done = handbook(made.root, "build", "--as-of", "2026-10-01")
    assert done.returncode == 0, done.stderr
    return made, strings


def test_the_website_shows_every_string_and_runs_none(built: tuple[Workspace, list[str]], browser: Any) -> None:
    made, strings = built
    page = browser.new_page()
    spoken: list[str] = []
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    folder = made.output / "websites/acme/liaison/en"
    page.goto((folder / "equipment.html").as_uri())
    assert not spoken
    assert "owned" not in page.title()
    shown = {plain(t).replace(" ", "") for t in page.locator("table.records tbody th").all_text_contents()}
    missing = [s for s in strings if plain(s).replace(" ", "") not in shown]
    assert not missing, missing[:5]
    assert page.locator("article script, article iframe, article [onerror], article [onload]").count() == 0
    page.goto((folder / "index.html").as_uri())
    assert "<b>Acme</b> | *Trading* & Sons {{ 7*7 }}" in page.title()
    assert not spoken


def test_paper_shows_every_string(built: tuple[Workspace, list[str]]) -> None:
    made, strings = built
    reader = PdfReader(made.output / "documents/acme/liaison/handbook.en.pdf")
    text = re.sub(r"[\s\u200b\u00ad-]+", "", "".join(p.extract_text() for p in reader.pages))
    missing = [s for s in strings if len(s) < 2000 and re.sub(r"[\s\u200b\u00ad-]+", "", s) not in text]
    assert len(missing) <= len(strings) // 50, missing[:10]
