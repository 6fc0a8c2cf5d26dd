"""handbook cache: how large it is, and making it smaller."""

from pathlib import Path

import click

from generator.build.pruning import bytes_of, in_words, prune, stats
from generator.workspace import Workspace

FOLDER = click.option(
    "--cache", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="The cache; .cache/ in the workspace when not given.",
)  # fmt: skip


@click.group(short_help="Look after the cache of results.")
def cache() -> None:
    """Look after the cache of results. It may be deleted, or carried from one machine to the next, at any time."""


@cache.command("stats", short_help="Say how much it holds.")
@FOLDER
@click.pass_obj
def stats_command(workspace: Workspace, folder: Path | None) -> None:
    """Say how many results the cache holds, by audience, and how large their files are."""
    found = stats(folder or workspace.root / ".cache")
    for part in found:
        click.echo(f"{part.audience:<12} {part.entries:>7} results {part.files:>8} files {in_words(part.size):>10}")
    click.echo(
        f"{'in all':<12} {sum(p.entries for p in found):>7} results {'':>14} {in_words(sum(p.size for p in found)):>10}"
    )


@cache.command("prune", short_help="Remove what was not used for longest.")
@click.option("--size", required=True, help="How large it may stay, as 500M or 2G.")
@FOLDER
@click.pass_obj
def prune_command(workspace: Workspace, size: str, folder: Path | None) -> None:
    """Remove the results that were not used for longest, until the rest is no larger than --size."""
    try:
        most = bytes_of(size)
    except ValueError as error:
        raise click.UsageError(f"{size!r} is not a size; write 500M or 2G") from error
    click.echo(f"{in_words(prune(folder or workspace.root / '.cache', most))} set free")
