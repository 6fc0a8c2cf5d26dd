"""The joined style sheet changes nothing that is seen: every element has the styles that the four sheets gave it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.tools import served
from generator.outputs.web.builder import build_pages

pytestmark = pytest.mark.browser
SEEN = [
    "display", "position", "width", "height", "top", "left", "margin", "padding", "border", "border-radius", "color",
    "background-color", "background-image", "mask-image", "font", "letter-spacing", "text-align", "text-decoration",
    "white-space", "visibility", "opacity", "overflow", "transform", "box-shadow", "outline", "content", "z-index",
    "flex", "grid-template-columns", "gap", "list-style", "cursor",
]  # fmt: skip
STYLES = """names => [...document.body.querySelectorAll('*')].flatMap(element =>
  ['', '::before', '::after'].map(part => {
  const found = getComputedStyle(element, part);
  if (part && found.content === 'none') return '';
  const values = names.map(name => found.getPropertyValue(name));
  return [element.tagName, element.getAttribute('class'), part, ...values].join('; ');
}))"""
PAGES = ("index", "equipment")


@pytest.fixture(scope="module")
def plain(small_sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served as the builder made them, before any step of ours."""
    folder = tmp_path_factory.mktemp("plain")
    build_pages(small_sites.parents[2] / "sources/acme/liaison/en", folder / "en")
    with served(folder) as address:
        yield address


@pytest.mark.parametrize(
    ("width", "scheme", "media", "opened"),
    [(1280, "light", "screen", False), (390, "dark", "screen", True), (800, "dark", "screen", True),
     (1280, "light", "print", False)],
)  # fmt: skip
def test_what_is_seen_is_the_same(
    browser: Browser, small: str, plain: str, width: int, scheme: str, media: str, opened: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(media=media)
    for name in PAGES:
        found = []
        for address in (plain, small):
            page.goto(f"{address}/en/{name}.html", wait_until="networkidle")
            if opened:
                page.evaluate("document.querySelectorAll('.md-toggle').forEach(toggle => { toggle.checked = true; })")
            found.append(page.evaluate(STYLES, SEEN))
        assert len(found[0]) == len(found[1]) > 500
        assert [pair for pair in zip(*found, strict=True) if pair[0] != pair[1]][:1] == [], name
    context.close()
