"""What results depend on, named and fingerprinted before anything is read: cheap, and never too little."""

import ctypes
import platform
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import generator
from generator.build.fingerprint import of_file, of_looks, of_named, of_text, of_tree
from generator.workspace import Workspace

WEB = (
    "mkdocs", "mkdocs-material", "mkdocs-material-extensions", "markdown", "pymdown-extensions", "jinja2", "markupsafe",
    "pygments", "pyyaml", "pyyaml-env-tag", "mergedeep", "janome", "budoux",
)  # fmt: skip
"""What turns a website's sources into its pages."""
PAPER = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pyphen", "pillow", "brotli", "zopfli",
    "pikepdf",
)  # fmt: skip
"""What turns a document's HTML into its PDF."""
COMPOSING = ("babel", "holidays", "icalendar", "nh3", "phonenumbers", "python-dateutil", "segno", "tzdata")
READING = ("cerberus", "detect-secrets", "phonenumbers", "pyyaml")
ONLY_CHECKS = ("rules.yml",)
LIBRARIES = (
    ("libpango-1.0.so.0", "pango_version_string", ctypes.c_char_p),
    ("libharfbuzz.so.0", "hb_version_string", ctypes.c_char_p),
    ("libharfbuzz-subset.so.0", "hb_version_string", ctypes.c_char_p),
    ("libfontconfig.so.1", "FcGetVersion", ctypes.c_int),
)
DAY = "the day"
NEITHER = ("publish.yml", "sample.yml", "schema")
"""Parts of site_config/ that no result is made of."""


def versions(names: Iterable[str]) -> dict[str, str]:
    """The installed versions by name."""
    return {f"version of {name}": _version(name) for name in names}


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def libraries() -> str:
    """The versions of the system's libraries that lay text out and cut fonts."""
    found = []
    for library, symbol, kind in LIBRARIES:
        try:
            ask = getattr(ctypes.CDLL(library), symbol)
            ask.restype = kind
            found.append(f"{library} {ask()!r}")
        except (OSError, AttributeError):
            found.append(f"{library} absent")
    return ", ".join(found)


@cache
def of_code(*parts: str) -> str:
    """Our own code: the whole package, or the folders and files of it that are named."""
    root = Path(generator.__file__).parent
    found: dict[str, str] = {}
    for part in parts or ("",):
        path = root / part
        found |= {part: of_file(path)} if path.is_file() else of_tree(path, f"{part}/")
    return of_named({name: digest for name, digest in found.items() if not name.endswith(".pyc")})


@dataclass(frozen=True)
class Inputs:
    """The inputs of a build by name (`templates/pages/en/contact.md.j2`), as they stand now."""

    workspace: Workspace
    as_of: date
    _clients: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def looks(self) -> str:
        """How the files that all clients depend on look: to be asked before any of them is read."""
        return looks(self.workspace)

    @cached_property
    def shared(self) -> Mapping[str, str]:
        """What all clients depend on."""
        return {
            **of_tree(self.workspace.templates, "templates/"),
            **of_tree(self.workspace.site_config, "site_config/", (*NEITHER, *ONLY_CHECKS)),
            "code of handbook": of_code(),
            "version of Python": platform.python_version(),
            "program dot": _program("dot"),
            "libraries of text": libraries(),
            **versions((*WEB, *PAPER, *COMPOSING, *READING)),
        }

    @cached_property
    def provider(self) -> Mapping[str, str]:
        return of_tree(self.workspace.provider, "inventory/provider/")

    def client(self, slug: str, anew: bool = False) -> Mapping[str, str]:
        """The files of a client; looked at once unless asked for `anew`."""
        if anew or slug not in self._clients:
            self._clients[slug] = of_tree(self.workspace.client(slug), f"inventory/clients/{slug}/", (".schema",))
        return self._clients[slug]

    @cached_property
    def of_all_clients(self) -> str:
        """One name for what all clients depend on, the provider and the day among it."""
        return of_text(of_named(self.shared), of_named(self.provider), self.as_of.isoformat())

    @cached_property
    def of_checks(self) -> str:
        """The same for what is found wrong; the rules' settings count too, and which clients there are does not."""
        settings = {name: of_file(self.workspace.site_config / name) for name in ONLY_CHECKS}
        return of_text(self.of_all_clients, of_named(settings))

    def pieces(self, slug: str) -> list[Mapping[str, str]]:
        """All inputs of a client's results: what it shares with the others, and its own."""
        return [{**self.shared, **self.provider}, {**self.client(slug), DAY: self.as_of.isoformat()}]


def looks(workspace: Workspace) -> str:
    """The same now: while it stays as it was, results are made of what their fingerprints say."""
    return of_looks(workspace.templates, workspace.site_config, workspace.provider)


def _program(name: str) -> str:
    """A program of the system: where it is and which it is, without running it."""
    found = shutil.which(name)
    if found is None:
        return "absent"
    state = Path(found).stat()
    return f"{found} {state.st_size} {int(state.st_mtime)}"
