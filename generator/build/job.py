"""Building one edition is one function of one picklable value."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.build.fingerprint import fingerprint
from generator.editions.edition import Edition
from generator.editions.language import Language
from generator.inventory.assembly import assemble
from generator.inventory.raw import RawInventory
from generator.inventory.schema import load_schema
from generator.outputs.document import Document, DocumentError, documents_for, make_document
from generator.outputs.web import WebsiteError, build_website, write_sources
from generator.pages.catalogue import ConfigurationError
from generator.pages.compose import Composition, Download, base_context, compose
from generator.pages.templating import PageError
from generator.workspace import Workspace


@dataclass(frozen=True)
class Job:
    """One edition to build. `visible` holds nothing above the audience; outputs go below `staging`."""

    root: Path
    audience: str
    language: str
    languages: tuple[str, ...]
    as_of: date
    visible: RawInventory
    staging: Path
    website: bool = True
    pdf: bool = True

    @property
    def name(self) -> str:
        return f"{self.visible.slug}/{self.audience}/{self.language}"


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


@dataclass
class Result:
    """What became of a job: its outputs, or why there are none."""

    name: str
    outputs: list[Output] = field(default_factory=list)
    error: str | None = None


def run(job: Job) -> Result:
    """Build an edition; a failure is a result, never an exception."""
    result = Result(job.name)
    try:
        result.outputs = list(_build(job))
    except (PageError, DocumentError, WebsiteError, ConfigurationError, OSError) as error:
        result.error = str(error)
    return result


def _build(job: Job) -> Iterator[Output]:
    workspace, schema = Workspace(job.root), load_schema()
    slug, where = job.visible.slug, f"{job.visible.slug}/{job.audience}"
    edition = Edition(slug, job.audience, Language(job.language), assemble(schema, job.visible), job.as_of)
    documents = list(documents_for(workspace, edition, base_context(edition))) if job.pdf else []
    composition = compose(workspace, schema, edition, [_download(d, edition) for d in documents])
    made: list[str] = []
    for document in documents:
        started, name = time.perf_counter(), f"documents/{where}/{document.file_name(job.language)}"
        target = job.staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        pdf = make_document(workspace, composition, document, target)
        made.append(name)
        seconds, digest = time.perf_counter() - started, fingerprint(pdf.html.encode())
        yield Output(slug, job.audience, job.language, document.name, name, seconds, digest, pdf.pages, pdf.number)
    if job.website:
        yield _website(job, workspace, composition, made)


def _download(document: Document, edition: Edition) -> Download:
    name = document.file_name(edition.language.code)
    return Download(document.name, document.title(edition.language), f"documents/{name}")


def _website(job: Job, workspace: Workspace, composition: Composition, pdfs: list[str]) -> Output:
    started = time.perf_counter()
    name = f"{job.visible.slug}/{job.audience}/{job.language}"
    sources, site = job.staging / "sources" / name, job.staging / "websites" / name
    write_sources(workspace, composition, job.languages, sources)
    for pdf in pdfs:
        target = sources / "docs" / "documents" / Path(pdf).name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(job.staging / pdf, target)
    build_website(sources, site)
    parts = [p.read_bytes() for p in sorted(sources.rglob("*")) if p.is_file() and p.suffix in (".md", ".yml", ".css")]
    return Output(
        job.visible.slug,
        job.audience,
        job.language,
        "website",
        f"websites/{name}/index.html",
        time.perf_counter() - started,
        fingerprint(*parts),
    )
