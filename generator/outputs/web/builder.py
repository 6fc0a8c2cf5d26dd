"""The seam to the builder: MkDocs, called in this process, strictly; then the steps that finish a website."""

import os
from pathlib import Path

from generator.outputs.strict import complaints_of
from generator.outputs.web.finishing import SiteError, finish
from generator.outputs.web.handing import handing

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


EPOCH = "315532800"
"""1 January 1980, the first day that zip files know: no page shows the time of its build, and the same input gives the
same bytes."""


class WebsiteError(Exception):
    """The builder found fault with the website; the message lists what."""


def build_website(folder: Path, site_dir: Path) -> None:
    """The sources in `folder` become a website in `site_dir`, fit to be published. Raises WebsiteError."""
    with handing(site_dir) as handed:
        build_pages(folder, site_dir)
    try:
        finish(folder, site_dir, handed.pages)
    except SiteError as error:
        raise WebsiteError(str(error)) from error


def build_pages(folder: Path, site_dir: Path) -> None:
    """The same without the finishing steps, as a plain `mkdocs build` gives them. Raises WebsiteError."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with complaints_of("mkdocs") as complaints:
        try:
            config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site_dir.absolute()))
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except (MkDocsException, Abort) as error:
            raise WebsiteError(str(error)) from error
    if complaints:
        raise WebsiteError("; ".join(dict.fromkeys(complaints)))
