"""The only place that knows the names of the workspace's folders."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MARKERS = ("inventory", "templates", "site_config")


class WorkspaceError(Exception):
    """The folder given, or the one we stand in, is not a workspace."""


@dataclass(frozen=True)
class Workspace:
    """A checkout with inventory/, templates/ and site_config/."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> "Workspace":
        """The workspace that `start` lies in, looking upward; raises WorkspaceError."""
        start = start.resolve()
        for folder in (start, *start.parents):
            if all((folder / name).is_dir() for name in MARKERS):
                return cls(folder)
        wanted = ", ".join(f"{name}/" for name in MARKERS)
        raise WorkspaceError(f"no workspace at or above {start}: none of these folders holds {wanted}")

    @classmethod
    def at(cls, folder: Path) -> "Workspace":
        """The workspace exactly at `folder`; raises WorkspaceError naming what is missing."""
        missing = [f"{name}/" for name in MARKERS if not (folder / name).is_dir()]
        if missing:
            raise WorkspaceError(f"{folder} is not a workspace: it has no {', '.join(missing)}")
        return cls(folder.resolve())

    @cached_property
    def inventory(self) -> Path:
        return self.root / "inventory"

    @cached_property
    def provider(self) -> Path:
        return self.inventory / "provider"

    @cached_property
    def clients(self) -> Path:
        return self.inventory / "clients"

    def client(self, slug: str) -> Path:
        return self.clients / slug

    @cached_property
    def templates(self) -> Path:
        return self.root / "templates"

    def pages(self, language: str) -> Path:
        return self.templates / "pages" / language

    def catalogue(self, language: str) -> Path:
        """The gettext catalogue of a language."""
        return self.templates / "locale" / f"{language}.po"

    @cached_property
    def site_config(self) -> Path:
        return self.root / "site_config"

    @cached_property
    def fonts(self) -> Path:
        return self.site_config / "fonts"

    @cached_property
    def theme(self) -> Path:
        return self.site_config / "theme"

    @cached_property
    def styles(self) -> Path:
        return self.site_config / "styles"

    @cached_property
    def output(self) -> Path:
        return self.root / "build"

    def slugs(self) -> list[str]:
        """The clients' folders in alphabetical order; names that start with a dot or underscore are not clients."""
        if not self.clients.is_dir():
            return []
        return sorted(p.name for p in self.clients.iterdir() if p.is_dir() and p.name[0] not in "._")

    def relative(self, path: Path) -> str:
        """`path` as shown to people: relative to the workspace where it lies inside, with forward slashes.

        Bytes of a name that are no text are written as escapes, so that every report can be printed.
        """
        shown = (path.relative_to(self.root) if path.is_relative_to(self.root) else path).as_posix()
        return shown.encode("utf-8", "backslashreplace").decode()
