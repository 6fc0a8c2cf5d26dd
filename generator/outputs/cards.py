"""The contact card of a client's support team, to be saved on a telephone (vCard 3.0, which every telephone reads)."""

from collections.abc import Iterable, Iterator, Mapping

from generator.editions.language import Language
from generator.inventory.records import Record
from generator.pages.compose import Composition

LONGEST_LINE = 75
"""Octets after which RFC 2426 asks for a line to be folded."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

Property = tuple[str, str]
"""What stands before the colon of a line, and its value with its parts escaped."""


def support_card(composition: Composition, words: Mapping[str, str]) -> bytes:
    """Two cards in one file: the support team, and the coordinator where there is one."""
    coordinator = composition.edition.inventory.client.coordinator
    cards = [_team(composition, words)]
    if coordinator is not None:
        cards.append(_person(composition, coordinator))
    return b"".join(_card(card) for card in cards)


def _team(composition: Composition, words: Mapping[str, str]) -> Iterator[Property]:
    edition = composition.edition
    provider, telephone = edition.inventory.provider, edition.facts.channel("telephone")
    name = words["name"].format(provider=provider.name)
    yield "FN", _text(name)
    yield "N", f"{_text(name)};;;;"
    yield "ORG", _text(str(provider.name))
    yield "X-ABShowAs", "COMPANY"
    number = (telephone.phone if telephone else None) or provider.phone
    if number:
        yield "TEL;TYPE=WORK,VOICE", number
    if provider.support_mailbox:
        yield "EMAIL;TYPE=INTERNET,WORK", provider.support_mailbox
    if provider.request_form_url or provider.website:
        yield "URL", provider.request_form_url or provider.website
    for office in provider.addresses[:1]:
        if office.address:
            yield "ADR;TYPE=WORK", f";;{_text(str(office.address))};;;;"
    if note := "\n".join(_notes(composition, provider)):
        yield "NOTE", _text(note)


def _notes(composition: Composition, provider: Record) -> Iterator[str]:
    """The hours, and what to quote."""
    show, client = composition.show, composition.edition.inventory.client
    if provider.working_hours:
        yield f"{show.label('provider', 'working_hours')}: {show.hours(provider.working_hours)}"
    if client.client_code:
        yield f"{show.label('client', 'client_code')}: {client.client_code}"


def _person(composition: Composition, person: Record) -> Iterator[Property]:
    """A member of the team by the work number only: no card ever carries a mobile of the provider's people."""
    family, given = _parts(str(person.name), composition.edition.language)
    yield "FN", _text(str(person.name))
    yield "N", f"{_text(family)};{_text(given)};;;"
    if person.reading and " " in person.reading.strip():
        last, first = person.reading.strip().split(maxsplit=1)
        yield "X-PHONETIC-LAST-NAME", _text(last)
        yield "X-PHONETIC-FIRST-NAME", _text(first)
    yield "ORG", _text(str(composition.edition.inventory.provider.name))
    yield "TITLE", _text(composition.show.field(person, "role").striptags())
    if person.phone:
        yield "TEL;TYPE=WORK,VOICE", person.phone
    if person.email:
        yield "EMAIL;TYPE=INTERNET,WORK", person.email
    if person.extension:
        yield "NOTE", _text(f"{composition.show.label('team_member', 'extension')}: {person.extension}")


def _parts(name: str, language: Language) -> tuple[str, str]:
    """Family and given name: a Japanese name begins with the family's, a Western one ends with it."""
    if " " not in name:
        return name, ""
    if language.code == "ja" and name.isascii() is False:
        family, given = name.split(maxsplit=1)
        return family, given
    given, family = name.rsplit(maxsplit=1)
    return family, given


def _text(value: str) -> str:
    return value.strip().replace("\r\n", "\n").translate(ESCAPED)


def _card(properties: Iterable[Property]) -> bytes:
    lines = [("BEGIN", "VCARD"), ("VERSION", "3.0"), *properties, ("END", "VCARD")]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _folded(line: str) -> bytes:
    """A line in pieces short enough, none of which ends inside a character."""
    pieces, current = [], b""
    for character in line:
        encoded = character.encode()
        if len(current) + len(encoded) > LONGEST_LINE:
            pieces.append(current)
            current = b" "
        current += encoded
    return b"\r\n".join([*pieces, current]) + b"\r\n"
