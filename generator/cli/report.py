"""handbook report: what stands across all clients."""

import json
from typing import Any

import click

from generator.cli.common import chosen
from generator.inventory.deviations import Deviation, deviations
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.workspace import Workspace

NO_REASON = {"adds": "in addition to the standard"}


@click.group(short_help="Report what stands across clients.")
def report() -> None:
    """Report what stands across clients."""


@report.command(short_help="Who deviates from the provider's standard, where and why.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def drift(workspace: Workspace, clients: tuple[str, ...], form: str) -> None:
    """List where clients deviate from the provider's standard: pages, checklists, runbooks, procedure and policy."""
    slugs = chosen(workspace, clients)
    loaded = load(workspace, load_schema(), slugs)
    found = [d for slug in slugs for d in deviations(loaded.provider, loaded.clients[slug])]
    if form == "json":
        click.echo(json.dumps([_object(d) for d in found], ensure_ascii=False, indent=2))
        return
    for slug in slugs:
        own = [d for d in found if d.client == slug]
        click.echo(click.style(f"{slug}: {len(own)} deviations" if own else f"{slug}: as the standard", bold=True))
        for d in own:
            click.echo(f"  {d.how:<8} {d.what}  ({d.place.file}:{d.place.line})")
            reason = in_english(d.reason) or NO_REASON.get(d.how, "no reason given")
            click.echo(click.wrap_text(reason, 100, " " * 11, " " * 11))


def _object(d: Deviation) -> dict[str, Any]:
    place = {"file": d.place.file, "line": d.place.line}
    return {"client": d.client, "what": d.what, "how": d.how, "reason": in_english(d.reason), **place}


def in_english(text: Any) -> str:
    """A text, or of one per language the English one."""
    if isinstance(text, dict):
        return str(text.get("en") or next(iter(text.values()), ""))
    return str(text or "")
