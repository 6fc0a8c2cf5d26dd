"""The portal as coordinators and engineers use it: who is who, who has what, and a welcome pack in two clicks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from builders import workspace
from playwright.sync_api import Browser, Page

from browser.conftest import Watched
from browser.test_pages import COLOURS, LOOK, LOOK_AT_COLOURS, RULES
from browser.tools import AS_OF, SCHEMA, axe, served
from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.outputs.portal import PAGES, Member, Portal
from generator.outputs.web import build_website

pytestmark = pytest.mark.browser
SITES = {"sites": [{"id": "tokyo", "name": "Tokyo", "address": "Tokyo"}]}
GATE = {"id": "fw-01", "kind": "firewall", "name": "Gate", "site": "tokyo", "manufacturer": "Fortinet",
        "model": "FortiGate 60F", "firmware": "7.4.8", "warranty_end": "2026-11-01"}  # fmt: skip
ROUTER = {"id": "rt-01", "kind": "router", "name": "Router", "site": "tokyo", "manufacturer": "YAMAHA",
          "model": "RTX1220", "firmware": "15.04.07"}  # fmt: skip
PACK = "documents/{}/liaison/handbook.{}.pdf"


def outputs(slug: str) -> list[dict[str, Any]]:
    sites = [
        {"kind": "website", "audience": audience, "language": code,
         "path": f"websites/{slug}/{audience}/{code}/index.html"}
        for audience in ("staff", "liaison", "engineer") for code in ("en", "ja")
    ]  # fmt: skip
    packs = [
        {"kind": "handbook", "audience": "liaison", "language": code, "path": PACK.format(slug, code)}
        for code in ("en", "ja")
    ]
    return [*sites, *packs]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the portal over two clients is served, beside what was built for them."""
    folder = tmp_path_factory.mktemp("portal")
    other = {"name": "Bolt & Sons", "stage": "onboarding", "client_code": "BLT", "base_urls": None}
    made = workspace(
        folder / "workspace",
        acme={"sites.yml": SITES, "assets.yml": {"assets": [GATE]}, "client.yml": {"stage": "live"}},
        bolt={"sites.yml": SITES, "assets.yml": {"assets": [GATE, ROUTER]}, "client.yml": other},
    )
    members = []
    for slug in ("acme", "bolt"):
        raw = load(made, SCHEMA, [slug]).raw(slug)
        members.append(Member(make_edition(SCHEMA, raw, "engineer", "en", AS_OF), outputs(slug)))
        for output in outputs(slug):
            (folder / output["path"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / output["path"]).write_bytes(b"%PDF-1.7 " + slug.encode())
    Portal(made, SCHEMA, members).write(folder / "sources")
    build_website(folder / "sources", folder / "portal")
    with served(folder) as address:
        yield address


def rows(page: Page, number: int = 0) -> list[str]:
    """The first cells of a table's lines that are in sight."""
    return page.locator("table.records").nth(number).locator("tbody th:visible").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("bolt", ["Bolt & Sons"]), ("live", ["Acme Trading"]), ("onboarding", ["Bolt & Sons"]),
     ("mori", ["Acme Trading", "Bolt & Sons"]), ("no such client", [])],
)  # fmt: skip
def test_clients_are_found_by_name_stage_and_people(
    open_page: Callable[..., Watched], portal: str, typed: str, found: list[str]
) -> None:
    page = open_page().page
    page.goto(f"{portal}/portal/index.html")
    page.locator(".table-filter input").fill(typed)
    assert rows(page) == found


def test_a_liaison_finds_the_client(open_page: Callable[..., Watched], portal: str) -> None:
    page = open_page().page
    page.goto(f"{portal}/portal/index.html")
    liaison = page.locator("td[data-label='Liaison']").first.inner_text()
    assert liaison
    page.locator(".table-filter input").fill(liaison)
    assert "Acme Trading" in rows(page)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_welcome_pack_is_two_clicks_away(open_page: Callable[..., Watched], portal: str, language: str) -> None:
    page = open_page().page
    page.goto(f"{portal}/portal/attention.html")
    page.click(".md-tabs__link >> text=Clients")
    link = page.locator("tr", has_text="Bolt & Sons").locator(f"a[href='../{PACK.format('bolt', language)}']")
    answer = page.request.get(link.evaluate("link => link.href"))
    assert answer.body() == b"%PDF-1.7 bolt"
    assert link.inner_text() == language.upper()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("fortigate 60f", "Acme Trading × 1\nBolt & Sons × 1"), ("yamaha", "Bolt & Sons × 1")],
)
def test_a_model_tells_which_clients_have_it(
    open_page: Callable[..., Watched], portal: str, typed: str, shown: str
) -> None:
    page = open_page().page
    page.goto(f"{portal}/portal/estate.html")
    page.locator(".table-filter input").first.fill(typed)
    cell = page.locator("table.records").first.locator("tbody tr:visible td").last
    assert cell.inner_text().replace("\N{NO-BREAK SPACE}", " ") == shown


def test_firmware_is_found_by_the_search_of_the_whole_portal(open_page: Callable[..., Watched], portal: str) -> None:
    page = open_page().page
    page.goto(f"{portal}/portal/index.html")
    page.click(".md-search__input")
    page.keyboard.insert_text("7.4.8")
    page.wait_for_selector(".md-search-result__item > a[href*='estate.html']")


def test_every_page_is_accessible_and_fits_a_telephone(browser: Browser, portal: str) -> None:
    script = axe()
    page = browser.new_page(viewport={"width": 390, "height": 844}, bypass_csp=True, reduced_motion="reduce")
    found = []
    for name in PAGES:
        page.goto(f"{portal}/portal/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.evaluate(script)
        found += page.evaluate(LOOK, RULES)
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        found += page.evaluate(LOOK_AT_COLOURS, COLOURS)
    page.context.close()
    assert found == []
