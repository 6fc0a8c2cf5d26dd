"""handbook plan: what would be built, and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import yaml

from generator.build.engine import Events, Order, Outcome, execute
from generator.build.inputs import Inputs
from generator.build.plan import Wanted, changes
from generator.build.state import State
from generator.build.workers import default_count
from generator.cli.common import Day, cache_folder, chosen, settings_of, today, wanted_audiences
from generator.inventory.formats import LANGUAGES
from generator.inventory.schema.fragments import AUDIENCES
from generator.pages.catalogue import ConfigurationError
from generator.workspace import Workspace

FOLDER = click.Path(file_okay=False, path_type=Path)
FORMATS = ("text", "json", "github", "gitlab")
MOST_REASONS = 6


@dataclass(frozen=True)
class Step:
    """An edition of which something is out of date: what would be built, what only looked at, and why."""

    client: str
    audience: str
    language: str
    build: list[str]
    cached: list[str]
    unchanged: list[str]
    why: list[str]
    error: str | None = None

    @property
    def idle(self) -> bool:
        return not (self.build or self.cached or self.error)


@click.command(short_help="Say what `handbook build` would build, and why.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]…")
@click.option("--audience", "audiences", multiple=True, type=click.Choice(AUDIENCES), help="As of `handbook build`.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="As of `handbook build`.")
@click.option("--as-of", type=Day(), help="The day to build for; SOURCE_DATE_EPOCH or today when not given.")
@click.option("--output", type=FOLDER, help="Where was built to; build/ in the workspace when not given.")
@click.option("--cache", type=FOLDER, help="Where results are kept; .cache/ in the workspace when not given.")
@click.option("--no-cache", is_flag=True, help="As if nothing had been kept.")
@click.option(
    "--shards",
    type=click.IntRange(1, 256),
    default=4,
    show_default=True,
    help="For github and gitlab: at most so many machines.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "gitlab"]), default="text", show_default=True
)
@click.pass_obj
def plan(
    workspace: Workspace, clients: tuple[str, ...], audiences: tuple[str, ...], languages: tuple[str, ...],
    as_of: date | None, output: Path | None, cache: Path | None, no_cache: bool, shards: int, form: str,
) -> None:  # fmt: skip
    """Say which outputs are out of date and which inputs changed. Pages are composed, but nothing is built.

    \b
    --format github  {"include": [{"shard": "1/4"}, …]} for a job's `strategy: matrix`
    --format gitlab  a child pipeline with `parallel: matrix`
    """
    target, day = (output or workspace.output).absolute(), today(as_of)
    order = Order(
        workspace=workspace,
        output=target,
        slugs=chosen(workspace, clients),
        wanted=Wanted(wanted_audiences(workspace, audiences), languages),
        as_of=day,
        settings=settings_of(workspace),
        workers=default_count(),
        cache=cache_folder(workspace, cache, no_cache),
        only_fingerprints=True,
    )
    try:
        outcome = execute(order, Events())
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    steps = _steps(workspace, target, day, outcome)
    if form == "text":
        _tell(outcome, steps)
    elif form == "json":
        click.echo(json.dumps([vars(s) for s in steps], ensure_ascii=False, indent=2))
    else:
        due = [s for s in steps if not s.idle]
        matrix = _shards(min(shards, len({s.client for s in due})))
        click.echo(json.dumps({"include": matrix}) if form == "github" else _gitlab(matrix), nl=form == "github")


def _steps(workspace: Workspace, target: Path, day: date, outcome: Outcome) -> list[Step]:
    inputs, state, made = Inputs(workspace, day), State(target), []
    for edition, results in sorted(outcome.results.items()):
        client, audience, language = edition.split("/")
        known = state.edition(client, audience, language)
        now = {name: digest for piece in inputs.pieces(client) for name, digest in piece.items()}
        why = changes(state.inputs(known.inputs), now) if known.parts else ["it was never built"]
        by_how: dict[str, list[str]] = {}
        for result in results:
            for o in result.outputs:
                by_how.setdefault(o.how, []).append(o.kind)
        errors = [r.error for r in results if r.error]
        why = why or ["an output was changed or removed by hand"]
        made.append(
            Step(client, audience, language, by_how.get("due", []), by_how.get("cached", []), by_how.get("current", []),
                 why, errors[0] if errors else None)
        )  # fmt: skip
    return made


def _tell(outcome: Outcome, steps: list[Step]) -> None:
    for step in (s for s in steps if not s.idle):
        click.echo(click.style(f"{step.client}/{step.audience}/{step.language}", bold=True))
        for word, names in (("build", step.build), ("cached", step.cached), ("as it is", step.unchanged)):
            if names:
                click.echo(click.wrap_text(", ".join(names), 110, f"  {word:<9} ", " " * 12))
        more = [f"and {len(step.why) - MOST_REASONS} more"] if len(step.why) > MOST_REASONS else []
        click.echo(click.wrap_text("; ".join([*step.why[:MOST_REASONS], *more]), 110, "  because   ", " " * 12))
        if step.error:
            click.echo(click.style("  error     ", fg="red") + step.error)
    count = sum(len(s.build) for s in steps)
    taken = sum(len(s.cached) for s in steps)
    click.echo(f"{count} to build, {taken} to take from the cache; {outcome.current} parts of editions are untouched")
    for slug in outcome.left_out:
        click.echo(f"{slug} cannot be built: its inventory has errors (handbook check {slug})")


def _shards(count: int) -> list[dict[str, str]]:
    return [{"shard": f"{i}/{count}"} for i in range(1, count + 1)]


def _gitlab(matrix: Sequence[Mapping[str, str]]) -> str:
    """A child pipeline; without work it is one job that says so, since GitLab knows no empty pipeline."""
    job: dict[str, Any] = {"script": ["echo nothing to build"]}
    if matrix:
        job = {
            "parallel": {"matrix": [{"SHARD": [m["shard"] for m in matrix]}]},
            "script": ["make setup", ".venv/bin/handbook build --shard $SHARD"],
            "artifacts": {"paths": ["build/"]},
        }
    return yaml.safe_dump({"build": job}, sort_keys=False)
