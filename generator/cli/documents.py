"""handbook build CLIENT --document NAME: single PDFs on demand."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from generator.build.cache import Cache
from generator.build.checking import check
from generator.build.inputs import Inputs
from generator.build.job import Job, Output, Result
from generator.build.lost import TimeLimitError, WorkerLostError
from generator.build.plan import languages_of
from generator.build.single import (
    Asked,
    AskedError,
    audience_for,
    documents_asked,
    edition_of,
    job_for,
    kinds_asked,
    make_single,
    unplanned,
)
from generator.build.workers import Limits, Workers
from generator.checks.settings import Settings
from generator.cli.common import in_words, published_audiences
from generator.cli.passwords import new_password
from generator.cli.summary import texts_of
from generator.diagnostics import Report, Severity
from generator.inventory.loading import Loaded, load
from generator.inventory.schema import load_schema
from generator.outputs.paper.sealing import seal
from generator.pages.catalogue import ConfigurationError
from generator.pages.templating import PageError
from generator.reporters.text import print_report
from generator.workspace import Workspace

PLACE = Path("on-demand")
"""Where single documents go, below the output folder: nothing is published from there."""


@dataclass(frozen=True)
class Request:
    """Which documents of which client, and by which means."""

    workspace: Workspace
    slug: str
    asked: Asked
    languages: tuple[str, ...]
    as_of: date
    settings: Settings
    output: Path | None
    cache: Path | None
    timeout: float
    encrypt: bool = False
    form: str = "text"


def build_documents(request: Request) -> None:
    """Check the client alone, make what is asked for, and say where it is."""
    password = new_password() if request.encrypt else None
    try:
        with Workers(1, Limits(seconds=request.timeout), request.workspace.root, ("paper",)) as pool:
            pool.prepare()
            loaded = _sound(request)
            made = list(_made(request, loaded, pool, password))
    except (AskedError, ConfigurationError, PageError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(in_words(error, request.output or request.workspace.output)) from error
    if request.form == "json":
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        _tell(request.workspace, made)


def _sound(request: Request) -> Loaded:
    """The client, read and without errors; otherwise they are shown and the command ends."""
    cache = Cache(request.cache) if request.cache is not None else None
    found = check(Inputs(request.workspace, request.as_of), [request.slug], request.settings, cache)
    prefixes = {s: f"{request.workspace.relative(p)}/" for s, p in _folders(request)}
    if request.slug not in found.sound([request.slug], prefixes):
        errors = [d for d in found.report if d.severity is Severity.error]
        print_report(Report(errors), texts_of(request.workspace, errors), 1, err=True)
        raise click.ClickException(f"nothing was made: the inventory of {request.slug} has errors (above)")
    return load(request.workspace, load_schema(), [request.slug])


def _folders(request: Request) -> Iterator[tuple[str, Path]]:
    yield "", request.workspace.provider
    yield request.slug, request.workspace.client(request.slug)


def _made(request: Request, loaded: Loaded, pool: Workers, password: str | None) -> Iterator[dict[str, Any]]:
    """What is made, one after the other, and put in its place."""
    jobs = list(_jobs(request, loaded))
    file = request.output is not None and request.output.suffix.lower() == ".pdf"
    if file and sum(count for _, _, count in jobs) > 1:
        names = "; ".join(f"{', '.join(asked.names)} ({job.language})" for job, asked, _ in jobs)
        raise AskedError(f"these are several PDFs, so --output must be a folder: {names}")
    for job, asked, _ in jobs:
        folder = _folder(request, job.audience)
        with _staging(folder) as staging:
            result = _carried_out(pool, replace(job, staging=staging), asked)
            for output in result.outputs:
                target = request.output if file and request.output else folder / Path(output.path).name
                _put(staging / output.path, target, password)
                yield _told(output, target, password is not None)


def _jobs(request: Request, loaded: Loaded) -> Iterator[tuple[Job, Asked, int]]:
    """A job for each kind and language, with the number of its documents; what was asked for is there."""
    languages = _languages(request, loaded)
    for kind in kinds_asked(request.workspace, request.asked.names):
        audience = audience_for(kind, request.asked.audience, published_audiences(request.workspace))
        asked = replace(request.asked, names=(kind.name,))
        for language in languages:
            job = job_for(loaded, request.slug, audience, language, request.as_of, Path())
            edition = edition_of(job)
            documents = documents_asked(request.workspace, edition, kind, asked)
            for note in filter(None, (unplanned(edition, d) for d in documents)) if language == languages[0] else ():
                click.echo(click.style("note: ", fg="cyan") + note, err=True)
            yield replace(job, cache=request.cache), asked, len(documents)


def _languages(request: Request, loaded: Loaded) -> Sequence[str]:
    """Those asked for, else the client's own first language."""
    known = languages_of(loaded.raw(request.slug))
    for code in request.languages:
        if code not in known:
            raise AskedError(f"{request.slug} does not read {code}; its languages are: {', '.join(known)}")
    return request.languages or known[:1]


def _folder(request: Request, audience: str) -> Path:
    if request.output is None:
        return request.workspace.output / PLACE / request.slug / audience
    return request.output.parent if request.output.suffix.lower() == ".pdf" else request.output


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder that nobody else reads, beside where the result goes."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".tmp-", dir=folder) as name:
        yield Path(name)


def _carried_out(pool: Workers, job: Job, asked: Asked) -> Result:
    staged = job.cache / f".tmp-{os.getpid()}" if job.cache is not None else None
    try:
        result: Result = pool.submit(make_single, replace(job, cache_staging=staged), asked).result()
    except (WorkerLostError, TimeLimitError, MemoryError) as error:
        more = "; `--timeout` allows more" if isinstance(error, TimeLimitError) else ""
        raise AskedError(f"{', '.join(asked.names)} was not made: {error}{more}") from error
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)
    if result.error:
        raise AskedError(f"{', '.join(asked.names)} was not made: {result.error}")
    for warning in result.warnings:
        click.echo(click.style("warning: ", fg="yellow") + warning, err=True)
    return result


def _put(made: Path, target: Path, password: str | None) -> None:
    """Encryption comes last, after the cache: what is kept there is never encrypted, and nothing encrypted is kept."""
    if password is not None:
        sealed = made.with_name(f"sealed-{made.name}")
        seal(made, sealed, password)
        made = sealed
    made.replace(target)


def _told(output: Output, target: Path, encrypted: bool) -> dict[str, Any]:
    return {
        "document": output.kind, "client": output.client, "audience": output.audience, "language": output.language,
        "path": str(target), "pages": output.pages, "number": output.number, "size": target.stat().st_size,
        "seconds": round(output.seconds, 2), "how": output.how, "encrypted": encrypted,
    }  # fmt: skip


def _tell(workspace: Workspace, made: Sequence[dict[str, Any]]) -> None:
    for one in made:
        took = "from the cache" if one["how"] == "cached" else f"{one['seconds']:.1f} s"
        about = [took, f"{one['pages']} page{'' if one['pages'] == 1 else 's'}", f"for {one['audience']}"]
        about += ["encrypted"] if one["encrypted"] else []
        click.echo(f"{workspace.relative(Path(one['path']).absolute())}  ({', '.join(about)})")
    sys.stdout.flush()
