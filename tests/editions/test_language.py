"""How readers of a language write dates and hours."""

from datetime import date, datetime, time

import pytest

from generator.editions.language import Language
from generator.inventory.schema import load_schema
from generator.inventory.values import Hours
from generator.pages.show import Show

OFFICE = Hours(tuple([((time(9), time(18)),)] * 5 + [((time(9), time(12)),), ()]))


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "Tuesday 6 October 2026", "Tuesday 6 October 2026, 13:30"),
        ("ja", "2026年10月6日（火）", "2026年10月6日（火）13:30"),
    ],
)
def test_dates_have_their_weekday(language: str, day: str, moment: str) -> None:
    assert Language(language).date(date(2026, 10, 6)) == day
    assert Language(language).date_time(datetime.fromisoformat("2026-10-06T13:30")) == moment


@pytest.mark.parametrize(
    ("language", "prose", "cell"),
    [
        ("en", "Monday–Friday 09:00–18:00; Saturday 09:00–12:00", "Mon–Fri 09:00–18:00<br>Sat 09:00–12:00"),
        ("ja", "月曜日〜金曜日 09:00〜18:00、土曜日 09:00〜12:00", "月〜金 09:00〜18:00<br>土 09:00〜12:00"),
    ],
)
def test_hours_are_short_where_they_are_a_value(language: str, prose: str, cell: str) -> None:
    show = Show(load_schema(), Language(language), {})
    assert show.hours(OFFICE) == prose
    assert show.value(OFFICE) == cell
