"""Visits on days when somebody is there, and reports that can be written in time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from generator.checks.nearness import some
from generator.checks.rule import Problem, Scene, rule, text_of
from generator.facts.selecting import many, one, retired, same
from generator.facts.visits import Visit
from generator.inventory.records import Record
from generator.inventory.values import Hours


@rule("W720")
def visits_on_closed_days(scene: Scene) -> Iterator[Problem]:
    for plan, visits in _by_plan(scene):
        if plan.on_closed_day == "keep":
            continue
        closed = [(v, why) for v in visits if (why := _closed(scene, v))]
        if closed:
            field = "rule" if plan.rule is not None else "dates"
            days = some([f"{v.date} ({why})" for v, why in closed], 3)
            message = f"{len(closed)} of {len(visits)} coming visits fall on days when nobody is there: {days}"
            hint = "Add `on_closed_day: next_open_day`, or `keep` if it is meant; or name the days in `except_dates`."
            yield Problem(plan, field, message, hint)


def _closed(scene: Scene, visit: Visit) -> str:
    """Why nobody is there on the day of a visit; empty on an open day."""
    calendar = scene.facts.calendar
    found = calendar.closed_day(visit.date)
    if found is not None:
        reason = found.names.get("en") or text_of(dict(found.names)) or "closed"
        return f"{reason}, {'client' if found.kind == 'client_closing' else 'provider'}"
    site_hours: Hours | None = visit.site.hours if visit.site is not None else None
    for who, hours in (("provider", calendar.provider_hours), ("client", site_hours or calendar.client_hours)):
        if hours is not None and not hours.on(visit.date.weekday()):
            return f"{visit.date:%A}, {who}"
    return ""


@rule("W721")
def report_that_is_due_long_before(scene: Scene) -> Iterator[Problem]:
    """Long holidays before a visit move the last working moment far ahead."""
    most = timedelta(days=scene.window("report_lead_days"))
    for plan, visits in _by_plan(scene):
        early = [v for v in visits if v.report_due_working is not None and v.start - v.report_due_working > most]
        if early:
            shown = some([f"by {v.report_due_working:%Y-%m-%d %H:%M} for {v.date}" for v in early], 3)
            message = f"the report is due more than {most.days} days before the visit, because of closed days: {shown}"
            hint = "Move the visit by some days, or remind the liaison early."
            yield Problem(plan, "rule" if plan.rule else "dates", message, hint)


@rule("W722")
def visits_too_close_for_a_report(scene: Scene) -> Iterator[Problem]:
    for site in {id(v.site): v.site for v in scene.facts.next_visits}.values():
        visits = [v for v in scene.facts.next_visits if v.site is site]
        close = [(a, b) for a, b in pairwise(visits) if b.report_due is not None and b.report_due < (a.end or a.start)]
        for first, second in close[:1]:
            if second.plan is None:  # one that nobody planned is told by no plan
                continue
            message = f"the report for the visit on {second.date} is due before the one on {first.date} is over"
            hint = "Let one visit follow the other by more than the deadline of the report, or make them one."
            yield Problem(second.plan, "rule" if second.plan.rule else "dates", message, hint)


@rule("E723", "provider")
def report_without_a_deadline(scene: Scene) -> Iterator[Problem]:
    provider = one(scene.inventory, "provider")
    if provider is not None and provider.visit_report_deadline_hours is None:
        message = "nothing says how long before a visit the liaison's report is due"
        yield Problem(provider, "", message, "Add `visit_report_deadline_hours: 48`.")


@rule("W724")
def plan_without_a_coming_visit(scene: Scene) -> Iterator[Problem]:
    coming = {id(v.plan) for v in scene.facts.next_visits}
    for plan in many(scene.inventory, "visit_plans"):
        if retired(plan) or id(plan) in coming:
            continue
        message = f"`{plan.id}` leads to no visit in the next 12 months"
        field = "rule" if plan.rule is not None else "dates" if plan.dates else ""
        hint = "Give it a rule or dates to come, or mark it as retired."
        yield Problem(plan, field, message, hint, at="value" if field else "key")


@rule("W725")
def visit_outside_working_hours(scene: Scene) -> Iterator[Problem]:
    """A technician who comes before the office opens waits at the door."""
    client = one(scene.inventory, "client")
    for plan, visits in _by_plan(scene):
        arrival = plan.arrival_window
        begins = getattr(arrival, "from") if arrival is not None else None
        at_site: Hours | None = plan.site.hours if plan.site is not None else None
        hours = at_site or (client.working_hours if client is not None else None)
        if begins is None or hours is None:
            continue
        ranges = [r for v in visits for r in (hours.on(v.date.weekday()),) if r]
        # In a midday break somebody is there, and the machines are free.
        if ranges and not any(r[0][0] <= begins <= r[-1][1] for r in ranges):
            message = f"the technician arrives at {begins:%H:%M}, outside the hours of the site"
            hint = "Correct the arrival window or the hours. Where it is arranged, ignore this and say with whom."
            yield Problem(plan, ("arrival_window", "from"), message, hint)


def _by_plan(scene: Scene) -> Iterator[tuple[Record, Sequence[Visit]]]:
    for plan in many(scene.inventory, "visit_plans"):
        visits = [v for v in scene.facts.next_visits if same(v.plan, plan)]
        if visits:
            yield plan, visits[: scene.window("visits_looked_at")]
