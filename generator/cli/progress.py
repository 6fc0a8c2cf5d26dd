"""How far a build is: a bar on a terminal, plain lines elsewhere, or one JSON object a line for programs."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from generator.build.checking import Checks
from generator.build.engine import Events
from generator.build.job import Result
from generator.build.plan import Task

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


SLOW = 10
"""Seconds after which a part that is not done yet is named."""


class Progress(Events):
    """Tells of each part of an edition as it ends, on `stream`: `form` is text or json."""

    def __init__(self, stream: TextIO, form: str = "text") -> None:
        self.stream, self.form, self.begun = stream, form, time.monotonic()
        self.ended_weight, self.weight, self.count, self.total = 0.0, 0.0, 0, 0
        self.at_work: dict[str, float] = {}
        self.parts, self.done = Counter[str](), Counter[str]()
        self.building = self.begun
        self.bar = _bar(stream) if stream.isatty() and form == "text" else None

    def __enter__(self) -> "Progress":
        if self.bar is not None:
            self.bar.start()
            self.task = self.bar.add_task("Checking", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    def checked(self, checks: Checks) -> None:
        self._event("checked", clients=len(checks.clients), remembered=checks.remembered)

    def planned(self, tasks: Sequence[Task], current: int) -> None:
        self.total, self.weight = len(tasks), sum(t.weight for t in tasks)
        self.parts, self.building = Counter(t.client for t in tasks), time.monotonic()
        self._event("planned", parts=len(tasks), current=current)
        if self.bar is not None:
            self.bar.update(self.task, total=self.total, description="Building")

    def started(self, task: Task) -> None:
        self.at_work[task.name] = time.monotonic()
        self._event("started", client=task.client, part=task.name)
        if self.bar is not None:
            self.bar.update(self.task, description=self._description(task))

    def ended(self, task: Task, result: Result) -> None:
        """A part has ended."""
        self.count += 1
        self.done[task.client] += 1
        self.ended_weight += task.weight
        self.at_work.pop(task.name, None)
        took = sum(result.stages.values())  # not since it was handed in: it waits for a worker first
        word = "failed" if result.error else how(result)
        self._event("ended", client=task.client, part=task.name, outcome=word, error=result.error)
        if self.bar is not None:
            self.bar.update(self.task, advance=1, description=self._description(task))
        elif self.form == "text":
            elapsed = time.monotonic() - self.begun
            line = (
                f"[{self.count}/{self.total}] {result.name} {word} ({took:.1f} s; {elapsed:.0f} s in all{self._left()})"
            )
            print(line, file=self.stream, flush=True)

    def _description(self, task: Task) -> str:
        """The client of which a part began or ended, how far it is, the time left, and what takes long."""
        oldest = min(self.at_work, key=lambda name: self.at_work[name], default=task.name)
        slow = f", still at {oldest}" if time.monotonic() - self.at_work.get(oldest, time.monotonic()) > SLOW else ""
        return f"{task.client} {self.done[task.client]}/{self.parts[task.client]}{self._left()}{slow}"

    def _left(self) -> str:
        """The time left, from how long parts were expected to take and did; nothing before there is experience."""
        if self.ended_weight < self.weight / 20 or self.count == self.total:
            return ""
        spent = time.monotonic() - self.building
        return f", about {spent / self.ended_weight * (self.weight - self.ended_weight):.0f} s left"

    def _event(self, event: str, **facts: Any) -> None:
        if self.form == "json":
            said = {"event": event, "seconds": round(time.monotonic() - self.begun, 2), **facts}
            print(json.dumps(said, ensure_ascii=False), file=self.stream, flush=True)


def _bar(stream: TextIO) -> "Bar":
    from rich.console import Console  # nothing else needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(file=stream), transient=True)


def how(result: Result) -> str:
    """What became of a part's outputs, in a word."""
    found = {o.how for o in result.outputs}
    for word in ("built", "due"):
        if word in found:
            return word
    return "taken from the cache" if "cached" in found else "unchanged"
