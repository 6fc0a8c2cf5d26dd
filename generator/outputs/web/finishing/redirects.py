"""Pages that moved: the old address leads to the new one, for readers who kept it."""

import re
from html import escape

from generator.outputs.web.finishing.site import Site, SiteError

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<meta http-equiv="refresh" content="0; url={target}">
{icon}
<title>{title}</title>
</head>
<body>
<p><a href="{target}">{title}</a></p>
</body>
</html>
"""
ICON = re.compile(r'<link rel="icon"[^>]*>')
"""Without one a browser asks for /favicon.ico, which no website of ours has."""


def write_redirects(site: Site) -> None:
    """Each entry of site_config/redirects.yml whose new page is in this website. Raises SiteError for a circle."""
    moved: dict[str, str] = dict(site.handbook.get("redirects") or {})
    title = str(site.handbook.get("moved") or "")
    icon = ICON.search(site.pages.get("index.html", ""))
    for old in moved:
        address, target = f"{old}.html", _last(moved, old)
        page, _, anchor = target.partition("#")
        if address not in site.pages and f"{page}.html" in site.pages:
            link = f"{page}.html#{anchor}" if anchor else f"{page}.html"
            site.pages[address] = PAGE.format(
                language=escape(site.language),
                target=escape(link),
                title=escape(title or page),
                icon=icon[0] if icon else "",
            )


def _last(moved: dict[str, str], old: str) -> str:
    """Where a page that moved more than once is now."""
    seen = [old]
    while (page := moved[seen[-1]].partition("#")[0]) in moved:
        if page in seen:
            raise SiteError(f"site_config/redirects.yml: {' → '.join([*seen, page])} is a circle")
        seen.append(page)
    return moved[seen[-1]]
