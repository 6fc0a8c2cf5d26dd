"""handbook reference: the reference pages of this project's own documentation."""

import sys
from collections.abc import Iterator

import click

from generator.checks.reference import rules_page
from generator.inventory.schema import load_schema
from generator.inventory.schema.reference import record_pages
from generator.workspace import Workspace


@click.command(short_help="Write the reference pages of records, fields and rules into docs/.")
@click.option("--check", is_flag=True, help="Write nothing; fail when the pages are not up to date.")
@click.pass_obj
def reference(workspace: Workspace, check: bool) -> None:
    """Write docs/reference/: a page per record type and one of all rules, from the schema and the rules themselves."""
    folder, files = workspace.root / "docs" / "reference", dict(_files())
    known = {p.relative_to(folder).as_posix() for p in folder.rglob("*.md")} if folder.is_dir() else set()
    stale = [name for name, text in files.items() if name not in known or (folder / name).read_text("utf-8") != text]
    gone = sorted(known - set(files))
    if check:
        for name in stale + gone:
            click.echo(f"docs/reference/{name} is not up to date; run `handbook reference`")
        sys.exit(1 if stale or gone else 0)
    for name in stale:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(files[name], "utf-8")
    for name in gone:
        (folder / name).unlink()
    click.echo(f"{len(files)} pages in docs/reference/, {len(stale)} of them written, {len(gone)} removed")


def _files() -> Iterator[tuple[str, str]]:
    for name, text in record_pages(load_schema()):
        yield f"records/{name}", text
    yield "rules.md", rules_page()
