"""Every page of every edition of the inventory by the rules of accessibility, in light and in dark: half an hour."""

from itertools import product
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from browser.test_pages import faults
from browser.tools import ROOT, served, websites
from generator.inventory.schema.fragments import AUDIENCES
from generator.workspace import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.long]
WORKSPACE = Workspace.find(ROOT)


@pytest.mark.parametrize(("slug", "audience"), list(product(WORKSPACE.slugs(), AUDIENCES)))
def test_every_page_is_accessible(browser: Browser, tmp_path: Path, slug: str, audience: str) -> None:
    languages = yaml.safe_load((WORKSPACE.client(slug) / "client.yml").read_text("utf-8"))["languages"]
    folder = websites(WORKSPACE, [slug], tmp_path, languages, audience) / slug / audience
    with served(folder) as address:  # as it is published: the page for missing ones knows its place
        found = {code: faults(browser, f"{address}/{code}", folder / code, 1280, every=True) for code in languages}
    assert found == {code: [] for code in languages}
