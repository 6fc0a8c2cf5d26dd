"""Takes out of a website what no reader's browser needs: a third of its size, and addresses on other hosts."""

import re
import shutil

from generator.outputs.web.finishing.site import Site

SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")

UNWANTED = re.compile(r"[ \t]*<(?:link rel=\"alternate\"|meta name=\"generator\")[^>]*>\n?")
"""The theme's script would follow these links in place of ours, which keep the page; versions are nobody's business."""


def prune(site: Site) -> None:
    """Source maps and the comments that name them, lunr's languages (we divide the words), the packed sitemap."""
    for address, text in site.pages.items():
        site.pages[address] = UNWANTED.sub("", text)
    for path in site.folder.rglob("*.map"):
        path.unlink()
    shutil.rmtree(site.folder / "assets/javascripts/lunr", ignore_errors=True)
    (site.folder / "sitemap.xml.gz").unlink(missing_ok=True)
    for folder in ("javascripts", "stylesheets"):
        for path in (site.folder / "assets" / folder).rglob("*.min.*"):
            text = path.read_text("utf-8")
            if (shorter := SOURCE_MAP.sub("\n", text)) != text:
                path.write_text(shorter, "utf-8")
