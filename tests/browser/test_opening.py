"""The script that says whether support is open, by a clock that the test sets."""

from collections.abc import Callable
from datetime import datetime

import pytest

from browser.conftest import Watched

pytestmark = pytest.mark.browser


def at(open_page: Callable[..., Watched], address: str, moment: str, zone: str = "Asia/Tokyo") -> Watched:
    """The front page, opened at a moment by a browser in a time zone."""
    watched = open_page(timezone_id=zone)
    watched.page.clock.install(time=datetime.fromisoformat(moment))
    watched.page.goto(f"{address}/index.html")
    return watched


def status(watched: Watched) -> str:
    return watched.page.inner_text(".need-urgent .open-now").strip()


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-10-05T10:00:00+09:00", "Open now, until 18:00"),
        ("2026-10-05T08:59:00+09:00", "Closed now; opens Mon 5 Oct, 09:00"),
        ("2026-10-05T18:00:00+09:00", "Closed now; opens Tue 6 Oct, 09:00"),
        ("2026-10-09T20:00:00+09:00", "Closed now; opens Tue 13 Oct, 09:00"),  # a weekend, then Sports Day
        ("2026-10-12T10:00:00+09:00", "Closed now; opens Tue 13 Oct, 09:00"),
        ("2026-12-28T18:30:00+09:00", "Closed now; opens Mon 4 Jan, 09:00"),  # the provider's own closing days
    ],
)
def test_it_knows_hours_weekends_holidays_and_closing_days(
    open_page: Callable[..., Watched], small: str, moment: str, said: str
) -> None:
    assert status(at(open_page, f"{small}/en", moment)) == said


def test_it_is_the_offices_clock_that_counts_not_the_readers(open_page: Callable[..., Watched], small: str) -> None:
    assert (
        status(at(open_page, f"{small}/en", "2026-10-05T10:00:00+09:00", "America/New_York")) == "Open now, until 18:00"
    )


def test_it_speaks_the_readers_language(open_page: Callable[..., Watched], small: str) -> None:
    assert status(at(open_page, f"{small}/ja", "2026-10-05T10:00:00+09:00")) == "営業中（18:00まで）"
    assert (
        status(at(open_page, f"{small}/ja", "2026-10-05T18:00:00+09:00")) == "営業時間外（次は10月6日（火）09:00から）"
    )


def test_it_says_nothing_of_days_that_it_does_not_know(open_page: Callable[..., Watched], small: str) -> None:
    watched = at(open_page, f"{small}/en", "2027-11-01T10:00:00+09:00")
    assert not watched.page.is_visible(".need-urgent .open-now")


def test_it_changes_while_the_page_stands_open(open_page: Callable[..., Watched], small: str) -> None:
    watched = at(open_page, f"{small}/en", "2026-10-05T17:59:00+09:00")
    assert status(watched).startswith("Open")
    watched.page.clock.run_for("02:00")
    assert status(watched).startswith("Closed")


def test_today_is_marked_and_an_exception_is_told(open_page: Callable[..., Watched], small: str) -> None:
    ordinary = at(open_page, f"{small}/en", "2026-10-05T10:00:00+09:00").page
    assert ordinary.inner_text("table.hours tr.today th").split() == ["Monday", "today"]
    holiday = at(open_page, f"{small}/en", "2026-10-12T10:00:00+09:00").page
    assert "closed" in holiday.inner_text("table.hours tr.today th")


def test_days_and_visits_that_are_past_give_way_to_the_next(open_page: Callable[..., Watched], small: str) -> None:
    page = at(open_page, f"{small}/en", "2026-11-10T11:00:00+09:00").page
    assert "10 November" in page.inner_text(".need-visit")
    assert page.inner_text(".closing > .closing-days li:first-child").startswith("Monday 23 November 2026")


def test_without_script_the_plain_table_and_the_first_visit_stand(
    open_page: Callable[..., Watched], small: str
) -> None:
    page = open_page(java_script_enabled=False).page
    page.goto(f"{small}/en/index.html")
    assert page.locator("table.hours tr").count() == 8
    assert "13 October" in page.inner_text(".need-visit")
    assert page.locator(".open-now:visible").count() == 0
