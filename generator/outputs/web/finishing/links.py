"""Every link of a built website, checked on what was built: pages, anchors, files, telephone numbers, addresses."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.outputs.web.finishing.site import Site, SiteError, each

LINK = re.compile(r"<(?:a|link|img|script|source|iframe|object|form)\b[^>]*?\s(?:href|src|data|action)=\"([^\"]*)\"")
ID = re.compile(r"id=\"([^\"]*)\"")
TELEPHONE = re.compile(r"\+[1-9]\d{6,14}")
MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
ELSEWHERE = frozenset({"http", "https", "data"})
MOST = 20
"""As many broken links as are named; the rest are counted."""
NOT_FOUND, HOME, ABOVE = "404.html", "index.html", "../"


@dataclass(frozen=True)
class Broken:
    """A link that leads nowhere, and the page it stands on."""

    page: str
    link: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: {self.link} {self.why}"


def check_links(site: Site) -> None:
    """Raises SiteError that names every broken link with its page and the template or record that the page is from."""
    found = sorted(set(broken_links(site)), key=str)
    if found:
        said = [f"{link} ({_origin(site, link)})" for link in found[:MOST]]
        more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
        raise SiteError("broken links: " + "; ".join([*said, *more]))


def _origin(site: Site, broken: Broken) -> str:
    """Where a page was written, for whoever has to mend it, and the record that says what the link says."""
    origins: dict[str, str] = dict(site.handbook.get("origins") or {})
    records: dict[str, str] = dict(site.handbook.get("values") or {})
    page = origins.get(broken.page.removesuffix(".html"), "site_config/theme")
    said = unquote(broken.link.partition("?")[0])
    parts = (said, said.partition(":")[2], *said.partition(":")[2].split(","))
    return "; ".join(dict.fromkeys([page, *(records[part] for part in parts if part in records)]))


def broken_links(site: Site) -> Iterator[Broken]:
    checker, links_in = _Checker(site), each(_links)
    for page, parts in site.pages.parts.items():
        for link in dict.fromkeys(link for part in parts for link in links_in(part)):
            if why := checker.known_fault(page, link):
                yield Broken(page, link, why)


def _links(part: str) -> list[str]:
    return [unescape(found) for found in dict.fromkeys(LINK.findall(part))]


class _Checker:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.anchors: dict[str, frozenset[str]] = {}
        self.anchors_in = each(_ids)
        self.faults: dict[tuple[str, str], str | None] = {}
        self.documents: Sequence[str] = site.handbook.get("documents") or ()
        self.beside: Collection[str] = frozenset(site.handbook.get("beside") or ())
        languages = site.settings.get("extra", {}).get("alternate") or ()
        self.languages = frozenset(language["lang"] for language in languages) - {site.language}

    @cached_property
    def files(self) -> frozenset[str]:
        folder = self.site.folder
        found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
        return frozenset(found | self.site.pages.keys() | set(self.documents))

    @cached_property
    def root(self) -> str:
        """The path below which the website will be published, for the one page that must not use relative links."""
        return urlsplit(self.site.settings.get("site_url") or "/").path

    def known_fault(self, page: str, link: str) -> str | None:
        """The same as `fault`: most links stand on every page, and mean the same in the same folder."""
        if page == NOT_FOUND or not link or link[0] in "#?":
            return self.fault(page, link)
        key = (page.rpartition("/")[0], link)
        if key not in self.faults:
            self.faults[key] = self.fault(page, link)
        return self.faults[key]

    def fault(self, page: str, link: str) -> str | None:
        """What is wrong with a link, if anything."""
        parts = urlsplit(link)
        if parts.scheme == "tel":
            return None if TELEPHONE.fullmatch(parts.path) else "is not an international telephone number"
        if parts.scheme == "mailto":
            addresses = unquote(parts.path).split(",")
            return None if all(MAIL.fullmatch(a) for a in addresses) else "is not an e-mail address"
        if parts.scheme in ELSEWHERE:
            return None if parts.netloc or parts.scheme == "data" else "has no host"
        if parts.scheme or parts.netloc:
            return "is of a kind that no page may use"
        return self._inside(page, unquote(parts.path), unquote(parts.fragment))

    def _inside(self, page: str, path: str, anchor: str) -> str | None:
        if path.startswith("/"):
            if page != NOT_FOUND or not path.startswith(self.root):
                return "is absolute, and would break where the website lies in a folder"
            path = path.removeprefix(self.root)
        target = _normal(PurePosixPath(page).parent, path) if path else page
        if target.startswith(ABOVE):
            return self._outside(target)
        target = f"{target}/index.html".removeprefix("./") if path.endswith("/") or target == "." else target
        if target not in self.files:
            return "leads to nothing"
        if anchor and target in self.site.pages and anchor not in self._anchors(target):
            return f"leads to a page that has no {anchor}"
        return None

    def _outside(self, target: str) -> str | None:
        """A link to what lies beside this website: the same page in another language, or what the portal leads to."""
        if target in self.beside:
            return None
        language, _, page = target.removeprefix(ABOVE).partition("/")
        if language not in self.languages:
            return "leads out of the website"
        return None if (page or HOME) in self.site.pages else f"leads to a page that there is not, in {language} either"

    def _anchors(self, page: str) -> frozenset[str]:
        if page not in self.anchors:
            self.anchors[page] = frozenset(a for part in self.site.pages.parts[page] for a in self.anchors_in(part))
        return self.anchors[page]


def _ids(part: str) -> list[str]:
    return [unescape(m[1]) for m in ID.finditer(part) if part[m.start() - 1].isspace()]


def _normal(folder: PurePosixPath, path: str) -> str:
    """An address relative to the website's top, `.` for the top itself; one above it begins with `../`."""
    steps: list[str] = []
    for step in (*folder.parts, *PurePosixPath(path).parts):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps) or "."
