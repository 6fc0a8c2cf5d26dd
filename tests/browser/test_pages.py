"""Every kind of page, by the rules of accessibility (WCAG 2.2, A and AA) and of HTML: two clients of the inventory."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser import client
from browser.tools import ROOT, axe, html_checker, lighthouse, served, websites
from generator.workspace import Workspace

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """rules => axe.run(document, {preload: false, runOnly: {type: "tag", values: rules}}).then(found =>
  found.violations.map(v => `${v.id} (${v.nodes.length}): ` +
    v.nodes.slice(0, 3).map(n => n.target.join(" ") + n.html.slice(0, 99))
))"""
COLOURS = ["color-contrast", "link-in-text-block", "target-size"]
LOOK_AT_COLOURS = LOOK.replace('{type: "tag", values: rules}', '{type: "rule", values: rules}')
NOT_OURS = (
    "Attribute “autocomplete” is only allowed",
    "must be the ID of a non-hidden form control",
    "Bad value “” for attribute “tabindex” on element “label”",
)
"""What the HTML checker finds in the theme's own markup: hidden check boxes and their labels."""


def clients() -> tuple[Workspace, list[str]]:
    """The inventory's largest and smallest client; in an empty one there is nothing to look at but our own."""
    workspace = Workspace.find(ROOT)
    by_size = sorted(workspace.slugs(), key=lambda s: sum(p.stat().st_size for p in workspace.client(s).rglob("*.yml")))
    return workspace, list(dict.fromkeys([*by_size[-1:], *by_size[:1]]))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the websites are: CLIENT/liaison/LANGUAGE."""
    folder = tmp_path_factory.mktemp("clients")
    workspace, slugs = clients()
    if not slugs:
        workspace, slugs = client.small(folder / "workspace"), ["acme"]
    return websites(workspace, slugs, folder / "out")


@pytest.fixture(scope="module")
def address(sites: Path) -> Iterator[str]:
    """Where the websites are served."""
    with served(sites) as found:
        yield found


def kinds(folder: Path, every: bool = False) -> list[str]:
    """One page of each kind: of the many that are made of a record, the first."""
    names = [p.stem for p in sorted(folder.glob("*.html"))]
    if every:
        return names
    kind = {name: name.split("-")[0] if name.split("-")[0] in ("asset", "runbook") else name for name in names}
    return list({kind[name]: name for name in reversed(names) if name != "404"}.values())


def looked_at(page: Page, script: str, address: str, names: list[str]) -> Iterator[str]:
    """What the accessibility rules find, in light and in dark, each with its page."""
    for name in names:
        page.goto(f"{address}/{name}.html")
        page.evaluate(script)
        yield from (f"{name}: {found}" for found in page.evaluate(LOOK, RULES))
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        yield from (f"{name} (dark): {found}" for found in page.evaluate(LOOK_AT_COLOURS, COLOURS))


def faults(browser: Browser, address: str, folder: Path, width: int, every: bool = False) -> list[str]:
    """What is found on the pages of one edition, in a window of that width."""
    script = axe()
    page = browser.new_page(
        viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce", color_scheme="light"
    )
    try:
        return list(looked_at(page, script, address, kinds(folder, every)))
    finally:
        page.context.close()


@pytest.mark.parametrize(("client_number", "language", "width"), [(0, "en", 1280), (0, "ja", 390), (-1, "ja", 1280)])
def test_each_kind_of_page_is_accessible(
    browser: Browser, address: str, sites: Path, client_number: int, language: str, width: int
) -> None:
    name = f"{clients()[1][client_number]}/liaison/{language}" if clients()[1] else f"acme/liaison/{language}"
    assert faults(browser, f"{address}/{name}", sites / name, width) == []


@pytest.mark.parametrize("state", ["search", "menu"])
def test_what_opens_over_a_page_is_accessible(browser: Browser, address: str, sites: Path, state: str) -> None:
    script, edition = axe(), next(p.parent for p in sorted(sites.rglob("index.html")))
    width = 1280 if state == "search" else 390
    page = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True, reduced_motion="reduce")
    page.goto(f"{address}/{edition.relative_to(sites).as_posix()}/index.html", wait_until="networkidle")
    if state == "search":
        page.click(".md-search__input")
        page.keyboard.insert_text("Wi-Fi")
        page.wait_for_selector(".md-search-result__item")
    else:
        page.click("label.md-header__button[for=__drawer]")
    page.wait_for_timeout(400)
    page.evaluate(script)
    found = page.evaluate(LOOK, [rule for rule in RULES if rule != "best-practice"])
    page.context.close()
    assert found == []


def test_our_markup_is_valid(sites: Path) -> None:
    done = subprocess.run(
        [*html_checker(), "--format", "json", "--errors-only", "--exit-zero-always", "--skip-non-html", str(sites)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    ours = [m for m in messages if not any(said in m["message"] for said in NOT_OURS)]
    assert [f"{m['url']}:{m.get('lastLine')}: {m['message']}: {m.get('extract')}" for m in ours][:20] == []


@pytest.mark.parametrize("form", ["mobile", pytest.param("desktop", marks=pytest.mark.long)])
def test_lighthouse_finds_nothing_to_object_to(
    address: str, sites: Path, form: str, record_property: Callable[[str, object], None]
) -> None:
    """The largest client's front page. Its speed is told and not judged: the machine has its part in it."""
    edition = next(f for f in sorted(sites.glob("*/liaison/*")) if f.parts[-3] == (clients()[1] or ["acme"])[0])
    report = lighthouse(f"{address}/{edition.relative_to(sites).as_posix()}/index.html", form)
    score = {name: part["score"] for name, part in report["categories"].items()}
    record_property("performance", score["performance"])
    faults = [name for name, audit in report["audits"].items() if audit["score"] == 0]
    assert (score["accessibility"], score["best-practices"]) == (1, 1), faults
