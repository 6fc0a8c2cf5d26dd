"""handbook portal: the provider's own website over all clients."""

from datetime import date
from pathlib import Path

import click

from generator.build.manifest import manifests
from generator.build.publish import put, staging
from generator.cli.common import Day, chosen, today
from generator.editions.edition import make_edition
from generator.inventory.deviations import deviations
from generator.inventory.formats import LANGUAGES
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.portal import Member, Portal, outputs_of
from generator.outputs.web import WebsiteError, build_website
from generator.pages.catalogue import ConfigurationError
from generator.pages.templating import PageError
from generator.workspace import Workspace


@click.command(short_help="Make the provider's internal website over all clients.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="In which language.")
@click.option("--as-of", type=Day(), help="The day to build for; SOURCE_DATE_EPOCH or today when not given.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where was built to; build/ in the workspace when not given.",
)
@click.pass_obj
def portal(workspace: Workspace, language: str, as_of: date | None, output: Path | None) -> None:
    """Write build/portal/: all clients with links to their websites and PDFs, what needs attention, the next visits,
    who has which vendor, model and firmware, and who deviates from the standard.

    It holds what engineers may see of every client. Never publish it to clients. It links to what was built before:
    run `handbook build` first.
    """
    target, slugs, day = (output or workspace.output).absolute(), chosen(workspace, ()), today(as_of)
    if not slugs:
        raise click.UsageError("there are no clients yet; `handbook new SLUG` writes a starter")
    schema = load_schema()
    loaded = load(workspace, schema, slugs)
    known = list(manifests(target))
    members = [
        Member(
            make_edition(schema, loaded.raw(slug), "engineer", language, day),
            outputs_of(known, slug),
            list(deviations(loaded.provider, loaded.clients[slug])),
        )
        for slug in slugs
        if "client" in loaded.raw(slug).single
    ]
    try:
        with staging(target) as folder:
            Portal(workspace, schema, members).write(folder / "sources")
            build_website(folder / "sources", folder / "portal")
            put(folder / "portal", target / "portal")
    except (PageError, ConfigurationError, WebsiteError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(members)} clients in {workspace.relative(target / 'portal' / 'index.html')}")
