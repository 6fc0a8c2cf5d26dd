"""The front page has what somebody with a problem looks for, in both languages, and old addresses still lead on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from browser import client
from browser.conftest import Watched

pytestmark = pytest.mark.browser
NEEDS = ("broken", "urgent", "attack", "request", "visit")


@pytest.fixture(params=["en", "ja"])
def front(request: pytest.FixtureRequest, open_page: Callable[..., Watched], small: str) -> Page:
    """The front page in a language, without scripts: what stands there stands without them."""
    page = open_page(java_script_enabled=False).page
    page.goto(f"{small}/{request.param}/index.html")
    return page


def below(page: Page, heading: str) -> str:
    """The text of the part of the page that begins with a heading."""
    said: str = page.locator(f"#{heading}").locator("xpath=..").inner_text()
    return said


def test_each_kind_of_need_has_its_way(front: Page) -> None:
    assert all(front.locator(f"h2#{need}").is_visible() for need in NEEDS)
    mail = front.locator(".need-broken a[href^='mailto:']").get_attribute("href") or ""
    assert "cc=" in mail
    assert front.locator(".need-urgent a[href='tel:+81355500190']").is_visible()
    assert front.locator(".need-security a[href^='security.html']").is_visible()
    assert front.locator(".need-request a").count() > 1


def test_the_next_visit_says_by_when_to_report(front: Page) -> None:
    visit = front.locator(".need-visit .visit:visible")
    days = {"en": ["13 October", "11 October"], "ja": ["10月13日", "10月11日"]}
    assert visit.count() == 1
    assert all(day in visit.inner_text() for day in days[front.get_attribute("html", "lang") or ""])


def test_hours_and_the_years_exceptions_stand_as_a_plain_table_and_list(front: Page) -> None:
    assert front.locator("table.hours tbody tr").count() == 7
    listed = front.locator(".closing-days time").evaluate_all("all => all.map(t => t.dateTime)")
    assert {"2026-11-03", "2026-12-29", "2027-01-03"} <= set(listed)


def test_people_wifi_and_services_are_told(front: Page) -> None:
    assert front.locator("ul.cards li.card").count() >= 2
    assert front.locator("ul.cards a[href^='mailto:']").count() >= 2
    text = front.inner_text("article")
    assert "ACME-Staff" in text
    assert client.SERVICE["when_down"][front.get_attribute("html", "lang") or ""] in text


def test_documents_contact_card_and_calendar_can_be_fetched(front: Page) -> None:
    links = front.locator("a:is(.download, .save)").evaluate_all("all => all.map(a => a.href)")
    assert [link.rpartition("/")[2] for link in links] == ["quick-card.pdf", "support.vcf", "calendar.ics"]
    assert all(front.request.get(link).ok for link in links)


def test_nothing_tells_when_the_page_was_built(front: Page) -> None:
    assert "2026-10-01" not in front.content()


def test_a_page_that_moved_leads_to_where_it_is(open_page: Callable[..., Watched], small: str) -> None:
    watched = open_page()
    watched.page.goto(f"{small}/ja/offices.html")
    watched.page.wait_for_url(f"{small}/ja/systems.html#sites")
    assert watched.complaints == []


@pytest.mark.parametrize("name", ["contact", "team", "systems", "equipment"])
def test_all_that_an_article_says_can_be_seen(open_page: Callable[..., Watched], small: str, name: str) -> None:
    """A class of the theme in an article once made telephone numbers white on white."""
    page = open_page().page
    page.goto(f"{small}/en/{name}.html")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll('article a:is(.tel, .email):not(.prepared)')].filter(link => {
        const style = getComputedStyle(link), ground = getComputedStyle(document.body).backgroundColor;
        return !link.getBoundingClientRect().height || style.color === 'rgb(255, 255, 255)' || style.color === ground;
        }).map(link => link.outerHTML)"""
    )
    assert hidden == []
