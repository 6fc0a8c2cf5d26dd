"""Files that pages show or link to: collected while pages are rendered, so that an edition carries no other."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from generator.pages.escaping import attribute, escape
from generator.workspace import Workspace

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg"})
OF_PROVIDER = frozenset({"provider", "team_member"})
"""Record types whose files lie in the provider's folder."""
CLIENT, PROVIDER = "files", "provider-files"


class AttachmentError(Exception):
    """A file that a record names is not there, or lies elsewhere than it may."""


@dataclass
class Attachments:
    """The addresses that pages have asked for, each `files/…` or `provider-files/…`."""

    asked: dict[str, None] = field(default_factory=dict)

    def address(self, record_type: str, name: str) -> str:
        """Where pages find a file; relative to the website, where all pages stand in one folder."""
        made = f"{PROVIDER if record_type in OF_PROVIDER else CLIENT}/{name}"
        self.asked[made] = None
        return made

    def link(self, record_type: str, name: str) -> Markup:
        """A link to a file by its name; on paper only its name is left."""
        address = attribute(self.address(record_type, name))
        return Markup('<a class="file" href="{}">{}</a>').format(address, escape(PurePosixPath(name).name))

    def picture(self, record_type: str, name: str, caption: object) -> Markup:
        """A picture with its caption as text alternative; for a file that is no picture a link."""
        if PurePosixPath(name).suffix.lower() not in PICTURES:
            return self.link(record_type, name)
        address = attribute(self.address(record_type, name))
        return Markup('<img class="picture" src="{}" alt="{}" loading="lazy">').format(address, attribute(caption))


def source_of(workspace: Workspace, slug: str, address: str) -> Path:
    """The file behind an address; raises AttachmentError for what is missing or lies outside the folder files/."""
    scope, _, name = address.partition("/")
    folder = (workspace.provider if scope == PROVIDER else workspace.client(slug)) / "files"
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise AttachmentError(f"{workspace.relative(folder / name)} lies outside {workspace.relative(folder)}/")
    if not path.is_file():
        raise AttachmentError(f"{workspace.relative(folder / name)} is named by a record, but there is no such file")
    return path
