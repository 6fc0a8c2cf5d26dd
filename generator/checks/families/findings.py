"""Findings of assessments: in time, retested, and accepted by somebody who may."""

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.nearness import days, some
from generator.checks.rule import Problem, Scene, rule
from generator.facts.selecting import many
from generator.inventory.records import Record

GRAVE = ("high", "critical")
MAY_ACCEPT = ("liaison", "deputy", "approver", "security")


@rule("W730")
def finding_that_is_overdue(scene: Scene) -> Iterator[Problem]:
    for finding in scene.facts.open_findings:
        if finding.due_on is not None and finding.due_on < scene.as_of:
            late = days((scene.as_of - finding.due_on).days)
            message = f"{finding.id} was due on {finding.due_on}, {late} ago"
            yield Problem(finding, "due_on", message, "Close it, agree on another day, or have the risk accepted.")


@rule("W731")
def grave_finding_without_a_date(scene: Scene) -> Iterator[Problem]:
    for finding in scene.facts.open_findings:
        if finding.severity in GRAVE and finding.due_on is None:
            message = f"{finding.id} is {finding.severity}, but nothing says until when it is to be mended"
            yield Problem(finding, "severity", message, "Agree with the client on a day: `due_on`.")


@rule("W732")
def finding_closed_without_a_retest(scene: Scene) -> Iterator[Problem]:
    for finding in many(scene.inventory, "findings"):
        if finding.status == "resolved" and finding.retested_on is None:
            message = f"{finding.id} is resolved, but nobody has tried whether it is"
            yield Problem(finding, "status", message, "Test it again and note the day: `retested_on`.")


@rule("E733")
def acceptance_without_an_approver(scene: Scene) -> Iterator[Problem]:
    for finding in scene.facts.accepted_findings:
        if finding.acceptance is None:
            message = f"{finding.id} is accepted, but nothing says by whom, when and why"
            yield Problem(finding, "status", message, "Add `acceptance` with accepted_by, accepted_on and reason.")
        else:
            yield from _not_entitled(finding)


def _not_entitled(finding: Record) -> Iterator[Problem]:
    person = finding.acceptance.accepted_by
    if person is not None and not set(person.roles) & set(MAY_ACCEPT):
        message = f"`{person.id}` has accepted {finding.id}, but may not: the roles are {some(person.roles) or 'none'}"
        hint = "Have it accepted by the liaison or an approver, or give this contact the role."
        yield Problem(finding, ("acceptance", "accepted_by"), message, hint)


@rule("W734")
def acceptance_past_its_date(scene: Scene) -> Iterator[Problem]:
    for finding in scene.facts.lapsed_acceptances:
        message = f"the acceptance of {finding.id} ran out on {finding.acceptance.expires_on}"
        yield Problem(finding, ("acceptance", "expires_on"), message, "Ask again, or plan the remedy.")


@rule("W735")
def acceptance_that_ends_soon(scene: Scene) -> Iterator[Problem]:
    soon = scene.as_of + timedelta(days=scene.window("acceptance_days"))
    for finding in scene.facts.accepted_findings:
        ends = finding.acceptance.expires_on if finding.acceptance is not None else None
        if ends is not None and scene.as_of <= ends <= soon:
            message = f"the acceptance of {finding.id} runs out on {ends}"
            yield Problem(finding, ("acceptance", "expires_on"), message, "Bring it up at the next meeting.")


@rule("W736")
def closed_finding_that_says_otherwise(scene: Scene) -> Iterator[Problem]:
    for finding in many(scene.inventory, "findings"):
        if finding.closed_on is not None and finding.status in ("open", "in_progress"):
            message = f"{finding.id} is {finding.status.replace('_', ' ')}, but was closed on {finding.closed_on}"
            yield Problem(finding, "closed_on", message, "Set the status to resolved, or remove the day.")


@rule("W737")
def risk_that_grows_by_the_remedy(scene: Scene) -> Iterator[Problem]:
    for finding in many(scene.inventory, "findings"):
        for now, afterwards in (("likelihood", "residual_likelihood"), ("impact", "residual_impact")):
            before, after = getattr(finding, now), getattr(finding, afterwards)
            if before is not None and after is not None and after > before:
                message = f"`{afterwards}` ({after}) of {finding.id} is higher than `{now}` ({before})"
                yield Problem(finding, afterwards, message, "Exchange the two, or correct one.")


@rule("W738")
def assessment_that_was_not_held(scene: Scene) -> Iterator[Problem]:
    for assessment in many(scene.inventory, "assessments"):
        planned = assessment.planned_date
        if planned is not None and planned < scene.as_of and assessment.done_on is None:
            message = f"`{assessment.id}` was planned for {planned}, and nothing says that it was held"
            yield Problem(assessment, "planned_date", message, "Note `done_on`, or plan another day.")
