"""Scripts wait until the page is there: what they do is not needed to read it."""

import re

from generator.outputs.web.finishing.site import Site

AT_ONCE = re.compile(r"<script(?=[^>]*\ssrc=)(?![^>]*\s(?:defer|async)\b)")


def defer_scripts(site: Site) -> None:
    """Every script that is a file runs after the page was read, in the order in which they stand there."""
    site.pages.change(lambda part: AT_ONCE.sub("<script defer", part) if "<script" in part else part)
