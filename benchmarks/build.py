"""How fast clients are built: ours against the commands `mkdocs build` and `weasyprint` on the very same sources.

All in one run, so that only ratios count:

    documents  cold, clients with websites and PDFs: ours; (a) a shell loop over `mkdocs build` in each website's
               sources and `weasyprint` on each document's HTML, in a row and through `xargs -P2`; (b) ours, one worker
    websites   the same without PDFs
    many       small clients, websites only: cold, with nothing changed, with one client changed, and that client alone
    memory     the peak of all processes together as clients grow
    growth     one client as its pages and its assets grow

The shell loop lays out what ours does with automatic tables and no PDF/UA: it does less than ours. Next to the time
that passed stands the processor time of all processes: on a machine that does other things too, trust that.

Usage: python benchmarks/build.py [--quick] [--only documents] [--only many] …
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from check import ROOT, copies, make_different
from measuring import Used, measured

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import document_html, documents_of
from generator.pages.compose import compose
from generator.workspace import Workspace

DAY = "2026-10-01"
BIN = Path(sys.executable).parent
LIKE, SMALL = "minamo-design", "fern-and-field"
"""The sample's clients that are copied: one of middling size, and the smallest."""
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "FONTCONFIG_FILE": str(ROOT / "site_config/fonts/fonts.conf")}
WEBSITES = ("--only", "website")


def ours(workspace: Workspace, output: Path, *more: str) -> Used:
    command = [str(BIN / "handbook"), "--workspace", str(workspace.root), "build", "--as-of", DAY, "--language", "en"]
    return measured([*command, "--output", str(output), *more], environment=ENVIRONMENT)


def print_sources(workspace: Workspace, folder: Path) -> list[tuple[str, str]]:
    """The HTML of all documents, as ours hands it to WeasyPrint: pairs of HTML and PDF."""
    made, schema = [], load_schema()
    for slug in workspace.slugs():
        raw = load(workspace, schema, [slug]).raw(slug)
        edition = make_edition(schema, raw, "liaison", "en", date.fromisoformat(DAY))
        composition = compose(workspace, schema, edition)
        for document in documents_of(workspace, composition):
            path = folder / f"{slug}-{document.file_name('en')}.html"
            path.write_text(document_html(workspace, composition, document), "utf-8")
            made.append((str(path), str(path.with_suffix(".pdf"))))
    return made


def shell(workspace: Workspace, sources: Path, html: list[tuple[str, str]], folder: Path, processes: int) -> Used:
    """The loop (a): one command for each website and each document."""
    folder.mkdir(exist_ok=True)
    lines = [
        f"{BIN}/mkdocs build --quiet --config-file {config} --site-dir {folder}/site-{n}"
        for n, config in enumerate(sorted(sources.glob("*/liaison/*/mkdocs.yml")))
    ]
    base = f"{workspace.site_config.as_uri()}/"
    lines += [f"{BIN}/weasyprint --quiet --base-url {base} {source} {target}" for source, target in html]
    script = folder / "lines"
    script.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    command = ["sh", "-c", f"xargs -P{processes} -I{{}} sh -c '{{}}' < {script}"]
    return measured(command, environment=ENVIRONMENT)


def told(name: str, used: Used, against: dict[str, Used] | None = None) -> None:
    ratios = ", ".join(
        f"{other.seconds / used.seconds:.1f} × as fast as {label} (processor {other.processor / used.processor:.1f} ×)"
        for label, other in (against or {}).items()
    )
    print(f"| {name} | {used.seconds:.1f} s | {used.processor:.1f} s | {used.memory:.0f} MB | {ratios} |", flush=True)


def head(title: str) -> None:
    print(f"\n### {title}\n\n| | passed | processor | memory | ratios |\n|---|---|---|---|---|", flush=True)


def cold(folder: Path, number: int, *options: str) -> None:
    """Ours against (a) and (b), with nothing there yet."""
    head(f"Cold: {number} clients like {LIKE}, {'websites only' if options else 'websites and PDFs'}")
    workspace, output = own_copies(folder / "place", LIKE, number), folder / "out"
    mine = ours(workspace, output, "--no-cache", *options)
    html = [] if options else print_sources(workspace, folder)
    against = {"(a)": shell(workspace, output / "sources", html, folder / "row", 1)}
    told("(a) `mkdocs build` and `weasyprint`, in a row", against["(a)"])
    against["(a) -P2"] = shell(workspace, output / "sources", html, folder / "two", 2)
    told("(a) the same, `xargs -P2`", against["(a) -P2"])
    against["(b)"] = ours(workspace, folder / "one", "--no-cache", "--jobs", "1", *options)
    told("(b) `handbook build --jobs 1`", against["(b)"])
    told("`handbook build`", mine, against)


