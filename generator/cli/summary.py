"""What a build made, in the end: outputs, counts, times, what was withdrawn and what went wrong."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from generator.build.engine import Outcome
from generator.build.job import Output, Result
from generator.diagnostics import Diagnostic, Report, Severity
from generator.reporters.text import print_report
from generator.workspace import Workspace

MOST_LISTED = 12
"""More editions than these are counted, not listed."""
SLOWEST = 3


def texts_of(workspace: Workspace, found: Sequence[Diagnostic]) -> Mapping[str, str]:
    """The text of the files in which something was found, for the lines that are shown."""
    made = {}
    for name in {d.location.file for d in found}:
        path = workspace.root / name
        if path.is_file() and path.stat().st_size < 10_000_000:
            made[name] = path.read_text("utf-8-sig", "replace")
    return made


def tell_problems(workspace: Workspace, outcome: Outcome) -> None:
    """The errors that kept clients from being built."""
    errors = [d for d in outcome.checks.report if d.severity is Severity.error]
    if errors and outcome.left_out:
        click.echo("", err=True)
        print_report(Report(errors), texts_of(workspace, errors), len(outcome.checks.clients), err=True)


def tell_outcome(workspace: Workspace, target: Path, outcome: Outcome, form: str) -> None:
    """What was made and what was not."""
    results = {edition: outcome.results[edition] for edition in sorted(outcome.results)}
    outputs = [o for made in results.values() if not any(r.error for r in made) for r in made for o in r.outputs]
    if form == "json":
        listed = [{**asdict(o), "path": str(target / o.path), "seconds": round(o.seconds, 2)} for o in outputs]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        _print_outputs(workspace, target, results)
        _print_summary(outcome, outputs)
    for result in (r for made in results.values() for r in made if r.error):
        click.echo(click.style(f"{result.name} was not built: ", fg="red", bold=True) + str(result.error), err=True)
    for slug in outcome.left_out:
        click.echo(
            click.style(f"{slug} was not built: ", fg="red", bold=True) + "its inventory has errors (above).", err=True
        )
    for warning in dict.fromkeys(outcome.warnings):
        click.echo(click.style("warning: ", fg="yellow") + warning, err=True)


def _print_outputs(workspace: Workspace, target: Path, results: Mapping[str, Sequence[Result]]) -> None:
    good = {edition: made for edition, made in results.items() if not any(r.error for r in made)}
    for edition, made in list(good.items())[:MOST_LISTED]:
        click.echo(click.style(edition, bold=True))
        for o in (o for r in made for o in r.outputs):
            pages = f", {o.pages} pages" if o.pages else ""
            took = f"{o.seconds:.1f} s" if o.how == "built" else "unchanged" if o.how == "current" else "from the cache"
            click.echo(f"  {o.kind:<24} {workspace.relative(target / o.path)}  ({took}{pages})")
    if len(good) > MOST_LISTED:
        click.echo(f"… and {len(good) - MOST_LISTED} more editions")


def _print_summary(outcome: Outcome, outputs: Sequence[Output]) -> None:
    count = Counter(o.how for o in outputs)
    parts = outcome.current
    took = sum(outcome.seconds.values())
    click.echo(
        f"\n{count['built']} built, {count['cached']} from the cache, {count['current']} as before"
        f"{f', {parts} parts of editions untouched' if parts else ''}; {took:.1f} s"
    )
    for name in outcome.withdrawn:
        click.echo(f"withdrawn: {name}")
    if len(outcome.checks.clients) > SLOWEST:
        slow: dict[str, float] = defaultdict(float)
        for o in outputs:
            slow[o.client] += o.seconds if o.how == "built" else 0.0
        first = sorted(slow.items(), key=lambda pair: -pair[1])[:SLOWEST]
        named = [f"{client} {seconds:.0f} s" for client, seconds in first if seconds >= 1]
        if named:
            click.echo(f"slowest: {', '.join(named)}")
    if count["built"] or count["cached"]:
        click.echo("Open an index.html in a browser, and a PDF in any PDF reader (e.g. `xdg-open FILE`).")


def tell_profile(outcome: Outcome) -> None:
    """Where the time went: what this process waited for, and what the workers spent it on."""
    click.echo("\nTime that passed:", err=True)
    for name, seconds in outcome.seconds.items():
        click.echo(f"  {name:<12} {seconds:8.2f} s", err=True)
    spent: dict[str, float] = defaultdict(float)
    for result in (r for made in outcome.results.values() for r in made):
        for name, seconds in result.stages.items():
            spent[name] += seconds
    if spent:
        click.echo("Time that workers spent:", err=True)
        for name, total in sorted(spent.items(), key=lambda pair: -pair[1]):
            click.echo(f"  {name:<12} {total:8.2f} s", err=True)
