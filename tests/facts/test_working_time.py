"""Deadlines by the clock, and the last working moment before them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventories import facts

from generator.facts.working_time import WorkingTime, later, zone_of

ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
LUNCH = {"mon": ["09:00-12:00", "13:00-18:00"], "sat": "10:00-24:00"}
MOMENTS = st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-01-01"))


def working(zone: str = "Asia/Tokyo", **provider: Any) -> WorkingTime:
    return WorkingTime(facts(provider=provider).calendar, ZoneInfo(zone))


def tokyo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (tokyo(1, 9), tokyo(1, 9)),
        (tokyo(1, 18), tokyo(1, 18)),
        (tokyo(1, 18, 1), tokyo(1, 18)),
        (tokyo(2, 8, 59), tokyo(1, 18)),
        (tokyo(4, 12), tokyo(2, 18)),
        (tokyo(13, 7), tokyo(9, 18)),
    ],
    ids=["opening", "closing", "just after closing", "before opening", "Sunday", "after a long weekend"],
)
def test_the_last_working_moment(moment: datetime, expected: datetime) -> None:
    assert working().last_moment(moment) == expected


def test_the_midday_break_is_not_working_time() -> None:
    split = working(working_hours=LUNCH)
    assert not split.includes(tokyo(5, 12, 30))
    assert split.last_moment(tokyo(5, 12, 30)) == tokyo(5, 12)


def test_working_hours_may_last_until_midnight() -> None:
    late = working(working_hours=LUNCH)
    assert late.includes(tokyo(3, 23, 59))
    assert late.last_moment(tokyo(4, 5)) == tokyo(4, 0), "Saturday's midnight is Sunday 00:00"


def test_without_working_hours_there_is_no_working_moment() -> None:
    assert working(working_hours=None).last_moment(tokyo(1, 12)) is None


def test_a_client_abroad_reads_its_own_clock() -> None:
    berlin = datetime(2026, 10, 2, 14, tzinfo=ZoneInfo("Europe/Berlin"))
    found = working().last_moment(berlin)
    assert found is not None
    assert (found.hour, found.tzinfo) == (11, ZoneInfo("Europe/Berlin")), "18:00 in Tokyo"


def test_a_time_zone_that_does_not_exist_is_passed_over() -> None:
    ours = facts(client={"time_zone": "Asia/Atlantis"}).inventory
    assert zone_of(ours.client, ours.provider).key == "Asia/Tokyo"
    assert zone_of(None).key == "UTC"


@given(MOMENTS, st.integers(1, 336), st.sampled_from(ZONES))
def test_hours_are_those_of_a_stopwatch_in_every_zone(naive: datetime, hours: int, zone: str) -> None:
    start = naive.replace(tzinfo=ZoneInfo(zone))
    due = later(start, -timedelta(hours=hours))
    assert start.astimezone(UTC) - due.astimezone(UTC) == timedelta(hours=hours)
    assert due.tzinfo is start.tzinfo


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_the_last_working_moment_is_a_working_moment_and_the_last(naive: datetime, provider: str, client: str) -> None:
    hours = working(provider, working_hours=LUNCH)
    moment = naive.replace(tzinfo=ZoneInfo(client))
    found = hours.last_moment(moment)
    assert found is not None
    assert found.astimezone(UTC) <= moment.astimezone(UTC)
    assert hours.includes(found)
    between = (moment.astimezone(UTC) - found.astimezone(UTC)) / 2
    if between > timedelta(minutes=1):
        assert not hours.includes(later(moment, -between))
