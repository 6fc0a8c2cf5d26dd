"""The command line's entrance: the workspace is found, sub-commands do the rest."""

import os
import sys
import traceback
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from generator import __version__
from generator.cli.audit import audit
from generator.cli.build import build
from generator.cli.cache import cache
from generator.cli.check import check
from generator.cli.checklist import checklist
from generator.cli.explain import explain
from generator.cli.merge import merge_command
from generator.cli.new import new
from generator.cli.plan import plan
from generator.cli.portal import portal
from generator.cli.publish import publish_command, rollback
from generator.cli.reference import reference
from generator.cli.report import report
from generator.cli.schema import schema
from generator.cli.serve import serve
from generator.cli.verify import verify
from generator.workspace import Workspace, WorkspaceError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="handbook")
@click.option(
    "--workspace",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder with inventory/, templates/ and site_config/; found upward from here when not given.",
)
@click.pass_context
def handbook(context: click.Context, folder: Path | None) -> None:
    """Turn YAML inventories of an IT support provider's clients into the documentation those clients receive.

    \b
    Every day:
      handbook check             find every problem, with its place and how to mend it
      handbook build             make all clients' websites and PDFs below build/
      handbook build SLUG        … of one client
      handbook explain E301      what a rule means
      handbook new SLUG          write a starter folder for a new client
    """
    if context.resilient_parsing or "--help" in sys.argv or "-h" in sys.argv:
        return
    try:
        context.obj = Workspace.at(folder) if folder else Workspace.find(Path.cwd())
    except WorkspaceError as error:
        raise click.UsageError(f"{error}. Go into the workspace, or name it: handbook --workspace DIR …") from error


for command in (
    check,
    build,
    new,
    explain,
    audit,
    verify,
    portal,
    report,
    schema,
    reference,
    checklist,
    plan,
    cache,
    publish_command,
    rollback,
    merge_command,
    serve,
):
    handbook.add_command(command)


def main() -> None:
    """Run `handbook`; exit code 0, 1 (problems found), 2 (wrong usage) or 70 (a mistake of handbook itself)."""
    try:
        handbook(prog_name="handbook")
    except Exception as error:
        click.echo(_own_mistake(error), err=True)
        sys.exit(os.EX_SOFTWARE)


def _own_mistake(error: Exception) -> str:
    """What a user is told when this program fails: no traceback on the screen, but one in a file for who mends it."""
    with NamedTemporaryFile("w", prefix="handbook-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"handbook itself failed ({said}). Please report it with the file {file.name}."