def many(folder: Path, number: int) -> None:
    """What an unchanged inventory costs, and one change in it."""
    head(f"{number} clients like {SMALL}, websites only")
    workspace, output = own_copies(folder / "place", SMALL, number), folder / "out"
    first = ours(workspace, output, *WEBSITES)
    told("cold", first)
    told("nothing changed", nothing := ours(workspace, output, *WEBSITES), {"cold": first})
    slug = workspace.slugs()[0]
    rename(workspace, slug, "One")
    told("one client changed", one := ours(workspace, output, *WEBSITES), {"cold": first})
    alone = own_copies(folder / "alone", SMALL, 1)
    ours(alone, folder / "single", *WEBSITES)
    rename(alone, alone.slugs()[0], "One")
    told("the same change where that client is alone", single := ours(alone, folder / "single", *WEBSITES))
    print(
        f"\nNothing changed: {100 * nothing.seconds / first.seconds:.2f} % of the cold build. One client changed: "
        f"{one.seconds / single.seconds:.2f} × that client alone (processor {one.processor / single.processor:.2f} ×)."
    )


def memory(folder: Path, numbers: list[int]) -> None:
    """Whether the peak grows with the clients."""
    head(f"Memory as clients like {SMALL} grow, websites only")
    for number in numbers:
        workspace = own_copies(folder / f"place-{number}", SMALL, number)
        told(f"{number} clients", ours(workspace, folder / f"out-{number}", "--no-cache", *WEBSITES))


def growth(folder: Path, factors: list[int]) -> None:
    """How time grows with one client's assets and with its pages."""
    head(f"One client like {LIKE} as it grows, website and PDFs")
    for factor in factors:
        workspace = own_copies(folder / f"assets-{factor}", LIKE, 1)
        count = more_assets(workspace, factor)
        told(f"{count} assets", ours(workspace, folder / f"out-assets-{factor}", "--no-cache"))
    for factor in factors:
        workspace = own_copies(folder / f"pages-{factor}", LIKE, 1)
        more_pages(workspace, 10 * factor)
        told(f"{10 * factor} more pages", ours(workspace, folder / f"out-pages-{factor}", "--no-cache"))


def more_assets(workspace: Workspace, factor: int) -> int:
    """Copies of each asset under other names; how many there are."""
    path = workspace.client(workspace.slugs()[0]) / "assets.yml"
    given = yaml.safe_load(path.read_text("utf-8"))["assets"]
    keys = ("id", "name", "kind", "status", "manufacturer", "model", "site", "purchase_date")
    plain = [{k: v for k, v in asset.items() if k in keys} for asset in given]
    added = [{**asset, "id": f"{asset['id']}-{n}"} for n in range(1, factor) for asset in plain]
    text = yaml.safe_dump(added, allow_unicode=True, sort_keys=False) if added else ""
    path.write_text(path.read_text("utf-8") + "\n" + "".join(f"  {line}\n" for line in text.splitlines()), "utf-8")
    return len(given) + len(added)


def more_pages(workspace: Workspace, number: int) -> None:
    folder = workspace.client(workspace.slugs()[0]) / "pages"
    folder.mkdir(exist_ok=True)
    paragraph = "What to do, in the order in which it is done, and whom to tell. " * 20
    for n in range(number):
        front = f"---\ntitle: Page {n}\naudience: staff\ndocuments: [handbook]\n---\n\n"
        (folder / f"page-{n}.en.md").write_text(f"{front}{paragraph}\n\n## More\n\n{paragraph}\n", "utf-8")


def own_copies(folder: Path, like: str, number: int) -> Workspace:
    """Clients that share the provider's words and no other: each has a code, names, texts and numbers of its own.

    Otherwise what is kept of one client's page would serve the next, which no real provider's clients allow.
    """
    folder.mkdir(parents=True, exist_ok=True)
    workspace = copies(folder, like, number)
    make_different(workspace)
    for n, slug in enumerate(workspace.slugs()):
        path = workspace.client(slug) / "client.yml"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        kept = [f"client_code: C{n:04d}\n" if line.startswith("client_code:") else line for line in lines]
        path.write_text("".join(without_addresses(kept)), "utf-8")
    return workspace


def without_addresses(lines: list[str]) -> list[str]:
    """The clients' addresses on the web would be the same for all of them."""
    made, inside = [], False
    for line in lines:
        inside = line.startswith("base_urls:") or (inside and line.startswith((" ", "#")))
        if not inside:
            made.append(line)
    return made


def rename(workspace: Workspace, slug: str, word: str) -> None:
    """Change something that readers see."""
    path = workspace.client(slug) / "contacts.yml"
    text = path.read_text("utf-8")
    start = text.index("en: ", text.index("name:")) + 4
    path.write_text(f"{text[:start]}{word} {text[start:]}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the clients: for a machine that is busy")
    parser.add_argument("--only", action="append", choices=["documents", "websites", "many", "memory", "growth"])
    chosen = parser.parse_args()
    quick = chosen.quick
    sections: dict[str, Callable[[Path], None]] = {
        "documents": lambda folder: cold(folder, 3 if quick else 20),
        "websites": lambda folder: cold(folder, 16 if quick else 200, *WEBSITES),
        "many": lambda folder: many(folder, 50 if quick else 1000),
        "memory": lambda folder: memory(folder, [3, 10, 30] if quick else [10, 100, 1000]),
        "growth": lambda folder: growth(folder, [1, 4] if quick else [1, 4, 16]),
    }
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start")
    for name in chosen.only or sections:
        folder = Path(tempfile.mkdtemp(prefix="handbook-"))
        try:
            sections[name](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
