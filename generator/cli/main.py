"""The command line's entrance: the workspace is found, sub-commands do the rest."""

import difflib
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from generator import __version__
from generator.workspace import Workspace, WorkspaceError

COMMANDS = {
    "audit": "audit:audit",
    "build": "build:build",
    "cache": "cache:cache",
    "check": "check:check",
    "checklist": "checklist:checklist",
    "explain": "explain:explain",
    "merge": "merge:merge_command",
    "new": "new:new",
    "plan": "plan:plan",
    "portal": "portal:portal",
    "publish": "publish:publish_command",
    "reference": "reference:reference",
    "report": "report:report",
    "rollback": "publish:rollback",
    "schema": "schema:schema",
    "serve": "serve:serve",
    "verify": "verify:verify",
}
"""Where each sub-command is: only the one that is given is imported, for the libraries of all take a second."""


class Commands(click.Group):
    """The sub-commands in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = difflib.get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]}; did you mean {near[0]}?")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"generator.cli.{module}"), name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
