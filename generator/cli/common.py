"""What sub-commands share: clients named on the command line, the day a build is made for."""

import difflib
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator.checks.settings import Settings, SettingsError, load_settings
from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import ConfigurationError, load_yaml
from generator.workspace import Workspace

FIRST, LAST = 1970, 2200
"""Years that a build may be made for: calendars are drawn and working days counted around its day."""


class Day(click.ParamType[date]):
    """A date given as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write YYYY-MM-DD, e.g. 2026-10-01", param, ctx)
        if not FIRST <= day.year <= LAST:
            self.fail(f"the year {day.year} cannot be meant; it may be {FIRST} to {LAST}", param, ctx)
        return day


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
        day = datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    if not FIRST <= day.year <= LAST:
        raise click.UsageError(f"SOURCE_DATE_EPOCH leads to the year {day.year}; it may be {FIRST} to {LAST}")
    return day


def settings_of(workspace: Workspace) -> Settings:
    """The provider's settings of the rules; a mistake in them ends the command with a message."""
    try:
        return load_settings(workspace.site_config / "rules.yml")
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def in_words(error: OSError, folder: Path) -> str:
    """What stands in the way of writing, and what to do."""
    place = error.filename or folder
    hint = ""
    if error.errno == 28:
        free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
        hint = f" ({free // 1_000_000} MB are free; make room, or let --output and --cache lead elsewhere)"
    elif error.errno in (13, 30):
        hint = " (it must be writable; --output and --cache let it be elsewhere)"
    return f"{place}: {error.strerror or error}{hint}. What was published before is as it was."


def wanted_audiences(workspace: Workspace, given: tuple[str, ...]) -> tuple[str, ...]:
    """Those asked for, or those that are published."""
    try:
        return given or published_audiences(workspace)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def published_audiences(workspace: Workspace) -> tuple[str, ...]:
    """The audiences whose editions are published; raises ConfigurationError."""
    path = workspace.site_config / "publish.yml"
    data = load_yaml(path)
    given = data.get("audiences") if isinstance(data, dict) else None
    if not isinstance(given, list) or not given or not set(given) <= set(AUDIENCES):
        raise ConfigurationError(f"{path}: `audiences` must list some of {', '.join(AUDIENCES)}")
    return tuple(dict.fromkeys(given))


def cache_folder(workspace: Workspace, given: Path | None, without: bool) -> Path | None:
    """Where results are kept, if anywhere."""
    return None if without else (given or workspace.root / ".cache").absolute()
