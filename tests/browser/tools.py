"""What the browser tests work with: tools that may be absent, websites in the making, and a small server."""

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.web import build_website, write_sources
from generator.pages.compose import Download, compose
from generator.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(__file__).parent / "node_modules"
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
"""The browser itself is not to call home: a request that leaves is then one of ours."""
AS_OF = date(2026, 10, 1)
SCHEMA = load_schema()


def needs(present: bool, what: str) -> None:
    """Skip where a tool is absent; where everything is meant to be there (CI), that is a failure."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed; `make setup-test` brings it")
    pytest.skip(f"{what} is not installed")


def axe() -> str:
    path = NODE / "axe-core/axe.min.js"
    needs(path.is_file(), "axe-core")
    return path.read_text("utf-8")


def html_checker() -> list[str]:
    jar = NODE / "vnu-jar/build/dist/vnu.jar"
    needs(jar.is_file() and shutil.which("java") is not None, "the Nu HTML checker (vnu-jar, with Java)")
    return ["java", "-Xmx768m", "-jar", str(jar)]


def lighthouse(address: str, form: str) -> dict[str, Any]:
    """Lighthouse's report on a page, as on a telephone (`mobile`) or a computer (`desktop`)."""
    program = NODE / "lighthouse/cli/index.js"
    needs(program.is_file() and shutil.which("node") is not None and Path(CHROMIUM).is_file(), "Lighthouse")
    command = ["node", str(program), address, "--quiet", "--output=json", "--no-enable-error-reporting"]
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    preset = ["--preset=desktop"] if form == "desktop" else []
    done = subprocess.run(
        [*command, flags, *preset],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def websites(
    workspace: Workspace, slugs: Sequence[str], target: Path, languages: Sequence[str] = ("en", "ja"),
    audience: str = "liaison", downloads: Sequence[Download] = (),
) -> Path:  # fmt: skip
    """Build clients' websites, without the command line, below `target`."""
    loaded = load(workspace, SCHEMA, slugs)
    for slug in slugs:
        for language in languages:
            name = f"{slug}/{audience}/{language}"
            edition = make_edition(SCHEMA, loaded.raw(slug), audience, language, AS_OF)
            sources = target / "sources" / name
            write_sources(workspace, compose(workspace, SCHEMA, edition, downloads), languages, sources)
            build_website(sources, target / "websites" / name)
    return target / "websites"


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a web server would: packed, with the page for missing pages, and without a word in the log."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        return

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            missing = next((p for f in path.parents if (p := f / "404.html").is_file()), None)
            return self._send(404, missing.read_bytes() if missing else b"", "text/html")
        return self._send(200, path.read_bytes(), self.guess_type(str(path)))

    def _send(self, status: int, data: bytes, kind: str) -> None:
        packed = gzip.compress(data, 6, mtime=0)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        if self.command == "GET":
            with suppress(ConnectionError):  # a browser that is done with a page closes what it no longer wants
                self.wfile.write(packed)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of the loopback interface; the address ends without a slash."""
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


Said = list[Mapping[str, str]]
"""What a page complained of: each with `kind` and `text`."""
