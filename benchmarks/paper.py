"""How fast a document is laid out: ours, the `weasyprint` command and Chromium on the very same HTML, in one run.

    (a)        the command `weasyprint`, started anew, with our options: tagged, PDF/UA-1, forms
    (a) plain  the same without options, so without tags
    (b)        headless Chromium, `--print-to-pdf`: no page numbers in the contents, no running heads
    cold       ours, started anew: sizes of sheets tried, strict checks, structure mended
    warm       ours, each further document of a process, as a worker of `handbook build` makes them
    plain      the same without speed-ups (HANDBOOK_PLAIN=1), in a process of its own

(a) and (b) get the HTML with the widths of columns and the sizes of sheets written into it, which is less work than
ours has. Seconds are processor seconds of a program and its children; of several runs the fastest counts.

Usage: python benchmarks/paper.py [--client kanda-partners] [--language en] [--document handbook] [--times 2]
                                  [--growth 10,30,100,300] [--keep FOLDER] [--no-chromium]
"""

import argparse
import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
from check import BIN, ROOT, SUBREAPER

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import document_html, documents_of
from generator.outputs.paper.fonts import prepare_fonts
from generator.pages.compose import compose
from generator.workspace import Workspace

DAY = date(2026, 10, 1)
WORKSPACE = Workspace.at(ROOT)
OPTIONS = ("--pdf-variant", "pdf/ua-1", "--pdf-forms", "--dpi", "150")
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
SECTION = re.compile(r'<section class="page layout-flow"')
NAMED = re.compile(r' id="([^"]+)"')
LINKED = re.compile(r' href="#([^"]+)"')


def html_of(slug: str, language: str, name: str) -> str:
    schema = load_schema()
    raw = load(WORKSPACE, schema, [slug]).raw(slug)
    composition = compose(WORKSPACE, schema, make_edition(schema, raw, "liaison", language, DAY))
    document = next(d for d in documents_of(WORKSPACE, composition) if d.name == name)
    return document_html(WORKSPACE, composition, document)


def as_laid_out(html: str, roots: list[Path]) -> str:
    """The HTML with all that ours works out before it is laid out, and with its address."""
    from generator.outputs.paper import rendering
    from generator.outputs.paper.fit import sheets
    from generator.outputs.paper.fitting import Trials

    sizes: dict[str, float] = {}
    for sheet in sheets(html):
        alone = rendering.prepared(WORKSPACE, sheet.alone, roots)
        trials = Trials(sheet, lambda size, n=sheet.id, a=alone: rendering._laid_out(WORKSPACE, a, {n: size}))
        sizes[sheet.id] = trials.best()
    tree = rendering.prepared(WORKSPACE, html, roots).etree_element
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
        if size := sizes.get(element.get("id", "")):
            element.set("style", f"font-size:{size}em")
    tree.find("head").insert(1, ElementTree.Element("base", href=f"{WORKSPACE.site_config.as_uri()}/"))
    return "<!DOCTYPE html>\n" + ElementTree.tostring(tree, "unicode", method="html")


def grown(html: str, count: int) -> str:
    """A document of so many sections: those of another that flow, again and again, with names of their own."""
    starts = [match.start() for match in SECTION.finditer(html)]
    bodies = [html[a : html.index("</section>", a) + 10] for a in starts]
    made, titles = [], []
    for n in range(count):
        body = bodies[n % len(bodies)]
        names = set(NAMED.findall(body))
        body = NAMED.sub(lambda m, n=n: f' id="{m[1]}-{n}"', body)
        own = NAMED.findall(body)[0]
        body = LINKED.sub(lambda m, n=n, k=names, o=own: f' href="#{m[1]}-{n}"' if m[1] in k else f' href="#{o}"', body)
        made.append(body)
        titles.append(f'<li><a href="#{own}">Section {n}</a></li>')
    start, end = html.index("<section"), html.index("</body>")
    contents = f'<nav class="contents" id="contents"><h1>Contents</h1><ul>{"".join(titles)}</ul></nav>'
    return f'{html[:start]}{contents}<section class="part tab-1">{"".join(made)}</section>{html[end:]}'


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(*words: str | Path) -> float:
    """Run a program; the processor seconds that it took."""
    before = processor()
    fonts = {"FONTCONFIG_FILE": str(WORKSPACE.fonts / "fonts.conf")}
    done = subprocess.run(list(map(str, words)), env={**os.environ, **fonts}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words[0]}: {done.stderr[-2000:]}")
    while True:  # children of children, which have become ours
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return processor() - before


