"""What was filled into a form on the screen, read back from the PDF."""

from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from generator.outputs.paper.keywords import from_keywords


class AnswersError(Exception):
    """A file has no answers of ours; the message says why."""


class LockedError(AnswersError):
    """A file opens with a password alone, or not with this one."""


@dataclass(frozen=True)
class Tick:
    """A line of a checklist, with the values written down beside it."""

    text: str
    done: bool
    values: tuple[str, ...] = ()


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
            form = pdf.Root.get("/AcroForm")
            about = from_keywords(str(pdf.docinfo.get("/Keywords", "")))
            if form is None or "document" not in about:
                raise AnswersError(f"{path.name} is not a form that handbook made")
            fields = [(str(f.T), str(f.get("/TU", "")), _value(f)) for f in form.Fields]
    except pikepdf.PasswordError as error:
        raise LockedError(f"{path.name} is encrypted, and this is not its password") from error
    except (pikepdf.PdfError, OSError) as error:
        raise AnswersError(f"{path.name} cannot be read: {error}") from error
    return _sorted(about, fields)


def _value(item: pikepdf.Object) -> str:
    value = item.get("/V")
    return "" if value is None or value == pikepdf.Name.Off else str(value).strip()


def _sorted(about: dict[str, str], fields: list[tuple[str, str, str]]) -> Answers:
    answers = Answers(about)
    written: dict[str, list[str]] = {}
    for name, words, value in fields:
        if name[0] == "w" and value:
            written.setdefault(name[1:4], []).append(f"{words.rpartition(' – ')[2]}: {value}")
    for name, words, value in fields:
        if name[0] == "t":
            answers.ticks.append(Tick(words, bool(value), tuple(written.get(name[1:4], ()))))
        elif name[0] == "b" and value:
            answers.blanks.append((words, value))
        elif name[0] == "s" and value:
            answers.signatures.append((words, value))
    return answers
