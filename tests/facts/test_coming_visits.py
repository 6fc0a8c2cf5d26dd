"""Visits worked out from their plans, and when the report of issues is asked for."""

from datetime import UTC, date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventories import edition_facts, facts, ids

from generator.facts import Facts

SITES = [
    {"id": "tokyo", "name": "Tokyo", "address": "1-1 Marunouchi"},
    {"id": "osaka", "name": "Osaka", "address": "1-1 Umeda"},
]
CHECKLIST = {"id": "routine", "title": "Routine", "kind": "scheduled_visit", "sections": []}
PLAN = {
    "id": "monthly", "site": "tokyo", "rule": "FREQ=MONTHLY;BYDAY=2TU", "starts_on": "2026-01-01",
    "arrival_window": {"from": "10:00", "to": "10:30"}, "duration_minutes": 120, "technician": "ono",
    "checklist": "routine",
}  # fmt: skip


def planned(*plans: dict[str, Any], as_of: date = date(2026, 10, 1), **collections: Any) -> Facts:
    given_plans = [{**PLAN, **plan} for plan in plans] or [PLAN]
    return facts(as_of, visit_plans=given_plans, sites=SITES, checklists=[CHECKLIST], **collections)


def days(found: Facts) -> list[date]:
    return [visit.date for visit in found.next_visits]


def test_a_visit_says_all_that_a_liaison_asks() -> None:
    visit = planned().next_visit
    assert visit is not None
    assert visit.plan.id == "monthly"
    assert (visit.site.id, visit.technician.id, visit.checklist.id) == ("tokyo", "ono", "routine")  # type: ignore[union-attr]
    assert visit.start.isoformat() == "2026-10-13T10:00:00+09:00"
    assert visit.arrival_until is not None
    assert visit.arrival_until.isoformat() == "2026-10-13T10:30:00+09:00"
    assert visit.end is not None
    assert visit.end.isoformat() == "2026-10-13T12:00:00+09:00"


def test_the_report_is_due_48_hours_before_and_sooner_by_working_hours() -> None:
    visit = planned().next_visit
    assert visit is not None
    assert visit.report_due is not None
    assert visit.report_due_working is not None
    assert visit.report_due.isoformat() == "2026-10-11T10:00:00+09:00", "a Sunday"
    assert visit.report_due_working.isoformat() == "2026-10-09T18:00:00+09:00", "the Friday before"


def test_a_deadline_within_working_hours_needs_no_other() -> None:
    visit = planned({"rule": None, "dates": ["2026-10-15"]}).next_visit
    assert visit is not None
    assert visit.report_due is not None
    assert visit.report_due.isoformat() == "2026-10-13T10:00:00+09:00"
    assert visit.report_due_working is None


def test_without_an_agreed_deadline_none_is_shown() -> None:
    visit = planned(provider={"visit_report_deadline_hours": None}).next_visit
    assert visit is not None
    assert visit.report_due is None
    assert visit.report_due_working is None


def test_visits_are_those_of_twelve_months_with_todays() -> None:
    found = days(planned(as_of=date(2026, 10, 13)))
    assert found[0] == date(2026, 10, 13)
    assert found[-1] == date(2027, 10, 12)
    assert len(found) == 13


def test_days_are_left_out_and_added() -> None:
    found = days(planned({"except_dates": ["2026-11-10"], "dates": ["2026-11-12"], "ends_on": "2026-12-31"}))
    assert found == [date(2026, 10, 13), date(2026, 11, 12), date(2026, 12, 8)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (None, [date(2026, 11, 3)]),
        ("keep", [date(2026, 11, 3)]),
        ("skip", []),
        ("next_open_day", [date(2026, 11, 4)]),
        ("previous_open_day", [date(2026, 11, 2)]),
    ],
)
def test_what_becomes_of_a_visit_on_a_holiday(rule: str | None, expected: list[date]) -> None:
    """3 November is Culture Day, a Tuesday."""
    found = planned({"rule": None, "dates": ["2026-11-03"], "on_closed_day": rule})
    assert days(found) == expected
    assert all(visit.planned_day == date(2026, 11, 3) for visit in found.next_visits)


def test_a_visit_does_not_move_to_a_day_on_which_the_client_is_closed() -> None:
    plan = {"rule": None, "dates": ["2026-11-03"], "on_closed_day": "next_open_day"}
    closing = {"country": "JP", "closing_days": [{"from": "2026-11-04", "to": "2026-11-05"}]}
    assert days(planned(plan, client={"holiday_calendar": closing})) == [date(2026, 11, 6)]


