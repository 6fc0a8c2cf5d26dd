"""Components of planned work: the calendar of a year, what ends together, and the steps of a runbook."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from generator.facts.calendar import CalendarDay, CalendarMonth
from generator.facts.expiries import Expiry
from generator.facts.visits import Visit
from generator.inventory.records import Record
from generator.pages.escaping import escape, one_line
from generator.pages.show import Show

CLOSED, CLIENT_CLOSED, VISIT, DEADLINE = "closed", "client-closed", "visit", "deadline"
SHAPES = {CLOSED: "×", CLIENT_CLOSED: "◇", VISIT: "●", DEADLINE: "▲"}
"""What marks a day: a shape each, so that nothing is said by colour alone."""


def together(expiries: Iterable[Expiry]) -> list[tuple[Expiry, ...]]:
    """Groups in the given order: what ends for many devices on one day is one line of a calendar, not thirty."""
    groups: dict[Hashable, list[Expiry]] = {}
    for number, expiry in enumerate(expiries):
        shared = (expiry.date, expiry.field) if expiry.kind == "asset" else number
        groups.setdefault(shared, []).append(expiry)
    return [tuple(group) for group in groups.values()]


class Planner:
    """Functions of a template's context, for one edition. `page` makes a link to another page."""

    def __init__(self, show: Show, blocks: Any, page: Callable[..., Markup]) -> None:
        self.show, self.blocks, self.page = show, blocks, page

    def context(self) -> dict[str, Callable[..., Any]]:
        """Name → function, as the page templates call them."""
        return {"year": self.year, "together": together, "runbook_steps": self.runbook_steps}

    def year(self, months: Iterable[CalendarMonth], visits: Sequence[Visit] = ()) -> Markup:
        """The months with closed days, visits and the days on which their reports are due, and a key to the marks."""
        planned = {v.date for v in visits}
        due = {moment.date() for v in visits if (moment := v.report_due_working or v.report_due) is not None}
        made: list[dict[str, Any]] = [
            {
                "name": self.show.language.month(m.first),
                "weeks": [[self._day(d, planned, due) for d in w] for w in m.weeks],
            }
            for m in months
        ]
        used = {mark for m in made for w in m["weeks"] for d in w if d for mark in d["marks"]}
        key = [(SHAPES[mark], self._words(mark)) for mark in SHAPES if mark in used]
        names = [self.show.language.weekday(i, short=True) for i in range(7)]
        return one_line(self.blocks.year(made, names, key, SHAPES, {mark: self._words(mark) for mark in SHAPES}))

    def _day(self, day: CalendarDay | None, planned: set[date], due: set[date]) -> dict[str, Any] | None:
        if day is None:
            return None
        kind = day.closed_day.kind if day.closed_day is not None else None
        holds = {
            CLOSED: kind not in (None, "client_closing"),
            CLIENT_CLOSED: kind == "client_closing",
            VISIT: day.date in planned,
            DEADLINE: day.date in due,
        }
        return {"number": day.date.day, "open": day.open, "marks": [mark for mark in SHAPES if holds[mark]]}

    def _words(self, mark: str) -> str:
        words = {
            CLOSED: "closed day",
            CLIENT_CLOSED: "your closing day",
            VISIT: "visit",
            DEADLINE: "report asked for",
        }
        return self.show.word(words[mark])

    def runbook_steps(self, steps: Iterable[Record]) -> Markup:
        """The steps in order, each with what is to be expected and what to do if it does not happen."""
        return one_line(self.blocks.runbook_steps([self._step(s) for s in steps]))

    def _step(self, step: Record) -> Mapping[str, Any]:
        assets = Markup("、" if self.show.language.code == "ja" else ", ").join(
            self.page(f"asset-{a.id}", text=self.show.name(a)) for a in step.assets
        )
        onward = step.runbook
        return {
            "do": self.show.field(step, "do"),
            "expect": escape(step.expect) if step.expect else None,
            "if_not": escape(step.if_not) if step.if_not else None,
            "critical": bool(step.critical),
            "minutes": escape(self.show.language.duration(step.minutes)) if step.minutes else None,
            "assets": assets,
            "vault_ref": self.show.code(step.vault_ref) if step.vault_ref else None,
            "onward": self.page(f"runbook-{onward.id}", text=onward.title) if onward is not None else None,
        }
