"""The Content-Security-Policy: a browser runs, shows and fetches what this website holds, and nothing else.

The theme has a few scripts inside its pages. They are allowed by what they say (their hash), so that one which somebody
smuggles in is not. The policy stands in every page; a web server may send it as well, see site_config/deployment/.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

from generator.outputs.web.finishing.site import Site, changed_first, each

SCRIPT = re.compile(r"<script\b((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)
STYLE_ATTRIBUTE = re.compile(r"<[a-zA-Z][^>]*?\sstyle=\"([^\"]*)\"")
DATA = re.compile(r"\btype=[\"']?application/(?:ld\+)?json")
CHARSET = '<meta charset="utf-8">'
"""The policy stands behind it: before anything that could be run or fetched."""
FOLDER = "deployment"
FRAMES = "frame-ancestors 'none'"
"""Understood in a header only."""
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)


def write_policy(site: Site) -> None:
    """A policy for each page, and one for all of them as headers, beside the sources."""
    scripts: set[str] = set()
    styles: set[str] = set()
    scripts_in, styles_in = each(inline_scripts), each(inline_styles)
    for address, parts in site.pages.parts.items():
        own_scripts = {script for part in parts for script in scripts_in(part)}
        own_styles = {style for part in parts for style in styles_in(part)}
        scripts |= own_scripts
        styles |= own_styles
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(own_scripts, own_styles)}">'
        site.pages.parts[address] = changed_first(parts, CHARSET, f"{CHARSET}\n{meta}")
    folder = site.sources / FOLDER
    folder.mkdir(exist_ok=True)
    headers = (("Content-Security-Policy", f"{policy(scripts, styles)}; {FRAMES}"), *ALWAYS)
    (folder / "_headers").write_text("/*\n" + "".join(f"  {name}: {said}\n" for name, said in headers), "utf-8")
    lines = "".join(f'add_header {name} "{said}" always;\n' for name, said in headers)
    (folder / "headers.nginx.conf").write_text(lines, "utf-8")


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The policy for pages with these texts inside them."""
    allowed = sorted(digest(text) for text in styles)
    return "; ".join(
        (
            "default-src 'none'",
            _source("script-src", sorted(digest(text) for text in scripts)),
            _source("style-src", ["'unsafe-hashes'", *allowed] if allowed else []),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _source(name: str, more: Iterable[str]) -> str:
    return " ".join((name, "'self'", *more))


@lru_cache(maxsize=256)
def digest(text: str) -> str:
    """How a policy names a text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_scripts(page: str) -> list[str]:
    """The scripts inside a page; data that only looks like one is not run and needs no leave."""
    found = SCRIPT.findall(page) if "<script" in page else []
    return [text for attributes, text in found if text and not DATA.search(attributes)]


def inline_styles(page: str) -> list[str]:
    attributes = STYLE_ATTRIBUTE.findall(page) if 'style="' in page else []
    return [*(STYLE.findall(page) if "<style" in page else []), *attributes]
