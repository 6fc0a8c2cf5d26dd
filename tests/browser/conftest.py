"""A browser, a small client's website served on the loopback interface, and pages that remember what they said."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser import client
from browser.tools import served, websites


@pytest.fixture(scope="session")
def small_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small client's edition: en/ and ja/ in it."""
    folder = tmp_path_factory.mktemp("small")
    workspace = client.small(folder / "workspace")
    sites = websites(workspace, ["acme"], folder / "out", downloads=[client.PDF]) / "acme/liaison"
    for code in ("en", "ja"):
        path = sites / code / client.PDF.href
        path.parent.mkdir()
        path.write_bytes(b"%PDF-1.7")
    return sites


@pytest.fixture(scope="session")
def small(small_sites: Path) -> Iterator[str]:
    """Where the small client's websites are served."""
    with served(small_sites) as address:
        yield address


class Watched:
    """A page, and what went wrong on it or left it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Makes a page in a context of its own; options are those of Playwright's contexts."""
    contexts = []

    def make(**options: Any) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        return Watched(context.new_page())

    yield make
    for context in contexts:
        context.close()
