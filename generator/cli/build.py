"""handbook build: websites and PDFs."""

import os
import shutil
import signal
import sys
from datetime import date
from multiprocessing import current_process
from pathlib import Path
from typing import NoReturn

import click

from generator.build.engine import Order, Outcome, execute
from generator.build.locking import LockedError
from generator.build.plan import Wanted
from generator.build.sharding import Shard
from generator.build.workers import Limits, default_count
from generator.cli.common import Day, cache_folder, chosen, in_words, settings_of, today, wanted_audiences
from generator.cli.progress import Progress
from generator.cli.publish import publish_all
from generator.cli.summary import tell_outcome, tell_problems, tell_profile
from generator.inventory.formats import LANGUAGES
from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import ConfigurationError
from generator.workspace import Workspace


class ShardType(click.ParamType[Shard]):
    """`i/n`."""

    name = "i/n"

    def convert(self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        if isinstance(value, Shard):
            return value
        try:
            return Shard.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command(short_help="Make websites and PDFs of all clients, or of those named.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]…")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    type=click.Choice(AUDIENCES),
    help="For this audience; may be given again. Those of site_config/publish.yml when not given.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Only this language; may be given again.",
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help="Make only this document of one client, as site_config/documents.yml names it; may be given again.",
)
@click.option("--site", help="With --document: for this site, by its id.")
@click.option("--visit", "day", type=Day(), help="With --document: for the visit of this day, planned or not.")
@click.option(
    "--encrypt",
    is_flag=True,
    help="With --document: AES-256, with the password in HANDBOOK_PDF_PASSWORD or from a prompt.",
)
@click.option("--only", type=click.Choice(["website", "pdf"]), help="Only websites, or only PDFs.")
@click.option("--as-of", type=Day(), help="The day to build for; SOURCE_DATE_EPOCH or today when not given.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where to; build/ in the workspace when not given. With --document a folder or a .pdf.",
)
@click.option(
    "--jobs", "workers", type=click.IntRange(1, 64), help="Worker processes; by cores and memory when not given."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=900.0,
    show_default=True,
    help="Seconds that one website or PDF may take.",
)
@click.option(
    "--cache",
    "cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where results are kept; .cache/ in the workspace when not given.",
)
@click.option("--no-cache", is_flag=True, help="Keep nothing, and take nothing that was kept.")
@click.option(
    "--shard",
    type=ShardType(),
    help="Only the i-th of n equal parts of the clients, as 1/4; `handbook merge` joins them.",
)
@click.option(
    "--publish",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    help="Make what was built the current generation of this folder; see `handbook publish`.",
)
@click.option("--offline", is_flag=True, help="Also pack each client's websites into a zip that opens from a folder.")
@click.option("--profile", is_flag=True, help="Tell where the time went.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report what was made; json also tells of the progress, an object a line on standard error.",
)
@click.pass_obj
def build(
    workspace: Workspace, clients: tuple[str, ...], audiences: tuple[str, ...], languages: tuple[str, ...],
    only: str | None, as_of: date | None, output: Path | None, workers: int | None, timeout: float,
    cache: Path | None, no_cache: bool, shard: Shard | None, target: Path | None, offline: bool, profile: bool,
    form: str, documents: tuple[str, ...], site: str | None, day: date | None, encrypt: bool,
) -> None:  # fmt: skip
    """Check, then build what changed. A client with errors is left out and named; the others are built.

    \b
    Below build/ (or --output):
      websites/CLIENT/AUDIENCE/LANGUAGE/index.html
      documents/CLIENT/AUDIENCE/DOCUMENT.LANGUAGE.pdf
      sources/CLIENT/AUDIENCE/LANGUAGE/    what a plain `mkdocs build` also builds
      offline/CLIENT/CLIENT-AUDIENCE.zip   with --offline
    What left the inventory leaves these folders too.

    \b
    With --document one client's document alone, in seconds, in its first language unless --language says more:
      on-demand/CLIENT/AUDIENCE/DOCUMENT[-SITE][-DATE].LANGUAGE.pdf
    """
    if output is not None and output.exists() and not (output.is_dir() or (documents and _is_pdf(output))):
        other = ", and not a .pdf" if documents else ""
        raise click.BadParameter(f"{output} is a file{other}; name a folder", param_hint="--output")
    if documents:
        _refuse(clients, {"--only": only, "--shard": shard, "--publish": target, "--offline": offline}, audiences)
        from generator.build.single import Asked  # a website needs nothing of these
        from generator.cli.documents import Request, build_documents

        asked = Asked(documents, site, day, audiences[0] if audiences else None)
        slug = chosen(workspace, clients)[0]
        kept = cache_folder(workspace, cache, no_cache)
        settings = settings_of(workspace)
        return build_documents(
            Request(workspace, slug, asked, languages, today(as_of), settings, output, kept, timeout, encrypt, form)
        )
    if site or day or encrypt:
        raise click.UsageError("--site, --visit and --encrypt belong to --document NAME")
    if target is not None and (languages or only):
        raise click.UsageError("--publish publishes whole editions: leave out --language and --only")
    order = Order(
        workspace=workspace,
        output=(output or workspace.output).absolute(),
        slugs=chosen(workspace, clients),
        wanted=Wanted(wanted_audiences(workspace, audiences), languages, only != "pdf", only != "website"),
        as_of=today(as_of),
        settings=settings_of(workspace),
        workers=workers or default_count(),
        limits=Limits(seconds=timeout),
        cache=cache_folder(workspace, cache, no_cache),
        shard=shard,
        complete=not (clients or audiences or languages or only or shard),
    )
    outcome = carried_out(order, form)
    tell_problems(workspace, outcome)
    tell_outcome(workspace, order.output, outcome, form)
    if offline:
        from generator.cli.offline import pack_all

        pack_all(order, outcome, form)
    if profile:
        tell_profile(outcome)
    if target is not None:
        some = {(slug, audience) for slug in outcome.built for audience in order.wanted.audiences}
        without = outcome.unfinished()
        publish_all(workspace, order.output, target.absolute(), without, None if order.complete else some)
    sys.exit(1 if outcome.failed else 0)


def _is_pdf(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".pdf"


def _refuse(clients: tuple[str, ...], others: dict[str, object], audiences: tuple[str, ...]) -> None:
    """What makes no sense for single documents."""
    if len(clients) != 1:
        raise click.UsageError("--document is made of one client: handbook build CLIENT --document NAME")
    if len(audiences) > 1:
        raise click.UsageError("--document is made for one audience at a time")
    for option in (name for name, given in others.items() if given):
        raise click.UsageError(f"{option} is for whole editions: leave it out with --document")


def carried_out(order: Order, form: str) -> Outcome:
    """Build with progress on standard error; whatever stands in the way ends the command with a message."""
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        with Progress(sys.stderr, form) as progress:
            return execute(order, progress)
    except KeyboardInterrupt:
        click.echo("\nInterrupted: what was finished is in place, the rest is as it was.", err=True)
        _leave(130)
    except (ConfigurationError, LockedError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(in_words(error, order.output)) from error


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _leave(code: int) -> NoReturn:
    """At once: nobody waits for what other threads still do."""
    if folder := getattr(current_process(), "_config", {}).get("tempdir"):  # of the sockets to workers
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
