"""The password of encrypted PDFs: from the environment or a prompt, never from the command line or the inventory."""

import os

import click

from generator.outputs.paper.sealing import PasswordError, fitting

VARIABLE = "HANDBOOK_PDF_PASSWORD"


def new_password() -> str:
    """For a file to be encrypted; asked for twice where the environment does not hold it."""
    given = os.environ.get(VARIABLE)
    if given is None:
        given = click.prompt(f"Password of the PDF ({VARIABLE} is not set)", hide_input=True, confirmation_prompt=True)
    try:
        return fitting(str(given))
    except PasswordError as error:
        raise click.ClickException(str(error)) from error


def known_password() -> str:
    """For a file that is encrypted already."""
    given = os.environ.get(VARIABLE)
    return given if given is not None else str(click.prompt("Password of the PDF", hide_input=True))
