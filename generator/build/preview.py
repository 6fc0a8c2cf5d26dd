"""A website that is made anew whenever something is saved, for one engineer on one machine."""

import shutil
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.build.accelerating.compiled import Compiled
from generator.build.job import BOOK, WEBSITE, Job, Result, run
from generator.build.plan import Task, Terms, jobs_of, languages_of
from generator.build.state import State
from generator.checks.run import check_all
from generator.checks.settings import SettingsError, load_settings
from generator.diagnostics import Diagnostic, Report, Severity
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.paper.kinds import document_kinds
from generator.outputs.web.finishing.sections import READ
from generator.pages.catalogue import load_catalogue
from generator.pages.templating import catalogue_words, environment
from generator.resting import collector_at_rest
from generator.workspace import Workspace

ROOM = 32_000_000
"""Characters of pages whose sections are kept for the next save."""


@dataclass(frozen=True)
class Shown:
    """What there is to see: the last good website, and what keeps a newer one from being made."""

    version: int = 0
    site: Path | None = None
    problems: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass
class Preview:
    """The preview of a client's edition below `folder`. `shown` changes as a whole; `changed` is told of it."""

    workspace: Workspace
    slug: str
    audience: str
    language: str | None
    as_of: date
    pdf: bool
    folder: Path
    shown: Shown = field(default_factory=Shown)
    compiled: Compiled = field(default_factory=Compiled)
    """Templates by their text: of those that were saved, few differ."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        READ.most = ROOM

    def refresh(self, shared: bool = True) -> Shown:
        """Check and make everything anew. `shared`: templates or configuration may have changed too.

        The website is shown as soon as it is there; the handbook's PDF, which takes longer, is laid into it afterwards.
        """
        started = time.perf_counter()
        if shared:
            for kept in (environment, catalogue_words, load_catalogue, document_kinds):
                kept.cache_clear()
            environment(self.workspace.templates).bytecode_cache = self.compiled
        with collector_at_rest():
            problems, jobs = self._jobs()
            site = None
            if jobs:
                problems, site = self._website(jobs[0])
            self._show(problems, site, started)
        if site is not None:
            for job in jobs[1:]:
                problems = self._print(job, site)
                if problems:
                    self._show(problems, site, started)
        return self.shown

    def _show(self, problems: Sequence[str], site: Path | None, started: float) -> None:
        before = self.shown
        now = Shown(before.version + 1, site or before.site, tuple(problems), time.perf_counter() - started)
        with self.changed:
            self.shown = now
            self.changed.notify_all()
        for old in self.folder.glob("[0-9]*"):
            if now.site is None or not now.site.is_relative_to(old):
                shutil.rmtree(old, ignore_errors=True)

    def wait(self, version: int, seconds: float) -> Shown:
        """What is shown, as soon as it is another version than this one, or after some time."""
        with self.changed:
            self.changed.wait_for(lambda: self.shown.version != version, seconds)
            return self.shown

    def _jobs(self) -> tuple[list[str], list[Job]]:
        """What is wrong; and what is to be made, when nothing is wrong that keeps it from being made."""
        schema = load_schema()
        try:
            settings = load_settings(self.workspace.site_config / "rules.yml")
        except SettingsError as error:
            return [str(error)], []
        loaded = load(self.workspace, schema, [self.slug])
        report = Report(check_all(loaded, self.as_of, settings))
        errors = [d for d in report if d.severity is Severity.error]
        if errors:
            return [told(d) for d in errors], []
        languages = languages_of(loaded.raw(self.slug))
        language = self.language or languages[0]
        parts = (WEBSITE, BOOK) if self.pdf else (WEBSITE,)
        tasks = [Task(self.slug, self.audience, language, part, "", 0.0) for part in parts]
        staging = self.folder / str(self.shown.version + 1)
        shutil.rmtree(staging, ignore_errors=True)
        terms = Terms(self.as_of, staging, self.pdf)
        return [], [job for _, job in jobs_of(loaded, State(self.folder), tasks, languages, terms)]

    def _website(self, job: Job) -> tuple[list[str], Path | None]:
        """The website, with the documents of the one before until there are newer ones; or what is wrong."""
        result = _tried(job)
        if result.error:
            return [result.error], None
        site = job.staging / Path(result.outputs[0].path).parent
        old = self.shown.site / "documents" if self.shown.site is not None else None
        if self.pdf and old is not None and old.is_dir():
            shutil.copytree(old, site / "documents", dirs_exist_ok=True)
        return [], site

    def _print(self, job: Job, site: Path) -> list[str]:
        """Lay the PDF into the website that is shown; or what is wrong."""
        result = _tried(job)
        if result.error:
            return [result.error]
        for output in result.outputs:
            made = job.staging / output.path
            (site / "documents").mkdir(exist_ok=True)
            made.replace(site / "documents" / made.name)
        return []


def _tried(job: Job) -> Result:
    try:
        return run(job)
    except MemoryError:
        return Result(job.name, error="this edition needs more memory than there is")


def told(d: Diagnostic) -> str:
    """A problem in one line, with its place."""
    place = d.location
    return f"{place.file}:{place.line}:{place.column}: {d.rule} {d.message}" + (f" ({d.hint})" if d.hint else "")
