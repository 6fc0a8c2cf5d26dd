"""The days on which support is open, and why it is not on the others."""

from datetime import date, timedelta

from builders import HOURS
from hypothesis import given
from hypothesis import strategies as st
from inventories import edition_facts, facts

NEW_YEAR = {"from": "2026-12-29", "to": "2027-01-03", "reason": {"en": "New Year holidays", "ja": "年末年始休業"}}


def test_open_on_working_days_only() -> None:
    ours = facts()
    assert ours.open_on(date(2026, 10, 1))
    assert not ours.open_on(date(2026, 10, 3)), "Saturday"
    assert not ours.open_on(date(2026, 10, 12)), "Sports Day"


def test_nothing_is_promised_where_working_hours_are_not_known() -> None:
    assert not facts(provider={"working_hours": None}).open_on(date(2026, 10, 1))


def test_holidays_are_named_in_the_readers_language() -> None:
    english, japanese = edition_facts("staff", "en").closed_days, edition_facts("staff", "ja").closed_days
    assert english[0].date == japanese[0].date == date(2026, 10, 12)
    assert english[0].kind == "holiday"
    assert (english[0].name, japanese[0].name) == ("Sports Day", "スポーツの日")
    assert english[0].names == {"en": "Sports Day", "ja": "スポーツの日"}
    assert "Labour Thanksgiving Day" in [d.name for d in english]


def test_own_closing_days_of_provider_and_client_are_told_apart() -> None:
    ours = facts(
        provider={"holiday_calendar": {"country": "JP", "closing_days": [NEW_YEAR]}},
        client={"holiday_calendar": {"country": "JP", "closing_days": [{"from": "2026-10-30"}]}},
    )
    kinds = {d.date: d.kind for d in ours.closed_days}
    assert kinds[date(2026, 12, 30)] == "provider_closing"
    assert kinds[date(2027, 1, 1)] == "holiday", "the holiday's name says more than the closing it lies in"
    assert kinds[date(2026, 10, 30)] == "client_closing"
    assert ours.open_on(date(2026, 10, 30)), "support is open while the client is not"
    assert not ours.open_on(date(2026, 12, 30))


def test_names_of_closing_days_come_in_both_languages_or_not_at_all() -> None:
    ours = facts(provider={"holiday_calendar": {"country": "JP", "closing_days": [NEW_YEAR, {"from": "2026-10-02"}]}})
    by_date = {d.date: d for d in ours.closed_days}
    assert by_date[date(2026, 12, 29)].names == {"en": "New Year holidays", "ja": "年末年始休業"}
    assert by_date[date(2026, 10, 2)].name == ""


def test_an_editions_closing_day_is_in_its_language() -> None:
    ours = edition_facts("staff", "ja", provider={"holiday_calendar": {"country": "JP", "closing_days": [NEW_YEAR]}})
    assert next(d.name for d in ours.closed_days if d.kind == "provider_closing") == "年末年始休業"


def test_a_holiday_may_be_worked_nevertheless() -> None:
    ours = facts(provider={"holiday_calendar": {"country": "JP", "open_days": ["2026-10-12"]}})
    assert ours.open_on(date(2026, 10, 12))


def test_the_holidays_of_a_client_abroad_close_the_client_only() -> None:
    ours = facts(client={"holiday_calendar": {"country": "US"}})
    thanksgiving = next(d for d in ours.closed_days if d.date == date(2026, 11, 26))
    assert thanksgiving.kind == "client_closing"
    assert ours.open_on(thanksgiving.date)


def test_an_unknown_country_has_no_holidays() -> None:
    ours = facts(provider={"holiday_calendar": {"country": "XX"}})
    assert ours.closed_days == ()


def test_closed_days_are_those_of_twelve_months() -> None:
    ours = facts(as_of=date(2026, 10, 12)).closed_days
    assert ours[0].date == date(2026, 10, 12)
    assert ours[-1].date < date(2027, 10, 12)
    assert [d.date for d in ours] == sorted(d.date for d in ours)


def test_the_year_calendar_has_whole_weeks_from_monday() -> None:
    months = facts().year_calendar
    assert [m.first for m in (months[0], months[-1])] == [date(2026, 10, 1), date(2027, 9, 1)]
    october = months[0].weeks
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert october[0][:3] == (None, None, None), "October 2026 begins on a Thursday"
    shown = [day for week in october for day in week if day is not None]
    assert [day.date.day for day in shown] == list(range(1, 32))
    sports_day = shown[11]
    assert not sports_day.open
    assert sports_day.closed_day is not None
    assert sports_day.closed_day.name == "Sports Day"


def test_the_working_day_before_skips_weekend_and_holiday() -> None:
    assert facts().working_day_before(date(2026, 10, 13)) == date(2026, 10, 9)
    assert facts(provider={"working_hours": {"sun": "closed"}}).working_day_before(date(2026, 10, 13)) is None


@given(st.integers(0, 1500))
def test_the_working_day_before_is_the_nearest_open_day(n: int) -> None:
    ours = facts(provider={"working_hours": HOURS})
    day = date(2025, 1, 1) + timedelta(days=n)
    before = ours.working_day_before(day)
    assert before is not None
    assert before < day
    assert ours.open_on(before)
    assert not any(ours.open_on(before + timedelta(days=k)) for k in range(1, (day - before).days))
