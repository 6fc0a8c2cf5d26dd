"""A front page is light: few files, few bytes, and the search is fetched when it is wanted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Response

from browser.conftest import Watched

pytestmark = pytest.mark.browser
INDEX = "search/search_index.json"
FILES, BYTES = 11, 160_000
"""As many as a front page may fetch, and as much, packed. It was 10 and 112,000 when this was written."""


def arrived(watched: Watched, address: str) -> list[Response]:
    """What came before anything was clicked."""
    answers: list[Response] = []
    watched.page.on("response", lambda answer: answers.append(answer))
    watched.page.goto(f"{address}/en/index.html", wait_until="networkidle")
    return answers


def test_the_front_page_fetches_little(open_page: Callable[..., Watched], small: str) -> None:
    answers = [answer for answer in arrived(open_page(), small) if answer.url.startswith("http")]
    assert len(answers) <= FILES, [answer.url for answer in answers]
    assert sum(int(answer.headers["content-length"]) for answer in answers) <= BYTES


@pytest.mark.parametrize("start", ["pointer", "keyboard", "touch"])
def test_the_search_is_fetched_when_it_is_wanted(open_page: Callable[..., Watched], small: str, start: str) -> None:
    watched = open_page(has_touch=start == "touch")
    assert not any(INDEX in answer.url for answer in arrived(watched, small))
    field = watched.page.locator(".md-search__input")
    with watched.page.expect_response(f"**/{INDEX}"):
        if start == "pointer":
            field.hover()
        elif start == "touch":
            field.tap()
        else:
            watched.page.keyboard.press("/")
    field.focus()
    watched.page.keyboard.insert_text("PC-03")
    watched.page.wait_for_selector(".md-search-result__item")


def test_a_link_that_searches_needs_no_click(open_page: Callable[..., Watched], small: str) -> None:
    page = open_page().page
    page.goto(f"{small}/en/index.html?q=PC-03")
    page.wait_for_selector(".md-search-result__item")
