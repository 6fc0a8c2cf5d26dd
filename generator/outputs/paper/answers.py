"""What was filled into a form on the screen, read back from the PDF, whichever program saved it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from generator.outputs.paper.keywords import from_keywords

OURS = re.compile(r"[twbs]\d{3}")
"""How the name of a field begins that forms.py made; other programs add fields of their own."""
ASKED_FOR = " – "
"""In a tooltip, between what a line says and the value that is written down beside it."""
DEEPEST = 8
"""Levels of fields below fields, which other programs make; ours have one."""


class AnswersError(Exception):
    """A file has no answers of ours; the message says why."""


class LockedError(AnswersError):
    """A file opens with a password alone, or not with this one."""


@dataclass(frozen=True)
class Tick:
    """A line of a checklist, with the values written down beside it: what they are, and what was written."""

    text: str
    done: bool
    values: tuple[tuple[str, str], ...] = ()


@dataclass
class Answers:
    """A form that came back. `about` is what the form said of itself: document, client, site, visit, checklist."""

    about: dict[str, str] = field(default_factory=dict)
    ticks: list[Tick] = field(default_factory=list)
    blanks: list[tuple[str, str]] = field(default_factory=list)
    signatures: list[tuple[str, str]] = field(default_factory=list)


def read_answers(path: Path, password: str = "") -> Answers:
    """The answers in a filled form; raises AnswersError for any other file."""
    try:
        with pikepdf.open(path, password=password) as pdf:
            about = from_keywords(_text(pdf.docinfo.get("/Keywords")))
            fields = list(_fields(pdf.Root.get("/AcroForm")))
    except pikepdf.PasswordError as error:
        raise LockedError(f"{path.name} is encrypted, and this is not its password") from error
    except (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        said = str(error).replace(f"{path}: ", "")
        raise AnswersError(f"{path.name} cannot be read; it is no PDF, or was cut short on its way ({said})") from error
    if "document" not in about:
        raise AnswersError(f"{path.name} is not a form that handbook made")
    if not fields:
        raise AnswersError(
            f"{path.name} has no fields any more: it was printed or scanned; send the PDF itself, filled in and saved"
        )
    return _sorted(about, fields)


def _fields(form: pikepdf.Object | None) -> Iterator[tuple[str, str, str]]:
    """Name, words and value of each of our fields, in the form's order; those below others' are found as well."""
    waiting = [(item, 0) for item in _array(form, "/Fields")]
    while waiting:
        item, depth = waiting.pop(0)
        if not isinstance(item, pikepdf.Dictionary):
            continue
        name = _text(item.get("/T"))
        if OURS.match(name):
            yield name, " ".join(_text(item.get("/TU")).split()), _value(item)
        elif depth < DEEPEST:
            waiting[:0] = [(kid, depth + 1) for kid in _array(item, "/Kids")]


def _array(holder: pikepdf.Object | None, key: str) -> list[pikepdf.Object]:
    found = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
    return list(found) if isinstance(found, pikepdf.Array) else []


def _value(item: pikepdf.Object) -> str:
    value = item.get("/V")
    if isinstance(value, pikepdf.Name):
        return "" if value == pikepdf.Name.Off else str(value)
    return _text(value).strip()


def _text(value: pikepdf.Object | None) -> str:
    """A text string; some programs put long ones into a stream, and single ones into an array."""
    if isinstance(value, pikepdf.Stream):
        return str(pikepdf.String(value.read_bytes()))
    if isinstance(value, pikepdf.Array):
        return "\n".join(_text(each) for each in value)
    return str(value) if isinstance(value, pikepdf.String | str) else ""


def _sorted(about: dict[str, str], fields: list[tuple[str, str, str]]) -> Answers:
    answers = Answers(about)
    written: dict[str, list[tuple[str, str]]] = {}
    for name, words, value in fields:
        if name[0] == "w" and value:
            written.setdefault(name[1:4], []).append((words.rpartition(ASKED_FOR)[2], value))
    for name, words, value in fields:
        if name[0] == "t":
            answers.ticks.append(Tick(words, bool(value), tuple(written.get(name[1:4], ()))))
        elif name[0] == "b" and value:
            answers.blanks.append((words, value))
        elif name[0] == "s" and value:
            answers.signatures.append((words, value))
    return answers
