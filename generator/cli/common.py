"""What sub-commands share: clients named on the command line, the day a build is made for."""

import difflib
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime

import click

from generator.checks.settings import Settings, SettingsError, load_settings
from generator.workspace import Workspace


class Day(click.ParamType[date]):
    """A date given as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD, e.g. 2026-10-01", param, ctx)


def chosen(workspace: Workspace, slugs: Sequence[str]) -> list[str]:
    """The clients named, or all; an unknown name is a usage error with the nearest known one."""
    known = workspace.slugs()
    for slug in slugs:
        if slug not in known:
            near = difflib.get_close_matches(slug, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known) or 'none'}"
            raise click.UsageError(f"there is no client {slug} in {workspace.relative(workspace.clients)}/; {hint}")
    return list(dict.fromkeys(slugs)) or known


def today(given: date | None) -> date:
    """The build's one "today": --as-of, else SOURCE_DATE_EPOCH, else the current date."""
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error


def settings_of(workspace: Workspace) -> Settings:
    """The provider's settings of the rules; a mistake in them ends the command with a message."""
    try:
        return load_settings(workspace.site_config / "rules.yml")
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
