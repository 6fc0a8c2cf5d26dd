"""What is to be built: one job for each client, audience and language asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.job import Job
from generator.editions.audience import redact
from generator.editions.language import localise
from generator.inventory.loading import Loaded
from generator.inventory.raw import RawInventory


@dataclass(frozen=True)
class Wanted:
    """What the user asked for; an empty sequence means all there are."""

    audiences: Sequence[str]
    languages: Sequence[str] = ()
    website: bool = True
    pdf: bool = True


def languages_of(raw: RawInventory) -> tuple[str, ...]:
    """The languages a client reads, its default first."""
    client = raw.single["client"].data
    given = [code for code in client.get("languages", ()) if isinstance(code, str)]
    first = client.get("default_language")
    return tuple(sorted(dict.fromkeys(given), key=lambda code: code != first))


def jobs(loaded: Loaded, slugs: Sequence[str], wanted: Wanted, as_of: date, staging: Path) -> Iterator[Job]:
    """The jobs of the given clients; a language that a client does not read is not built."""
    for slug in slugs:
        raw = loaded.raw(slug)
        languages = languages_of(raw)
        for audience in wanted.audiences:
            visible = redact(loaded.schema, raw, audience)
            for language in languages:
                if wanted.languages and language not in wanted.languages:
                    continue
                yield Job(
                    loaded.workspace.root,
                    audience,
                    language,
                    languages,
                    as_of,
                    localise(loaded.schema, visible, language),
                    staging,
                    wanted.website,
                    wanted.pdf,
                )
