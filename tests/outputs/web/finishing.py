"""A built website of a few lines, for tests of the steps that finish one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.outputs.web.finishing import Site
from generator.outputs.web.finishing.site import read_site

HEAD = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Page</title>\n</head>\n'


def page(body: str, head: str = "") -> str:
    """A page with an article."""
    top = HEAD.replace("</head>", f"{head}</head>")
    return f"{top}<body><article class='md-content'>{body}</article></body></html>\n"


def built(folder: Path, pages: Mapping[str, str], language: str = "en", **handbook: Any) -> Site:
    """The pages as a website on disk; `handbook` is what the steps are told."""
    sources, site = folder / "sources", folder / "site"
    sources.mkdir()
    languages = [{"lang": code, "name": code, "link": f"../{code}/"} for code in ("en", "ja")]
    extra = {"handbook": handbook, "alternate": languages}
    config = {"theme": {"language": language}, "extra": extra, "site_url": "https://a.example.jp/en/"}
    (sources / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    for name, text in pages.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return read_site(sources, site)
