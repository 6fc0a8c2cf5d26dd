"""handbook merge: what several machines built, in one folder."""

from pathlib import Path

import click

from generator.build.locking import LockedError, locked
from generator.build.merging import MergeError, merge
from generator.cli.common import in_words
from generator.workspace import Workspace


@click.command("merge", short_help="Join the output folders of `handbook build --shard`.")
@click.argument(
    "shards", nargs=-1, required=True, metavar="DIR…", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where to; build/ in the workspace if not given."
)
@click.pass_obj
def merge_command(workspace: Workspace, shards: tuple[Path, ...], output: Path | None) -> None:
    """Join the output folders DIR… into one, which `handbook publish` then publishes as a whole."""
    target = (output or workspace.output).absolute()
    try:
        with locked(target):
            pairs = merge([shard.absolute() for shard in shards], target)
    except (MergeError, LockedError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(in_words(error, target)) from error
    click.echo(f"{len(pairs)} clients and audiences from {len(shards)} folders in {workspace.relative(target)}")
