"""What WeasyPrint may read while it makes a document: files of the workspace below given roots, and nothing else."""

from collections.abc import Sequence
from io import BytesIO
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from generator.outputs.images import image_fault

TYPES = MimeTypes()
"""Python's own list: the system's would make the same document differ between machines."""
LARGEST = 20_000_000
"""Bytes of a file that a document may hold."""


class WorkspaceFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `data:` and files whose real path lies inside one of `roots`; anything else ends the document."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self.roots = [root.resolve() for root in roots]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The resource at `url`; raises FatalURLFetchingError, which ends the document, for what is not allowed."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            return self._file(url, parts.netloc, unquote(parts.path))
        if parts.scheme != "data":
            raise FatalURLFetchingError(f"a document may not fetch {url}")
        return super().fetch(url, headers)

    def _file(self, url: str, host: str, path: str) -> URLFetcherResponse:
        """The file is opened by its resolved path: what was checked is what is read."""
        real = Path(path).resolve() if "\0" not in path else None
        if host or real is None or not any(real.is_relative_to(root) for root in self.roots):
            raise FatalURLFetchingError(f"a document may not read {url}")
        if not real.is_file():
            raise FileNotFoundError(f"there is no file {real.name}")
        if real.stat().st_size > LARGEST:
            raise FatalURLFetchingError(f"{real.name} is larger than {LARGEST // 1_000_000} MB")
        kind = TYPES.guess_type(real.name)[0] or "application/octet-stream"
        data = real.read_bytes()
        if kind.startswith("image/") and (fault := image_fault(real.name, data)):
            raise FatalURLFetchingError(fault)
        return URLFetcherResponse(url, BytesIO(data), {"Content-Type": kind})
