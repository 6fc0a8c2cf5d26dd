"""What is kept of a text that was converted: never too much of it, and nothing that depends on other files."""

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from generator.build.accelerating import repeating
from generator.build.accelerating.repeating import CONVERTED
from generator.outputs.web.kept import Kept

PLAIN = Page.render


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept: Kept[str] = Kept(10)
    for text in ("aa", "bb", "cc"):
        kept.keep(text.upper(), 2, text)
    assert (kept.get("aa"), kept.get("bb"), kept.get("cc"), kept.held) == (None, "BB", "CC", 8)
    assert kept.get("bb") == "BB"
    kept.keep("DD", 2, "dd")
    assert (kept.get("cc"), kept.get("bb"), len(kept)) == (None, "BB", 2)


def test_what_is_larger_than_the_room_is_not_kept_and_pushes_nothing_out() -> None:
    kept: Kept[str] = Kept(10)
    kept.keep("A", 1, "a")
    kept.keep("B", 50, "b")
    kept.keep("A", 3, "a")
    assert (kept.get("a"), kept.get("b"), kept.held) == ("A", None, 4)


def test_the_same_text_under_other_settings_is_another() -> None:
    kept: Kept[str] = Kept(100)
    kept.keep("1", 1, "text", "tables")
    assert kept.get("text", "toc") is None


def site(folder: Path, pages: dict[str, str]) -> MkDocsConfig:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in pages.items():
        (docs / name).write_text(text, "utf-8")
    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    given = {"site_name": "x", "docs_dir": str(docs), "site_dir": str(folder / "site"), "strict": True}
    config.load_dict({**given, "theme": {"name": "mkdocs"}, "plugins": [], "use_directory_urls": False})
    assert not config.validate()[0]
    return config


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept[repeating.Converted]:
    fresh: Kept[repeating.Converted] = Kept(100_000)
    monkeypatch.setattr(repeating, "CONVERTED", fresh)
    monkeypatch.setattr(Page, "render", repeating._remembered(PLAIN))
    return fresh


def test_a_link_to_a_page_is_looked_at_whenever_it_is_built(
    tmp_path: Path, kept: Kept[repeating.Converted], caplog: pytest.LogCaptureFixture
) -> None:
    linking = "# A\n\nSee [b](b.md) and [below](#end).\n\n## End {#end}\n"
    build(site(tmp_path / "one", {"index.md": linking, "b.md": "# B\n\n[up](#b)\n"}))
    assert len(kept) == 1
    with caplog.at_level(logging.WARNING), pytest.raises(Abort):
        build(site(tmp_path / "two", {"index.md": linking}))
    assert "b.md" in caplog.text


def test_an_anchor_that_a_page_has_not_is_told_again(
    tmp_path: Path, kept: Kept[repeating.Converted], caplog: pytest.LogCaptureFixture
) -> None:
    pages = {"index.md": "# A\n\n[nowhere](#nowhere)\n"}
    config = site(tmp_path / "one", pages)
    for number in range(2):
        config.validation.links.anchors = logging.WARNING
        caplog.clear()
        with caplog.at_level(logging.WARNING), pytest.raises(Abort):
            build(config)
        assert ("nowhere" in caplog.text, len(kept)) == (True, 1), number


def test_a_page_made_of_what_was_kept_is_the_same(
    tmp_path: Path, kept: Kept[repeating.Converted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    pages = {"index.md": "# A *b*\n\n## C {#c}\n\n<p id='d'>x</p>\n\n[c](#c)\n", "e.md": "No title, [mail](mailto:a@b.jp)"}
    made = []
    for name in ("one", "two"):
        build(site(tmp_path / name, pages))
        made.append({p.name: p.read_bytes() for p in sorted((tmp_path / name / "site").glob("*.html"))})
    assert made[0] == made[1]
    assert len(kept) == 2
    assert CONVERTED is not kept
