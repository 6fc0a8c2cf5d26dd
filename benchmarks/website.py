"""What a website weighs and costs: ours against Material for MkDocs as it comes, on the same Markdown.

    size       of the whole folder, unpacked
    CPU        of building it, user and system: ours in a warm process, the other as the command `mkdocs build`
    front page what Chromium fetches before anything is clicked: files, bytes packed with gzip, bytes unpacked

All in one run, so that only ratios count. (a) is `mkdocs build` of the same pages, navigation and languages with the
theme's own settings: no overrides, no styles, scripts and finishing steps of ours, and no fonts from elsewhere.

Usage: python benchmarks/website.py [CLIENT…] [--language ja] [--audience liaison] [--lighthouse]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Response, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.tools import AS_OF, CHROMIUM, FLAGS, SCHEMA, lighthouse, served  # noqa: E402 - tests are no package

from generator.editions.edition import make_edition  # noqa: E402
from generator.inventory.loading import load  # noqa: E402
from generator.outputs.web import build_website, write_sources  # noqa: E402
from generator.pages.compose import compose  # noqa: E402
from generator.workspace import Workspace  # noqa: E402

OURS = ("extra_css", "extra_javascript", "extra", "validation")


@dataclass
class Website:
    """A website that was built, and what building it took."""

    folder: Path
    seconds: float
    pages: int = 0
    size: int = 0

    def __post_init__(self) -> None:
        files = [p for p in self.folder.rglob("*") if p.is_file()]
        self.pages, self.size = sum(p.suffix == ".html" for p in files), sum(p.stat().st_size for p in files)


def cpu() -> float:
    """Seconds of this process and of the commands that it waited for."""
    return sum(os.times()[:4])


def ours(workspace: Workspace, slug: str, audience: str, language: str, folder: Path) -> Website:
    """From the inventory to the finished website, twice: the second time nothing has to be imported and warmed."""
    raw = load(workspace, SCHEMA, [slug]).raw(slug)
    spent = 0.0
    for turn in ("first", "second"):
        started = cpu()
        edition = make_edition(SCHEMA, raw, audience, language, AS_OF)
        write_sources(workspace, compose(workspace, SCHEMA, edition), ("en", "ja"), folder / turn)
        build_website(folder / turn, folder / f"{turn}-site")
        spent = cpu() - started
    return Website(folder / "second-site", spent)


def theirs(sources: Path, folder: Path) -> Website:
    """The same Markdown through the command, with the theme as it comes."""
    config = yaml.load((sources / "mkdocs.yml").read_text("utf-8"), yaml.SafeLoader)
    theme = {name: value for name, value in config["theme"].items() if name not in ("custom_dir", "variant", "favicon")}
    made = {name: value for name, value in config.items() if name not in OURS} | {"theme": theme, "plugins": ["search"]}
    made["docs_dir"] = str(sources / "docs")
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(made, allow_unicode=True), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    started = cpu()
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, stderr=subprocess.DEVNULL)
    return Website(folder / "site", cpu() - started)


def fetched(browser: Browser, folder: Path) -> tuple[int, int, int]:
    """Files, packed and unpacked bytes of the front page."""
    answers: list[Response] = []
    with served(folder) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"{address}/index.html", wait_until="networkidle")
        own = [answer for answer in answers if answer.url.startswith(address) and answer.ok]
        packed = sum(int(answer.headers["content-length"]) for answer in own)
        unpacked = sum(len(answer.body()) for answer in own)
        page.close()
    return len(own), packed, unpacked


def scores(folder: Path) -> Iterator[str]:
    """Lighthouse on the front page."""
    with served(folder) as address:
        for form in ("mobile", "desktop"):
            report = lighthouse(f"{address}/index.html", form)
            found = {name: round(part["score"] * 100) for name, part in report["categories"].items()}
            yield f"{form}: {json.dumps(found)}, machine's index {report['environment']['benchmarkIndex']:.0f}"


def told(name: str, mine: float, other: float, unit: str) -> None:
    print(f"  {name:<22} {mine:9.2f} {unit:<5} (a) {other:9.2f}   {mine / other:5.2f} ×", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clients", nargs="*")
    parser.add_argument("--audience", default="liaison")
    parser.add_argument("--language", default="en")
    parser.add_argument("--lighthouse", action="store_true", help="the scores of our front pages too")
    chosen = parser.parse_args()
    workspace = Workspace.find(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for slug in chosen.clients or workspace.slugs():
            folder = Path(name) / slug
            mine = ours(workspace, slug, chosen.audience, chosen.language, folder / "ours")
            other = theirs(folder / "ours/second", folder / "theirs")
            print(f"{slug}, {chosen.audience}, {chosen.language}: {mine.pages} pages")
            told("size", mine.size / 1e6, other.size / 1e6, "MB")
            told("CPU", mine.seconds, other.seconds, "s")
            first, second = fetched(browser, mine.folder), fetched(browser, other.folder)
            told("front page, files", first[0], second[0], "")
            told("front page, packed", first[1] / 1e3, second[1] / 1e3, "kB")
            told("front page, unpacked", first[2] / 1e3, second[2] / 1e3, "kB")
            for line in scores(mine.folder) if chosen.lighthouse else ():
                print(f"  Lighthouse, {line}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
