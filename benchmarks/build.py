"""How fast clients are built: ours against the commands `mkdocs build` and `weasyprint` on the very same sources.

All in one run, so that only ratios count:

    cold       ours, with an empty output folder and no cache
    (a)        a shell loop: `mkdocs build` in each website's sources, `weasyprint` on each document's HTML
    (a) -P2    the same through `xargs -P2`
    (b)        ours with one worker
    no-op      ours again, with nothing changed
    one edit   ours after one client's contact was renamed, and that client built alone

The shell loop lays out what ours does with automatic tables and no PDF/UA: it does less than ours.

Usage: python benchmarks/build.py [--clients 20] [--like fern-and-field] [--websites] [--language en]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from check import ROOT, copies

from generator.editions.edition import make_edition
from generator.inventory.loading import load
from generator.inventory.schema import load_schema
from generator.outputs.document import document_html, documents_of
from generator.pages.compose import compose
from generator.workspace import Workspace

DAY = "2026-10-01"
BIN = Path(sys.executable).parent


def run(command: list[str], folder: Path | None = None) -> float:
    started = time.perf_counter()
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "FONTCONFIG_FILE": str(ROOT / "site_config/fonts/fonts.conf"),
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:6])}…\n{done.stderr[-2000:]}{done.stdout[-2000:]}")
    return time.perf_counter() - started


def ours(workspace: Workspace, output: Path, options: list[str], *more: str) -> float:
    command = [
        str(BIN / "handbook"),
        "--workspace",
        str(workspace.root),
        "build",
        "--as-of",
        DAY,
        "--output",
        str(output),
    ]
    return run([*command, *options, *more])


def print_sources(workspace: Workspace, slugs: list[str], language: str, folder: Path) -> list[tuple[str, str]]:
    """The HTML of all documents, as ours hands it to WeasyPrint: pairs of HTML and PDF."""
    made, schema = [], load_schema()
    for slug in slugs:
        raw = load(workspace, schema, [slug]).raw(slug)
        edition = make_edition(schema, raw, "liaison", language, date.fromisoformat(DAY))
        composition = compose(workspace, schema, edition)
        for document in documents_of(workspace, composition):
            path = folder / f"{slug}-{document.name}.html"
            path.write_text(document_html(workspace, composition, document), "utf-8")
            made.append((str(path), str(path.with_suffix(".pdf"))))
    return made


def shell_lines(workspace: Workspace, sources: Path, html: list[tuple[str, str]], folder: Path) -> list[str]:
    lines = [
        f"{BIN}/mkdocs build --quiet --config-file {config} --site-dir {folder}/site-{n}"
        for n, config in enumerate(sorted(sources.glob("*/liaison/*/mkdocs.yml")))
    ]
    base = f"{workspace.site_config.as_uri()}/"
    return lines + [f"{BIN}/weasyprint --quiet --base-url {base} {source} {target}" for source, target in html]


def shell(lines: list[str], folder: Path, processes: int) -> float:
    script = folder / "lines"
    script.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return run(["sh", "-c", f"xargs -P{processes} -I{{}} sh -c '{{}}' < {script}"])


def told(name: str, seconds: float, against: dict[str, float]) -> None:
    ratios = ", ".join(f"{other / seconds:.1f} × as fast as {label}" for label, other in against.items())
    print(f"{name:<34} {seconds:8.1f} s  {ratios}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--like", default="fern-and-field")
    parser.add_argument("--language", default="en")
    parser.add_argument("--websites", action="store_true", help="no PDFs")
    parser.add_argument("--no-shell", action="store_true", help="leave (a) out: many clients take long")
    chosen = parser.parse_args()
    options = ["--language", chosen.language, *(["--only", "website"] if chosen.websites else [])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "place").mkdir()
        workspace = own_copies(folder / "place", chosen.like, chosen.clients)
        output = folder / "out"
        cold = ours(workspace, output, options, "--no-cache")
        baseline: dict[str, float] = {}
        if not chosen.no_shell:
            html = [] if chosen.websites else print_sources(workspace, workspace.slugs(), chosen.language, folder)
            lines = shell_lines(workspace, output / "sources", html, folder)
            baseline["(a)"] = shell(lines, folder, 1)
            told("(a) mkdocs and weasyprint, in a row", baseline["(a)"], {})
            baseline["(a) -P2"] = shell(lines, folder, 2)
            told("(a) the same, xargs -P2", baseline["(a) -P2"], {})
        baseline["(b)"] = ours(workspace, folder / "one", options, "--no-cache", "--jobs", "1")
        told("(b) handbook build --jobs 1", baseline["(b)"], {})
        told("handbook build, cold", cold, baseline)
        ours(workspace, output, options)
        told("handbook build, nothing changed", ours(workspace, output, options), {"cold": cold})
        slug = workspace.slugs()[0]
        rename(workspace, slug, "One")
        edit = ours(workspace, output, options)
        rename(workspace, slug, "Two")
        alone = ours(workspace, output, options, slug)
        print(f"one client changed: {edit:.1f} s, that client alone {alone:.1f} s, ratio {edit / alone:.2f}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process of all: {peak:.0f} MB")


def own_copies(folder: Path, like: str, number: int) -> Workspace:
    """Clients that differ in code as well, since no two may share one."""
    workspace = copies(folder, like, number)
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


if __name__ == "__main__":
    main()
