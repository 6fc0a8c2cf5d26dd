"""Single documents on demand: those of one client that somebody asks for, without its website, in seconds."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.cache import Cache
from generator.build.job import Job, Result
from generator.build.making import Recipe, document_recipe
from generator.build.running import Clock, made
from generator.editions.audience import rank, redact
from generator.editions.edition import Edition
from generator.editions.language import Language, localise
from generator.inventory.assembly import assemble
from generator.inventory.loading import Loaded
from generator.inventory.schema import load_schema
from generator.inventory.schema.fragments import AUDIENCES
from generator.outputs.document import (
    Document,
    DocumentError,
    DocumentKind,
    document_kinds,
    documents_of_kind,
    pages_needed,
)
from generator.outputs.paper.kinds import VISIT
from generator.pages.catalogue import ConfigurationError
from generator.pages.compose import base_context, compose
from generator.pages.templating import PageError
from generator.workspace import Workspace

NEXT_ONES = 6
"""Planned visits that a message names."""


class AskedError(Exception):
    """What was asked for is not there; the message says what is."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: kinds of documents by name, for one site or all, for the next visit or that of a day."""

    names: tuple[str, ...]
    site: str | None = None
    day: date | None = None
    audience: str | None = None


def kinds_asked(workspace: Workspace, names: Iterable[str]) -> list[DocumentKind]:
    """The kinds of documents with these names; raises AskedError."""
    known = {kind.name: kind for kind in document_kinds(workspace.site_config / "documents.yml")}
    for name in names:
        _among(name, list(known), "document")
    return [known[name] for name in dict.fromkeys(names)]


def _among(given: str, known: Sequence[str], what: str) -> None:
    if given in known:
        return
    near = difflib.get_close_matches(given, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    raise AskedError(f"there is no {what} `{given}`{hint} There are: {', '.join(known) or 'none'}")


def audience_for(kind: DocumentKind, asked: str | None, published: Sequence[str]) -> str:
    """The edition that a document is made of: the one asked for, else the first published one that has it."""
    if asked is not None:
        if rank(asked) < rank(kind.audience):
            raise AskedError(f"{kind.name} is for the audience {kind.audience}: the edition for {asked} has none")
        return asked
    fit = [a for a in AUDIENCES if a in published and rank(a) >= rank(kind.audience)]
    return fit[0] if fit else kind.audience


def job_for(loaded: Loaded, slug: str, audience: str, language: str, as_of: date, staging: Path) -> Job:
    """A job that holds what this edition may see."""
    raw = loaded.raw(slug)
    visible = localise(loaded.schema, redact(loaded.schema, raw, audience), language)
    return Job(loaded.workspace.root, audience, language, (language,), as_of, visible, staging, "single")


def edition_of(job: Job) -> Edition:
    inventory = assemble(load_schema(), job.visible)
    return Edition(job.visible.slug, job.audience, Language(job.language), inventory, job.as_of)


def documents_asked(workspace: Workspace, edition: Edition, kind: DocumentKind, asked: Asked) -> list[Document]:
    """The documents of a kind that are meant; raises AskedError, which says why there are none."""
    sites = {str(site.id): site for site in edition.inventory.sites}
    if asked.site is not None:
        if kind.per is None:
            raise AskedError(f"{kind.name} is made for the whole client: leave out --site")
        _among(asked.site, list(sites), "site")
    if asked.day is not None:
        _allowed(edition, kind, asked)
    found = list(documents_of_kind(workspace, edition, base_context(edition), kind, asked.site, asked.day))
    if asked.day is not None and asked.site is None and len(sites) > 1:
        found = [d for d in found if d.visit is not None and d.visit.plan is not None]
        if not found:
            raise AskedError(f"no visit is planned for {asked.day}; name the site with --site. {_planned(edition)}")
    if not found:
        what = " and ".join([*kind.needs, *(["one of " + ", ".join(kind.needs_any)] if kind.needs_any else [])])
        what = f"a checklist of the kind {kind.checklist}" if kind.checklist else what or "its pages"
        raise AskedError(f"{edition.slug} has nothing for {kind.name}: it needs {what}")
    return found


def _allowed(edition: Edition, kind: DocumentKind, asked: Asked) -> None:
    if kind.per is None:
        raise AskedError(f"{kind.name} is made for no visit: leave out --visit")
    if asked.day is not None and asked.day < edition.as_of:
        said = f"{asked.day} is before {edition.as_of}, the day of this build (--as-of)"
        raise AskedError(f"{said}. {_planned(edition, asked.site)}")


def unplanned(edition: Edition, document: Document) -> str | None:
    """What to tell somebody who may have mistyped a day."""
    if document.kind.per != VISIT or document.visit is None or document.visit.plan is not None:
        return None
    site = document.record.id if document.record is not None else None
    return (
        f"no visit to {site} is planned for {document.visit.date}: made for one that is not. {_planned(edition, site)}"
    )


def _planned(edition: Edition, site: str | None = None) -> str:
    visits = [v for v in edition.facts.next_visits if v.site is not None and site in (None, v.site.id)]
    named = [f"{v.date} ({v.site.id})" if site is None and v.site else str(v.date) for v in visits[:NEXT_ONES]]
    more = f" and {len(visits) - NEXT_ONES} more" if len(visits) > NEXT_ONES else ""
    return f"Planned: {', '.join(named)}{more}" if named else "No visit is planned"


def make_single(job: Job, asked: Asked) -> Result:
    """Make what is asked for below the job's staging folder; a failure is a result, never an exception."""
    clock = Clock()
    result = Result(f"{job.edition} {', '.join(asked.names)}", stages=clock.stages)
    cache = Cache(job.cache, result.warnings, job.cache_staging) if job.cache is not None else None
    try:
        for recipe in _recipes(job, asked):
            result.outputs.append(made(job, recipe, cache, clock))
    except (AskedError, PageError, DocumentError, ConfigurationError, OSError) as error:
        result.error = str(error)
    except RecursionError:
        result.error = "something in this edition is nested too deeply"
    except MemoryError:
        result.error = "this document needs more memory than a worker may have"
    return result


def _recipes(job: Job, asked: Asked) -> Iterator[Recipe]:
    workspace, edition = Workspace(job.root), edition_of(job)
    for kind in kinds_asked(workspace, asked.names):
        documents = documents_asked(workspace, edition, kind, asked)
        composition = compose(workspace, load_schema(), edition, only=pages_needed(workspace, kind))
        for document in documents:
            yield document_recipe(workspace, composition, document, job.staging)
