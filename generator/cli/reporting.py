"""Which reporter speaks: chosen with --format, or by where the command runs."""

import json
import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click

from generator.checks.documentation import rule_pages
from generator.diagnostics import Report
from generator.reporters.codequality import as_code_quality
from generator.reporters.github import as_github
from generator.reporters.json import as_json
from generator.reporters.markdown import as_markdown
from generator.reporters.sarif import as_sarif
from generator.reporters.text import print_report

FORMATS = ("auto", "text", "github", "json", "sarif", "codequality", "markdown")


def chosen_format(asked: str) -> str:
    """`auto` is GitHub's annotations in a GitHub workflow, text elsewhere."""
    if asked != "auto":
        return asked
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def tell(
    report: Report, form: str, texts: Mapping[str, str], clients: int, changed: Collection[str] | None = None
) -> None:
    """Print the report in a format of FORMATS."""
    if form == "text":
        print_report(report, texts, clients)
    elif form == "github":
        for line in as_github(report, changed):
            click.echo(line)
        _summarise(report)
        print_report(report, texts, clients, err=True)
    elif form == "markdown":
        click.echo(as_markdown(report), nl=False)
    else:
        made: Any = as_json(report)
        if form == "sarif":
            made = as_sarif(report, rule_pages())
        elif form == "codequality":
            made = as_code_quality(report)
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
    sys.stdout.flush()


def _summarise(report: Report) -> None:
    """Add everything to the step summary, where GitHub gives one."""
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(as_markdown(report))
