"""Assessments and their findings: the scorecard, what is open, the risk matrix and the roadmap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.facts.selecting import FAR, key, many, natural, same
from generator.inventory.records import Inventory, Record

SEVERITIES = ("critical", "high", "medium", "low", "info")
PHASES = ("quick_win", "days_30", "days_60", "days_90", "year")
OPEN, CLOSED, ACCEPTED = ("open", "in_progress"), ("resolved", "dismissed"), ("accepted",)
LEVELS = (1, 2, 3, 4, 5)
Findings = tuple[Record, ...]
Matrix = tuple[tuple[Findings, ...], ...]


@dataclass(frozen=True)
class AreaScore:
    """The maturity of one area: `previous` and `target` are None where not known; `trend` is up, down, same or new."""

    area: str
    score: int
    previous: int | None
    target: int | None
    trend: str
    summary: Any


def done_assessments(inventory: Inventory, as_of: date) -> tuple[Record, ...]:
    """Those carried out up to today, newest first."""
    done = [a for a in many(inventory, "assessments") if a.done_on is not None and a.done_on <= as_of]
    return tuple(sorted(done, key=lambda a: (a.done_on, natural(a.id)), reverse=True))


def planned_assessment(inventory: Inventory, as_of: date) -> Record | None:
    """The next one that is planned for today or later and not yet done."""
    waiting = [a for a in many(inventory, "assessments") if a.planned_date is not None and a.planned_date >= as_of]
    coming = [a for a in waiting if a.done_on is None or a.done_on > as_of]
    return min(coming, key=lambda a: (a.planned_date, natural(a.id)), default=None)


def scorecard(done: tuple[Record, ...]) -> tuple[AreaScore, ...]:
    """The areas of the latest assessment in its own order, compared with the one before it."""
    if not done:
        return ()
    latest = done[0]
    before = latest.previous or next((a for a in done[1:] if not same(a, latest)), None)
    earlier = {a.area: a.score for a in (before.areas if before is not None else ())}
    return tuple(_scores(latest, earlier))


def _scores(latest: Record, earlier: dict[str, int]) -> Iterator[AreaScore]:
    for area in latest.areas:
        if area.area is None or area.score is None:
            continue
        previous = area.previous_score if area.previous_score is not None else earlier.get(area.area)
        yield AreaScore(area.area, area.score, previous, area.target_score, trend(area.score, previous), area.summary)


def trend(score: int, previous: int | None) -> str:
    if previous is None:
        return "new"
    return "up" if score > previous else "down" if score < previous else "same"


def open_findings(inventory: Inventory) -> Findings:
    """Open and in progress: the most severe first, then by due day."""
    found = _with_status(inventory, OPEN)
    return tuple(sorted(found, key=lambda f: (_severity(f), f.due_on or FAR, natural(f.id))))


def accepted_findings(inventory: Inventory) -> Findings:
    """Risks that somebody at the client accepted, the most severe first."""
    return tuple(sorted(_with_status(inventory, ACCEPTED), key=lambda f: (_severity(f), natural(f.id))))


def closed_findings(inventory: Inventory) -> Findings:
    """Resolved and dismissed, newest first; those without a day of closing last."""
    found = sorted(_with_status(inventory, CLOSED), key=lambda f: natural(f.id))
    return tuple(sorted(found, key=lambda f: f.closed_on or date.min, reverse=True))


def lapsed_acceptances(inventory: Inventory, as_of: date) -> Findings:
    """Accepted findings whose acceptance has run out, so that it must be asked for again."""
    accepted = [(f, f.acceptance.expires_on) for f in accepted_findings(inventory) if f.acceptance is not None]
    return tuple(f for f, expires in accepted if expires is not None and expires < as_of)


def _with_status(inventory: Inventory, statuses: tuple[str, ...]) -> Findings:
    return tuple(f for f in many(inventory, "findings") if f.status in statuses)


def _severity(finding: Record) -> int:
    return SEVERITIES.index(finding.severity) if finding.severity in SEVERITIES else len(SEVERITIES)


def findings_of(found: Findings, record: Record) -> Findings:
    """Those that affect a record."""
    return tuple(f for f in found if key(record) in {key(a) for a in f.affected})


def roadmap(found: Findings) -> tuple[tuple[str, Findings], ...]:
    """(phase, its findings) in order of time; phases without findings, and findings without a phase, are left out."""
    phases = ((phase, tuple(f for f in found if f.phase == phase)) for phase in PHASES)
    return tuple((phase, group) for phase, group in phases if group)


def risk_matrix(found: Findings, residual: bool = False) -> Matrix:
    """Rows of impact 5 to 1, each with cells of likelihood 1 to 5; `residual`: as they will be afterwards."""
    likelihood, impact = ("residual_likelihood", "residual_impact") if residual else ("likelihood", "impact")
    placed: dict[tuple[Any, Any], list[Record]] = {}
    for finding in found:
        placed.setdefault((getattr(finding, impact), getattr(finding, likelihood)), []).append(finding)
    return tuple(tuple(tuple(placed.get((row, cell), ())) for cell in LEVELS) for row in reversed(LEVELS))
