"""The preview's web server: on this machine's loopback only, with a script in each page that reloads it."""

import json
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

from generator.build.preview import Preview

HOST = "127.0.0.1"
PATIENCE = 20.0
"""Seconds after which a page that waits for news asks again."""
OURS = "/-/"
SCRIPT = """(function () {
  var version = Number(document.currentScript.getAttribute("data-version"));
  function show(problems) {
    var box = document.getElementById("preview-problems");
    if (box) box.remove();
    if (!problems.length) return;
    box = document.createElement("details");
    box.id = "preview-problems";
    box.open = true;
    box.style.cssText = "position:fixed;z-index:9999;left:0;right:0;bottom:0;max-height:60vh;overflow:auto;" +
      "margin:0;padding:.6rem 1rem;background:#7a1212;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap";
    var head = document.createElement("summary");
    head.textContent = problems.length + " to mend; below is the last good page";
    box.append(head);
    problems.forEach(function (problem) {
      var line = document.createElement("div");
      line.textContent = problem;
      box.append(line);
    });
    document.body.append(box);
  }
  function ask(first) {
    fetch("/-/news?version=" + (first ? -1 : version)).then(function (r) { return r.json(); }).then(function (news) {
      if (!first && news.version !== version && !news.problems.length) { location.reload(); return; }
      version = news.version;
      show(news.problems);
      ask(false);
    }).catch(function () { setTimeout(ask, 1000, false); });
  }
  ask(true);
})();
"""


class Handler(SimpleHTTPRequestHandler):
    """Serves the last good website, and news of the next."""

    def __init__(self, *arguments: Any, preview: Preview, **named: Any) -> None:
        self.preview = preview
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        """A page, a file, or news."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host") or ""
        if host not in (HOST, "localhost"):
            self.send_error(403, "this preview is for this machine only")
            return
        url = urlsplit(self.path)
        if url.path == f"{OURS}news":
            version = parse_qs(url.query).get("version", ["0"])[0]
            self._news(int(version) if version.lstrip("-").isdigit() else 0)
        elif url.path == f"{OURS}live.js":
            self._send(SCRIPT, "text/javascript")
        elif self.preview.shown.site is None:
            self._send(self._problem_page(), "text/html")
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """Below the website that is shown now."""
        self.directory = str(self.preview.shown.site)
        return super().translate_path(path)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """A page gets the script; anything else is sent as it is."""
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if page.suffix != ".html" or not page.is_file():
            return super().send_head()
        tag = f'<script src="{OURS}live.js" data-version="{self.preview.shown.version}"></script></body>'
        data = page.read_text("utf-8").replace("</body>", tag).encode()
        self._head("text/html", len(data))
        return BytesIO(data)

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next version may be a moment away."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Requests are of no interest."""

    def _news(self, version: int) -> None:
        shown = self.preview.wait(version, PATIENCE)
        self._send(json.dumps({"version": shown.version, "problems": shown.problems}), "application/json")

    def _problem_page(self) -> str:
        problems = "".join(f"<li>{escape(p)}</li>" for p in self.preview.shown.problems)
        tag = f'<script src="{OURS}live.js" data-version="{self.preview.shown.version}"></script>'
        return f"<!doctype html><meta charset=utf-8><title>Preview</title><h1>To mend</h1><ul>{problems}</ul>{tag}"

    def _send(self, text: str, kind: str) -> None:
        data = text.encode()
        self._head(kind, len(data))
        self.wfile.write(data)

    def _head(self, kind: str, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(length))
        self.end_headers()


def server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on loopback; port 0 is any free one."""
    made = ThreadingHTTPServer((HOST, port), partial(Handler, preview=preview))
    made.daemon_threads = True
    return made
