"""Values that are more than a string or a number once the inventory is assembled."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Text(str):
    """Text in the reader's language; `lang` is set when it is in another one because no translation was given."""

    lang: str | None

    def __new__(cls, value: str, lang: str | None = None) -> "Text":
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __reduce__(self) -> tuple[type["Text"], tuple[str, str | None]]:
        return Text, (str(self), self.lang)


class Markdown(Text):
    """Text with Markdown formatting, not yet converted."""

    def __new__(cls, value: str, lang: str | None = None) -> "Markdown":
        text = super().__new__(cls, value, lang)
        assert isinstance(text, Markdown)
        return text

    def __reduce__(self) -> tuple[type["Text"], tuple[str, str | None]]:
        return Markdown, (str(self), self.lang)


@dataclass(frozen=True)
class Money:
    """An amount and its ISO 4217 currency."""

    amount: Decimal
    currency: str


Range = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """Opening hours: for each weekday (0 is Monday) its ranges, none when closed."""

    days: tuple[tuple[Range, ...], ...]

    def on(self, weekday: int) -> tuple[Range, ...]:
        return self.days[weekday]


@dataclass(frozen=True)
class Ref:
    """A pointer to another record, resolved when it is read. `site` narrows ids that are unique per site only."""

    targets: tuple[str, ...]
    id: str | int
    site: str | None = None
