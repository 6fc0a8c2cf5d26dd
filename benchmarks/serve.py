"""How long it takes from saving a file to the page that is reloaded: `handbook serve`, asked as a browser asks it.

For each client the real command is started. Then a name in the inventory, a template and a style sheet are saved
several times; the time runs from the end of writing until the new page was fetched and shows the change. For
comparison, in the same run: a cold `mkdocs build` of the very same sources.

The machine may be busy with other things, so the seconds of CPU that the command took are told too.

Usage: python benchmarks/serve.py [--clients fern-and-field,kestrel-lane] [--language ja] [--saves 7]
"""

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil
from check import ROOT

DAY = "2026-10-01"
BIN = Path(sys.executable).parent
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
LONGEST = 120.0
SETTLING = 3.0
"""Seconds after which files are watched for sure: the address is told a moment before."""
Change = Callable[[int], str]
"""Saves something, the n-th time, and returns what the page shows then."""


def own_workspace(folder: Path) -> Path:
    """A copy that may be changed."""
    for name in ("inventory", "templates", "site_config"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".schema"))
    return folder


@contextmanager
def served(root: Path, client: str, language: str) -> Iterator[tuple[str, psutil.Process]]:
    """The address and process of `handbook serve`."""
    command = [str(BIN / "handbook"), "--workspace", str(root), "serve", client]
    command += ["--audience", "liaison", "--language", language, "--port", "0", "--as-of", DAY]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline())
        if found is None:
            sys.exit(f"{' '.join(command)} gave no address")
        time.sleep(SETTLING)
        yield found[0], psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def fetched(address: str) -> str:
    with urlopen(address, timeout=LONGEST) as answer:
        text: str = answer.read().decode()
        return text


def reloaded(address: str, change: Change, turn: int) -> float:
    """Seconds from a save to the page that shows it."""
    version = json.loads(fetched(f"{address}-/news?version=-1"))["version"]
    wanted = change(turn)
    started = time.perf_counter()
    while True:
        news = json.loads(fetched(f"{address}-/news?version={version}"))
        if news["problems"]:
            sys.exit("\n".join(news["problems"]))
        if news["version"] != version and wanted in fetched(address + "contact.html"):
            return time.perf_counter() - started
        version = news["version"]
        if time.perf_counter() - started > LONGEST:
            sys.exit(f"{wanted} was never shown")


def changes(root: Path, client: str, language: str) -> dict[str, Change]:
    contacts = root / "inventory/clients" / client / "contacts.yml"
    template = root / "templates/pages" / language / "contact.md.j2"
    style = root / "site_config/theme/assets/handbook.css"
    was = {path: path.read_text("utf-8") for path in (contacts, template, style)}

    def name(turn: int) -> str:
        text = was[contacts]
        place = text.index(f"{language}: ", text.index("name:")) + 4
        contacts.write_text(f"{text[:place]}Turn{turn} {text[place:]}", "utf-8")
        return f"Turn{turn}"

    def prose(turn: int) -> str:
        template.write_text(f"{was[template]}\n\nWritten {turn} times.\n", "utf-8")
        return f"Written {turn} times."

    def look(turn: int) -> str:
        style.write_text(f"{was[style]}\n.md-typeset{{--turn:{turn}}}\n", "utf-8")
        return "</html>"

    return {"a name in the inventory": name, "a page's template": prose, "the style sheet": look}


def cold(root: Path, client: str, language: str, folder: Path) -> float:
    """Seconds of CPU of `mkdocs build` on the sources of the website that is served."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    build = [str(BIN / "handbook"), "--workspace", str(root), "build", client, "--as-of", DAY, "--language", language]
    run = [*build, "--audience", "liaison", "--only", "website", "--no-cache", "--output", str(folder)]
    subprocess.run(run, check=True, capture_output=True, env=quiet)
    config = folder / "sources" / client / "liaison" / language / "mkdocs.yml"
    before = os.times()
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(config), "--site-dir", str(folder / "x")]
    subprocess.run(command, check=True, capture_output=True, env=quiet)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", default="fern-and-field,kestrel-lane,shiomi-trading")
    parser.add_argument("--language", choices=("en", "ja"), default="en")
    parser.add_argument("--saves", type=int, default=7)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = own_workspace(Path(name) / "place")
        for client in chosen.clients.split(","):
            spent = cold(root, client, chosen.language, Path(name) / client)
            print(f"{client}: a cold mkdocs build takes {spent:.2f} s of CPU")
            for what, change in changes(root, client, chosen.language).items():
                with served(root, client, chosen.language) as (address, process):
                    before = process.cpu_times()
                    taken = [reloaded(address, change, turn) for turn in range(1, chosen.saves + 1)]
                    after = process.cpu_times()
                used = (after.user + after.system - before.user - before.system) / chosen.saves
                middle, longest = statistics.median(taken), max(taken)
                print(f"    {what:<26} median {middle:.2f} s, longest {longest:.2f} s, {used:.2f} s of CPU", flush=True)


if __name__ == "__main__":
    main()
