"""The facts of one inventory, by name, each worked out when it is first asked for."""

from datetime import date
from functools import cached_property

from generator.facts import (
    addresses,
    assessment,
    assets,
    calendar,
    checklists,
    completeness,
    dependencies,
    expiries,
    freshness,
    orders,
    people,
    releases,
    visits,
)
from generator.facts.addresses import SubnetPlan
from generator.facts.assessment import AreaScore, Matrix
from generator.facts.assets import ByKind
from generator.facts.calendar import CalendarMonth, ClosedDay, SupportCalendar
from generator.facts.checklists import ExpandedChecklist
from generator.facts.completeness import Completeness
from generator.facts.dependencies import Graph
from generator.facts.expiries import Expiry
from generator.facts.selecting import months_later, same
from generator.facts.visits import Visit
from generator.inventory.records import Inventory, Record

Records = tuple[Record, ...]


class Facts:
    """The derived facts that pages and checks may ask for."""

    def __init__(self, inventory: Inventory, as_of: date) -> None:
        self.inventory = inventory
        self.as_of = as_of

    @cached_property
    def contacts(self) -> Records:
        """The client's people who work there today."""
        return people.current_contacts(self.inventory, self.as_of)

    @cached_property
    def liaison(self) -> Record | None:
        return people.first_with(self.contacts, "liaison")

    @cached_property
    def deputy(self) -> Record | None:
        return people.first_with(self.contacts, "deputy")

    def contacts_with(self, role: str) -> Records:
        return people.with_role(self.contacts, role)

    def contacts_who_may(self, request: str) -> Records:
        return people.who_may(self.contacts, request)

    @cached_property
    def coordinator(self) -> Record | None:
        return people.coordinator(self.inventory)

    @cached_property
    def support_team(self) -> Records:
        return people.support_team(self.inventory)

    @cached_property
    def releases(self) -> Records:
        """Newest first."""
        return releases.releases(self.inventory, self.as_of)

    @cached_property
    def latest_release(self) -> Record | None:
        return next(iter(self.releases), None)

    @cached_property
    def calendar(self) -> SupportCalendar:
        return SupportCalendar.of(self.inventory)

    def open_on(self, day: date) -> bool:
        """Whether the provider works on a day."""
        return self.calendar.open_on(day)

    def working_day_before(self, day: date) -> date | None:
        return self.calendar.working_day_before(day)

    @cached_property
    def closed_days(self) -> tuple[ClosedDay, ...]:
        """Of the next 12 months."""
        return self.calendar.closed_days(self.as_of, calendar.day_before(months_later(self.as_of, 12)))

    @cached_property
    def year_calendar(self) -> tuple[CalendarMonth, ...]:
        """12 months from the one of today."""
        return self.calendar.months(self.as_of)

    @cached_property
    def next_visits(self) -> tuple[Visit, ...]:
        return visits.next_visits(self.inventory, self.calendar, self.as_of)

    @cached_property
    def next_visit(self) -> Visit | None:
        return next(iter(self.next_visits), None)

    def next_visit_at(self, site: Record | None) -> Visit | None:
        return next((v for v in self.next_visits if same(v.site, site)), None)

    @cached_property
    def past_visits(self) -> Records:
        """Newest first."""
        return visits.past_visits(self.inventory, self.as_of)

    @cached_property
    def expiries(self) -> tuple[Expiry, ...]:
        return expiries.expiries(self.inventory, self.as_of)

    @cached_property
    def renewals(self) -> tuple[Expiry, ...]:
        """Expired, or expiring within 12 months."""
        return expiries.renewals(self.expiries, self.as_of)

    @cached_property
    def current_assets(self) -> Records:
        """Neither planned nor retired."""
        return assets.current_assets(self.inventory)

    def assets_of(self, site: Record | None) -> Records:
        return assets.assets_at(self.current_assets, site)

    @cached_property
    def assets_by_kind(self) -> ByKind:
        """(kind, assets) pairs."""
        return assets.by_kind(self.current_assets)

    @cached_property
    def asset_counts(self) -> tuple[tuple[str, int], ...]:
        """(kind, number) pairs."""
        return tuple((kind, len(group)) for kind, group in self.assets_by_kind)

    def age_years(self, asset: Record) -> float | None:
        return assets.age_years(asset, self.as_of)

    def age_band(self, asset: Record) -> str:
        return assets.age_band(asset, self.as_of, assets.usual_life(self.inventory))

    def warranty_end(self, asset: Record) -> date | None:
        return assets.warranty_end(asset, self.inventory)

    def warranty_band(self, asset: Record) -> str:
        """The band of the warranty's end, or unknown."""
        end = self.warranty_end(asset)
        return "unknown" if end is None else expiries.band((end - self.as_of).days)

    @cached_property
    def graph(self) -> Graph:
        """What is in use and what it needs."""
        return dependencies.graph_in_use(self.inventory)

    def affected_by(self, record: Record) -> Records:
        """What fails when a record fails."""
        return dependencies.affected_by(self.graph, record)

    def needed_for(self, record: Record) -> Records:
        """What a record cannot work without."""
        return dependencies.needed_for(self.graph, record)

    @cached_property
    def dependency_cycles(self) -> tuple[Records, ...]:
        return dependencies.cycles(dependencies.graph_of_all(self.inventory))

    @cached_property
    def start_order(self) -> Records:
        return orders.start_order(self.graph)

    @cached_property
    def stop_order(self) -> Records:
        return orders.stop_order(self.graph)

    def start_order_at(self, site: Record | None) -> Records:
        return assets.assets_at(self.start_order, site)

    def stop_order_at(self, site: Record | None) -> Records:
        return assets.assets_at(self.stop_order, site)

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

    def checklist_for(self, site: Record | None, kind: str) -> ExpandedChecklist | None:
        found = checklists.checklist_of_kind(self.inventory, kind, site)
        return checklists.expanded(found, self.inventory, site) if found is not None else None

    def checklist(self, checklist_id: str, site: Record | None = None) -> ExpandedChecklist | None:
        found = checklists.checklist_with_id(self.inventory, checklist_id)
        return checklists.expanded(found, self.inventory, site) if found is not None else None

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

    def address_plan(self, network: Record) -> tuple[SubnetPlan, ...]:
        return addresses.address_plan(network, self.inventory)
