"""The whole inventory as read: the provider once, each client asked for, and every diagnostic on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Location, Severity
from generator.inventory.folder import Folder, read_folder
from generator.inventory.raw import RawInventory, raw_inventory
from generator.inventory.reading import SourceFile
from generator.inventory.schema import Schema
from generator.workspace import Workspace


@dataclass
class Loaded:
    """The provider's folder and the clients' folders, by slug."""

    workspace: Workspace
    schema: Schema
    provider: Folder
    clients: dict[str, Folder] = field(default_factory=dict)

    def raw(self, slug: str) -> RawInventory:
        """A client's records with the provider's beneath."""
        return raw_inventory(self.schema, self.provider, self.clients[slug])

    def sources(self) -> Iterator[SourceFile]:
        for folder in (self.provider, *self.clients.values()):
            yield from folder.every_source()

    def texts(self) -> dict[str, str]:
        """The text of every file that was read, by its name."""
        return {source.file: source.text for source in self.sources()}

    def diagnostics(self, slug: str | None = None) -> Iterator[Diagnostic]:
        """Those of the provider and of one client, or of all."""
        folders = self.clients.values() if slug is None else [self.clients[slug]]
        for folder in (self.provider, *folders):
            yield from folder.every_diagnostic()


def load(workspace: Workspace, schema: Schema, slugs: Sequence[str]) -> Loaded:
    """Read the provider and the given clients; nothing is raised for bad input."""
    if workspace.provider.is_dir():
        provider = read_folder(workspace, workspace.provider, "provider", schema)
    else:
        provider = Folder(workspace.provider, "provider")
        place = Location(workspace.relative(workspace.provider))
        provider.diagnostics.append(
            Diagnostic(
                "E117",
                Severity.error,
                place,
                "the folder inventory/provider is missing",
                "It holds provider.yml and team.yml.",
            )
        )
    loaded = Loaded(workspace, schema, provider)
    for slug in slugs:
        loaded.clients[slug] = read_folder(workspace, workspace.client(slug), "client", schema)
    return loaded
