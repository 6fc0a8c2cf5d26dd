"""What is done to a website after the builder: one list of steps. A plain `mkdocs build` gives its pages less these."""

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.outputs.web.finishing.links import check_links
from generator.outputs.web.finishing.policy import write_policy
from generator.outputs.web.finishing.pruning import prune
from generator.outputs.web.finishing.redirects import write_redirects
from generator.outputs.web.finishing.scripts import defer_scripts
from generator.outputs.web.finishing.search import write_index
from generator.outputs.web.finishing.site import Site, SiteError, read_site, write_site
from generator.outputs.web.finishing.styles import join_styles
from generator.outputs.web.finishing.whitespace import tighten
from generator.outputs.web.handing import Parts

Step = Callable[[Site], None]

STEPS: tuple[Step, ...] = (
    prune,  # source maps, languages of the search that it does not need, a second sitemap
    write_index,  # search words: whole rows, Japanese words, forms that people type
    write_redirects,  # pages that moved
    join_styles,  # one sheet, without the rules that no page can use
    defer_scripts,  # until the page is there
    tighten,  # blanks that mean nothing
    write_policy,  # what a browser may run; it counts the scripts, so nothing may change them afterwards
    check_links,  # changes nothing
)


def finish(sources: Path, folder: Path, handed: Mapping[str, Parts] | None = None) -> None:
    """Take all steps on the website in `folder`, which was built from `sources`. Raises SiteError.

    `handed` are pages that the builder did not write to it.
    """
    site = read_site(sources, folder, handed or {})
    for step in STEPS:
        step(site)
    write_site(site)


__all__ = ["STEPS", "Site", "SiteError", "finish"]
