"""Search, typed in a real browser: people, devices, serials, procedures, in both languages and all widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENGLISH = [
    ("firewall", "asset-fw-01.html"),
    ("FG100FTK2203", "asset-fw-01.html"),
    ("fg100", "asset-fw-01.html"),
    ("ＦＧ１００ＦＴＫ２２０３", "asset-fw-01.html"),
    ("SN00007X", "asset-pc-07.html"),
    ("Kenji Mori", "team.html"),
    ("mori@lantern", "team.html"),
    ("0355500190", "contact.html"),
    ("accounting", "systems.html"),
    ("invoices by hand", "systems.html"),
    ("remote support", "team.html"),
    ("holiday", "visits.html"),
]
JAPANESE = [
    ("ファイアウォール", "asset-fw-01.html"),
    ("ﾌｧｲｱｳｫｰﾙ", "asset-fw-01.html"),
    ("ファイア", "asset-fw-01.html"),
    ("通信", "asset-fw-01.html"),
    ("時間外", "asset-fw-01.html"),
    ("営業時間外通信", "asset-fw-01.html"),
    ("パソコン", "asset-pc-01.html"),
    ("ノートパソコン", "asset-pc-01.html"),
    ("森", "team.html"),
    ("森 健司", "team.html"),
    ("もり", "team.html"),
    ("会計", "systems.html"),
    ("会計システム", "systems.html"),
    ("システム", "systems.html"),
    ("手書き", "systems.html"),
    ("請求書", "systems.html"),
    ("ＦＷ－０１", "asset-fw-01.html"),
    ("SN00007X", "asset-pc-07.html"),
    ("年末年始", "visits.html"),
    ("休業", "visits.html"),
    ("0355500190", "contact.html"),
    ("窓口担当者", "liaison.html"),
    ("サーバー", "before-you-call.html"),
    ("ズンドコベロンチョ", None),
]


@pytest.fixture(scope="module")
def searched(browser: Browser, small: str) -> Iterator[dict[str, Page]]:
    """The front page in each language, opened once: a search leaves nothing behind."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    pages = {language: context.new_page() for language in ("en", "ja")}
    for language, page in pages.items():
        page.goto(f"{small}/{language}/index.html", wait_until="networkidle")
    yield pages
    context.close()


def found(page: Page, typed: str) -> list[str]:
    """The pages that a search lists, best first."""
    page.bring_to_front()
    page.fill(".md-search__input", "")
    page.wait_for_function("() => !document.querySelector('.md-search-result__item')")
    page.click(".md-search__input")
    page.keyboard.insert_text(typed)
    page.wait_for_function(
        "() => !/Type to|キーワードを入力/.test(document.querySelector('.md-search-result__meta').textContent)"
    )
    page.wait_for_timeout(100)
    links = page.eval_on_selector_all(
        ".md-search-result__item > a", "links => links.map(link => new URL(link.href).pathname.split('/').pop())"
    )
    return list(dict.fromkeys(links))


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [("en", *case) for case in ENGLISH] + [("ja", *case) for case in JAPANESE],
)
def test_what_is_typed_is_found(searched: dict[str, Page], language: str, typed: str, wanted: str | None) -> None:
    listed = found(searched[language], typed)
    if wanted is None:
        assert listed == []
    else:
        assert wanted in listed, listed


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        ("en", "FG100FTK2203", "asset-fw-01.html"),
        ("en", "Kenji Mori", "team.html"),
        ("ja", "窓口担当者", "liaison.html"),
    ],
)
def test_the_best_is_listed_first(searched: dict[str, Page], language: str, typed: str, wanted: str) -> None:
    assert wanted in found(searched[language], typed)[:2]


def test_a_result_shows_the_line_that_was_found(searched: dict[str, Page]) -> None:
    found(searched["en"], "SN00007X")
    teaser = searched["en"].inner_text(".md-search-result__item .md-search-result__article")
    assert "SN00007X" in teaser
    assert "SN00003X" not in teaser
