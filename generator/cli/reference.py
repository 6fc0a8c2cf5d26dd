"""handbook reference: the reference pages of this project's own documentation."""

import sys
from collections.abc import Iterator

import click

from generator.checks.reference import rules_page
from generator.inventory.schema import load_schema
from generator.inventory.schema.reference import record_pages
from generator.workspace import Workspace

NOTE = "<!-- Written by `handbook reference` from the commands themselves; change those. -->\n"


@click.command(short_help="Write the reference pages of records, fields, rules and commands into docs/.")
@click.option("--check", is_flag=True, help="Write nothing; fail when the pages are not up to date.")
@click.pass_obj
def reference(workspace: Workspace, check: bool) -> None:
    """Write docs/reference/: a page per record type, one of all rules and one of all commands, from what they are."""
    folder, files = workspace.root / "docs" / "reference", dict(_files(click.get_current_context().find_root().command))
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


def _files(group: click.Command) -> Iterator[tuple[str, str]]:
    for name, text in record_pages(load_schema()):
        yield f"records/{name}", text
    yield "rules.md", rules_page()
    if isinstance(group, click.Group):
        yield "commands.md", commands_page(group)


def commands_page(group: click.Group) -> str:
    """What every command and option does, as `--help` says it."""
    lines = [NOTE, "# Commands", "", "`handbook COMMAND --help` says the same.", ""]
    for context in _every("handbook", group, None):
        path = context.command_path
        lines += [f"## {path} {{#{path.replace(' ', '-')}}}", "", "```text", context.get_help(), "```", ""]
    return "\n".join(lines)


def _every(name: str, command: click.Command, parent: click.Context | None) -> Iterator[click.Context]:
    """A command and those below it, each in the context of the one above: what it says must not depend on what ran."""
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    context = click.Context(command, parent, name, **settings)
    yield context
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            if (found := command.get_command(context, below)) is not None:
                yield from _every(below, found, context)
