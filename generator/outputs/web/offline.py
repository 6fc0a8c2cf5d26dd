"""A client's websites as one file to be unpacked anywhere: they open from the folder, search included.

A browser fetches nothing for a page that it opened from a folder, and starts no worker. So the search index becomes a
script, and the search runs in the page.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.outputs.web.finishing.policy import policy
from generator.outputs.web.finishing.search import INDEX
from generator.workspace import Workspace

INDEX_SCRIPT = "search/search_index.js"
WORKERS = "assets/javascripts/workers/"
WORKER, SEARCH = "assets/offline.js", "assets/search.js"
LOADS_SEARCH = f'<script defer src="{SEARCH}"></script>'
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can tell: the same websites give the same bytes."""
ONLINE_ONLY = frozenset({"404.html", "sitemap.xml"})
PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
POLICY = re.compile(r'(http-equiv="Content-Security-Policy" content=")([^"]*)')
START = """<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
{leap}<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<ul>{links}</ul>
</body>
</html>
"""


def pack(workspace: Workspace, folder: Path, languages: Mapping[str, str], title: str, target: Path) -> None:
    """Write the websites in `folder`/LANGUAGE to the zip file `target`. `languages`: codes, and their names."""
    worker = (workspace.site_config / "offline/worker.js").read_bytes()
    files = {"index.html": start_page(languages, title).encode()}
    for code in languages:
        files |= {f"{code}/{name}": data for name, data in _website(folder / code, worker)}
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.part")
    with ZipFile(half, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(files):
            info = ZipInfo(f"{target.stem}/{name}", FIRST_DAY)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            made.writestr(info, files[name])
    half.replace(target)


def start_page(languages: Mapping[str, str], title: str) -> str:
    """What opens first: the languages to choose from, or the only one at once."""
    links = "".join(
        f'<li><a href="{code}/index.html" lang="{code}">{escape(name)}</a></li>' for code, name in languages.items()
    )
    first = next(iter(languages))
    leap = f'<meta http-equiv="refresh" content="0; url={first}/index.html">\n' if len(languages) == 1 else ""
    return START.format(first=first, policy=policy((), ()), leap=leap, title=escape(title), links=links)


def _website(folder: Path, worker: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a website as they must be to work without a server."""
    yield WORKER, worker
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in ONLINE_ONLY:
            continue
        data = path.read_bytes()
        if name == INDEX:
            index = json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":"))
            yield INDEX_SCRIPT, f"var __index={index}".encode()
        elif name.startswith(WORKERS):
            yield name, b"function handbookSearch(addEventListener,postMessage){" + data + b"\n}"
        elif name.endswith(".html"):
            yield name, offline_page(data.decode()).encode()
        else:
            yield name, data


def offline_page(page: str) -> str:
    """The page with the search that needs no worker, and leave for scripts and styles that lie beside it.

    To some browsers no two files have the same origin: there `'self'` allows nothing, and the scheme says what is
    meant. For the same reason no file may be asked for ahead of its use.
    """
    page = PRELOAD.sub("", page).replace(LOADS_SEARCH, f'<script defer src="{WORKER}"></script>\n{LOADS_SEARCH}')
    return POLICY.sub(lambda found: found[1] + found[2].replace("'self'", "'self' file:"), page)
