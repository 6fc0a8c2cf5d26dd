"""What once looked wrong: closed days on paper, addresses broken in a word, drawings that began at an empty corner."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from browser.conftest import Watched

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
LINES = """link => { const words = document.createRange(), lines = {};
  for (const node of link.childNodes) if (node.nodeType === 3) for (let i = 0; i < node.length; i += 1) {
    words.setStart(node, i); words.setEnd(node, i + 1);
    const top = Math.round(words.getBoundingClientRect().top);
    lines[top] = (lines[top] || '') + node.data[i];
  }
  return Object.values(lines); }"""
"""The lines in which a link's text is set."""
DRAWING = (
    '<div class="drawing" style="overflow-x: auto"><svg style="max-width: none" width="1500" height="60" '
    'viewBox="0 0 1500 60"><text x="5" y="50">a</text><text x="700" y="20">b</text>'
    '<text x="760" y="50">c</text></svg></div>'
)
CONTRAST = """() => {
  const field = document.querySelector('.md-search__input'), pen = document.createElement('canvas').getContext('2d');
  const read = colour => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = colour => colour.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  let ground = [255, 255, 255];
  const around = [];
  for (let element = field; element; element = element.parentElement) around.unshift(element);
  for (const element of around) ground = over(read(getComputedStyle(element).backgroundColor), ground);
  const style = getComputedStyle(field, '::placeholder'), ink = read(style.color);
  ink[3] *= Number(style.opacity);
  const [low, high] = [light(over(ink, ground)), light(ground)].sort((a, b) => a - b);
  return (high + .05) / (low + .05); }"""
"""Of the search field's placeholder with what is behind it."""


def test_paper_tells_the_hours_of_every_week(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    page.clock.set_fixed_time("2026-11-03T10:00:00+09:00")  # a holiday
    page.goto(f"{small}/en/index.html")
    cell = page.locator("table.hours tr.exception td")
    struck = "cell => getComputedStyle(cell).textDecorationLine"
    assert cell.evaluate(struck) == "line-through"
    page.emulate_media(media="print")
    assert cell.evaluate(struck) == "none"


@pytest.mark.parametrize("media", ["screen", "print"])
def test_addresses_are_broken_at_their_signs(open_page: Callable[..., Watched], small: str, media: str) -> None:
    page = open_page(**PHONE).page
    page.goto(f"{small}/en/contact.html")
    page.emulate_media(media=media)
    link = page.locator("article a.email:not(.prepared)").first
    address = link.inner_text()
    assert link.get_attribute("href") == f"mailto:{address}"
    user, host = address.split("@")
    link.evaluate("link => { link.parentElement.style.width = '9em'; link.parentElement.style.display = 'block'; }")
    lines = link.evaluate(LINES)
    assert "".join(lines) == address
    assert len(lines) > 1
    assert all(line.endswith("@") or following.startswith(".") for line, following in pairwise(lines))
    page.evaluate("link => getSelection().selectAllChildren(link)", link.element_handle())
    assert page.evaluate("getSelection().toString()") == f"{user}@{host}"


def test_lists_of_details_have_no_holes(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page(**PHONE).page
    page.goto(f"{small}/en/systems.html")
    gaps = page.locator("article dl > div:has(dd > p)").evaluate_all(
        """all => all.map(line => { const [dd, p] = ['dd', 'dd > p'].map(name => line.querySelector(name));
        return p.getBoundingClientRect().top - dd.getBoundingClientRect().top; })"""
    )
    assert gaps
    assert set(gaps) == {0}


def test_a_drawing_begins_where_its_words_are(open_page: Callable[..., Watched], small: str) -> None:
    def drawn(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</h1>", f"</h1>{DRAWING}", 1))

    page = open_page(**PHONE, bypass_csp=True).page
    page.route("**/systems.html", drawn)
    page.goto(f"{small}/en/systems.html")
    place = page.locator(".drawing").first
    seen = place.evaluate(
        """drawing => { const frame = drawing.getBoundingClientRect();
        return [...drawing.querySelectorAll('text')].filter(text => { const box = text.getBoundingClientRect();
          return box.left >= frame.left && box.right <= frame.right; }).map(text => text.textContent); }"""
    )
    assert seen == ["b", "c"]


def test_the_mark_of_a_line_stands_beside_its_first_words(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page(**PHONE).page
    page.goto(f"{small}/en/index.html")
    link = page.locator("article li > a.download").first
    link.evaluate(
        "link => { link.textContent = 'A document whose title is so long that it needs two lines or three'; }"
    )
    assert link.evaluate("link => getComputedStyle(link).display") == "inline"
    assert len(link.evaluate(LINES)) > 1
    assert link.evaluate("link => link.getClientRects()[0].height") >= 24


def found(page: Page, width: int) -> None:
    """Open the search, as one does on a screen of this width."""
    page.click(".md-search__input" if width >= 960 else "label.md-header__button[for='__search']")
    page.wait_for_timeout(400)


@pytest.mark.parametrize("width", [1280, 800, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_field_says_readably_what_it_is(
    open_page: Callable[..., Watched], small: str, width: int, scheme: str
) -> None:
    page = open_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ).page
    page.goto(f"{small}/en/index.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    assert page.evaluate(CONTRAST) >= 4.5
    found(page, width)
    assert page.evaluate(CONTRAST) >= 4.5
