"""What is to be built: the parts of editions whose inputs are not those that the outputs in place were made from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build.fingerprint import of_named, of_text
from generator.build.inputs import DAY, Inputs
from generator.build.job import PARTS, WEBSITE, Job
from generator.build.state import State

if TYPE_CHECKING:
    from generator.inventory.loading import Loaded
    from generator.inventory.raw import RawInventory


@dataclass(frozen=True)
class Wanted:
    """What the user asked for; an empty sequence means all there are."""

    audiences: Sequence[str]
    languages: Sequence[str] = ()
    website: bool = True
    pdf: bool = True

    def parts(self) -> tuple[str, ...]:
        return tuple(p for p in PARTS if (self.website if p == WEBSITE else self.pdf))

    def needs(self) -> tuple[str, ...]:
        """What whoever builds it has to be ready for; languages that only the clients know are left open."""
        return (*(["website"] if self.website else []), *(["paper"] if self.pdf else []), *self.languages)

    def asked(self, languages: Sequence[str]) -> list[str]:
        """Of a client's languages those that are asked for."""
        return [code for code in languages if not self.languages or code in self.languages]

    def count(self, languages: Sequence[str]) -> int:
        """How many parts of editions a client with these languages has."""
        return len(self.audiences) * len(self.asked(languages)) * len(self.parts())


@dataclass(frozen=True)
class Task:
    """A part of an edition that is out of date, and the key of what it will be made from."""

    client: str
    audience: str
    language: str
    part: str
    key: str
    weight: float
    """Roughly how long it will take, in seconds."""

    @property
    def edition(self) -> str:
        return f"{self.client}/{self.audience}/{self.language}"

    @property
    def name(self) -> str:
        return f"{self.edition} {self.part}"


def languages_of(raw: "RawInventory") -> tuple[str, ...]:
    """The languages a client reads, its default first."""
    client = raw.single["client"].data
    given = [code for code in client.get("languages", ()) if isinstance(code, str)]
    first = client.get("default_language")
    return tuple(sorted(dict.fromkeys(given), key=lambda code: code != first))


def key_of(inputs: Inputs, slug: str, audience: str, language: str, part: str, pdf: bool) -> str:
    """One name for all that a part of an edition is made from."""
    mine = of_named(inputs.client(slug))
    return of_text(inputs.of_all_clients, mine, slug, audience, language, part, str(pdf and part == WEBSITE))


def due(inputs: Inputs, state: State, slug: str, languages: Sequence[str], wanted: Wanted) -> Iterator[Task]:
    """The parts of a client's editions that are not in place as their inputs ask for."""
    for audience in wanted.audiences:
        for language in wanted.asked(languages):
            for part in wanted.parts():
                key = key_of(inputs, slug, audience, language, part, wanted.pdf)
                if not state.is_current(slug, audience, language, part, key):
                    known = state.edition(slug, audience, language).seconds.get(part)
                    weight = guess(inputs.workspace.client(slug), part) if known is None else known
                    yield Task(slug, audience, language, part, key, weight)


def guess(folder: Path, part: str) -> float:
    """How long a part takes that was never made: the more is written about a client, the longer.

    The figures are those of the sample's clients, measured; only what they are to each other matters.
    """
    size = sum(p.stat().st_size for p in folder.glob("*.yml") if p.is_file()) / 100_000
    return {"website": 0.6 + 0.8 * size, "book": 6.0 + 2.6 * size, "sheets": 4.0 + 2.0 * size}[part]


@dataclass(frozen=True)
class Terms:
    """What is the same for all jobs of a build. `staging` is where a job's outputs go, each in a folder of its own."""

    as_of: date
    staging: Path
    pdf: bool = True
    cache: Path | None = None
    cache_staging: Path | None = None
    only_fingerprints: bool = False
    looks: str = ""


def jobs_of(
    loaded: "Loaded", state: State, tasks: Sequence[Task], languages: Sequence[str], terms: Terms
) -> Iterator[tuple[Task, Job]]:
    """The jobs of one client's tasks: what each reader may see is taken out of what was read, once."""
    from generator.editions.audience import redact  # a plan alone needs neither
    from generator.editions.language import localise

    seen: dict[str, RawInventory] = {}
    said: dict[tuple[str, str], RawInventory] = {}
    for task in tasks:
        if task.audience not in seen:
            seen[task.audience] = redact(loaded.schema, loaded.raw(task.client), task.audience)
        edition = (task.audience, task.language)
        if edition not in said:
            said[edition] = localise(loaded.schema, seen[task.audience], task.language)
        yield (
            task,
            Job(
                root=loaded.workspace.root,
                audience=task.audience,
                language=task.language,
                languages=tuple(languages),
                as_of=terms.as_of,
                visible=said[edition],
                staging=terms.staging / task.client / task.audience / task.language / task.part,
                part=task.part,
                key=task.key,
                pdf=terms.pdf,
                cache=terms.cache,
                cache_staging=terms.cache_staging,
                in_place=state.in_place(task.client, task.audience, task.language, task.part),
                looks=terms.looks,
                only_fingerprints=terms.only_fingerprints,
            ),
        )


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Which inputs differ, in words."""
    told = []
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if old is None or new is None:
            told.append(f"{name} is new" if old is None else f"{name} is gone")
        elif name.startswith("version of") or name == DAY:
            told.append(f"{name} was {old} and is {new}")
        else:
            told.append(f"{name} changed")
    return told
