"""Which reporter speaks: chosen with --format, or by where the command runs."""

import json
import os
import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
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
    report: Report,
    form: str,
    texts: Mapping[str, str],
    clients: int,
    changed: Collection[str] | None = None,
    folder: str = "",
) -> None:
    """Print the report in a format of FORMATS. `folder` is where the workspace lies in its repository."""
    if form == "text":
        print_report(report, texts, clients)
    elif form == "github":
        for line in as_github(in_repository(report, folder), changed):
            click.echo(line)
        _summarise(report)
        print_report(report, texts, clients, err=True)
    elif form == "markdown":
        click.echo(as_markdown(report), nl=False)
    else:
        click.echo(json.dumps(_data(report, form, folder), ensure_ascii=False, indent=2))
    sys.stdout.flush()


def _data(report: Report, form: str, folder: str) -> Any:
    if form == "sarif":
        return as_sarif(in_repository(report, folder), rule_pages())
    if form == "codequality":
        return as_code_quality(in_repository(report, folder))
    return as_json(report)


def in_repository(report: Report, folder: str) -> Report:
    """The report for services that know files by their paths from the repository's top."""
    if not folder:
        return report
    return Report([replace(d, location=replace(d.location, file=folder + d.location.file)) for d in report])


def folder_in_repository(root: Path) -> str:
    """The workspace's path from the top of its git repository, ending in a slash; empty when it is the top."""
    for top in (root, *root.parents):
        if (top / ".git").exists():
            return "" if top == root else f"{root.relative_to(top).as_posix()}/"
    return ""


def _summarise(report: Report) -> None:
    """Add everything to the step summary, where GitHub gives one."""
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(as_markdown(report))
