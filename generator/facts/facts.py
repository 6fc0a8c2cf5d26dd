"""The facts of one inventory, by name, each worked out when it is first asked for."""

from functools import cached_property
from typing import Any

from generator.facts import assessment, briefing, completeness, freshness
from generator.facts.assessment import AreaScore, Matrix
from generator.facts.base import Records
from generator.facts.briefing import Briefing, Known
from generator.facts.completeness import Completeness
from generator.facts.selecting import same
from generator.facts.support import SupportFacts
from generator.facts.systems import SystemFacts
from generator.facts.visits import Visit
from generator.inventory.records import Record


class Facts(SupportFacts, SystemFacts):
    """The derived facts that pages and checks may ask for."""

    @cached_property
    def assessment(self) -> Record | None:
        """The latest that was carried out."""
        return next(iter(assessment.done_assessments(self.inventory, self.as_of)), None)

    @cached_property
    def planned_assessment(self) -> Record | None:
        return assessment.planned_assessment(self.inventory, self.as_of)

    @cached_property
    def scorecard(self) -> tuple[AreaScore, ...]:
        return assessment.scorecard(assessment.done_assessments(self.inventory, self.as_of))

    @cached_property
    def open_findings(self) -> Records:
        return assessment.open_findings(self.inventory)

    @cached_property
    def closed_findings(self) -> Records:
        return assessment.closed_findings(self.inventory)

    @cached_property
    def accepted_findings(self) -> Records:
        return assessment.accepted_findings(self.inventory)

    @cached_property
    def lapsed_acceptances(self) -> Records:
        """Accepted findings whose acceptance has run out."""
        return assessment.lapsed_acceptances(self.inventory, self.as_of)

    def findings_of(self, record: Record) -> Records:
        """Open findings that affect a record."""
        return assessment.findings_of(self.open_findings, record)

    @cached_property
    def roadmap(self) -> tuple[tuple[str, Records], ...]:
        """(phase, open findings) pairs."""
        return assessment.roadmap(self.open_findings)

    @cached_property
    def unplanned_findings(self) -> Records:
        """Open findings that have no place in the roadmap yet."""
        return tuple(f for f in self.open_findings if f.phase not in assessment.PHASES)

    @cached_property
    def risk_matrix(self) -> Matrix:
        return assessment.risk_matrix(self.open_findings)

    @cached_property
    def residual_risk_matrix(self) -> Matrix:
        """The same once the recommendations are done."""
        return assessment.risk_matrix(self.open_findings, residual=True)

    @cached_property
    def review_intervals(self) -> dict[str, int]:
        return dict(freshness.intervals(self.inventory))

    def freshness(self, record: Record) -> str:
        return freshness.freshness(record, self.review_intervals, self.as_of)

    @cached_property
    def due_records(self) -> Records:
        return freshness.with_freshness(self.inventory, self.review_intervals, self.as_of, "due")

    @cached_property
    def stale_records(self) -> Records:
        return freshness.with_freshness(self.inventory, self.review_intervals, self.as_of, "stale")

    @cached_property
    def completeness(self) -> tuple[Completeness, ...]:
        return completeness.completeness(self.inventory, self.as_of)

    @cached_property
    def completeness_overall(self) -> float:
        return completeness.overall(self.completeness)

    def briefing(self, site: Record, visit: Visit | None = None, kind: str = "scheduled_visit") -> Briefing:
        """What a technician must know for a visit to a site."""
        checklist = self.checklist_of_visit(site, visit, kind)
        due = tuple(a for a in self.current_assets if self.age_band(a) == "due")
        known = Known(
            self.as_of, self._next_of_plan(visit), checklist, self.open_findings, self.past_visits, due, self.expiries,
            self.review_intervals,
        )  # fmt: skip
        return briefing.briefing(self.inventory, site, visit, known)

    def work_of(self, visit: Visit | None) -> tuple[Any, ...]:
        """The work planned for a visit besides its checklist."""
        return briefing.work_of(visit, self._next_of_plan(visit))

    def _next_of_plan(self, visit: Visit | None) -> Visit | None:
        return next((v for v in self.next_visits if visit is not None and same(v.plan, visit.plan)), None)
