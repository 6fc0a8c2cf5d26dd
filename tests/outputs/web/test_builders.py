"""The builder is replaceable: Zensical makes the same websites of the same sources, but for what is listed here.

docs/adr/0007-material-end-of-life.md says what follows from that.
"""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import client
from browser.tools import AS_OF, ROOT, SCHEMA, needs

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.outputs.web import write_sources
from generator.outputs.web.builder import build_pages
from generator.outputs.web.finishing import finish
from generator.pages.compose import compose
from generator.workspace import Workspace
from outputs.web.builders_compared import Difference, differences, pages

DECISION = ROOT / "docs/adr/0007-material-end-of-life.md"


@dataclass(frozen=True)
class Known:
    """A difference that changes nothing for readers; `said` stands in the decision, word for word."""

    said: str
    is_one: Callable[[Difference], bool]


KNOWN = (
    Known(
        "The title of the front page: MkDocs writes the client's name, Zensical the page's name before it.",
        lambda d: d.page == "index.html" and d.what == "title" and d.second.endswith(f" - {d.first}"),
    ),
    Known(
        "The link that skips the navigation: MkDocs leads to the page's first heading, Zensical to a place before it.",
        lambda d: d.what == "around" and d.second == "#__skip" and bool(re.fullmatch(r"#\S+|", d.first)),
    ),
)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Workspace, str, str], tuple[Path, Path, Path]]:
    """Builds an edition with both; gives the sources, MkDocs' website and Zensical's."""
    needs(importlib.util.find_spec("zensical") is not None, "Zensical")

    def made(workspace: Workspace, slug: str, language: str) -> tuple[Path, Path, Path]:
        folder = tmp_path_factory.mktemp(slug)
        raw = load(workspace, SCHEMA, [slug]).raw(slug)
        composition = compose(workspace, SCHEMA, make_edition(SCHEMA, raw, "liaison", language, AS_OF))
        write_sources(workspace, composition, ("en", "ja"), folder / "sources")
        build_pages(folder / "sources", folder / "mkdocs")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", "mkdocs.yml"]
        done = subprocess.run(command, cwd=folder / "sources", capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return folder / "sources", folder / "mkdocs", folder / "sources/site"

    return made


def compared(first: Path, second: Path) -> None:
    """Nothing differs but what is known, and everything that is said to differ does."""
    found = list(differences(first, second))
    assert [d for d in found if not any(known.is_one(d) for known in KNOWN)] == []
    assert [known.said for known in KNOWN if not any(known.is_one(d) for d in found)] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_both_builders_make_the_same_website(
    build: Callable[[Workspace, str, str], tuple[Path, Path, Path]], tmp_path: Path, language: str
) -> None:
    sources, first, second = build(client.small(tmp_path), "acme", language)
    assert len(pages(first)) > 20
    compared(first, second)
    finish(sources, second)  # the steps after the builder, the check of links among them, take either website


def samples() -> list[tuple[str, str]]:
    workspace = Workspace.find(ROOT)
    return [(slug, language) for slug in workspace.slugs() for language in ("en", "ja")]


@pytest.mark.long
@pytest.mark.parametrize(("slug", "language"), samples())
def test_both_builders_make_the_same_website_of_a_sample_client(
    build: Callable[[Workspace, str, str], tuple[Path, Path, Path]], slug: str, language: str
) -> None:
    compared(*build(Workspace.find(ROOT), slug, language)[1:])


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    """The comparison itself: a heading's level, a link and a page that only one of two websites has."""
    page = "<title>T</title><a href='x.html'>x</a><article><h2 id='a'>A</h2><a href='b.html'>b</a></article>"
    for name, text in (("one", page), ("two", page.replace("h2", "h3").replace("b.html", "c.html"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, "utf-8")
    (tmp_path / "two/more.html").write_text(page, "utf-8")
    assert {d.what for d in differences(tmp_path / "one", tmp_path / "two")} == {"page", "headings", "links"}


def test_the_decision_lists_what_differs() -> None:
    text = " ".join(DECISION.read_text("utf-8").split())
    assert [known.said for known in KNOWN if known.said not in text] == []
