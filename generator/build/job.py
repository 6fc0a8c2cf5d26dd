"""Building a part of an edition is one function of one picklable value: on this machine's processes, or on others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.inventory.raw import RawInventory

WEBSITE, BOOK, SHEETS = "website", "book", "sheets"
PARTS = (WEBSITE, BOOK, SHEETS)
"""What an edition is built in, each by itself: its website, the large document, and all the small ones."""


@dataclass(frozen=True)
class Job:
    """A part of an edition to build. `visible` holds nothing above the audience; outputs go below `staging`."""

    root: Path
    audience: str
    language: str
    languages: tuple[str, ...]
    as_of: date
    visible: "RawInventory"
    staging: Path
    part: str
    key: str = ""
    """One name for all inputs of this part, or nothing when that is not known for sure."""
    pdf: bool = True
    """Whether the website leads to documents."""
    cache: Path | None = None
    cache_staging: Path | None = None
    in_place: Mapping[str, str] = field(default_factory=dict)
    """The fingerprints of the outputs that are in place, by their path: they are not made again."""
    looks: str = ""
    """How the files that all clients share looked when `key` was worked out; nothing when it does not matter."""
    only_fingerprints: bool = False
    """Say what would be built, and build nothing."""

    @property
    def edition(self) -> str:
        return f"{self.visible.slug}/{self.audience}/{self.language}"

    @property
    def name(self) -> str:
        return f"{self.edition} {self.part}"


@dataclass(frozen=True)
class Output:
    """A file or folder that was made: `path` is relative to the output folder."""

    client: str
    audience: str
    language: str
    kind: str
    path: str
    seconds: float
    fingerprint: str
    pages: int | None = None
    number: str | None = None
    """What is printed on the pages of a document."""
    how: str = "built"
    """`built`, `cached` (out of the cache), `current` (it is in place already) or `due` (only asked for)."""


@dataclass
class Result:
    """What became of a job: its outputs, or why there are none."""

    name: str
    outputs: list[Output] = field(default_factory=list)
    error: str | None = None
    warnings: list[str] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by what they were spent on."""
    is_sure: bool = True
    """Whether the files that all clients share stayed as they were; else it may be of what somebody has just saved."""


def run(job: Job) -> Result:
    """Build a part of an edition; a failure is a result, and only running out of memory an exception."""
    from generator.build.running import built  # only who builds needs the libraries that build

    return built(job)
