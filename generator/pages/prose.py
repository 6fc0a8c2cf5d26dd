"""Components of the prose pages: points with their reasons, pairs, a matrix, lines to write on, prepared e-mails."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from generator.facts.reaching import Recipient
from generator.inventory.records import Record
from generator.pages.escaping import attribute, escape, one_line
from generator.pages.show import Show

ENDS = ".!?:;…。！？：；"
"""What ends a sentence."""
Labelled = tuple[Any, Any]
"""A value of the inventory and the words that stand for it."""


class Prose:
    """Functions of a template's context, for one edition. `blocks` is the module of component macros."""

    def __init__(self, show: Show, blocks: Any) -> None:
        self.show, self.blocks = show, blocks

    def context(self) -> dict[str, Callable[..., Any]]:
        """Name → function, as the page templates call them."""
        return {
            "points": self.points,
            "steps": lambda items: self.points(items, ordered=True),
            "pairs": self.pairs,
            "matrix": self.matrix,
            "blanks": self.blanks,
            "choice": self.choice,
            "choices": self.choices,
            "duration": lambda minutes: escape(self.show.language.duration(minutes)),
            "recipients": self.recipients,
            "prepared_mail": self.prepared_mail,
        }

    def points(self, items: Iterable[Any], ordered: bool = False, reasons: bool = True) -> Markup:
        """A list of texts, or of records with `text` and `why`; nothing when there are none."""
        stop = "。" if self.show.language.code == "ja" else "."
        made = [_point(i, reasons, stop) for i in items]
        return one_line(self.blocks.points(made, ordered)) if made else Markup("")

    def pairs(self, given: Iterable[Labelled]) -> Markup:
        """A list of labels and values of the template's own; a pair without a value is left out."""
        kept = [(escape(label), escape(value)) for label, value in given if value is not None and str(value)]
        return one_line(self.blocks.details(kept)) if kept else Markup("")

    def matrix(
        self,
        rows: Sequence[Labelled],
        columns: Sequence[Labelled],
        cell: Callable[[Any, Any], Any],
        caption: str,
        corner: str = "",
    ) -> Markup:
        """A table of two dimensions; `cell(row, column)` gives what stands where they meet."""
        lines = [(label, [cell(row, column) for column, _ in columns]) for row, label in rows]
        return one_line(self.blocks.matrix([label for _, label in columns], lines, caption, corner))

    def blanks(self, labels: Sequence[Any]) -> Markup:
        """Labelled lines to be filled in by hand."""
        return one_line(self.blocks.blanks(labels)) if labels else Markup("")

    def choice(self, record_type: str, field: str, value: str) -> Markup:
        """The label of one of a field's allowed values."""
        return dict(self.choices(record_type, field))[value]

    def choices(self, record_type: str, field: str) -> list[tuple[str, Markup]]:
        """All allowed values of a field with their labels, in the order of the schema."""
        found = self.show.schema.records[record_type].fields[field]
        return [(v, escape(self.show.language.words(label))) for v, label in (found.values or {}).items()]

    def recipients(self, people: Iterable[Recipient]) -> Markup:
        """Who an e-mail is addressed or copied to, each with name and address."""
        return Markup("<br>").join(self._recipient(r) for r in people)

    def _recipient(self, recipient: Recipient) -> Markup:
        address = self.show.email(recipient.email)
        if recipient.name is None:
            return address
        return Markup('<span class="recipient">{} {}</span>').format(escape(recipient.name), address)

    def prepared_mail(
        self, to: Iterable[Recipient], cc: Iterable[Recipient], text: Any, subject: str = "", lines: Sequence[Any] = ()
    ) -> Markup:
        """A link that opens an e-mail with its addresses, subject and headings filled in (RFC 6068)."""
        addresses = ",".join(quote(r.email, safe="@") for r in to)
        fields = {"cc": ",".join(r.email for r in cc), "subject": subject, "body": "\r\n".join(str(x) for x in lines)}
        query = urlencode({k: v for k, v in fields.items() if v}, quote_via=quote, safe="@,")
        target = f"mailto:{addresses}?{query}" if query else f"mailto:{addresses}"
        return Markup('<a class="email prepared" href="{}">{}</a>').format(attribute(target), escape(text))


def _point(item: Any, reasons: bool, stop: str) -> dict[str, Any]:
    """A point and its reason, with a full stop between them where the point has none."""
    if not isinstance(item, Record):
        return {"text": item, "why": None, "stop": ""}
    why = item.why if reasons else None
    return {"text": item.text, "why": why, "stop": stop if why and str(item.text)[-1:] not in ENDS else ""}
