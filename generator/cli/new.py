"""handbook new: a starter folder for a client."""

from datetime import date

import click

from generator.cli.common import Day, today
from generator.inventory.formats import SLUG
from generator.outputs.starter import StarterError, write_starter
from generator.workspace import Workspace


@click.command(short_help="Write a commented starter folder for a new client.")
@click.argument("slug")
@click.option("--name", help="The client's name; made from the slug when not given.")
@click.option("--as-of", type=Day(), help="The day of its first release; today when not given.")
@click.pass_obj
def new(workspace: Workspace, slug: str, name: str | None, as_of: date | None) -> None:
    """Write inventory/clients/SLUG/, which checks and builds at once; then fill it in."""
    if not SLUG.match(slug):
        raise click.UsageError(f"{slug!r} is not a slug; use small letters, digits and hyphens, e.g. sakura-trading")
    folder = workspace.client(slug)
    if folder.exists():
        raise click.UsageError(f"{workspace.relative(folder)} exists already; nothing was written")
    try:
        written = write_starter(workspace, slug, name or slug.replace("-", " ").title(), today(as_of))
    except StarterError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(f"wrote {workspace.relative(path)}")
    click.echo(f"\nNext: handbook check {slug}, then handbook build {slug}.")
