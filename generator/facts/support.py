"""Facts of working together: people, how to reach them, what is agreed, the calendar, visits and checklists."""

from datetime import date
from functools import cached_property

from generator.facts import agreed, calendar, checklists, people, reaching, releases, visits
from generator.facts.agreed import Rules
from generator.facts.base import OfInventory, Records
from generator.facts.calendar import CalendarMonth, ClosedDay, SupportCalendar
from generator.facts.checklists import ExpandedChecklist
from generator.facts.reaching import Channel, Recipient, Rung
from generator.facts.selecting import months_later, same
from generator.facts.visits import Visit
from generator.inventory.records import Record


class SupportFacts(OfInventory):
    """How provider and client work together."""

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
    def channels(self) -> tuple[Channel, ...]:
        """The ways to get help, in the order of the procedure."""
        return reaching.channels(self.inventory)

    def channel(self, kind: str) -> Channel | None:
        return next((c for c in self.channels if c.kind == kind), None)

    @cached_property
    def mail_to(self) -> tuple[Recipient, ...]:
        """Whom an e-mail for support is addressed to."""
        return reaching.mail_to(self.inventory, reaching.People(self.liaison, self.deputy))

    @cached_property
    def mail_cc(self) -> tuple[Recipient, ...]:
        """Whom it is copied to."""
        return reaching.mail_cc(self.inventory, reaching.People(self.liaison, self.deputy))

    @cached_property
    def escalation(self) -> tuple[Rung, ...]:
        return reaching.escalation(self.inventory)

    @cached_property
    def priorities(self) -> Records:
        return agreed.priorities(self.inventory)

    @cached_property
    def questions(self) -> Records:
        return agreed.questions(self.inventory)

    @cached_property
    def glossary(self) -> Records:
        return agreed.glossary(self.inventory, self.language)

    @cached_property
    def coverage(self) -> Record | None:
        return agreed.coverage(self.inventory)

    @cached_property
    def rules(self) -> Rules:
        """The rule for each kind of request."""
        return agreed.rules(self.inventory)

    @cached_property
    def releases(self) -> Records:
        """Newest first."""
        return releases.releases(self.inventory, self.as_of)

    @cached_property
    def latest_release(self) -> Record | None:
        return next(iter(self.releases), None)

    @cached_property
    def calendar(self) -> SupportCalendar:
        return SupportCalendar.of(self.inventory, self.language)

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

    def visit_on(self, site: Record, day: date) -> Visit:
        """The one that is planned for a day, else one that nobody planned."""
        return visits.visit_on(self.inventory, self.calendar, site, day)

    def unplanned_visit(self, site: Record, day: date) -> Visit:
        return visits.unplanned_visit(self.inventory, self.calendar, site, day)

    @cached_property
    def past_visits(self) -> Records:
        """Newest first."""
        return visits.past_visits(self.inventory, self.as_of)

    def checklist_for(self, site: Record | None, kind: str) -> ExpandedChecklist | None:
        found = checklists.checklist_of_kind(self.inventory, kind, site)
        return checklists.expanded(found, self.inventory, site) if found is not None else None

    def checklist(self, checklist_id: str, site: Record | None = None) -> ExpandedChecklist | None:
        found = checklists.checklist_with_id(self.inventory, checklist_id)
        return checklists.expanded(found, self.inventory, site) if found is not None else None

    def checklist_of_visit(
        self, site: Record | None, visit: Visit | None, kind: str | None
    ) -> ExpandedChecklist | None:
        """What a visit's plan names, for its site; else the site's checklist of a kind."""
        if visit is not None and visit.checklist is not None:
            return checklists.expanded(visit.checklist, self.inventory, site)
        return self.checklist_for(site, kind) if kind is not None else None
