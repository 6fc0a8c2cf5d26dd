"""The hard rule of the service: team members' own mobile numbers are never given to clients."""

from collections.abc import Iterator
from typing import Any

from generator.checks.attachments import texts_of
from generator.checks.numbers import Finder, finder, plain
from generator.checks.positions import Lines, value_at
from generator.checks.rule import Problem, Scene, rule
from generator.diagnostics import Location
from generator.editions.audience import rank
from generator.inventory import formats
from generator.inventory.reading import SourceFile
from generator.inventory.schema.fragments import AUDIENCES

ENGINEER = rank("engineer")
HINT = "Give the support telephone instead: clients reach the team there, and voicemail is passed on."


@rule("E608", "client", "provider")
def mobile_of_the_team(scene: Scene) -> Iterator[Problem]:
    owners = _owners(scene)
    mobiles = finder(tuple(owners))
    for source in scene.folder.every_source():
        found = list(mobiles.found(source.text))
        lines = Lines(source.text) if found else Lines("")
        for start, end, number in found:
            place = lines.place(source.file, start, end)
            reader = _reader(scene, source, place, number)
            if reader is not None:
                message = f"this is the mobile number of `{owners[number]}`, in a place that {reader} may read"
                yield Problem(None, (), message, HINT, place=place)
    yield from _in_attachments(scene, mobiles, owners)


def _owners(scene: Scene) -> dict[str, str]:
    """Mobile number → the member whose it is."""
    return {
        number: str(member.data.get("id"))
        for member in scene.raw.many.get("team", ())
        if (number := _phone(member.data.get("mobile"))) is not None
    }


def _phone(value: Any) -> str | None:
    try:
        return formats.phone(value)
    except ValueError:
        return None


def _reader(scene: Scene, source: SourceFile, place: Location, number: str) -> str | None:
    """The widest audience that reads what stands at a place, None when no client does: comments, engineers' fields."""
    if source in scene.folder.pages:
        kind = scene.schema.records["page"]
        given = source.data.get("audience") if isinstance(source.data, dict) else None
        seen = rank(given or kind.default_audience or kind.audience)
        return AUDIENCES[seen] if seen < ENGINEER else None
    value = value_at(scene, source, place)
    if value is None or value.rank >= ENGINEER or plain(number)[-8:] not in plain(str(value.value)):
        return None
    return AUDIENCES[value.rank]


def _in_attachments(scene: Scene, mobiles: Finder, owners: dict[str, str]) -> Iterator[Problem]:
    for path, texts in scene.once(texts_of):
        for text in texts:
            for start, end, number in mobiles.found(text.text):
                message = f"this file holds the mobile number of `{owners[number]}`"
                place = text.place(scene.workspace.relative(path), start, end)
                yield Problem(None, (), message, "Take it out, or keep the file elsewhere.", place=place)
