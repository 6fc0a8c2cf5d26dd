"""handbook publish and rollback: complete generations, and back to the one before."""

import sys
from collections.abc import Collection
from itertools import product
from pathlib import Path

import click

from generator.build.generations import Published, PublishError, places, publish, roll_back, withdraw
from generator.build.locking import LockedError, locked
from generator.build.manifest import manifests
from generator.cli.common import in_words, wanted_audiences
from generator.inventory.schema.fragments import AUDIENCES
from generator.workspace import Workspace

Pair = tuple[str, str]
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("publish", short_help="Make what was built the current generation of a publish folder.")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--output", type=FOLDER, help="Where was built to; build/ in the workspace when not given.")
@click.pass_obj
def publish_command(workspace: Workspace, folder: Path, output: Path | None) -> None:
    """Publish what stands in build/ to DIR, by rename; what left the inventory is withdrawn from DIR.

    `handbook build --publish DIR` builds and publishes in one.
    """
    publish_all(workspace, (output or workspace.output).absolute(), folder.absolute())


def publish_all(
    workspace: Workspace,
    output: Path,
    target: Path,
    without: Collection[Pair] = (),
    only: Collection[Pair] | None = None,
) -> None:
    """Publish what stands in `output`: everything, and what else is in `target` is withdrawn; or `only` some.

    What could not be built (`without`) stays published as it was.
    """
    try:
        audiences = wanted_audiences(workspace, ())
        slugs = workspace.slugs()
        wanted = set(product(slugs, audiences) if only is None else only)
        pairs = sorted({(m["client"], m["audience"]) for m in manifests(output)} & wanted - set(without))
        with locked(target):
            made = publish(output, target, pairs)
            if only is None:
                made.withdrawn += withdraw(target, dict.fromkeys(slugs, audiences))
    except LockedError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(in_words(error, target)) from error
    _tell(made, target)


def _tell(made: Published, target: Path) -> None:
    for name in made.renewed:
        click.echo(f"published: {name}", err=True)
    for name in made.withdrawn:
        click.echo(f"withdrawn: {name}", err=True)
    click.echo(f"{target}: {len(made.renewed)} renewed, {made.same} as before", err=True)


@click.command(short_help="Show the generation before the current one again.")
@click.argument("client")
@click.option("--publish", "folder", required=True, type=FOLDER, help="The publish folder.")
@click.option("--audience", type=click.Choice(AUDIENCES), help="Only this audience; all when not given.")
def rollback(client: str, folder: Path, audience: str | None) -> None:
    """Let CLIENT's published websites be those of the generation before. The next build publishes anew."""
    found = places(folder, client, audience)
    if not found:
        raise click.UsageError(f"{folder} has no generations of {client}" + (f" for {audience}" if audience else ""))
    failed = False
    try:
        with locked(folder.absolute()):
            for place in found:
                try:
                    click.echo(f"{client}/{place.name} is generation {roll_back(place)} again")
                except PublishError as error:
                    click.echo(f"{client}/{place.name}: {error}", err=True)
                    failed = True
    except LockedError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(1 if failed else 0)
