"""How the client reaches its provider: four channels, an escalation without gaps, hours and approvals that hold."""

from collections.abc import Iterator, Sequence
from datetime import time

from generator.checks.nearness import listed, some
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import one
from generator.inventory.records import Record
from generator.inventory.values import WEEKDAYS, Hours, Range

CHANNELS = ("email", "form", "telephone", "visit")
REACHED_BY = {
    "telephone": ("a telephone number", "Add `phone` here or in provider.yml."),
    "form": ("an address of the form", "Add `url` here, or `request_form_url` in provider.yml."),
    "email": ("an address", "Say in `copy_rule` whom an e-mail goes to, or give the channel an `email`."),
}
IMPACTS, URGENCIES = ("company", "team", "person"), ("stopped", "hindered", "can_wait")


@rule("E606")
def channel_that_is_missing(scene: Scene) -> Iterator[Problem]:
    known = {c.kind for c in scene.facts.channels}
    missing = [kind for kind in CHANNELS if kind not in known]
    if missing:
        message = f"the contact procedure has no channel for {listed(missing, 'and')}"
        hint = "Add it to `channels` in the provider's procedure.yml; clients inherit it."
        yield Problem(one(scene.inventory, "procedure") or one(scene.inventory, "client"), "channels", message, hint)


@rule("E607")
def channel_that_leads_nowhere(scene: Scene) -> Iterator[Problem]:
    for channel in scene.facts.channels:
        known = {"telephone": channel.phone, "form": channel.url, "email": scene.facts.mail_to}
        if channel.kind in known and not known[channel.kind]:
            what, hint = REACHED_BY[channel.kind]
            yield Problem(channel.record, "kind", f"the channel `{channel.record.id}` lacks {what}", hint)


@rule("E609")
def gap_in_the_escalation(scene: Scene) -> Iterator[Problem]:
    reached = {id(rung.step): rung.person for rung in scene.facts.escalation}
    steps = _steps(scene)
    before: Record | None = None
    for step in steps:
        person = reached.get(id(step))
        if id(step) not in reached:
            yield Problem(
                step, "who", f"this step leads to nobody: {_nobody(step)}", "Name somebody, or remove the step."
            )
        elif person is None:
            continue
        elif before is not None and person.id == before.id:
            message = f"this step leads to `{person.id}`, as the one before it does"
            yield Problem(step, "who", message, "Name somebody else, or remove the step.")
        elif person.email is None and person.phone is None:
            message = f"`{person.id}` has neither an e-mail address nor a telephone number for clients"
            yield Problem(step, "who", message, "Add one to team.yml, or name somebody else.")
        before = person or before
    yield from _out_of_order(steps)


def _steps(scene: Scene) -> Sequence[Record]:
    procedure, provider = one(scene.inventory, "procedure"), one(scene.inventory, "provider")
    own: Sequence[Record] = procedure.escalation_steps if procedure is not None else ()
    return own or (provider.escalation_ladder if provider is not None else ())


def _nobody(step: Record) -> str:
    if step.who == "named_member":
        return "no `member` is named"
    if step.who == "deputy_coordinator":
        return "the client has no deputy coordinator, and the coordinator no stand-in"
    return f"nobody in team.yml is {str(step.who).replace('_', ' ')}" if step.who else "it does not say to whom"


def _out_of_order(steps: Sequence[Record]) -> Iterator[Problem]:
    highest = -1
    for step in steps:
        if step.after_minutes is None:
            continue
        if step.after_minutes < highest:
            message = f"this step comes after {step.after_minutes} minutes, but an earlier one after {highest}"
            yield Problem(step, "after_minutes", message, "Put the steps in the order in which they are taken.")
        highest = max(highest, step.after_minutes)


@rule("E610")
def telephone_hours_that_nobody_works(scene: Scene) -> Iterator[Problem]:
    provider = one(scene.inventory, "provider")
    offered: Hours | None = provider.working_hours if provider is not None else None
    for channel in scene.facts.channels:
        hours = channel.record.hours
        if channel.kind != "telephone" or hours is None or channel.record.guaranteed == "not_guaranteed":
            continue
        beyond = [WEEKDAYS[day] for day in range(7) if not _within(hours.on(day), offered.on(day) if offered else ())]
        if beyond:
            message = f"the telephone is promised for hours in which the provider does not work ({some(beyond, 7)})"
            hint = "It is guaranteed in the provider's working hours only: shorten these, or say `not_guaranteed`."
            yield Problem(channel.record, "hours", message, hint)


@rule("W611")
def nobody_to_turn_to_out_of_hours(scene: Scene) -> Iterator[Problem]:
    client, provider = one(scene.inventory, "client"), one(scene.inventory, "provider")
    procedure = one(scene.inventory, "procedure")
    if client is None or provider is None or client.working_hours is None or provider.working_hours is None:
        return
    theirs, ours = client.working_hours, provider.working_hours
    beyond = [WEEKDAYS[day] for day in range(7) if not _within(theirs.on(day), ours.on(day))]
    if beyond and (procedure is None or procedure.out_of_hours is None):
        message = f"the client works when the provider does not ({some(beyond, 7)}), and is not told what to do then"
        yield Problem(client, "working_hours", message, "Add `out_of_hours` to the procedure.")


def _within(inner: Sequence[Range], outer: Sequence[Range]) -> bool:
    """Whether all of `inner` lies in `outer`, whose ranges are in order."""
    joined: list[tuple[time, time]] = []
    for start, end in outer:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return all(any(start >= first and end <= last for first, last in joined) for start, end in inner)


@rule("W618")
def approval_that_nobody_can_give(scene: Scene) -> Iterator[Problem]:
    procedure = one(scene.inventory, "procedure")
    held = {role for contact in scene.facts.contacts for role in contact.roles}
    for request in procedure.request_rules if procedure is not None else ():
        if request.approval and not held & set(request.approval):
            message = (
                f"nobody at the client can approve a `{request.request}`: no contact is {listed(request.approval)}"
            )
            hint = "Give a contact one of these roles, or lay another rule over this one in the client's procedure.yml."
            yield Problem(one(scene.inventory, "client"), "", message, hint)


@rule("E626")
def case_of_two_priorities(scene: Scene) -> Iterator[Problem]:
    first: dict[tuple[str, str], Record] = {}
    for priority in scene.facts.priorities:
        for case in priority.when:
            if case.impact is None or case.urgency is None:
                continue
            earlier = first.setdefault((case.impact, case.urgency), priority)
            if earlier is not priority:
                message = f"{_case(case.impact, case.urgency)} is `{priority.id}` here and `{earlier.id}` before"
                yield Problem(case, "impact", message, "Give each combination of impact and urgency one priority.")


@rule("W627")
def case_without_a_priority(scene: Scene) -> Iterator[Problem]:
    known = {(c.impact, c.urgency) for p in scene.facts.priorities for c in p.when}
    missing = [_case(i, u) for i in IMPACTS for u in URGENCIES if (i, u) not in known]
    if known and missing:
        last = scene.facts.priorities[-1]
        message = f"no priority is for: {'; '.join(missing)}"
        yield Problem(last, "when", message, "Add the combination to the `when` of a priority.")


def _case(impact: str, urgency: str) -> str:
    return f"{impact} {urgency.replace('_', ' ')}"
