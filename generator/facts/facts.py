"""The facts of one inventory, by name, each worked out when it is first asked for."""

from functools import cached_property

from generator.facts import assessment, completeness, freshness
from generator.facts.assessment import AreaScore, Matrix
from generator.facts.base import Records
from generator.facts.completeness import Completeness
from generator.facts.support import SupportFacts
from generator.facts.systems import SystemFacts
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