def test_two_visits_that_move_to_one_day_are_one() -> None:
    plan = {"rule": None, "dates": ["2026-11-03", "2026-11-04"], "on_closed_day": "next_open_day"}
    assert days(planned(plan)) == [date(2026, 11, 4)]


def test_visits_of_several_plans_come_in_order_and_by_site() -> None:
    found = planned({}, {"id": "osaka", "site": "osaka", "rule": "FREQ=MONTHLY;BYMONTHDAY=20"})
    starts = [visit.start for visit in found.next_visits]
    assert starts == sorted(starts)
    osaka = found.next_visit_at(found.inventory.sites[1])
    assert osaka is not None
    assert osaka.date == date(2026, 10, 20)
    assert found.next_visit_at(None) is None


def test_a_retired_plan_has_no_visits() -> None:
    assert planned({"status": "retired"}).next_visits == ()


def test_a_rule_without_a_first_day_does_not_wander_with_the_day_of_the_build() -> None:
    plan = {"starts_on": None, "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"}
    early, late = days(planned(plan, as_of=date(2026, 10, 1))), days(planned(plan, as_of=date(2026, 10, 8)))
    assert set(late) & set(early) == {d for d in early if d >= date(2026, 10, 8)}


@pytest.mark.parametrize(
    "rule", ["FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261130T000000Z", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=11"]
)
def test_a_rule_may_end_by_itself(rule: str) -> None:
    assert days(planned({"rule": rule})) == [date(2026, 10, 13), date(2026, 11, 10)]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_rules_that_make_no_sense_give_no_visits(rule: str) -> None:
    assert planned({"rule": rule}).next_visits == ()


def test_without_an_arrival_window_the_day_counts_from_the_opening() -> None:
    visit = planned({"arrival_window": None, "duration_minutes": None}).next_visit
    assert visit is not None
    assert not visit.arrival_known
    assert (visit.start.hour, visit.end, visit.arrival_until) == (9, None, None)


def test_the_clock_is_the_clients_own_also_when_it_changes() -> None:
    """In Berlin the clocks go back on 25 October 2026: 48 hours before Monday 10:00 is Saturday 11:00."""
    visit = planned({"rule": None, "dates": ["2026-10-26"]}, client={"time_zone": "Europe/Berlin"}).next_visit
    assert visit is not None
    assert visit.report_due is not None
    assert visit.start.isoformat() == "2026-10-26T10:00:00+01:00"
    assert visit.report_due.isoformat() == "2026-10-24T11:00:00+02:00"
    assert visit.start.astimezone(UTC) - visit.report_due.astimezone(UTC) == timedelta(hours=48)


def test_staff_see_the_same_visits_as_engineers() -> None:
    plans: dict[str, Any] = {"visit_plans": [PLAN], "sites": SITES, "checklists": [CHECKLIST]}
    staff, engineer = edition_facts("staff", **plans), edition_facts("engineer", **plans)
    assert [v.start for v in staff.next_visits] == [v.start for v in engineer.next_visits]
    assert staff.next_visits


def test_past_visits_come_newest_first() -> None:
    visits = [
        {"id": "a", "site": "tokyo", "date": "2026-08-01"},
        {"id": "b", "site": "tokyo", "date": "2026-09-08", "start": "09:00"},
        {"id": "c", "site": "tokyo", "date": "2026-09-08", "start": "13:00"},
        {"id": "later", "site": "tokyo", "date": "2026-12-01"},
    ]
    assert ids(facts(visits=visits).past_visits) == ["c", "b", "a"]


@given(
    st.sampled_from(["2TU", "-1FR", "1SA", "3MO"]),
    st.sampled_from([None, "skip", "next_open_day", "previous_open_day"]),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(1, 336),
)
def test_every_deadline_lies_exactly_so_many_hours_before(weekday: str, moved: str, as_of: date, hours: int) -> None:
    plan = {"rule": f"FREQ=MONTHLY;BYDAY={weekday}", "starts_on": None, "on_closed_day": moved}
    found = planned(plan, as_of=as_of, provider={"visit_report_deadline_hours": hours})
    starts = [visit.start for visit in found.next_visits]
    assert starts == sorted(set(starts))
    for visit in found.next_visits:
        assert visit.report_due is not None
        assert visit.start - visit.report_due == timedelta(hours=hours)
        assert visit.date >= as_of
        if visit.report_due_working is not None:
            assert visit.report_due_working < visit.report_due
            assert found.open_on(visit.report_due_working.date())
            assert visit.report_due_working.time() == time(18)
