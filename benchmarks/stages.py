"""The CPU that one website takes in a warm process, by stage, against a cold `mkdocs build` of the very same sources.

The clients are copies of one of the sample, built one after the other in this process; the first are not counted. The
command is run for each of the last websites that were counted, so both meet the same machine. What it is given is made
already, and it neither divides words for the search nor checks a link: it does less than ours.

Usage: python benchmarks/stages.py [--like fern-and-field] [--clients 10] [--language en] [--plain]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from build import BIN, DAY, own_copies

UNCOUNTED = 2
Spent = dict[str, float]


def counted(owner: Any, name: str, stage: str, spent: Spent) -> None:
    """Count the CPU of a function as a stage of its own."""
    plain: Callable[..., Any] = getattr(owner, name)

    def run(*arguments: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return plain(*arguments, **named)
        finally:
            spent[stage] = spent.get(stage, 0.0) + time.process_time() - started

    setattr(owner, name, run)


def cold(sources: Path, folder: Path) -> float:
    before = os.times()
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(sources / "mkdocs.yml")]
    subprocess.run([*command, "--site-dir", str(folder)], check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--like", default="fern-and-field")
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--language", default="en")
    parser.add_argument("--plain", action="store_true", help="without the speed-ups")
    chosen = parser.parse_args()
    if chosen.plain:
        os.environ["HANDBOOK_PLAIN"] = "1"
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name), chosen.like, chosen.clients, chosen.language)


def measure(folder: Path, like: str, clients: int, language: str) -> None:
    (folder / "place").mkdir()
    workspace = own_copies(folder / "place", like, clients + UNCOUNTED)
    os.environ["HANDBOOK_WARM"] = str(workspace.root)
    import generator.build.warm
    from generator.build import making
    from generator.build.inspecting import load_client
    from generator.build.job import WEBSITE, run
    from generator.build.plan import Task, Terms, jobs_of, languages_of
    from generator.build.state import State
    from generator.inventory.loading import load
    from generator.inventory.schema import load_schema
    from generator.outputs.web import builder

    assert generator is not None
    spent: Spent = {}
    counted(making, "compose", "composing its pages", spent)
    counted(making, "write_sources", "writing the sources", spent)
    counted(builder, "build_pages", "MkDocs", spent)
    counted(builder, "finish", "finishing", spent)
    provider, terms = load(workspace, load_schema(), []), Terms(date.fromisoformat(DAY), folder / "made", False)
    ours, theirs = list[float](), list[float]()
    for number, slug in enumerate(workspace.slugs()):
        loaded = load_client(provider, slug)
        task, languages = Task(slug, "liaison", language, WEBSITE, "", 1.0), languages_of(loaded.raw(slug))
        for _, job in jobs_of(loaded, State(folder), [task], languages, terms):
            if number == UNCOUNTED:
                spent.clear()
            started = time.process_time()
            made = run(job)
            if made.error:
                sys.exit(made.error)
            if number >= UNCOUNTED:
                ours.append(time.process_time() - started)
                sources = job.staging / "sources" / slug / "liaison" / language
                theirs.append(cold(sources, folder / "cold" / slug))
    for stage, seconds in spent.items():
        print(f"{stage:<24} {seconds / clients:6.3f} s")
    print(f"a website, all of it     {median(ours):6.3f} s (median of {clients})")
    print(f"mkdocs build, cold       {median(theirs):6.3f} s, {median(theirs) / median(ours):.1f} times as much")


if __name__ == "__main__":
    main()
