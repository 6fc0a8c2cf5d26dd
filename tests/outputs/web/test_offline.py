"""The zip of a client's websites: complete, the same each time, and without what only a server needs."""

import json
import zipfile
from pathlib import Path

import pytest
from builders import workspace

from generator.outputs.web.offline import offline_page, pack, start_page

PAGE = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
    '<script defer src="assets/search.js"></script>'
)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A zip of a website of a few files."""
    files = {
        "index.html": PAGE,
        "404.html": PAGE,
        "sitemap.xml": "",
        "search/search_index.json": '{"docs":[]}',
        "assets/javascripts/workers/search.1.min.js": "run()",
        "documents/handbook.en.pdf": "%PDF",
    }
    for name, text in files.items():
        path = tmp_path / "site/en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    pack(workspace(tmp_path / "workspace"), tmp_path / "site", {"en": "English"}, "Acme", tmp_path / "acme.zip")
    return tmp_path / "acme.zip"


def test_the_zip_holds_what_opens_from_a_folder(packed: Path) -> None:
    with zipfile.ZipFile(packed) as made:
        names = {name.removeprefix("acme/") for name in made.namelist()}
        index = made.read("acme/en/search/search_index.js").decode()
        worker = made.read("acme/en/assets/javascripts/workers/search.1.min.js").decode()
    assert {"index.html", "en/index.html", "en/documents/handbook.en.pdf", "en/assets/offline.js"} <= names
    assert not {"en/404.html", "en/sitemap.xml", "en/search/search_index.json"} & names
    assert json.loads(index.removeprefix("var __index=")) == {"docs": []}
    assert worker.startswith("function handbookSearch(")


def test_the_same_websites_give_the_same_bytes(packed: Path) -> None:
    first = packed.read_bytes()
    (packed.parent / "site/en/index.html").touch()
    pack(workspace(packed.parent / "workspace"), packed.parent / "site", {"en": "English"}, "Acme", packed)
    assert packed.read_bytes() == first


def test_a_page_may_use_the_files_beside_it() -> None:
    made = offline_page(PAGE)
    assert "script-src 'self' file:" in made
    assert made.index("assets/offline.js") < made.index("assets/search.js")


def test_with_one_language_nothing_is_to_be_chosen() -> None:
    assert "url=ja/index.html" in start_page({"ja": "日本語"}, "Acme")
    assert "refresh" not in start_page({"en": "English", "ja": "日本語"}, "Acme & Co")
    assert "Acme &amp; Co" in start_page({"en": "English"}, "Acme & Co")
