"""handbook build: websites and PDFs."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from generator.build.engine import execute
from generator.build.job import Result
from generator.build.manifest import Built, write_manifests
from generator.build.plan import Wanted, jobs
from generator.build.publish import staging
from generator.cli.check import inspect
from generator.cli.common import Day, chosen, today
from generator.cli.progress import Progress
from generator.diagnostics import Report, Severity
from generator.inventory.formats import LANGUAGES
from generator.inventory.loading import Loaded
from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.reporters.text import print_report
from generator.workspace import Workspace


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
@click.option("--only", type=click.Choice(["website", "pdf"]), help="Only websites, or only PDFs.")
@click.option("--as-of", type=Day(), help="The day to build for; SOURCE_DATE_EPOCH or today when not given.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to; build/ in the workspace when not given.",
)
@click.option("--jobs", "workers", type=click.IntRange(1, 64), help="Worker processes; one per core when not given.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report what was made.",
)
@click.pass_obj
def build(
    workspace: Workspace,
    clients: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    only: str | None,
    as_of: date | None,
    output: Path | None,
    workers: int | None,
    form: str,
) -> None:
    """Check, then build. A client with errors is left out and named; the others are built.

    \b
    Below build/ (or --output):
      websites/CLIENT/AUDIENCE/LANGUAGE/index.html
      documents/CLIENT/AUDIENCE/DOCUMENT.LANGUAGE.pdf
      sources/CLIENT/AUDIENCE/LANGUAGE/    what a plain `mkdocs build` also builds
    """
    day, slugs = today(as_of), chosen(workspace, clients)
    loaded, report = inspect(workspace, slugs, day)
    sound = _sound(loaded, report, slugs)
    target = (output or workspace.output).absolute()
    try:
        wanted = Wanted(audiences or published_audiences(workspace), languages, only != "pdf", only != "website")
        with staging(target) as folder:
            todo = list(jobs(loaded, sound, wanted, day, folder))
            with Progress(len(todo), sys.stderr) as progress:
                results = execute(todo, target, workers or os.cpu_count() or 1, progress.done)
        write_manifests(target, [o for r in results for o in r.outputs], Built.now(workspace.root, day))
    except (ConfigurationError, OSError) as error:
        raise click.ClickException(str(error)) from error
    left_out = [slug for slug in slugs if slug not in sound]
    _tell(workspace, target, results, form, left_out)
    sys.exit(1 if left_out or any(r.error for r in results) else 0)


def published_audiences(workspace: Workspace) -> tuple[str, ...]:
    """The audiences whose editions are published; raises ConfigurationError."""
    path = workspace.site_config / "publish.yml"
    data = load_yaml(path)
    given = data.get("audiences") if isinstance(data, dict) else None
    if not isinstance(given, list) or not given or not set(given) <= set(AUDIENCES):
        raise ConfigurationError(f"{path}: `audiences` must list some of {', '.join(AUDIENCES)}")
    return tuple(dict.fromkeys(given))


def _sound(loaded: Loaded, report: Report, slugs: Sequence[str]) -> list[str]:
    """The clients without errors; the problems of the others are printed."""
    bad = {d.location.file for d in report if d.severity is Severity.error}
    if not bad:
        return list(slugs)
    errors = Report([d for d in report if d.severity is Severity.error])
    click.echo("", err=True)
    print_report(errors, loaded.texts(), len(slugs), err=True)
    if any(file.startswith("inventory/provider") for file in bad):
        return []
    return [s for s in slugs if not any(file.startswith(f"inventory/clients/{s}/") for file in bad)]


def _tell(workspace: Workspace, target: Path, results: Sequence[Result], form: str, left_out: Sequence[str]) -> None:
    outputs = [o for r in results for o in r.outputs]
    if form == "json":
        listed = [{**asdict(o), "path": str(target / o.path), "seconds": round(o.seconds, 2)} for o in outputs]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print_outputs(workspace, target, results)
    for result in results:
        if result.error:
            click.echo(click.style(f"{result.name} was not built: ", fg="red", bold=True) + result.error, err=True)
    for slug in left_out:
        click.echo(
            click.style(f"{slug} was not built: ", fg="red", bold=True) + "its inventory has errors (above).", err=True
        )


def _print_outputs(workspace: Workspace, target: Path, results: Sequence[Result]) -> None:
    for result in results:
        if not result.outputs:
            continue
        click.echo(click.style(result.name, bold=True))
        for o in result.outputs:
            pages = f", {o.pages} pages" if o.pages else ""
            click.echo(f"  {o.kind:<10} {workspace.relative(target / o.path)}  ({o.seconds:.1f} s{pages})")
    if any(r.outputs for r in results):
        click.echo("\nOpen an index.html in a browser, and a PDF in any PDF reader (e.g. `xdg-open FILE`).")
