"""Checks, plans, runs jobs on worker processes and puts their results in place; no client's error stops another's."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.build.cache import Cache
from generator.build.checking import Checks, check
from generator.build.fingerprint import of_named
from generator.build.inputs import Inputs
from generator.build.job import Job, Result, run
from generator.build.locking import locked
from generator.build.lost import TimeLimitError, WorkerLostError
from generator.build.manifest import FOLDER as MANIFESTS
from generator.build.manifest import Built, write_manifest
from generator.build.placing import Ready, place
from generator.build.plan import Task, Terms, Wanted, due, guess, jobs_of
from generator.build.publish import staging
from generator.build.sharding import Shard, share
from generator.build.state import State
from generator.build.withdrawing import withdraw_languages, withdraw_pairs
from generator.build.workers import Limits, Workers
from generator.checks.settings import Settings
from generator.workspace import Workspace

if TYPE_CHECKING:
    from generator.inventory.loading import Loaded


MOST_FOR_WEBSITES = 250_000_000
"""Bytes that a worker holds which makes websites alone before another takes its place: it lets garbage lie until then,
and its successor loses a tenth of a second."""


@dataclass(frozen=True)
class Order:
    """What to build, from what, to where, and with what means."""

    workspace: Workspace
    output: Path
    slugs: Sequence[str]
    wanted: Wanted
    as_of: date
    settings: Settings
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    cache: Path | None = None
    shard: Shard | None = None
    complete: bool = False
    """Whether everything is ordered that the inventory asks for: then whatever else is in the output folder goes."""
    only_fingerprints: bool = False


class Events:
    """Is told how a build goes on. This one keeps quiet."""

    def checked(self, checks: Checks) -> None: ...

    def planned(self, tasks: Sequence[Task], current: int) -> None: ...

    def started(self, task: Task) -> None: ...

    def ended(self, task: Task, result: Result) -> None: ...


@dataclass
class Outcome:
    """What became of an order."""

    checks: Checks
    results: dict[str, list[Result]] = field(default_factory=dict)
    """By edition, of what was out of date."""
    tasks: dict[str, Task] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    """The clients of this order, of this shard, that are sound."""
    current: int = 0
    """Parts that were up to date already."""
    warnings: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def unfinished(self) -> set[tuple[str, str]]:
        """The clients and audiences of which an edition could not be built: what is published of them stays."""
        editions = [name.split("/") for name, made in self.results.items() if any(r.error for r in made)]
        return {(client, audience) for client, audience, _ in editions}

    @property
    def failed(self) -> bool:
        return bool(self.left_out) or any(r.error for results in self.results.values() for r in results)


def execute(order: Order, events: Events | None = None) -> Outcome:
    """Bring the output folder up to date. Raises LockedError, ConfigurationError, OSError."""
    if order.only_fingerprints:
        with TemporaryDirectory(prefix="handbook-") as name:
            return _Build(order, events or Events(), Path(name)).outcome()
    with locked(order.output), staging(order.output) as folder:
        return _Build(order, events or Events(), folder).outcome()


class _Build:
    def __init__(self, order: Order, events: Events, folder: Path) -> None:
        self.order, self.events, self.folder = order, events, folder
        self.inputs = Inputs(order.workspace, order.as_of)
        self.looks = self.inputs.looks
        self.state = State(order.output)
        self.cache_staging = order.cache / f".tmp-{os.getpid()}" if order.cache is not None else None
        self.cache = Cache(order.cache, staged=self.cache_staging) if order.cache is not None else None
        self.open: dict[str, list[Ready]] = {}
        self.expected: dict[str, int] = {}
        self.changed: dict[tuple[str, str], None] = {}

    def outcome(self) -> Outcome:
        if self.cache is not None:
            self.cache.sweep()
        try:
            with self._workers() as pool:
                made = self._checked(pool)
                tasks = self._planned(made)
                if tasks:
                    pool.prepare()
                started = time.perf_counter()
                self._run(pool, made, tasks)
                made.seconds["building"] = time.perf_counter() - started
        finally:
            if self.cache_staging is not None:
                shutil.rmtree(self.cache_staging, ignore_errors=True)
        if not self.order.only_fingerprints:
            self._withdraw(made)
            self._write_manifests()
        made.warnings += self.cache.warnings if self.cache else []
        return made

    def _workers(self) -> Workers:
        order = self.order
        limits = order.limits
        if not order.wanted.pdf:
            limits = replace(limits, grown=min(limits.grown, MOST_FOR_WEBSITES))
        return Workers(order.workers, limits, order.workspace.root, order.wanted.needs())

    def _checked(self, pool: Workers) -> Outcome:
        started, order = time.perf_counter(), self.order
        checks = check(self.inputs, order.slugs, order.settings, self.cache, pool, pool.prepare)
        made = Outcome(checks)
        relative = order.workspace.relative
        prefixes = {s: f"{relative(order.workspace.client(s))}/" for s in order.slugs}
        sound = checks.sound(order.slugs, {**prefixes, "": relative(order.workspace.provider)})
        made.left_out = [s for s in order.slugs if s not in set(sound)]
        if order.shard is None:
            made.built = sound
        else:
            made.built = share({s: self._weight(s, checks.clients[s].languages) for s in sound}, order.shard)
        made.seconds["checking"] = time.perf_counter() - started
        self.events.checked(checks)
        return made

    def _weight(self, slug: str, languages: Sequence[str]) -> float:
        """Roughly how long all of a client takes: the same on every machine, whatever stands there already."""
        wanted, folder = self.order.wanted, self.order.workspace.client(slug)
        editions = len(wanted.audiences) * len(wanted.asked(languages))
        return editions * sum(guess(folder, part) for part in wanted.parts())

    def _planned(self, made: Outcome) -> list[tuple[str, list[Task]]]:
        """The clients of which something is out of date, those that take longest first."""
        started, by_client = time.perf_counter(), list[tuple[str, list[Task]]]()
        for slug in made.built:
            languages = made.checks.clients[slug].languages
            self.changed |= {(slug, a): None for a in self.order.wanted.audiences if not self._is_told(slug, a)}
            tasks = list(due(self.inputs, self.state, slug, languages, self.order.wanted))
            asked = [
                code for code in languages if not self.order.wanted.languages or code in self.order.wanted.languages
            ]
            parts = len(self.order.wanted.audiences) * len(asked) * len(self.order.wanted.parts())
            made.current += parts - len(tasks)
            if tasks:
                by_client.append((slug, sorted(tasks, key=lambda t: -t.weight)))
        by_client.sort(key=lambda pair: (-sum(t.weight for t in pair[1]), pair[0]))
        every = [t for _, tasks in by_client for t in tasks]
        for task in every:
            made.tasks[task.name] = task
            self.expected[task.edition] = self.expected.get(task.edition, 0) + 1
        made.seconds["planning"] = time.perf_counter() - started
        self.events.planned(every, made.current)
        return by_client

    def _jobs(self, made: Outcome, by_client: Sequence[tuple[str, list[Task]]]) -> Iterator[tuple[Task, Job]]:
        """Clients are read one after the other as workers become free: memory does not grow with their number."""
        if not by_client:
            return
        from generator.inventory.loading import load
        from generator.inventory.schema import load_schema

        order = self.order
        provider = load(order.workspace, load_schema(), [])
        terms = Terms(
            order.as_of,
            self.folder,
            order.wanted.pdf,
            order.cache,
            self.cache_staging,
            order.only_fingerprints,
            self.looks,
        )
        for slug, tasks in by_client:
            loaded, tasks = self._read(provider, slug, tasks)
            yield from jobs_of(loaded, self.state, tasks, made.checks.clients[slug].languages, terms)

    def _read(self, provider: "Loaded", slug: str, tasks: list[Task]) -> "tuple[Loaded, list[Task]]":
        """Read a client. What somebody saves at this moment is built, but not taken for what was planned."""
        from generator.build.inspecting import load_client

        loaded = load_client(provider, slug)
        before = self.inputs.client(slug)
        if self.inputs.client(slug, anew=True) != before:
            tasks = [Task(t.client, t.audience, t.language, t.part, "", t.weight) for t in tasks]
        return loaded, tasks

    def _run(self, pool: Executor, made: Outcome, by_client: Sequence[tuple[str, list[Task]]]) -> None:
        jobs, running = self._jobs(made, by_client), dict[Future[Result], tuple[Task, Job, bool]]()

        def hand_in(task: Task, job: Job, again: bool = False) -> None:
            self.events.started(task)
            running[pool.submit(run, job)] = (task, job, again)

        ahead = 2 * self.order.workers
        while True:
            while len(running) < ahead and (following := next(jobs, None)) is not None:
                hand_in(*following)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task, job, again = running.pop(future)
                error = future.exception()
                if isinstance(error, (WorkerLostError, MemoryError)) and not again:
                    shutil.rmtree(job.staging, ignore_errors=True)
                    hand_in(task, job, True)
                    continue
                self._take(made, task, job, _result(task, future, again))

    def _take(self, made: Outcome, task: Task, job: Job, result: Result) -> None:
        """A job has ended; the last one of an edition puts all of it in place."""
        made.results.setdefault(task.edition, []).append(result)
        made.warnings += result.warnings
        self.events.ended(task, result)
        ready = self.open.setdefault(task.edition, [])
        ready.append((task if result.is_sure else replace(task, key=""), job, result))
        if len(ready) < self.expected[task.edition]:
            return
        del self.open[task.edition]
        if not self.order.only_fingerprints and not any(r.error for _, _, r in ready):
            pieces = {of_named(piece): piece for piece in self.inputs.pieces(task.client)}
            for name, piece in pieces.items():
                self.state.keep_inputs(name, piece)
            made.withdrawn += place(self.state, ready, list(pieces))
            self.changed[task.client, task.audience] = None
        for _, done, _ in ready:
            shutil.rmtree(done.staging, ignore_errors=True)

    def _withdraw(self, made: Outcome) -> None:
        wanted = {slug: list(self.order.wanted.audiences) for slug in self.order.slugs}
        for slug in made.built:
            for audience in wanted[slug]:
                gone = list(withdraw_languages(self.state, slug, audience, made.checks.clients[slug].languages))
                made.withdrawn += gone
                if gone:
                    self.changed[slug, audience] = None
        if self.order.complete:
            made.withdrawn += withdraw_pairs(self.state, wanted)

    def _is_told(self, client: str, audience: str) -> bool:
        """Whether the manifest is there and tells of all that is in place; a build that was ended left it behind."""
        there = (self.order.output / MANIFESTS / client / f"{audience}.json").is_file()
        return self.state.is_told(client, audience) and (there or not self.state.editions(client, audience))

    def _write_manifests(self) -> None:
        if self.changed:
            built = Built.now(self.order.workspace.root, self.order.as_of)
            for client, audience in self.changed:
                write_manifest(self.order.output, client, audience, self.state.outputs(client, audience), built)
                self.state.save(client, audience, told=True)


def _result(task: Task, future: "Future[Result]", again: bool) -> Result:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeLimitError):
        return Result(task.name, error=f"{error}; `--timeout` allows more")
    twice = ", twice" if again else ""
    if isinstance(error, MemoryError):
        return Result(task.name, error=f"{error}{twice}")
    if isinstance(error, WorkerLostError):
        return Result(task.name, error=f"the worker that built it was lost{twice}: {error}")
    return Result(task.name, error=f"building it broke off: {type(error).__name__}: {error}")
