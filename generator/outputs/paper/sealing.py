"""A PDF that opens with a password alone: AES-256 (ISO 32000-2, 7.6.4.4), nothing else of it changed."""

import secrets
import unicodedata
from pathlib import Path

import pikepdf

SHORTEST, LONGEST = 12, 127
"""Characters: whoever has a file can try without end. Bytes: what is longer counts for nothing (Algorithm 2.A)."""
ALLOWED = pikepdf.Permissions(
    accessibility=True, extract=True, print_lowres=True, print_highres=True, modify_form=True, modify_annotation=True,
    modify_assembly=False, modify_other=False,
)  # fmt: skip
"""Whoever may open it may read it aloud, print it and fill it in."""


class PasswordError(Exception):
    """A password does not serve; the message says why."""


def fitting(password: str) -> str:
    """The password, if it serves; raises PasswordError."""
    if len(password) < SHORTEST:
        raise PasswordError(f"the password is too short: it needs {SHORTEST} characters or more")
    if any(unicodedata.category(sign).startswith("C") for sign in password):
        raise PasswordError("the password holds a sign that nobody can type, such as a line break or a tab")
    if unicodedata.normalize("NFKC", password) != password:
        raise PasswordError(
            "the password holds full-width or composed letters, which programs take for different ones: use plain ones"
        )
    if len(password.encode()) > LONGEST:
        raise PasswordError(f"the password is too long: {LONGEST} bytes count at most")
    return password


def seal(source: Path, target: Path, password: str) -> None:
    """Write an encrypted copy; its owner's password is random and nobody's."""
    with pikepdf.open(source) as pdf:
        encryption = pikepdf.Encryption(
            user=password, owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True, allow=ALLOWED
        )
        pdf.save(target, encryption=encryption)
