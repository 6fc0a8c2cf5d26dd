"""A website keeps to itself: nothing leaves it, nothing foreign runs, and it is kept out of search engines."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.conftest import Watched

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_request_leaves_and_the_policy_is_kept_without_a_word(
    open_page: Callable[..., Watched], small: str, small_sites: Path, language: str
) -> None:
    watched = open_page()
    for path in sorted((small_sites / language).glob("*.html")):
        watched.page.goto(f"{small}/{language}/{path.name}", wait_until="commit")
        if 'http-equiv="refresh"' in path.read_text("utf-8"):
            watched.page.wait_for_url(lambda url, old=path.name: old not in url)  # a page that moved
        watched.page.wait_for_load_state("load")
    watched.page.click(".md-search__input")
    watched.page.keyboard.insert_text("PC-03")
    watched.page.wait_for_selector(".md-search-result__item")
    hosts = {urlsplit(url).netloc for url in watched.requests if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts == {urlsplit(small).netloc}
    assert watched.complaints == []


def test_a_script_that_was_smuggled_in_does_not_run(
    open_page: Callable[..., Watched], small: str, small_sites: Path
) -> None:
    text = (small_sites / "en/index.html").read_text("utf-8")
    (small_sites / "en/smuggled.html").write_text(
        text.replace(
            "</body>", '<script>document.title="run"</script><img src="x" onerror="document.title=\'run\'"></body>'
        ),
        "utf-8",
    )
    try:
        watched = open_page()
        watched.page.goto(f"{small}/en/smuggled.html", wait_until="networkidle")
        assert watched.page.title() != "run"
        assert any("Content Security Policy" in said for said in watched.complaints)
    finally:
        (small_sites / "en/smuggled.html").unlink()


def test_every_page_asks_search_engines_to_stay_away(small_sites: Path) -> None:
    for path in small_sites.rglob("*.html"):
        assert 'name="robots" content="noindex' in path.read_text("utf-8"), path.name
