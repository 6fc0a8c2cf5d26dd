"""What all tests share: the folder of their helpers on the path, and one browser for whoever needs one."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The real Chromium. One for all tests of a process: Playwright allows no second one beside it."""
    from browser.tools import CHROMIUM, FLAGS, needs
    from playwright.sync_api import sync_playwright

    needs(Path(CHROMIUM).is_file(), "Chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield made
        made.close()