def ours(html: Path, target: Path, roots: list[Path], times: int) -> tuple[float, dict[str, Any]]:
    """A process that makes a document several times; its processor seconds, and what it says of each."""
    before = processor()
    words = [sys.executable, Path(__file__).with_name("laying.py"), html, target, str(times), *roots]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return processor() - before, json.loads(done.stdout)


def told(name: str, seconds: float, pages: int, against: dict[str, float]) -> None:
    ratios = ", ".join(f"{other / seconds:.2f} × as fast as {label}" for label, other in against.items())
    print(f"{name:<22}{seconds:7.2f} s{seconds / pages * 1000:7.0f} ms a page  {ratios}", flush=True)


def pages_of(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def compare(folder: Path, html: str, roots: list[Path], times: int, chromium: bool) -> None:
    raw, laid, target = folder / "raw.html", folder / "laid.html", folder / "out.pdf"
    raw.write_text(html, "utf-8")
    laid.write_text(as_laid_out(html, roots), "utf-8")
    engine = (BIN / "weasyprint", "--quiet")
    found = {"(a)": min(command(*engine, *OPTIONS, laid, target) for _ in range(times))}
    theirs = pages_of(target)
    found["(a) plain"] = min(command(*engine, laid, target) for _ in range(times))
    if chromium:
        found["(b)"] = min(command(*CHROMIUM, f"--print-to-pdf={target}", laid.as_uri()) for _ in range(times))
        print(f"{pages_of(target)} pages by Chromium")
    cold, _ = ours(raw, target, roots, 1)
    pages = pages_of(target)
    print(f"{pages} pages by ours, {theirs} by (a); {target.stat().st_size / 1e6:.2f} MB")
    _, warm = ours(raw, target, roots, 1 + times)
    os.environ["HANDBOOK_PLAIN"] = "1"
    _, plain = ours(raw, target, roots, 1 + times)
    del os.environ["HANDBOOK_PLAIN"]
    for name, seconds in found.items():
        told(name, seconds, pages, {})
    told("cold", cold, pages, found)
    told("warm", best := min(warm["seconds"][1:]), pages, {**found, "plain": min(plain["seconds"][1:])})
    print(f"memory {warm['memory']:.0f} MB, without speed-ups {plain['memory']:.0f} MB; of the warm time:")
    last = sum(warm["stages"].values())
    for label, share in sorted(warm["stages"].items(), key=lambda item: -item[1]):
        print(f"    {label:<26}{share / last:6.1%} {best * share / last / pages * 1000:6.1f} ms a page")


def growth(folder: Path, html: str, roots: list[Path], sizes: list[int]) -> None:
    """Documents made of the same sections: seconds and memory as they grow."""
    raw, laid, target = folder / "grown.html", folder / "grown-laid.html", folder / "grown.pdf"
    each = 2.0
    for size in sizes:
        raw.write_text(grown(html, max(1, round((size - 1) / each))), "utf-8")
        seconds, made = ours(raw, target, roots, 1)
        pages = pages_of(target)
        each = each * pages / size
        laid.write_text(as_laid_out(raw.read_text("utf-8"), roots), "utf-8")
        other = command(BIN / "weasyprint", "--quiet", *OPTIONS, laid, target)
        told(f"{pages} pages", made["seconds"][0], pages, {"(a)": other})
        print(f"{'':22}{made['memory']:7.0f} MB; with the start of the process {seconds:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--client", default="kanda-partners")
    parser.add_argument("--language", default="en")
    parser.add_argument("--document", default="handbook")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--growth", default="10,30,100,300", help="pages, roughly; empty for none")
    parser.add_argument("--keep", type=Path, help="a folder for the HTML and the PDFs")
    parser.add_argument("--no-chromium", action="store_true")
    chosen = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    prepare_fonts(WORKSPACE.fonts)
    html = html_of(chosen.client, chosen.language, chosen.document)
    roots = [WORKSPACE.client(chosen.client) / "files", WORKSPACE.provider / "files"]
    with tempfile.TemporaryDirectory() as name:
        folder = chosen.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{chosen.client}, {chosen.document}, {chosen.language}")
        compare(folder, html, roots, chosen.times, not chosen.no_chromium)
        growth(folder, html, roots, [int(each) for each in chosen.growth.split(",") if each])


if __name__ == "__main__":
    main()
