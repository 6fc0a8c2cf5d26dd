"""Moving about: languages, keyboard, moved and missing pages, saved contact cards, paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Watched

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    """The words, or else the name, of what has the focus."""
    said: str = page.evaluate("(document.activeElement.innerText || document.activeElement.title || '').trim()")
    return said


def test_the_language_switch_keeps_the_page(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    for name in ("contact", "asset-fw-01", "index"):
        page.goto(f"{small}/en/{name}.html")
        page.click(".handbook-languages__link")
        page.wait_for_url(f"{small}/ja/{name}.html")
        assert page.get_attribute("html", "lang") == "ja"
        page.click(".handbook-languages__link")
        page.wait_for_url(f"{small}/en/{name}.html")


def test_the_first_key_leads_past_the_header_and_the_focus_is_seen(
    open_page: Callable[..., Watched], small: str
) -> None:
    page = open_page().page
    page.goto(f"{small}/en/contact.html")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")


def test_every_control_of_the_header_is_reached_by_keyboard_in_the_order_of_sight(
    open_page: Callable[..., Watched], small: str
) -> None:
    page = open_page().page
    page.goto(f"{small}/en/contact.html")
    order = []
    for _ in range(24):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                "(e => (['reach', 'md-tabs', 'handbook-languages', 'md-search', 'md-content']"
                ".find(name => e.closest('.' + name)) || 'other'))(document.activeElement)"
            )
        )
    seen = [part for part in dict.fromkeys(order) if part != "other"]
    assert seen[:4] == ["handbook-languages", "md-search", "md-tabs", "reach"]


def test_what_has_the_focus_is_never_covered(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page(viewport={"width": 390, "height": 700}).page
    page.goto(f"{small}/en/team.html")
    for _ in range(30):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => { const e = document.activeElement, r = e.getBoundingClientRect();
            if (!e.closest('article') || !r.width) return false;
            const top = document.elementFromPoint(r.left + Math.min(r.width / 2, 40), r.top + r.height / 2);
            return !!top && !!top.closest('.reach, .md-header'); }"""
        )
        assert not covered, focused(page)


def test_a_missing_page_says_so_and_leads_on(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    answer = page.goto(f"{small}/ja/nowhere.html")
    assert answer is not None
    assert answer.status == 404
    assert page.inner_text("h1").startswith("このページはありません")


def test_cards_and_calendar_can_be_saved(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    page.goto(f"{small}/en/index.html")
    for name, start in (("support.vcf", "BEGIN:VCARD"), ("calendar.ics", "BEGIN:VCALENDAR")):
        with page.expect_download() as download:
            page.click(f"a[href='{name}']")
        assert Path(download.value.path()).read_text("utf-8").startswith(start)


def test_the_way_to_the_team_is_within_the_thumbs_reach_on_every_page(
    open_page: Callable[..., Watched], small: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}).page
    for name in ("index", "contact", "equipment"):
        page.goto(f"{small}/en/{name}.html")
        box = page.locator("nav.reach a[href^='tel:']").bounding_box()
        assert box is not None
        assert box["y"] > 700
        assert page.locator("nav.reach a[href^='mailto:']").is_visible()


def test_the_first_screen_of_a_telephone_says_whom_to_call(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page(viewport={"width": 390, "height": 844}).page
    page.goto(f"{small}/en/index.html")
    for need in ("broken", "urgent", "attack"):
        box = page.locator(f"#{need}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 790, need


def test_paper_carries_the_page_and_not_its_controls(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    page.goto(f"{small}/en/equipment.html")
    page.emulate_media(media="print")
    for control in (".md-header", ".reach", ".md-footer", ".table-filter", ".md-sidebar"):
        assert page.locator(f"{control}:visible").count() == 0, control
    assert page.locator("h1").is_visible()


def test_paper_is_light_and_says_nothing_of_now(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page(color_scheme="dark").page
    page.goto(f"{small}/en/index.html")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.emulate_media(media="print")
    lightness = """element => (getComputedStyle(element).color.match(/[\\d.]+/g) || []).slice(0, 3)
        .reduce((sum, value) => sum + Number(value), 0)"""
    for part in ("h1", "article p", "table.hours th", "article a", ".card-role"):
        assert page.locator(part).first.evaluate(lightness) < 380, part
    assert page.locator(".open-now:visible, table.hours .mark:visible").count() == 0
