"""The websites from a folder, as after a double click: pages, search and languages without a server."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from browser import client
from browser.conftest import Watched
from generator.outputs.web.offline import pack
from generator.workspace import Workspace

pytestmark = pytest.mark.browser
LANGUAGES = {"en": "English", "ja": "日本語"}


@pytest.fixture(scope="module")
def unpacked(small_sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small client's zip, unpacked."""
    folder = tmp_path_factory.mktemp("offline")
    workspace: Workspace = client.small(folder / "workspace")
    pack(workspace, small_sites, LANGUAGES, "Acme Trading", folder / "acme.zip")
    with zipfile.ZipFile(folder / "acme.zip") as packed:
        packed.extractall(folder)
    return folder / "acme"


def test_the_first_page_lets_one_choose_the_language(open_page: Callable[..., Watched], unpacked: Path) -> None:
    page = open_page().page
    page.goto((unpacked / "index.html").as_uri())
    page.click("text=日本語")
    assert page.url.endswith("/ja/index.html")


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        ("en", "SN00007X", "asset-pc-07.html"),
        ("en", "ＦＧ１００", "asset-fw-01.html"),
        ("ja", "時間外", "asset-fw-01.html"),
    ],
)
def test_search_works_from_a_folder(
    open_page: Callable[..., Watched], unpacked: Path, language: str, typed: str, wanted: str
) -> None:
    watched = open_page()
    watched.page.goto((unpacked / language / "index.html").as_uri())
    watched.page.click(".md-search__input")
    watched.page.keyboard.insert_text(typed)
    watched.page.wait_for_selector(".md-search-result__item")
    links = watched.page.eval_on_selector_all(".md-search-result__item > a", "links => links.map(link => link.href)")
    assert any(wanted in link for link in links)
    watched.page.locator(f".md-search-result__item > a[href*='{wanted}']").first.click()
    watched.page.wait_for_url(f"**/{wanted}*")
    assert [said for said in watched.complaints if "Content Security Policy" in said] == []
    assert {url.partition(":")[0] for url in watched.requests} <= {"file", "data"}


def test_languages_and_scripts_work_from_a_folder(open_page: Callable[..., Watched], unpacked: Path) -> None:
    watched = open_page()
    watched.page.goto((unpacked / "en/equipment.html").as_uri())
    assert watched.page.locator(".table-filter").count() > 0
    watched.page.click(".handbook-languages__link")
    watched.page.wait_for_url("**/ja/equipment.html")
    assert watched.complaints == []
