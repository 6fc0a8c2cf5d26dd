"""Reads one folder of the inventory: the provider's or a client's."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory.front_matter import read_page
from generator.inventory.reading import SourceFile, read
from generator.inventory.schema import FileKind, Schema
from generator.inventory.structure import check_structure
from generator.resting import collector_at_rest
from generator.workspace import Workspace

REQUIRED = {"client": ("client.yml", "contacts.yml"), "provider": ("provider.yml", "team.yml")}
PAGES, FILES = "pages", "files"
NOT_A_FILE = ("this is not a regular file", "Replace it with an ordinary file.")
LINK_OUT = ("this link leads out of the inventory, or to nothing", "Copy into the inventory what it stands for.")
DEEPEST = 20
"""Folders within folders that are looked into; a link may lead back to a folder above it."""


@dataclass
class Folder:
    """The files of a folder as read: `sources` by the kind of file they are."""

    path: Path
    scope: str
    sources: list[tuple[FileKind, SourceFile]] = field(default_factory=list)
    pages: list[SourceFile] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    """The attached files."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def every_source(self) -> Iterator[SourceFile]:
        yield from (source for _, source in self.sources)
        yield from self.pages

    def every_diagnostic(self) -> Iterator[Diagnostic]:
        yield from self.diagnostics
        for source in self.every_source():
            yield from source.diagnostics


def read_folder(workspace: Workspace, path: Path, scope: str, schema: Schema) -> Folder:
    """Read and check the structure of every file of a folder; nothing is raised for bad input."""
    with collector_at_rest():
        return _read_folder(workspace, path, scope, schema)


def _read_folder(workspace: Workspace, path: Path, scope: str, schema: Schema) -> Folder:
    folder = Folder(path, scope)
    kinds = schema.files(scope)
    if path.is_symlink() and not _inside(path, workspace.inventory):
        _report(folder, workspace, path, "E118", *LINK_OUT)
        return folder
    for entry in _entries(folder, workspace, path):
        if entry.name in kinds and not entry.is_dir():
            _read_file(folder, workspace, entry, kinds[entry.name], schema)
        elif entry.name in kinds:
            _report(folder, workspace, entry, "E111", *NOT_A_FILE)
        elif entry.is_dir():
            _read_sub_folder(folder, workspace, entry, kinds, schema)
        else:
            _unknown(folder, workspace, entry, list(kinds))
    present = {kind.name for kind, _ in folder.sources}
    for name in REQUIRED[scope]:
        if name not in present and not (path / name).is_dir():
            hint = "`handbook new` writes a starter."
            _report(folder, workspace, path / name, "E117", f"the file {name} is missing", hint)
    return folder


def _entries(folder: Folder, workspace: Workspace, path: Path) -> Iterator[Path]:
    """What stands in a folder, without hidden files and without links that lead out of the inventory."""
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        hint = "Check that you may read it."
        _report(folder, workspace, path, "E111", f"the folder cannot be read: {error.strerror}", hint)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _inside(entry, workspace.inventory):
            _report(folder, workspace, entry, "E118", *LINK_OUT)
        else:
            yield entry


def _inside(link: Path, root: Path) -> bool:
    """Whether a link leads to something that exists below `root`; a circle of links leads to nothing."""
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _read_sub_folder(
    folder: Folder, workspace: Workspace, entry: Path, kinds: dict[str, FileKind], schema: Schema
) -> None:
    kind = kinds.get(f"{entry.name}/") or kinds.get(f"{entry.name}.yml")
    if entry.name == FILES:
        _look_at_files(folder, workspace, entry)
    elif entry.name == PAGES and folder.scope == "client":
        _read_pages(folder, workspace, entry, kinds[f"{PAGES}/"], schema)
    elif kind is None:
        _unknown(folder, workspace, entry, list(kinds))
    else:
        for path in _entries(folder, workspace, entry):
            if path.suffix == ".yml":
                _read_file(folder, workspace, path, kind, schema)
            else:
                _report(folder, workspace, path, "E109", "is not an inventory file", "Inventory files end in .yml.")


def _look_at_files(folder: Folder, workspace: Workspace, path: Path, depth: int = 0) -> None:
    """The attached files, also those in folders, as far as they are ordinary files inside the inventory."""
    for entry in _entries(folder, workspace, path):
        if entry.is_dir() and depth < DEEPEST:
            _look_at_files(folder, workspace, entry, depth + 1)
        elif entry.is_file():
            folder.files.append(entry)
        else:
            _report(folder, workspace, entry, "E111", *NOT_A_FILE)


def _read_pages(folder: Folder, workspace: Workspace, entry: Path, kind: FileKind, schema: Schema) -> None:
    for path in _entries(folder, workspace, entry):
        if path.suffix != ".md":
            hint = "Pages are Markdown files: <id>.md or <id>.<language>.md."
            _report(folder, workspace, path, "E109", "is not a page", hint)
            continue
        page = read_page(path, workspace.relative(path))
        if page.data is not None:
            check_structure(page, kind, schema)
        folder.pages.append(page)


def _read_file(folder: Folder, workspace: Workspace, path: Path, kind: FileKind, schema: Schema) -> None:
    source = read(path, workspace.relative(path))
    if source.data is not None:
        check_structure(source, kind, schema)
    folder.sources.append((kind, source))


def _unknown(folder: Folder, workspace: Workspace, entry: Path, known: list[str]) -> None:
    name = entry.name
    near = difflib.get_close_matches(name, [*known, "files/", "pages/"], n=1, cutoff=0.6)
    if name.endswith(".yaml"):
        near = [name[:-5] + ".yml"]
    hint = f"Did you mean {near[0]}?" if near else f"Known names: {', '.join(sorted(known))}, files/, pages/."
    _report(folder, workspace, entry, "E109", f"{name} is not a name that is read here", hint)


def _report(folder: Folder, workspace: Workspace, path: Path, rule: str, message: str, hint: str) -> None:
    place = Location(workspace.relative(path))
    folder.diagnostics.append(Diagnostic(rule, Severity.error, place, message, hint))
