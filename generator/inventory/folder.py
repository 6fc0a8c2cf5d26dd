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
from generator.workspace import Workspace

REQUIRED = {"client": ("client.yml", "contacts.yml"), "provider": ("provider.yml", "team.yml")}
PAGES, FILES = "pages", "files"


@dataclass
class Folder:
    """The files of a folder as read: `sources` by the kind of file they are."""

    path: Path
    scope: str
    sources: list[tuple[FileKind, SourceFile]] = field(default_factory=list)
    pages: list[SourceFile] = field(default_factory=list)
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
    folder = Folder(path, scope)
    kinds = schema.files(scope)
    for entry in sorted(path.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not entry.resolve().is_relative_to(workspace.inventory):
            _report(
                folder, workspace, entry, "E118", "is a link out of the inventory", "Copy the file into the inventory."
            )
        elif entry.is_dir():
            _read_sub_folder(folder, workspace, entry, kinds, schema)
        elif entry.name in kinds:
            _read_file(folder, workspace, entry, kinds[entry.name], schema)
        else:
            _unknown(folder, workspace, entry, list(kinds))
    present = {kind.name for kind, _ in folder.sources}
    for name in REQUIRED[scope]:
        if name not in present:
            place = Location(workspace.relative(path / name))
            folder.diagnostics.append(
                Diagnostic(
                    "E117", Severity.error, place, f"the file {name} is missing", "`handbook new` writes a starter."
                )
            )
    return folder


def _read_sub_folder(
    folder: Folder, workspace: Workspace, entry: Path, kinds: dict[str, FileKind], schema: Schema
) -> None:
    kind = kinds.get(f"{entry.name}/") or kinds.get(f"{entry.name}.yml")
    if entry.name == FILES and folder.scope in ("client", "provider"):
        return
    if entry.name == PAGES and folder.scope == "client":
        for path in sorted(entry.glob("*.md")):
            page = read_page(path, workspace.relative(path))
            if page.data is not None:
                check_structure(page, kinds[f"{PAGES}/"], schema)
            folder.pages.append(page)
        wrong = [p for p in sorted(entry.iterdir()) if p.suffix != ".md" and p.name[0] != "."]
        for path in wrong:
            _report(
                folder,
                workspace,
                path,
                "E109",
                "is not a page",
                "Pages are Markdown files: <id>.md or <id>.<language>.md.",
            )
        return
    if kind is None:
        _unknown(folder, workspace, entry, list(kinds))
        return
    for path in sorted(entry.iterdir()):
        if path.suffix == ".yml":
            _read_file(folder, workspace, path, kind, schema)
        elif path.name[0] != ".":
            _report(folder, workspace, path, "E109", "is not an inventory file", "Inventory files end in .yml.")


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
