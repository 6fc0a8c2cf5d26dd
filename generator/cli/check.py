"""handbook check: every problem with its place."""

import json
import sys
from collections.abc import Sequence
from datetime import date

import click

from generator.checks.run import check_all
from generator.checks.settings import SettingsError, load_settings
from generator.cli.common import Day, chosen, today
from generator.diagnostics import Report, Severity
from generator.inventory.loading import Loaded, load
from generator.inventory.schema import load_schema
from generator.reporters.json import as_json
from generator.reporters.text import print_report
from generator.workspace import Workspace


def inspect(workspace: Workspace, slugs: Sequence[str], as_of: date) -> tuple[Loaded, Report]:
    """Read the clients and everything found wrong with them."""
    try:
        settings = load_settings(workspace.site_config / "rules.yml")
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    loaded = load(workspace, load_schema(), slugs)
    return loaded, Report(check_all(loaded, as_of, settings))


@click.command(short_help="Find every problem in the inventory, with its place.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]…")
@click.option("--as-of", type=Day(), help="The day to check for; SOURCE_DATE_EPOCH or today when not given.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@click.pass_obj
def check(workspace: Workspace, clients: tuple[str, ...], as_of: date | None, form: str) -> None:
    """Check the inventory of all clients, or of those named.

    Every problem is printed with file, line, column, the source line and how to mend it.
    Exit code: 0 all is well (there may be warnings), 1 there are errors, 2 wrong usage.
    """
    slugs = chosen(workspace, clients)
    loaded, report = inspect(workspace, slugs, today(as_of))
    if form == "json":
        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        print_report(report, loaded.sources(), len(slugs))
    sys.exit(1 if report.count(Severity.error) else 0)
