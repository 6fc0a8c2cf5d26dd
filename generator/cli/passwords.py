"""The password of encrypted PDFs: from the environment or a prompt, never from the command line or the inventory."""

import getpass
import os
import sys
import warnings

import click

from generator.outputs.paper.sealing import PasswordError, fitting

VARIABLE = "HANDBOOK_PDF_PASSWORD"


def new_password() -> str:
    """For a file to be encrypted; asked for twice where the environment does not hold it."""
    given = os.environ.get(VARIABLE)
    if given is None:
        given = _asked(f"Password of the PDF ({VARIABLE} is not set)", confirmation_prompt=True)
    try:
        return fitting(str(given))
    except PasswordError as error:
        raise click.ClickException(str(error)) from error


def known_password() -> str:
    """For a file that is encrypted already."""
    given = os.environ.get(VARIABLE)
    return given if given is not None else _asked("Password of the PDF")


def _asked(words: str, confirmation_prompt: bool = False) -> str:
    """What is typed, unseen; a message where nobody is there to type, as in a pipeline."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            return str(click.prompt(words, hide_input=True, confirmation_prompt=confirmation_prompt))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.ClickException(f"no password was given: set {VARIABLE}") from None
