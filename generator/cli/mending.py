"""check --fix: what would be written is shown, asked about, and written. All of it on stderr, beside the report."""

from collections.abc import Sequence

import click

from generator.checks.documentation import rule_pages
from generator.diagnostics import Report
from generator.inventory.loading import Loaded
from generator.inventory.mending import FileChangedError, MendedFile, mend

COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def offer(loaded: Loaded, report: Report, yes: bool) -> bool:
    """Whether anything was written."""
    fixable = {page.id for page in rule_pages().values() if page.fixable}
    files = mend(loaded, list(report), fixable)
    if not files:
        click.echo("Nothing here has exactly one safe mending.", err=True)
        return False
    for file in files:
        _show(file)
    said = f"{_count(sum(f.count for f in files), 'value')} in {_count(len(files), 'file')}"
    if not (yes or _agreed(said)):
        click.echo("Nothing was written.", err=True)
        return False
    _write(files)
    click.echo(f"Mended {said}.\n", err=True)
    return True


def _show(file: MendedFile) -> None:
    for line in file.diff():
        bold = line.startswith(("---", "+++"))
        click.secho(line, err=True, bold=bold, fg=None if bold else COLOURS.get(line[:1]))
    click.echo(err=True)


def _agreed(said: str) -> bool:
    """Where nobody can answer, the answer is no."""
    try:
        return click.confirm(f"Mend {said}?", err=True)
    except click.Abort:
        click.echo(err=True)
        return False


def _write(files: Sequence[MendedFile]) -> None:
    for file in files:
        try:
            file.write()
        except FileChangedError as error:
            raise click.ClickException(f"{file.file} was changed meanwhile; check again") from error
        except OSError as error:
            raise click.ClickException(f"{file.file} cannot be written: {error.strerror}") from error


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
