"""handbook checklist: what a technician filled into a checklist comes back as a record of the visit."""

from pathlib import Path

import click

from generator.cli.passwords import known_password
from generator.outputs.paper.answers import Answers, AnswersError, LockedError, read_answers
from generator.outputs.paper.visit_record import answers_yaml


@click.group(short_help="Read a filled checklist back.")
def checklist() -> None:
    """Work with checklists that were filled in on the screen."""


@checklist.command(short_help="Print a filled checklist as a visit, to paste into visits.yml, or another form.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read(file: Path) -> None:
    """Print the record of a visit from FILE, a site-visit checklist that was filled in and saved.

    Of any other form of ours, what was ticked, written and signed is printed.

    An encrypted FILE needs its password in HANDBOOK_PDF_PASSWORD, or at the prompt.
    """
    try:
        click.echo(answers_yaml(_answers(file)))
    except AnswersError as error:
        raise click.ClickException(str(error)) from error


def _answers(file: Path) -> Answers:
    try:
        return read_answers(file)
    except LockedError:
        return read_answers(file, known_password())
