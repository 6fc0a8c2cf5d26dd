"""handbook verify: is this copy the current one?"""

import sys
from pathlib import Path

import click

from generator.build.manifest import manifests
from generator.build.verifying import NUMBER, Verdict, verify_file, verify_folder, verify_number
from generator.workspace import Workspace


@click.command(short_help="Say whether a website, a PDF or a printed number is the current one.")
@click.argument("thing", metavar="FILE|DIR|NUMBER")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where was built to; build/ in the workspace when not given.",
)
@click.pass_obj
def verify(workspace: Workspace, thing: str, output: Path | None) -> None:
    """Compare a website's folder, a file, or the number printed on each page of a document with what was built last.

    Exit code: 0 it is current, 1 it is not, 2 there is no such thing.
    """
    known = list(manifests(output or workspace.output))
    if not known:
        raise click.UsageError("nothing was built yet: there is no manifest to compare with; run `handbook build`")
    path = Path(thing)
    if path.is_dir():
        verdict: Verdict = verify_folder(path, known)
    elif path.is_file():
        verdict = verify_file(path, known)
    elif NUMBER.match(thing.upper()):
        verdict = verify_number(thing, known)
    else:
        raise click.UsageError(f"{thing} is neither a file, nor a folder, nor a number such as 3F2A-91CC")
    for line in verdict.told:
        click.echo(line)
    sys.exit(0 if verdict.current else 1)
