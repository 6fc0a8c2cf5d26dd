"""What WeasyPrint may read while it makes a document: files of the workspace below given roots, and nothing else."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher


class WorkspaceFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `data:` and files whose real path lies inside one of `roots`; anything else ends the document."""

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=["data", "file"])
        self.roots = [root.resolve() for root in roots]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(unquote(parts.path)).resolve()
            if parts.netloc or not any(path.is_relative_to(root) for root in self.roots):
                raise FatalURLFetchingError(f"a document may not read {url}")
        elif parts.scheme != "data":
            raise FatalURLFetchingError(f"a document may not fetch {url}")
        return super().fetch(url, headers)
