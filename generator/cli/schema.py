"""handbook schema: the inventory's schema for editors."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.common import chosen
from generator.inventory.assembly import assemble
from generator.inventory.loading import load
from generator.inventory.records import Inventory
from generator.inventory.schema import Schema, load_schema
from generator.inventory.schema.json_schema import Ids, file_schema, schema_name
from generator.workspace import Workspace

LOCAL = ".schema"
"""The untracked folder in a client's folder."""


@click.command(short_help="Write the JSON Schemas that editors complete from.")
@click.option(
    "--client", metavar="SLUG", help="A variant for one client, whose references complete to that client's ids."
)
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when the files of site_config/schema/ are not up to date."
)
@click.pass_obj
def schema(workspace: Workspace, client: str | None, check: bool) -> None:
    """Write site_config/schema/*.json, which the first line of every inventory file points at.

    \b
    With --client, write inventory/clients/SLUG/.schema/*.json instead (git ignores it). To use it, let the first
    line of a file say: # yaml-language-server: $schema=.schema/assets.json
    """
    known = load_schema()
    if client:
        (slug,) = chosen(workspace, [client])
        inventory = assemble(known, load(workspace, known, [slug]).raw(slug))
        folder, files = workspace.client(slug) / LOCAL, dict(_files(known, ids_of(known, inventory)))
    else:
        folder, files = workspace.site_config / "schema", dict(_files(known))
    stale = [name for name, text in files.items() if not _same(folder / name, text)]
    stale += sorted(p.name for p in folder.glob("*.json") if p.name not in files)
    if check:
        for name in stale:
            click.echo(f"{workspace.relative(folder / name)} is not up to date; run `handbook schema`")
        sys.exit(1 if stale else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in files:
            (folder / name).write_text(files[name], "utf-8")
        else:
            (folder / name).unlink()
    click.echo(f"{len(files)} schemas in {workspace.relative(folder)}/, {len(stale)} of them changed")


def _files(known: Schema, ids: Ids | None = None) -> Iterator[tuple[str, str]]:
    for scope in ("provider", "client"):
        for kind in known.files(scope).values():
            text = json.dumps(file_schema(known, kind, ids), ensure_ascii=False, indent=1)
            yield schema_name(kind), text + "\n"


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def ids_of(known: Schema, inventory: Inventory) -> Ids:
    """The ids of all records that references may name, by record type."""
    return {name: inventory.index.ids((name,)) for name in known.records}
