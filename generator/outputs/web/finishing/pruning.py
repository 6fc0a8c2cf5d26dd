"""Takes out of a website what no reader's browser needs: a third of its size, and addresses on other hosts."""

import re
import shutil

from generator.outputs.web.finishing.site import Site

SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")

UNWANTED = re.compile(r"<(?:link rel=\"alternate\"|meta name=\"generator\")[^>]*>\n?")
"""The theme's script would follow these links in place of ours, which keep the page; versions are nobody's business."""
MAPS, LANGUAGES = ".map", "assets/javascripts/lunr/"
LONGEST = 300
"""Characters that a comment naming a source map has."""


def is_unwanted(name: str) -> bool:
    """Whether a file of the theme is for those who work on the theme, or for a search that divides words itself."""
    return name.endswith(MAPS) or name.startswith(LANGUAGES)


def prune(site: Site) -> None:
    """Source maps and the comments that name them, lunr's languages (we divide the words), the packed sitemap."""
    site.pages.change(without_links)
    for path in site.folder.rglob(f"*{MAPS}"):
        path.unlink()
    shutil.rmtree(site.folder / LANGUAGES, ignore_errors=True)
    (site.folder / "sitemap.xml.gz").unlink(missing_ok=True)
    for folder in ("javascripts", "stylesheets"):
        for path in (site.folder / "assets" / folder).rglob("*.min.*"):
            text = path.read_text("utf-8")
            if (shorter := without_map(text)) != text:
                path.write_text(shorter, "utf-8")


def without_links(page: str) -> str:
    """A page less what is unwanted in it, and the blanks before that."""
    made, start = "", 0
    for found in UNWANTED.finditer(page):
        made += page[start : found.start()].rstrip(" \t")
        start = found.end()
    return made + page[start:]


def without_map(text: str) -> str:
    """A script or style sheet less the comment that ends it."""
    return text[:-LONGEST] + SOURCE_MAP.sub("\n", text[-LONGEST:])
