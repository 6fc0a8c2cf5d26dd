"""Tables sort and filter where scripts run, stand without them, and can be read on a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser.conftest import Watched

pytestmark = pytest.mark.browser
LONG = "table.records:has(tbody tr:nth-child(8))"


def names(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(f"{LONG} >> nth=0").locator("tbody th:visible").all_inner_texts()]


def opened(open_page: Callable[..., Watched], small: str, language: str = "en", **options: object) -> Page:
    page = open_page(**options).page
    page.goto(f"{small}/{language}/equipment.html")
    return page


def test_a_column_sorts_up_and_down_by_what_it_holds(open_page: Callable[..., Watched], small: str) -> None:
    page = opened(open_page, small)
    button = page.locator(LONG).first.get_by_role("button", name="Warranty")
    button.click()
    assert names(page)[0] == "Laptop PC-10"
    assert button.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    button.press("Enter")
    assert names(page)[0] == "Laptop PC-01"
    assert button.locator("xpath=..").get_attribute("aria-sort") == "descending"


@pytest.mark.parametrize("typed", ["sn00007x", "ＳＮ００００７Ｘ", "example sn00007"])
def test_a_filter_leaves_the_rows_that_hold_all_words(
    open_page: Callable[..., Watched], small: str, typed: str
) -> None:
    page = opened(open_page, small)
    page.locator(".table-filter input").first.fill(typed)
    assert names(page) == ["Laptop PC-07"]
    assert "1 of 10" in page.locator(".table-filter output").first.inner_text()


def test_without_script_the_whole_table_stands(open_page: Callable[..., Watched], small: str) -> None:
    page = opened(open_page, small, java_script_enabled=False)
    assert len(names(page)) == 10
    assert page.locator(".table-filter").count() == 0


@pytest.mark.parametrize("language", ["en", "ja"])
def test_on_a_telephone_every_page_fits_and_cells_carry_their_labels(
    open_page: Callable[..., Watched], small: str, language: str
) -> None:
    page = opened(open_page, small, language, viewport={"width": 360, "height": 740})
    cell = page.locator(f"{LONG} td[data-label]").first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.strip('"') == cell.get_attribute("data-label")
    for name in ("index", "equipment", "contact", "team", "visits", "systems"):
        page.goto(f"{small}/{language}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


def test_a_row_keeps_its_role_when_it_is_shown_as_a_card(open_page: Callable[..., Watched], small: str) -> None:
    page = opened(open_page, small, viewport={"width": 360, "height": 740})
    table = page.locator(LONG).first
    assert table.get_by_role("row", name="SN00007X").count() == 1
    assert table.get_by_role("rowheader", name="Laptop PC-07").count() == 1
