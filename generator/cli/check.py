"""handbook check: every problem with its place."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator.build.cache import Cache
from generator.build.checking import check as check_some
from generator.build.inputs import Inputs
from generator.build.workers import Workers, default_count
from generator.checks.run import check_all
from generator.cli.common import Day, cache_folder, chosen, settings_of, today
from generator.cli.mending import offer
from generator.cli.reporting import FORMATS, chosen_format, folder_in_repository, tell
from generator.cli.summary import texts_of
from generator.diagnostics import Report, Severity
from generator.inventory.loading import Loaded, load
from generator.inventory.schema import load_schema
from generator.workspace import Workspace


def inspect(workspace: Workspace, slugs: Sequence[str], as_of: date) -> tuple[Loaded, Report]:
    """Read the clients and everything found wrong with them."""
    loaded = load(workspace, load_schema(), slugs)
    return loaded, Report(check_all(loaded, as_of, settings_of(workspace)))


def remembered(workspace: Workspace, slugs: Sequence[str], as_of: date, cache: Cache | None) -> Report:
    """The same on several processes, and without reading again what is as it was when it was checked."""
    with Workers(default_count()) as pool:
        return Report(check_some(Inputs(workspace, as_of), slugs, settings_of(workspace), cache, pool).report)


@click.command(short_help="Find every problem in the inventory, with its place.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]…")
@click.option("--as-of", type=Day(), help="The day to check for; SOURCE_DATE_EPOCH or today when not given.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="auto", show_default=True,
    help="How to report; auto is github in a GitHub workflow, else text.",
)  # fmt: skip
@click.option("--base", metavar="REF", help="With github: annotate the files changed since this git revision first.")
@click.option("--fix", is_flag=True, help="Mend what has exactly one safe mending: show it as a diff, ask, write.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where results are kept; .cache/ in the workspace when not given.",
)
@click.option("--no-cache", is_flag=True, help="Check everything, also what did not change.")
@click.pass_obj
def check(
    workspace: Workspace,
    clients: tuple[str, ...],
    as_of: date | None,
    strict: bool,
    form: str,
    base: str | None,
    fix: bool,
    yes: bool,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Check the inventory of all clients, or of those named.

    Every problem is printed with file, line, column, the source line and how to mend it.
    Exit code: 0 all is well (there may be warnings), 1 there are errors, 2 wrong usage.
    """
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    slugs = sorted(chosen(workspace, clients))
    changed = changed_files(workspace, base) if base else None
    day, kept = today(as_of), cache_folder(workspace, cache, no_cache)
    if fix:
        offer(*inspect(workspace, slugs, day), yes)
    report = remembered(workspace, slugs, day, Cache(kept) if kept is not None else None)
    folder = folder_in_repository(workspace.root)
    tell(report, chosen_format(form), texts_of(workspace, list(report)), len(slugs), changed, folder)
    failed = report.count(Severity.error) or (strict and report.count(Severity.warning))
    sys.exit(1 if failed else 0)


def changed_files(workspace: Workspace, base: str) -> frozenset[str]:
    """The files that differ from a git revision, from the repository's top; a wrong revision is a usage error."""
    command = [
        "git",
        "-C",
        str(workspace.root),
        "diff",
        "--name-only",
        "-z",
        "--end-of-options",
        f"{base}...HEAD",
        "--",
    ]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode(errors="replace").strip() or str(error)
        raise click.UsageError(f"--base {base}: git says: {said.splitlines()[-1]}") from error
    return frozenset(done.stdout.decode(errors="backslashreplace").split("\0")[:-1])
