"""handbook audit: what an edition shows, for a person to sign off."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import click

from generator.cli.common import chosen
from generator.diagnostics import DataPath
from generator.editions.audience import Decision, redact
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.inventory.schema.fragments import AUDIENCES
from generator.workspace import Workspace


@click.command(short_help="List what an edition shows, and what it removed and why.")
@click.argument("client")
@click.option("--audience", type=click.Choice(AUDIENCES), required=True, help="Whose edition.")
@click.option("--removed", "only_removed", is_flag=True, help="Only what was removed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def audit(workspace: Workspace, client: str, audience: str, only_removed: bool, form: str) -> None:
    """List the fields of each record that CLIENT's edition for an audience shows, and those removed, with the reason.

    Values are not printed: the list itself may be handed round.
    """
    (slug,) = chosen(workspace, [client])
    schema = load_schema()
    decisions: list[Decision] = []
    redact(schema, load(workspace, schema, [slug]).raw(slug), audience, decisions.append)
    decisions = _settled(decisions)
    if only_removed:
        decisions = [d for d in decisions if not d.shown]
    if form == "json":
        click.echo(json.dumps([_object(d) for d in decisions], ensure_ascii=False, indent=2))
        return
    shown = sum(d.shown for d in decisions)
    click.echo(f"{slug}, edition for {audience}: {shown} values shown, {len(decisions) - shown} removed\n")
    for (collection, record), members in groupby(decisions, key=lambda d: (d.collection, d.record)):
        _tell(collection, record, list(members))


def _settled(decisions: Iterable[Decision]) -> list[Decision]:
    """The last word on each path: a reference that is shown at first may be removed with what it points at."""
    last = {(d.collection, d.record, d.path): d for d in decisions}
    order = {key: i for i, key in enumerate(dict.fromkeys((d.collection, d.record) for d in last.values()))}
    return sorted(last.values(), key=lambda d: order[d.collection, d.record])


def _object(d: Decision) -> dict[str, Any]:
    return {"collection": d.collection, "record": d.record, "field": named(d.path), "shown": d.shown, "why": d.why}


def named(path: DataPath) -> str:
    """`location.rack`, `addresses[1].ip`; a whole record is `(record)`."""
    made = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return made.lstrip(".") or "(record)"


def _tell(collection: str, record: str, members: list[Decision]) -> None:
    click.echo(click.style(f"{collection} {record}".rstrip(), bold=True))
    shown = [named(d.path) for d in members if d.shown]
    if shown:
        click.echo(click.wrap_text(", ".join(shown), 110, "  shown    ", "           "))
    for why, removed in groupby(sorted((d for d in members if not d.shown), key=lambda d: d.why), key=lambda d: d.why):
        names = ", ".join(named(d.path) for d in removed)
        click.echo(click.wrap_text(f"{names}: {why}", 110, "  removed  ", "           "))
